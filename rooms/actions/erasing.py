"""Forgetting: a talk whose time has come goes with all its rows and its key; only counts remain, in the audit."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import Max, Q

from audit.actions import record
from groups.models import Group
from rooms.actions.leading import lock_group
from rooms.live import doorbell
from rooms.models import Event, HeldLine, Meeting, MeetingKey, MeetingSeat, Reaction, ReadPointer, Room

logger = logging.getLogger("peerchat.rooms")


@dataclass(frozen=True)
class Receipt:
    """What one erasure took away, in counts."""

    rooms: int
    events: int
    pointers: int
    reactions: int
    keys: int
    seats: int
    held: int


def erase_due(now: datetime) -> list[Receipt]:
    """Erases every meeting that was kept for as long as its members were told; done again it does nothing."""
    receipts = [_try_to_erase(meeting, now) for meeting in _due(now)]
    return [receipt for receipt in receipts if receipt]


def _due(now: datetime) -> list[Meeting]:
    over = Q()
    for hours in Group.KeptFor.values:
        over |= Q(kept_for_hours=hours, closed_at__lte=now - timedelta(hours=hours))
    return list(Meeting.objects.filter(over, erased_at=None).select_related("room").order_by("closed_at", "id"))


def _try_to_erase(meeting: Meeting, now: datetime) -> Receipt | None:
    try:
        return _erase(meeting, now)
    except OperationalError:
        # A room that is busy for now: the next round of housekeeping takes it.
        logger.warning("a talk could not be erased now")
        return None


@transaction.atomic
def _erase(meeting: Meeting, now: datetime) -> Receipt | None:
    rooms = lock_group(meeting.room.group_id)
    if not Meeting.objects.filter(id=meeting.id, erased_at=None).update(erased_at=now):
        return None
    keys, _ = MeetingKey.objects.filter(meeting=meeting).delete()
    seats, _ = MeetingSeat.objects.filter(meeting=meeting).delete()
    held, _ = HeldLine.objects.filter(meeting=meeting).delete()
    emptied = [_empty(room, meeting) for room in rooms]
    events, pointers, reactions = (sum(counts) for counts in zip(*emptied, strict=True))
    receipt = Receipt(
        rooms=len(rooms), events=events, pointers=pointers, reactions=reactions, keys=keys, seats=seats, held=held
    )
    for room in rooms:
        doorbell.ring(room, "head")
    _note(meeting, receipt, now)
    return receipt


def _empty(room: Room, meeting: Meeting) -> tuple[int, int, int]:
    """Takes away all of a room up to the meeting's last event, earlier talks included."""
    last = room.events.filter(meeting=meeting).aggregate(last=Max("seq"))["last"] or room.floor
    gone = {"room": room, "seq__lte": last}
    events = Event.objects.filter(**gone)
    counts = (events.count(), _delete(ReadPointer, gone), _delete(Reaction, gone))
    events.delete()
    room.floor = last
    room.meeting = None if room.meeting_id == meeting.id else room.meeting
    room.save(update_fields=["floor", "meeting"])
    return counts


def _delete(model: type[ReadPointer] | type[Reaction], gone: dict[str, object]) -> int:
    return model._default_manager.filter(**gone).delete()[0]


def _note(meeting: Meeting, receipt: Receipt, now: datetime) -> None:
    record(
        chain=meeting.room.group.organisation.audit_id,
        actor=None,
        verb="erase",
        object_kind="meeting",
        object_id=meeting.audit_id,
        figures=vars(receipt),
        now=now,
    )
