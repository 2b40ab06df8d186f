"""What a reader without script does by plain forms: through the same door, checks and limits as by a socket."""

from collections.abc import Collection
from datetime import datetime

from django.db import DatabaseError

from groups.roles import Role
from rooms.actions import posting, reacting
from rooms.live import plain, seen
from rooms.live.codes import ErrorCode
from rooms.live.core import Core
from rooms.live.protocol import Edit, Post, React, Retract
from rooms.live.speaking import Ack, Denied, Outcome
from rooms.live.writer import UNAVAILABLE, Answer, Door
from rooms.queries import Seat


def come_by(*, seat: Seat, now: datetime) -> set[int]:
    """A reader without a socket asked for something: here from now on, for a while; the ordinals of all who are.

    For the clock of meetings, a facilitator was seen.
    """
    if seat.role == Role.FACILITATOR:
        seen.note_facilitators([seat.group_id], now)
    return plain.come_by(seat)


def speak(*, seat: Seat, frame: Post | Edit, language: str, confirmed: Collection[str]) -> Outcome:
    """Adds a line, or gives one another text; what became of it. Raises NeedsLook.

    `confirmed` are the findings that the page showed before and that go as they are.
    """
    wait = plain.too_fast_to_speak(seat)
    if wait:
        return Denied(ErrorCode.RATE_LIMITED, wait)
    try:
        look = posting.look(seat, frame, language=language, confirmed=confirmed)
        if look.findings:
            raise posting.NeedsLook(look.findings)
        if look.wait:
            return Denied(ErrorCode.SLOW_MODE, look.wait)
    except DatabaseError:
        return UNAVAILABLE

    def put(_: Core, door: Door, answer: Answer) -> None:
        posting.hand_in(door=door, seat=seat, frame=frame, hold=look.hold, answer=answer)

    return plain.ask(seat, put)


def retract(*, seat: Seat, frame: Retract) -> Outcome:
    """Takes back one's own line; what became of it."""

    def put(_: Core, door: Door, answer: Answer) -> None:
        posting.retract(door=door, seat=seat, frame=frame, answer=answer)

    return plain.ask(seat, put)


def acknowledge(*, seat: Seat, frame: React, now: datetime) -> Outcome:
    """Sets or clears a quiet word; what became of it."""
    wait = plain.too_fast(seat)
    if wait:
        return Denied(ErrorCode.RATE_LIMITED, wait)
    try:
        outcome = reacting.react(seat=seat, frame=frame, now=now)
    except DatabaseError:
        return UNAVAILABLE
    if isinstance(outcome, Ack):
        plain.counted(seat, frame.seq)
    return outcome
