"""The quiet top of a room's pages: the group, the phase, the evening's times, and the deeds of who leads."""

from datetime import datetime
from typing import Any

from groups.models import Membership
from groups.queries import concealed_for, muted_in
from groups.roles import Role
from rooms.models import Meeting, Room
from rooms.phases import Phase
from rooms.planned import current_or_next


def header(room: Room, member: Membership, now: datetime) -> dict[str, Any]:
    """What the header of a room's page needs, for this member."""
    kept_for = room.meeting.kept_for_hours if room.meeting else room.group.kept_for_hours
    return {
        "room": room,
        "group_name": room.group.name,
        "phase": phase_of(room),
        "kept_for_hours": kept_for,
        "evening": _evening(room, now),
        "is_facilitator": member.role == Role.FACILITATOR,
        "concealed": list(concealed_for(member)),
    }


def phase_of(room: Room) -> str:
    """The phase of the current meeting; without one the room is closed."""
    return room.meeting.phase if room.meeting else Phase.CLOSED.value


def muted_before(room: Room, member: Membership, now: datetime) -> list[Membership]:
    """Who only reads along for a while: for who can give the word back."""
    return list(muted_in(room.group, now)) if member.role == Role.FACILITATOR else []


def _evening(room: Room, now: datetime) -> Meeting | None:
    """The planned meeting that the header tells of; none while there is a talk of which nobody was told the times."""
    living = room.meeting if room.meeting and room.meeting.closed_at is None else None
    if living is None:
        return current_or_next(room.group, now)
    return living if living.is_planned else None
