"""Quiet acknowledgements: four words that a reader sets under a message, and takes away again."""

from datetime import datetime

from django.db import transaction

from groups.roles import State
from rooms.live.codes import ByeCode, ErrorCode
from rooms.live.protocol import React
from rooms.live.speaking import Ack, Denied, Farewell, Outcome, silenced
from rooms.live.statements import RightRow, statements
from rooms.models import Event, Reaction
from rooms.phases import EventKind, Gone
from rooms.queries import Seat, may_enter


def react(*, seat: Seat, frame: React, now: datetime) -> Outcome:
    """Sets or clears the reader's own acknowledgement of one kind; the same state again is fine."""
    sql = statements()
    with transaction.atomic():
        sql.rooms([seat.room_id])
        rights = sql.rights([seat.membership_id], [seat.session_id], [seat.room_id], now)
        refusal = _refusal(seat, rights[0] if rights else None, now)
        if refusal is not None:
            return refusal
        if not _is_there(seat, frame.seq):
            return Denied(ErrorCode.NO_SUCH_EVENT)
        own = Reaction.objects.filter(room=seat.room_id, seq=frame.seq, membership=seat.membership_id, kind=frame.kind)
        if not frame.on:
            own.delete()
        elif not own.exists():  # the room is locked: nobody is between
            Reaction.objects.create(
                room_id=seat.room_id, seq=frame.seq, membership_id=seat.membership_id, kind=frame.kind
            )
    return Ack()


def _refusal(seat: Seat, right: RightRow | None, now: datetime) -> Outcome | None:
    if right is None:
        return Farewell(ByeCode.NOT_SIGNED_IN)
    if right.state != State.ACTIVE or not may_enter(seat.kind, seat.aside_of, seat.membership_id, right.role):
        return Farewell(ByeCode.NO_LONGER_A_MEMBER)
    return silenced(seat.kind, right, now, listeners_may=True)


def _is_there(seat: Seat, seq: int) -> bool:
    lines = Event.objects.filter(room_id=seat.room_id, seq=seq, kind=EventKind.MESSAGE)
    return lines.exclude(gone__in=[Gone.RETRACTED, Gone.HIDDEN]).exists()
