"""A member's line on its way into the log: looked at by the checks, then handed to the writer."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from rooms.live.batch import Line
from rooms.live.protocol import Edit, Post, Retract
from rooms.live.writer import Answer, Door
from rooms.phases import EventKind
from rooms.queries import Seat


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text to look at first. `start` and `end` in code points; `hint` in the reader's language."""

    id: str
    kind: str
    start: int
    end: int
    hard: bool
    hint: str

    def wire(self) -> dict[str, Any]:
        return asdict(self)


Check = Callable[[Seat, Post | Edit], Sequence[Finding]]


class NeedsLook(Exception):
    """The checks found something that its author must see first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("check")
        self.findings = findings


def speak(*, door: Door, seat: Seat, frame: Post | Edit, answer: Answer) -> None:
    """Adds a message, or gives one another text; raises NeedsLook. `answer` hears what became of it."""
    findings = open_findings(seat, frame)
    if findings:
        raise NeedsLook(findings)
    hand_in(door=door, seat=seat, frame=frame, answer=answer)


def open_findings(seat: Seat, frame: Post | Edit) -> list[Finding]:
    """What the checks found and its author has not confirmed, or cannot."""
    confirmed = frame.confirm if isinstance(frame, Post) else ()
    return [found for found in _findings(seat, frame) if found.hard or found.id not in confirmed]


def hand_in(*, door: Door, seat: Seat, frame: Post | Edit, answer: Answer) -> None:
    """The same as `speak` for what was looked at already."""
    door.submit(_edit(seat, frame) if isinstance(frame, Edit) else _message(seat, frame), answer)


def retract(*, door: Door, seat: Seat, frame: Retract, answer: Answer) -> None:
    """Takes back one's own message."""
    door.submit(
        Line(
            room_id=seat.room_id,
            membership_id=seat.membership_id,
            session_id=seat.session_id,
            kind=EventKind.RETRACTED,
            client_id=frame.id,
            refers_to=frame.seq,
        ),
        answer,
    )


def _message(seat: Seat, frame: Post) -> Line:
    fields = {"text": frame.text} if frame.note is None else {"text": frame.text, "note": frame.note}
    return Line(
        room_id=seat.room_id,
        membership_id=seat.membership_id,
        session_id=seat.session_id,
        kind=EventKind.MESSAGE,
        client_id=frame.id,
        fields=fields,
        refers_to=frame.reply_to,
        confirm=frame.confirm,
    )


def _edit(seat: Seat, frame: Edit) -> Line:
    return Line(
        room_id=seat.room_id,
        membership_id=seat.membership_id,
        session_id=seat.session_id,
        kind=EventKind.EDITED,
        client_id=frame.id,
        fields={"text": frame.text},
        refers_to=frame.seq,
    )


def _findings(seat: Seat, frame: Post | Edit) -> list[Finding]:
    return [finding for path in settings.ROOM_CHECKS for finding in _check(path)(seat, frame)]


@cache
def _check(path: str) -> Check:
    found: Check = import_string(path)
    return found
