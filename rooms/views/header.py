"""The quiet top of a room's pages: the group, the phase, the evening's times, and the deeds of who leads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groups.around import Around, around
from groups.models import Membership
from groups.roles import Role
from rooms.models import Room
from rooms.phases import Phase, RoomKind
from rooms.planned import Evening, current_or_next, takes_places


@dataclass(frozen=True, slots=True)
class WaitingRoom:
    """What somebody reads before a talk opens."""

    facilitators: list[Membership]
    rules: str
    evening: Evening | None
    """The evening that is waited for, as the reader sees it; None when nobody was told a time."""
    takes_place: bool
    """Whether the reader says here if they come."""
    is_open: bool
    """The phase is `waiting`; else the talk is closed until the evening."""
    is_shown: bool


def header(room: Room, member: Membership, now: datetime) -> dict[str, Any]:
    """What the header of a room's page needs, for this member."""
    kept_for = room.meeting.kept_for_hours if room.meeting else room.group.kept_for_hours
    evening, people = _evening(room, member, now), around(member, now)
    return {
        "room": room,
        "member": member,
        "group_name": room.group.name,
        "phase": phase_of(room),
        "kept_for_hours": kept_for,
        "evening": evening.meeting if evening else None,
        "waiting": _waiting_room(room, member, evening, people) if room.kind == RoomKind.TALK else None,
        "own": member,
        "is_facilitator": member.acting_role == Role.FACILITATOR,
        "concealed": people.concealed,
        "muted": people.muted,
    }


def phase_of(room: Room) -> str:
    """The phase of the current meeting; without one the room is closed."""
    return room.meeting.phase if room.meeting else Phase.CLOSED.value


def _evening(room: Room, member: Membership, now: datetime) -> Evening | None:
    """The planned meeting that is told of; none while there is a talk of which nobody was told the times."""
    living = room.meeting if room.meeting and room.meeting.closed_at is None else None
    if living is None or (living.is_planned and living.phase == Phase.WAITING and takes_places(member)):
        return current_or_next(member, now)
    # Who comes, and whether there is room, is told only before a talk.
    return Evening(living, taken=0, own="", now=now) if living.is_planned else None


def _waiting_room(room: Room, member: Membership, evening: Evening | None, people: Around) -> WaitingRoom:
    phase = phase_of(room)
    return WaitingRoom(
        facilitators=people.facilitators,
        rules=people.rules,
        evening=evening,
        takes_place=evening is not None and not evening.has_begun and takes_places(member),
        is_open=phase == Phase.WAITING,
        is_shown=phase == Phase.WAITING or (phase == Phase.CLOSED and evening is not None),
    )
