"""What the clock does with meetings: waiting rooms open, ends are announced, and nobody waits for ever.

Every process looks; of two that find the same meeting, the one whose UPDATE still finds the version it read does it.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum

from django.db import OperationalError, transaction
from django.db.models import F

from groups.actions.news import tell
from groups.models import Group
from groups.queries import facilitators_of
from rooms.actions.leading import lock_group
from rooms.actions.turning import begin, enter, living_meeting, note, tell_notice, tell_phase
from rooms.live import doorbell
from rooms.models import Meeting, Room
from rooms.phases import Phase
from rooms.planned import who_comes

logger = logging.getLogger("peerchat.rooms")

OPENS_BEFORE = timedelta(minutes=10)
WAITS_FOR = timedelta(minutes=10)
"""How long members wait for a facilitator."""
RUNS_OVER = timedelta(minutes=15)
"""After the planned end: time to round off or to extend."""
FORGOTTEN_AFTER = timedelta(hours=12)
"""Without any sign of a facilitator in a talk of which nobody was told the end."""
WARNINGS = (2, 10)
"""Minutes before the planned end."""


class Due(Enum):
    """What a meeting's time has come for."""

    TO_OPEN = "open"
    TO_BE_GIVEN_UP = "give up"
    TO_WARN = "warn"
    TO_END = "end"


def keep_time(now: datetime) -> int:
    """Does whatever is due; how many meetings it touched. Done again at the same moment it does nothing."""
    meetings = Meeting.objects.filter(closed_at=None, starts_at__lte=now + OPENS_BEFORE)
    rows = meetings.select_related("room__group__organisation").order_by("starts_at", "id")
    return sum(_try(meeting, now) for meeting in rows if what_is_due(meeting, now))


def what_is_due(meeting: Meeting, now: datetime) -> Due | None:
    """What to do with a meeting that has not closed."""
    if _is_given_up(meeting, now):
        return Due.TO_BE_GIVEN_UP
    if meeting.begun_at is None:
        open_group = meeting.room.group.status == Group.Status.OPEN
        return Due.TO_OPEN if open_group and meeting.starts_at - OPENS_BEFORE <= now else None
    if _is_over(meeting, now):
        return Due.TO_END
    return Due.TO_WARN if _warning(meeting, now) else None


def _is_given_up(meeting: Meeting, now: datetime) -> bool:
    """A waiting room without a facilitator, or a meeting that never came so far."""
    if meeting.ends_at is None or meeting.phase != Phase.WAITING:
        return False
    if meeting.begun_at is None:
        return meeting.ends_at <= now
    seen_at = meeting.facilitator_seen_at
    alone = max(meeting.starts_at, meeting.begun_at, seen_at or meeting.begun_at) + WAITS_FOR <= now
    return alone or meeting.ends_at + RUNS_OVER <= now


def _is_over(meeting: Meeting, now: datetime) -> bool:
    if meeting.ends_at:
        return meeting.ends_at + RUNS_OVER <= now
    last_sign = meeting.facilitator_seen_at or meeting.begun_at or meeting.starts_at
    return last_sign + FORGOTTEN_AFTER <= now


def _warning(meeting: Meeting, now: datetime) -> int | None:
    """Which of the warnings it is time for."""
    if meeting.ends_at is None or meeting.phase == Phase.WAITING or meeting.ends_at <= now:
        return None
    left = meeting.ends_at - now
    due = next((minutes for minutes in WARNINGS if left <= timedelta(minutes=minutes)), None)
    given = meeting.warned_at_minutes
    return due if due and (given is None or due < given) else None


def _try(meeting: Meeting, now: datetime) -> bool:
    try:
        return _do(meeting, now)
    except OperationalError:
        # A room that is busy for now: the next round of housekeeping takes it.
        logger.warning("a meeting's time could not be kept now")
        return False


@transaction.atomic
def _do(found: Meeting, now: datetime) -> bool:
    """Looks again under the lock, claims, and does it."""
    rooms = lock_group(found.room.group_id)
    meeting = Meeting.objects.select_related("room__group__organisation").get(id=found.id)
    due = what_is_due(meeting, now) if meeting.closed_at is None else None
    living = living_meeting(rooms[0])
    if due is None or (due == Due.TO_OPEN and living) or not _claim(meeting, found.version):
        return False
    DEEDS[due](rooms, meeting, now)
    doorbell.ring(rooms[0], "head")
    return True


def _claim(meeting: Meeting, version: int) -> bool:
    claimed = Meeting.objects.filter(id=meeting.id, version=version, closed_at=None).update(version=F("version") + 1)
    meeting.version = version + 1
    return bool(claimed)


def _open(rooms: list[Room], meeting: Meeting, now: datetime) -> None:
    meeting.begun_at, meeting.kept_for_hours = now, meeting.room.group.kept_for_hours
    meeting.save(update_fields=["begun_at", "kept_for_hours"])
    begin(rooms, meeting)
    enter(meeting, Phase.WAITING, now)
    tell_phase(rooms[0], meeting, None, now)
    _note(meeting, "prepare", now)


def _give_up(rooms: list[Room], meeting: Meeting, now: datetime) -> None:
    meeting.not_held_at = now
    meeting.save(update_fields=["not_held_at"])
    _close(rooms[0], meeting, "not-held", now)
    group = meeting.room.group
    concerned = [*who_comes(meeting), *facilitators_of(group).select_related("account")]
    accounts = {member.account_id: member.account for member in concerned}
    tell(accounts=accounts.values(), group=group, code="meeting-not-held", about_at=meeting.starts_at, now=now)
    _note(meeting, "not_held", now)


def _warn(rooms: list[Room], meeting: Meeting, now: datetime) -> None:
    assert meeting.ends_at
    meeting.warned_at_minutes = _warning(meeting, now)
    meeting.save(update_fields=["warned_at_minutes"])
    minutes = max(2, round((meeting.ends_at - now).total_seconds() / 60))
    tell_notice(rooms[0], "ends-soon", now, minutes=minutes)


def _end(rooms: list[Room], meeting: Meeting, now: datetime) -> None:
    _close(rooms[0], meeting, "over-time", now)
    _note(meeting, "over_time", now)


def _close(talk: Room, meeting: Meeting, code: str, now: datetime) -> None:
    """Closes a meeting, and says why in the talk where it had begun."""
    enter(meeting, Phase.CLOSED, now)
    if meeting.begun_at:
        tell_notice(talk, code, now)
        tell_phase(talk, meeting, None, now)


def _note(meeting: Meeting, verb: str, now: datetime) -> None:
    note(meeting, verb, chain=meeting.room.group.organisation.audit_id, by=None, now=now)


DEEDS: dict[Due, Callable[[list[Room], Meeting, datetime], None]] = {
    Due.TO_OPEN: _open,
    Due.TO_BE_GIVEN_UP: _give_up,
    Due.TO_WARN: _warn,
    Due.TO_END: _end,
}
