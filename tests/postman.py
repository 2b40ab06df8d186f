"""A small mail server (RFC 5321), which keeps what it is given, or refuses it and quotes whom it was for."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from threading import Thread
from typing import cast


@dataclass
class Post:
    """What one server got; `refuses` and `hangs_up` may change while it serves."""

    port: int = 0
    refuses: bool = False
    hangs_up: bool = False
    letters: list[Message] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Every command of its clients."""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True
    post: Post


class _Clerk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.post = cast("_Server", self.server).post
        if self.post.hangs_up:
            return
        self._answer("220 post")
        while line := self.rfile.readline():
            said = line.decode().strip()
            self.post.said.append(said)
            verb = said[:4].upper()
            if verb == "DATA":
                self._take()
            elif verb == "RCPT" and self.post.refuses:
                self._answer(f"550 nobody here is called {said}")
            else:
                self._answer("221 bye" if verb == "QUIT" else "250 well")
            if verb == "QUIT":
                return

    def _take(self) -> None:
        self._answer("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.post.letters.append(message_from_bytes(b"".join(lines)))
        self._answer("250 taken")

    def _answer(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def post_office() -> Iterator[Post]:
    """One that serves on a port of its own as long as the `with` block lasts."""
    with _Server(("127.0.0.1", 0), _Clerk) as server:
        server.post = Post(port=server.server_address[1])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.post
        finally:
            server.shutdown()
            thread.join()
