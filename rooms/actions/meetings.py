"""Leading a talk through its phases: prepare, open, pause, extend, close."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from groups.models import Group, Membership
from rooms.actions.leading import lock_as_leader
from rooms.actions.planning import GroupRests
from rooms.actions.turning import begin, enter, living_meeting, note, tell_notice, tell_phase
from rooms.live import doorbell
from rooms.live.protocol import moment
from rooms.models import Meeting, Room
from rooms.phases import SPEAKING, Phase
from rooms.planned import LONGEST, clashing, due

ALLOWED_FROM: Mapping[Phase, frozenset[Phase]] = {
    Phase.WAITING: frozenset({Phase.CLOSED}),
    Phase.OPEN: frozenset({Phase.CLOSED, Phase.WAITING, Phase.PAUSED}),
    Phase.PAUSED: SPEAKING,
    Phase.CLOSED: SPEAKING | {Phase.WAITING, Phase.PAUSED},
}
"""From which phases each may be entered; a room without a living meeting is closed."""

VERBS: Mapping[Phase, str] = {
    Phase.WAITING: "prepare",
    Phase.OPEN: "open",
    Phase.PAUSED: "pause",
    Phase.CLOSED: "close",
}


EXTENDABLE = SPEAKING | {Phase.PAUSED}
LONGER_MINUTES = 15
LONGER = timedelta(minutes=LONGER_MINUTES)
DUE_BEFORE = timedelta(minutes=30)
"""A talk that is opened this long before a planned meeting, or later, is that meeting."""


class WrongPhase(Exception):
    """The talk is in a phase from which this cannot be done: somebody was first, or the page is old."""


class NoTimeLeft(Exception):
    """The next meeting begins before that, or the evening would become too long."""


def prepare(*, by: Membership, room: Room, now: datetime) -> Meeting:
    """Opens the waiting room of the planned meeting whose time it is, else of one without a plan; raises WrongPhase."""
    return _turn(by, room, Phase.WAITING, now)


def open_talk(*, by: Membership, room: Room, now: datetime) -> Meeting:
    """Opens the talk, or goes on after a pause; where none is living it begins one as `prepare`. Raises WrongPhase."""
    return _turn(by, room, Phase.OPEN, now)


def pause(*, by: Membership, room: Room, now: datetime) -> Meeting:
    """Nobody speaks until the talk is opened again; raises WrongPhase."""
    return _turn(by, room, Phase.PAUSED, now)


def close(*, by: Membership, room: Room, now: datetime) -> Meeting:
    """Ends the meeting; what was said can be read until it is erased. Raises WrongPhase."""
    return _turn(by, room, Phase.CLOSED, now)


def extend(*, by: Membership, room: Room, now: datetime) -> Meeting:
    """Puts the planned end a quarter of an hour later; raises WrongPhase, NoTimeLeft."""
    with transaction.atomic():
        talk = lock_as_leader(by, room.group_id)[0]
        meeting = living_meeting(talk)
        if meeting is None or meeting.phase not in EXTENDABLE or meeting.ends_at is None:
            raise WrongPhase
        ends_at = meeting.ends_at + LONGER
        if ends_at - meeting.starts_at > LONGEST or clashing(talk.id, meeting.ends_at, ends_at, besides=meeting.id):
            raise NoTimeLeft
        _lengthen(meeting, ends_at, now)
        tell_notice(talk, "extended", now, by=by, minutes=LONGER_MINUTES, ends_at=moment(ends_at))
        doorbell.ring(talk, "head")
        note(meeting, "extend", chain=by.group.organisation.audit_id, by=by, now=now)
    return meeting


def _lengthen(meeting: Meeting, ends_at: datetime, now: datetime) -> None:
    meeting.lasts_for_minutes += LONGER_MINUTES
    meeting.phase_ends_at = ends_at if meeting.phase == Phase.OPEN else None
    meeting.warned_at_minutes = None
    meeting.facilitator_seen_at = now
    meeting.version += 1
    meeting.save(
        update_fields=["lasts_for_minutes", "phase_ends_at", "warned_at_minutes", "facilitator_seen_at", "version"]
    )


@transaction.atomic
def _turn(by: Membership, room: Room, phase: Phase, now: datetime) -> Meeting:
    rooms = lock_as_leader(by, room.group_id)
    talk = rooms[0]
    meeting = living_meeting(talk)
    if (meeting.phase if meeting else Phase.CLOSED) not in ALLOWED_FROM[phase]:
        raise WrongPhase
    meeting = meeting or _begin(rooms, by, now)
    meeting.facilitator_seen_at = now
    meeting.save(update_fields=["facilitator_seen_at"])
    enter(meeting, phase, now)
    tell_phase(talk, meeting, by, now)
    doorbell.ring(talk, "head")
    note(meeting, VERBS[phase], chain=by.group.organisation.audit_id, by=by, now=now)
    return meeting


def _begin(rooms: list[Room], by: Membership, now: datetime) -> Meeting:
    """The planned meeting whose time it is, else one that nobody planned; raises GroupRests."""
    if not Group.objects.filter(pk=by.group_id, status=Group.Status.OPEN).exists():
        raise GroupRests
    meeting = due(rooms[0].id, now, DUE_BEFORE) or Meeting(room=rooms[0], starts_at=now, lasts_for_minutes=0)
    meeting.kept_for_hours = by.group.kept_for_hours
    meeting.begun_at = now
    meeting.save()
    return begin(rooms, meeting)
