"""The site as it is served: the village in its database, and its answers over HTTP and as sockets."""

from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from tests.live.wire import Wire, handshake
from tests.stack import Stack
from tests.stranger.matrix import Answer, Ask
from tests.stranger.village import Village

SETTLE = "from tests.stranger.village import settle; print('village ' + settle().dumped())"
TOKEN = "t" * 32
"""A CSRF token is what cookie and header have in common; a person's own browser may send any."""


def settled(stack: Stack) -> Village:
    """The village, made in the database of a running site by a process beside it."""
    told = stack.manage("shell", "-v0", "-c", SETTLE).splitlines()
    return Village.loaded(next(line for line in told if line.startswith("village ")).removeprefix("village "))


def cookie_of(village: Village, actor: str, *more: str) -> str:
    """The Cookie header of an actor's browser."""
    session = f"{settings.SESSION_COOKIE_NAME}={village.keys[actor]}" if village.keys[actor] else ""
    return "; ".join(filter(None, [session, *more]))


class ServedSite:
    """Answers an Ask over HTTP. What is done stays done; whether anything was is not known."""

    def __init__(self, base: str, village: Village) -> None:
        self.village, self._place = village, urlsplit(base)

    def __call__(self, ask: Ask) -> Answer:
        headers = {
            "Cookie": cookie_of(self.village, ask.actor, f"{settings.CSRF_COOKIE_NAME}={TOKEN}"),
            "X-CSRFToken": TOKEN,
            "Accept-Language": "en",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode(ask.fields) if ask.method == "POST" else None
        return self.ask(ask.method, ask.path, headers, body)

    def ask(self, method: str, path: str, headers: dict[str, str], body: str | bytes | None = None) -> Answer:
        """One request, as it is given."""
        link = HTTPConnection(self._place.hostname or "", self._place.port, timeout=15)
        try:
            link.request(method, path, body, headers)
            return _answer(link.getresponse())
        finally:
            link.close()


def _answer(found: HTTPResponse) -> Answer:
    headers = [(name.lower(), value) for name, value in found.getheaders() if name.lower() != "date"]
    return Answer(found.status, tuple(sorted(headers)), found.read())


async def socket_answer(base: str, village: Village, actor: str, path: str) -> tuple[str, list[Any]]:
    """The table's word for a socket, and all that the server said up to it."""
    host = base.removeprefix("http://")
    headers = handshake(host, cookie_of(village, actor), base, Accept_Language="en")
    async with await Wire.open(base, path, headers) as wire:
        first = await wire.frame()
        if isinstance(first, dict) and first["type"] == "welcome":
            return "welcome", []
        said = [header for header in wire.headers if header[0] != "date"]
        return str(await wire.frame()), [wire.status, said, first]
