"""A member's line on its way into the log: looked at by the checks, then handed to the writer."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from rooms.live.batch import Line
from rooms.live.protocol import MOST_FINDINGS, Edit, Post, Retract
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

    @property
    def field(self) -> str:
        """In which field of the frame: `note` when the id begins with it, else `text`."""
        return "note" if self.id.startswith("note.") else "text"

    def wire(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check thinks of a line."""

    findings: Sequence[Finding] = ()
    """Its author sees them first: a hard one cannot be sent, any other one asks for a `confirm`."""
    hold: str = ""
    """Why it waits for a facilitator, in a word for the `held` frame; empty: it does not."""
    wait: int = 0
    """Seconds until this member may speak again (`slow-mode`)."""

    @property
    def refused(self) -> bool:
        """Whether the line goes nowhere as it is."""
        return bool(self.findings or self.wait)


class Check(Protocol):
    """What `settings.ROOM_CHECKS` names.

    It is called on the loop that serves everybody, so it is quick and makes no query; one that does is called once
    more, from the start, on a thread where it may (Django's SynchronousOnlyOperation tells them apart).
    """

    def __call__(self, seat: Seat, frame: Post | Edit, language: str, /) -> Verdict:
        """`language` is the reader's own, for the hints."""


class NeedsLook(Exception):
    """The checks found something that its author must see first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("check")
        self.findings = findings


FINE = Verdict()


def look(seat: Seat, frame: Post | Edit, *, language: str, confirmed: Collection[str] = ()) -> Verdict:
    """All checks together: what its author has not confirmed or cannot, the first reason to hold, the longest wait.

    `confirmed` are the ids of findings that the author has seen and sends all the same.
    """
    verdicts = [_check(path)(seat, frame, language) for path in settings.ROOM_CHECKS]
    findings = [found for verdict in verdicts for found in verdict.findings if found.hard or found.id not in confirmed]
    return Verdict(
        findings[:MOST_FINDINGS],
        next((verdict.hold for verdict in verdicts if verdict.hold), ""),
        max((verdict.wait for verdict in verdicts), default=0),
    )


def hand_in(
    *, door: Door, seat: Seat, frame: Post | Edit, hold: str = "", answer: Answer, until: float | None = None
) -> None:
    """Adds a message, or gives one another text; with `hold` it waits for a facilitator. Call `look` before.

    `answer` hears what became of it, by `until` on the clock of the loop.
    """
    door.submit(_edit(seat, frame, hold) if isinstance(frame, Edit) else _message(seat, frame, hold), answer, until)


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


def _message(seat: Seat, frame: Post, hold: str) -> Line:
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
        hold=hold,
    )


def _edit(seat: Seat, frame: Edit, hold: str) -> Line:
    return Line(
        room_id=seat.room_id,
        membership_id=seat.membership_id,
        session_id=seat.session_id,
        kind=EventKind.EDITED,
        client_id=frame.id,
        fields={"text": frame.text},
        refers_to=frame.seq,
        hold=hold,
    )


@cache
def _check(path: str) -> Check:
    found: Check = import_string(path)
    return found
