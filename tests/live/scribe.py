"""What one client is told, read frame by frame and written down, and the waiting for it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tests.live.contract import Frame
from tests.live.records import Answered, CaughtUp, Closed, Heard, History, Line, Ponged, Welcomed

FRAMES_KEPT = 1000


class NotSeen(AssertionError):
    """What a client was to see did not come in time."""


@dataclass(frozen=True)
class Outcome:
    """How a request ended; `unknown` when the socket closed before an answer."""

    kind: Literal["ack", "error", "unknown"]
    seq: int | None = None
    code: str | None = None
    frame: Frame | None = None


class Scribe:
    """Keeps one client's history and the state of its room as that client knows it."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.lines: dict[int, Line] = {}
        self.names: dict[str, Frame] = {}
        self.here: list[str] = []
        self.typists: list[tuple[float, str]] = []
        self.frames: deque[Frame] = deque(maxlen=FRAMES_KEPT)
        self.epoch: str | None = None
        self.last = 0
        self.asked: tuple[float, int | None, str | None] = (0.0, None, None)
        self._waiting: dict[str, deque[asyncio.Future[Outcome]]] = {}
        self._stir = asyncio.Event()
        self.forget()

    def forget(self) -> None:
        """A new socket has been told nothing yet."""
        self.welcome: Frame | None = None
        self.bye: Frame | None = None
        self.closed: Closed | None = None
        self.caught_up = False

    def answer_to(self, key: str) -> asyncio.Future[Outcome]:
        """What will hold the next answer to this id."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, deque()).append(future)
        return future

    def end(self, closed: Closed) -> None:
        """The socket is gone, and with it every answer that had not come."""
        self.history.add(closed)
        self.closed = closed
        for key in list(self._waiting):
            while self._waiting[key]:
                self.settle(key, Outcome("unknown"))
        self._stir.set()

    def take(self, socket: int, frame: Frame) -> None:
        now = time.monotonic()
        self.frames.append(frame)
        self.names.update(frame.get("names", {}))
        self.here = frame.get("here", self.here)
        getattr(self, f"_on_{frame['type']}", self._on_other)(now, socket, frame)
        self._stir.set()

    def _on_other(self, now: float, socket: int, frame: Frame) -> None:
        """Nothing to write down."""

    def _on_welcome(self, now: float, socket: int, frame: Frame) -> None:
        asked_at, after, epoch = self.asked
        reset = frame.get("reset", False)
        right = epoch is None or after is None or epoch == frame["epoch"]
        known = (after, frame["seq"], frame["floor"], reset, right, frame["epoch"])
        self.history.add(Welcomed(now, socket, asked_at, *known))
        self.welcome, self.epoch = frame, frame["epoch"]
        if reset or after is None:
            self.last = 0
        self._on_events(now, socket, frame)

    def _on_events(self, now: float, socket: int, frame: Frame) -> None:
        for event in frame["events"]:
            self._hear(now, socket, event, live=False)
        if not frame["more"]:
            self.caught_up = True
            self.history.add(CaughtUp(now, socket))

    def _on_event(self, now: float, socket: int, frame: Frame) -> None:
        self._hear(now, socket, frame, live=True)

    def _hear(self, now: float, socket: int, event: Mapping[str, Any], *, live: bool) -> None:
        line = Line(event["seq"], event["kind"], *map(event.get, ("by", "text", "gone", "refers_to")))
        self.lines[line.seq] = line
        self.last = max(self.last, line.seq)
        self.history.add(Heard(now, socket, line, live))

    def _on_ack(self, now: float, socket: int, frame: Frame) -> None:
        self.history.add(Answered(now, socket, frame["id"], frame.get("seq")))
        self.settle(frame["id"], Outcome("ack", frame.get("seq"), None, frame))

    def _on_error(self, now: float, socket: int, frame: Frame) -> None:
        if "id" in frame:
            self.history.add(Answered(now, socket, frame["id"], None, frame["code"]))
            self.settle(frame["id"], Outcome("error", None, frame["code"], frame))

    def _on_pong(self, now: float, socket: int, frame: Frame) -> None:
        self.history.add(Ponged(now, socket, frame["seq"]))

    def _on_typing(self, now: float, socket: int, frame: Frame) -> None:
        self.typists.append((now, frame["by"]))

    def _on_bye(self, now: float, socket: int, frame: Frame) -> None:
        self.bye = frame

    def settle(self, key: str, outcome: Outcome) -> None:
        if futures := self._waiting.get(key):
            future = futures.popleft()
            if not future.done():
                future.set_result(outcome)

    async def until(self, true: Callable[[], bool], within: float = 5, what: str = "it") -> None:
        """Waits until something is true of this client; `NotSeen` when it is not in time."""
        deadline = time.monotonic() + within
        while not true():
            self._stir.clear()
            try:
                await asyncio.wait_for(self._stir.wait(), max(0.0, deadline - time.monotonic()))
            except TimeoutError:
                raise NotSeen(f"{what} did not come within {within} s") from None

    async def frame(self, wanted: Callable[[Frame], bool], within: float = 5) -> Frame:
        """The first frame kept (old or yet to come) that is wanted."""
        found: list[Frame] = []

        def there() -> bool:
            found[:] = [frame for frame in self.frames if wanted(frame)][:1]
            return bool(found)

        await self.until(there, within, "the frame")
        return found[0]

    async def heard(self, seq: int, within: float = 5) -> Line:
        await self.until(lambda: seq in self.lines, within, f"event {seq}")
        return self.lines[seq]

    async def gone(self, within: float = 5) -> Closed:
        """How the server ended the socket."""
        await self.until(lambda: self.closed is not None, within, "the close")
        if self.closed is None:
            raise NotSeen("the close")
        return self.closed
