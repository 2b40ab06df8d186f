"""What one client of a room wrote down, moment by moment, on the machine's one monotonic clock (seconds)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

Content = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the log as somebody was told it; a tombstone has no text and says how it went."""

    seq: int
    kind: str
    by: str | None = None
    text: str | None = None
    gone: str | None = None
    refers_to: int | None = None


@dataclass(frozen=True, slots=True)
class Welcomed:
    """A socket was let in; `asked_at` is when the handshake began, `right_epoch` whether it named the log's epoch."""

    at: float
    socket: int
    asked_at: float
    after: int | None
    seq: int
    floor: int = 0
    reset: bool = False
    right_epoch: bool = True
    epoch: str = ""


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """The frame with `more: false` has been read."""

    at: float
    socket: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A request left; `content` is what `conflict` compares: type and fields, the text in normal form."""

    at: float
    socket: int
    id: str
    content: Content


@dataclass(frozen=True, slots=True)
class Answered:
    """`ack` (with its seq) or `error` (with its code)."""

    at: float
    socket: int
    id: str
    seq: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """An event came; `live` when it came by itself and not in a list of old ones."""

    at: float
    socket: int
    line: Line
    live: bool = True


@dataclass(frozen=True, slots=True)
class Ponged:
    at: float
    socket: int
    seq: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The socket ended: by us, with a close code, or (None) cut without a word; `bye` is the code foretold."""

    at: float
    socket: int
    code: int | None = None
    bye: int | None = None
    ours: bool = False


Record = Welcomed | CaughtUp | Sent | Answered | Heard | Ponged | Closed
R = TypeVar("R", Welcomed, CaughtUp, Sent, Answered, Heard, Ponged, Closed)


@dataclass
class History:
    """Everything that one client of one member saw in one room, in the order in which it saw it."""

    member: str
    room: str
    records: list[Record] = field(default_factory=list)

    def add(self, record: Record) -> None:
        self.records.append(record)

    def of(self, kind: type[R]) -> Iterator[R]:
        return (record for record in self.records if isinstance(record, kind))


@dataclass(frozen=True)
class Log:
    """What a room's log holds in the end; `ids` are the authors' request ids by seq, where the database was asked."""

    room: str
    lines: list[Line]
    floor: int = 0
    ids: dict[int, tuple[str | None, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Revoked:
    """A right ended: `at` is when the deed was answered, so after its commit; `within` the bound in seconds."""

    member: str
    room: str
    at: float
    within: float = 1.0
    silence: bool = False


@dataclass(frozen=True)
class Fault:
    """A process was killed or stalled at this moment: sockets may be cut, and answers late, for a while after."""

    at: float
    lasts: float = 20.0

    def covers(self, begin: float, end: float) -> bool:
        return begin <= self.at + self.lasts and self.at <= end


@dataclass(frozen=True, order=True)
class Violation:
    """One broken promise: the invariant's name and what was seen."""

    invariant: str
    what: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.what}"
