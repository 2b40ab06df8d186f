"""A client of one room that writes everything down and holds every frame against the contract."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin, Subprotocol

from tests.live.contract import ContractBroken, Frame, Reader
from tests.live.records import Closed, Content, Heard, History, Log, Sent
from tests.live.scribe import NotSeen, Outcome, Scribe

SUBPROTOCOL = Subprotocol("peerchat.v1")
ANSWER_WITHIN = 10.0
WELCOME_WITHIN = 10.0
SURELY_WITHIN = 60.0

_sockets = count(1)
_clients = count(1)


class Refused(Exception):
    """The server said `bye` where a welcome was hoped for."""

    def __init__(self, bye: Frame) -> None:
        super().__init__(f"{bye['code']} {bye['reason']}")
        self.bye = bye


class Client(Scribe):
    """One member in one room, on one socket at a time; with `resume` it comes back by itself, on any of `urls`."""

    def __init__(
        self,
        url: str,
        cookie: str,
        origin: str = "",
        member: str = "",
        *,
        urls: Sequence[str] = (),
        resume: bool = False,
        dice: random.Random | None = None,
    ) -> None:
        self.url, self.urls = url, list(urls) or [url]
        self.cookie, self.origin = cookie, origin
        self.resume, self.dice = resume, dice or random.Random(0)
        super().__init__(History(member, urlsplit(url).path.rstrip("/").rpartition("/")[2]))
        self._link: ClientConnection | None = None
        self._socket = 0
        self._leaving: set[int] = set()
        self._coming_back = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._broken: list[ContractBroken] = []
        self._done = False
        self._ids = count(1)
        self._number = next(_clients)

    @property
    def open(self) -> bool:
        return self._link is not None

    @property
    def socket(self) -> int:
        """Which of all sockets this is or was the last one; each has a number of its own."""
        return self._socket

    async def __aenter__(self) -> Self:
        try:
            await self.connect()
        except BaseException:
            await self.close(sound=False)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close(sound=error is None)

    # Coming and going

    async def connect(self, after: int | None = None, epoch: str | None = None, url: str | None = None) -> Frame:
        """Opens a socket and returns its welcome; `Refused` when a bye came in its place."""
        self.url = url or self.url
        cursor = {name: value for name, value in (("after", after), ("epoch", epoch)) if value is not None}
        self.asked = (time.monotonic(), after, epoch)
        link = await connect(
            f"{self.url}?{urlencode(cursor)}" if cursor else self.url,
            origin=Origin(self.origin or own_origin(self.url)),
            subprotocols=[SUBPROTOCOL],
            additional_headers={"Cookie": self.cookie},
            compression=None,
            ping_interval=None,
            close_timeout=2,
            max_size=2**20,
            max_queue=None,
            proxy=None,
        )
        if link.subprotocol != SUBPROTOCOL:
            self._broken.append(ContractBroken(f"the subprotocol came back as {link.subprotocol}"))
        self._link, self._socket = link, next(_sockets)
        self.forget()
        self._start(self._listen(link, self._socket, Reader(after)))
        await self.until(lambda: self.welcome is not None or self.closed is not None, WELCOME_WITHIN, "a welcome")
        return self._welcomed()

    def _welcomed(self) -> Frame:
        if self.welcome is not None:
            return self.welcome
        raise Refused(self.bye or {"code": self.closed.code if self.closed else None, "reason": "no bye"})

    async def come_back(self) -> None:
        """Opens a socket that goes on where the last one ended, trying each process until one answers."""
        async with self._coming_back:
            for _ in range(400):
                if self._done or self.open or await self._tried():
                    return
                await asyncio.sleep(self.dice.uniform(0.02, 0.4))

    async def _tried(self) -> bool:
        """Whether nothing more is to be tried: in again, or refused for good."""
        try:
            await self.connect(self.last, self.epoch, self.dice.choice(self.urls))
        except Refused as refused:
            return not refused.bye.get("retry", True)
        except (OSError, InvalidHandshake, ConnectionClosed, NotSeen):
            return False
        return True

    async def drop(self) -> None:
        """Cuts the connection without a word, as a lost network does."""
        if self._link is not None:
            self._leaving.add(self._socket)
            self._link.transport.abort()
            link = self._link
            await self.until(lambda: self._link is not link, 5, "the cut")

    async def leave(self) -> None:
        """Closes the socket politely and stays away."""
        if self._link is not None:
            self._leaving.add(self._socket)
            await self._link.close()
            await self.until(lambda: self.closed is not None, 5, "the close")

    async def close(self, *, sound: bool = True) -> None:
        """Ends the client; raises the first frame that broke the contract, unless told that it does not matter."""
        self._done, self.resume = True, False
        if self._link is not None:
            await self.leave()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if sound and self._broken:
            raise self._broken[0]

    def _start(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _listen(self, link: ClientConnection, socket: int, reader: Reader) -> None:
        try:
            while True:
                self.take(socket, reader.read(await link.recv()))
        except ConnectionClosed as ended:
            self._ended(socket, ended)
        except ContractBroken as broken:
            self._broken.append(broken)
            self._leaving.add(socket)
            await link.close(1002)
            self._close(Closed(time.monotonic(), socket, ours=True))

    def _ended(self, socket: int, ended: ConnectionClosed) -> None:
        ours = socket in self._leaving
        if ended.sent is not None and not ended.rcvd_then_sent and not ours:
            self._broken.append(ContractBroken(f"the server broke RFC 6455: {ended.sent}"))
        bye = self.bye["code"] if self.bye else None
        self._close(Closed(time.monotonic(), socket, ended.rcvd.code if ended.rcvd else None, bye, ours))

    def _close(self, closed: Closed) -> None:
        self._link = None
        self.end(closed)
        if self.resume and not closed.ours and self.welcome is not None:
            self._start(self.come_back())

    # What goes out

    async def send(self, raw: str | bytes) -> None:
        """Sends one frame as it is, text or binary; nothing is written down."""
        if self._link is None:
            raise NotSeen("an open socket")
        await self._link.send(raw)

    async def request(self, frame: Frame, content: Content, within: float = ANSWER_WITHIN) -> Outcome:
        """Sends a request, writes it down and waits for its answer."""
        if self._link is None:
            return Outcome("unknown")
        future = self.answer_to(frame["id"])
        self.history.add(Sent(time.monotonic(), self._socket, frame["id"], content))
        try:
            await self._link.send(json.dumps(frame, ensure_ascii=False))
            return await asyncio.wait_for(future, within)
        except (ConnectionClosed, TimeoutError):
            return Outcome("unknown")

    def new_id(self) -> str:
        return f"c{self._number}-{next(self._ids)}"

    async def post(self, text: str, reply_to: int | None = None, key: str | None = None) -> Outcome:
        """Posts a line; the text is to be in normal form already, since that is what the log is compared with."""
        frame: Frame = {"type": "post", "id": key or self.new_id(), "text": text}
        if reply_to is not None:
            frame["reply_to"] = reply_to
        return await self.request(frame, ("post", text, reply_to))

    async def edit(self, seq: int, text: str, key: str | None = None) -> Outcome:
        frame = {"type": "edit", "id": key or self.new_id(), "seq": seq, "text": text}
        return await self.request(frame, ("edit", seq, text))

    async def react(self, seq: int, kind: str, *, on: bool) -> Outcome:
        frame = {"type": "react", "id": self.new_id(), "seq": seq, "kind": kind, "on": on}
        return await self.request(frame, ("react", seq, kind, on))

    async def retract(self, seq: int, key: str | None = None) -> Outcome:
        return await self.request({"type": "retract", "id": key or self.new_id(), "seq": seq}, ("retract", seq))

    async def surely(self, ask: Callable[[str], Awaitable[Outcome]], key: str | None = None) -> Outcome:
        """Makes one request under one id again and again, until its outcome is known."""
        key, deadline = key or self.new_id(), time.monotonic() + SURELY_WITHIN
        while time.monotonic() < deadline:
            outcome = await ask(key)
            if outcome.kind == "ack" or (outcome.kind == "error" and outcome.code != "unavailable"):
                return outcome
            await self.until(lambda: self.open, SURELY_WITHIN, "the way back")
            await asyncio.sleep(0.05)
        raise NotSeen(f"an answer to {key}")

    async def typing(self) -> None:
        await self.send('{"type":"typing"}')

    async def seen(self, seq: int) -> None:
        await self.send(json.dumps({"type": "seen", "seq": seq}))

    async def ping(self, word: str = "", within: float = 5) -> int:
        """The head that the process knows."""
        word = word or self.new_id()[-12:]
        await self.send(json.dumps({"type": "ping", "t": word}))
        pong = await self.frame(lambda frame: frame["type"] == "pong" and frame["t"] == word, within)
        return int(pong["seq"])


def own_origin(url: str) -> str:
    """The origin of a page that the same process serves."""
    return "http://" + urlsplit(url).netloc


Seat = Mapping[str, str]


def room_url(base: str, seat: Seat) -> str:
    return base.replace("http", "ws", 1) + seat["ws"]


def seated(bases: Sequence[str], seat: Seat, process: int = 0, **how: Any) -> Client:
    """A client for one of seed_load's seats, on one of the processes."""
    urls = [room_url(base, seat) for base in bases]
    return Client(urls[process], seat["cookie"], member=seat["member"], urls=urls, **how)


async def read_log(bases: Sequence[str], seat: Seat, process: int = 0) -> Log:
    """The whole log of a room, as a newcomer with this seat is told it."""
    reader = seated(bases, seat, process)
    welcome = await reader.connect(after=0)
    await reader.until(lambda: reader.caught_up, 30, "the end of the log")
    told = [record.line for record in reader.history.of(Heard) if not record.live]
    await reader.close()
    return Log(seat["room"], told, welcome["floor"])
