"""The records of one run, paired and sorted for the judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tests.live.records import Answered, CaughtUp, Closed, Fault, Heard, History, Line, Log, Revoked, Sent, Welcomed


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request with its answer, where one came."""

    member: str
    room: str
    sent: Sent
    answer: Answered | None

    @property
    def acked(self) -> bool:
        return self.answer is not None and self.answer.code is None

    @property
    def refused(self) -> bool:
        return self.answer is not None and self.answer.code not in (None, "unavailable")

    @property
    def seq(self) -> int | None:
        return self.answer.seq if self.answer and self.acked else None

    @property
    def name(self) -> tuple[str, str, str]:
        return self.room, self.member, self.sent.id


@dataclass
class Socket:
    """The records of one socket, sorted by kind."""

    history: History
    welcome: Welcomed
    heard: list[Heard] = field(default_factory=list)
    caught_up: bool = False
    closed: Closed | None = None

    @property
    def start(self) -> int:
        """The last seq that the client had, or was to have, before this socket told it anything."""
        given = self.welcome
        if given.after is None or given.reset:
            return max(given.floor, given.seq - 50)
        return max(given.after, given.floor)

    @property
    def closed_at(self) -> float:
        return self.closed.at if self.closed else float("inf")


def attempts_of(histories: Iterable[History]) -> list[Attempt]:
    """Each request paired with the next answer to its id on its socket, in the order of sending."""
    found: list[Attempt] = []
    for history in histories:
        answers: dict[tuple[int, str], list[Answered]] = {}
        for answer in history.of(Answered):
            answers.setdefault((answer.socket, answer.id), []).append(answer)
        for sent in history.of(Sent):
            waiting = answers.get((sent.socket, sent.id))
            found.append(Attempt(history.member, history.room, sent, waiting.pop(0) if waiting else None))
    return sorted(found, key=lambda attempt: attempt.sent.at)


def sockets_of(histories: Iterable[History]) -> list[Socket]:
    """Every socket that was welcomed, with what it heard."""
    return [socket for history in histories for socket in _sockets(history).values()]


def _sockets(history: History) -> dict[int, Socket]:
    found: dict[int, Socket] = {}
    for record in history.records:
        if isinstance(record, Welcomed):
            found[record.socket] = Socket(history, record)
        elif record.socket not in found:
            continue
        elif isinstance(record, Heard):
            found[record.socket].heard.append(record)
        elif isinstance(record, CaughtUp):
            found[record.socket].caught_up = True
        elif isinstance(record, Closed):
            found[record.socket].closed = record
    return found


@dataclass
class Evidence:
    """All that is known of one run; `bound` is how long, in seconds, an open socket may wait for a committed event."""

    histories: Sequence[History]
    logs: Sequence[Log]
    deeds: Sequence[Revoked] = ()
    faults: Sequence[Fault] = ()
    bound: float = 3.0

    @cached_property
    def attempts(self) -> list[Attempt]:
        return attempts_of(self.histories)

    @cached_property
    def sockets(self) -> list[Socket]:
        return sockets_of(self.histories)

    @cached_property
    def rows(self) -> dict[str, dict[int, Line]]:
        return {log.room: {line.seq: line for line in log.lines} for log in self.logs}

    @cached_property
    def first_sent(self) -> dict[tuple[str, str, str], float]:
        moments: dict[tuple[str, str, str], float] = {}
        for attempt in self.attempts:
            moments.setdefault(attempt.name, attempt.sent.at)
        return moments

    @cached_property
    def said(self) -> dict[tuple[str, str | None, str], set[int]]:
        """(room, author, text) to the seqs under which anybody ever saw it."""
        seen: dict[tuple[str, str | None, str], set[int]] = defaultdict(set)
        lines = [(log.room, line) for log in self.logs for line in log.lines]
        lines += [(history.room, heard.line) for history in self.histories for heard in history.of(Heard)]
        for room, line in lines:
            if line.kind == "message" and line.text is not None:
                seen[room, line.by, line.text].add(line.seq)
        return seen

    def troubled(self, begin: float, end: float) -> bool:
        return any(fault.covers(begin, end) for fault in self.faults)
