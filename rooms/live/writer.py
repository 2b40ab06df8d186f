"""The one door into the log for lines of members: while a batch is being committed, the next one gathers."""

import asyncio
import logging
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from rooms.live.batch import Committed, Line, commit
from rooms.live.codes import ErrorCode
from rooms.live.hub import Hub
from rooms.live.pool import on
from rooms.live.speaking import Denied, Outcome

logger = logging.getLogger("peerchat.writer")

ON_SQLITE = "sqlite" in settings.DATABASES["default"]["ENGINE"]
MOST_LINES = 60 if ON_SQLITE else 400
"""In a batch: a single writer must not hold the file for long."""
APART = 0.003
"""Seconds between two commits under load: batches grow, and each line is cheaper. An idle room never waits."""
ANSWER_WITHIN = 2.5
"""Seconds after which a line without an answer is `unavailable`: its author asks again."""
RETRY_AFTER = 2
"""Seconds."""

UNAVAILABLE = Denied(ErrorCode.UNAVAILABLE, RETRY_AFTER)
Answer = Callable[[Outcome], None]


class Door(Protocol):
    """The way into the log for a member's line."""

    def submit(self, line: Line, answer: Answer, until: float | None = None) -> None:
        """Takes a line; `answer` is called once with what became of it, after the commit.

        `until` is when its author must have an answer, on the clock of the loop: see `answered_until`.
        """


@dataclass(slots=True)
class _Waiting:
    line: Line
    answer: Answer | None
    """None once it was answered."""
    timer: asyncio.TimerHandle | None = None

    def tell(self, outcome: Outcome) -> None:
        answer, self.answer = self.answer, None
        if self.timer is not None:
            self.timer.cancel()
        if answer is not None:
            answer(outcome)


class Writer:
    """Commits lines in groups and answers each once; an answer is given only after the commit."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._queue: deque[_Waiting] = deque()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    def submit(self, line: Line, answer: Answer, until: float | None = None) -> None:
        """Queues a line; `answer` is called once, on the loop, with what became of it."""
        waiting = _Waiting(line, answer)
        until = answered_until() if until is None else until
        waiting.timer = asyncio.get_running_loop().call_at(until, waiting.tell, UNAVAILABLE)
        self._queue.append(waiting)
        self._idle.clear()
        self._wake.set()

    async def finish(self) -> None:
        """Waits until everything that was submitted is answered."""
        await self._idle.wait()

    async def run(self) -> None:
        """Serves the queue for as long as the process does."""
        clock = asyncio.get_running_loop().time
        ended = 0.0
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                if clock() - ended < APART:
                    await asyncio.sleep(APART - (clock() - ended))
                await self._write([self._queue.popleft() for _ in range(min(len(self._queue), MOST_LINES))])
                ended = clock()
            self._idle.set()

    async def _write(self, batch: list[_Waiting]) -> None:
        # Whoever was answered `unavailable` while waiting here must not be stored behind that answer.
        batch = [waiting for waiting in batch if waiting.answer is not None]
        if not batch:
            return
        try:
            done = await on(self._thread, store, [waiting.line for waiting in batch])
            for waiting, outcome in zip(batch, done.outcomes, strict=True):
                waiting.tell(outcome)
            for room_id, events in done.events.items():
                await self._hub.deliver(room_id, events)
        except Exception as error:
            logger.error("a batch failed: %s", type(error).__name__)  # noqa: TRY400 - a traceback could quote a line
            for waiting in batch:
                waiting.tell(UNAVAILABLE)


class AtOnce:
    """The door of a process that serves nobody: no batch gathers there, and the caller's thread commits."""

    def submit(self, line: Line, answer: Answer, until: float | None = None) -> None:
        answer(store([line]).outcomes[0])


def answered_until() -> float:
    """Until when whoever asks now must have an answer, on the clock of the loop."""
    return asyncio.get_running_loop().time() + ANSWER_WITHIN


def store(lines: Sequence[Line]) -> Committed:
    """Commits all lines together; where that fails, room by room, and in the failing room one by one."""
    try:
        return commit(lines, now=timezone.now())
    except Exception as error:
        logger.error("a batch failed: %s", type(error).__name__)  # noqa: TRY400 - a traceback could quote a line
        if not connection.is_usable():
            connection.close()
            return _unavailable(lines)
        parts = _parts(lines)
        # A lock that was waited for in vain is the room's, or all of SQLite's: each line would wait as long again.
        if len(lines) == 1 or (isinstance(error, OperationalError) and (len(parts) == 1 or ON_SQLITE)):
            return _unavailable(lines)
    parts = parts if len(parts) > 1 else [[place] for place in range(len(lines))]
    outcomes: dict[int, Outcome] = {}
    events: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for part in parts:
        done = store([lines[place] for place in part])
        outcomes.update(zip(part, done.outcomes, strict=True))
        for room_id, added in done.events.items():
            events.setdefault(room_id, []).extend(added)
    return Committed([outcomes[place] for place in range(len(lines))], events)


def _unavailable(lines: Sequence[Line]) -> Committed:
    return Committed([UNAVAILABLE] * len(lines), {})


def _parts(lines: Sequence[Line]) -> list[list[int]]:
    """The places of the lines by room."""
    rooms: dict[uuid.UUID, list[int]] = {}
    for place, line in enumerate(lines):
        rooms.setdefault(line.room_id, []).append(place)
    return list(rooms.values())
