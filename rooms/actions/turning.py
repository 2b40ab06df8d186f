"""The steps of a meeting, inside the transaction of whoever takes them: a facilitator, or the clock."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from audit.actions import record
from groups.models import Membership
from rooms.actions import waiting
from rooms.live import doorbell, log, sealing
from rooms.live.protocol import moment
from rooms.models import Meeting, Room
from rooms.phases import EventKind, Phase


def living_meeting(talk: Room) -> Meeting | None:
    """The meeting that is going on in a locked talk."""
    return talk.meeting if talk.meeting and talk.meeting.closed_at is None else None


def begin(rooms: list[Room], meeting: Meeting) -> Meeting:
    """Makes a meeting that has begun the current one of all the locked rooms of its group, with a key of its own."""
    sealing.new_meeting_key(meeting)
    for room in rooms:
        room.meeting = meeting
        room.save(update_fields=["meeting"])
    return meeting


def enter(meeting: Meeting, phase: Phase, now: datetime) -> None:
    """Puts a meeting into a phase, with the end that people were told of it."""
    meeting.phase = phase
    meeting.phase_ends_at = _end_of(meeting, phase)
    meeting.version += 1
    meeting.closed_at = now if phase == Phase.CLOSED else None
    meeting.save(update_fields=["phase", "phase_ends_at", "version", "closed_at"])
    if phase == Phase.CLOSED:
        waiting.end_with(meeting, now)


def _end_of(meeting: Meeting, phase: Phase) -> datetime | None:
    """A waiting room ends when the meeting starts, the open talk at the planned end; a pause as long as it takes."""
    if not meeting.is_planned:
        return None
    return {Phase.WAITING: meeting.starts_at, Phase.OPEN: meeting.ends_at}.get(phase)


def end_talk(talk: Room, now: datetime) -> int:
    """Closes the living meeting of a locked talk, if there is one; nobody of the group did it, so nobody is named."""
    meeting = living_meeting(talk)
    if meeting is None:
        return 0
    enter(meeting, Phase.CLOSED, now)
    tell_phase(talk, meeting, None, now)
    doorbell.ring(talk, "head")
    return 1


def tell_phase(talk: Room, meeting: Meeting, by: Membership | None, now: datetime) -> None:
    """Adds the event of the phase that the meeting is in; at its close mutes for the talk end."""
    if meeting.phase == Phase.CLOSED:
        Membership.objects.filter(group_id=talk.group_id, voice_back_at_close=True).update(
            muted_until=None, voice_back_at_close=False
        )
        log.append(talk, kind=EventKind.CLOSED, author=by, now=now)
        return
    fields = {"name": str(meeting.phase)}
    if meeting.phase_ends_at:
        fields["ends_at"] = moment(meeting.phase_ends_at)
    log.append(talk, kind=EventKind.PHASE, author=by, fields=fields, now=now)


def tell_notice(talk: Room, code: str, now: datetime, *, by: Membership | None = None, **values: int | str) -> None:
    """Adds a notice; its words are with the client, under this code (rooms.words)."""
    log.append(talk, kind=EventKind.NOTICE, author=by, fields={"code": code, "values": values}, now=now)


def note(
    meeting: Meeting,
    verb: str,
    *,
    chain: uuid.UUID,
    by: Membership | None,
    now: datetime,
    figures: Mapping[str, int] | None = None,
) -> None:
    """The audit's entry of a step; `by` is nobody when the clock took it."""
    record(
        chain=chain,
        actor=by.audit_id if by else None,
        verb=verb,
        object_kind="meeting",
        object_id=meeting.audit_id,
        figures=figures,
        now=now,
    )
