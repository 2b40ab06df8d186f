"""What every deed of a facilitator begins with: the group's rooms locked, and the right looked up again."""

import uuid

from groups.models import Membership
from groups.roles import Role, State
from rooms.live import log
from rooms.models import Room
from rooms.phases import RoomKind


class NotLeading(Exception):
    """Whoever does this does not lead that group, or not any more."""


def lock_group(group_id: uuid.UUID) -> list[Room]:
    """All rooms of a group, locked in id order; the talk comes first in the list."""
    ids = Room.objects.filter(group_id=group_id).values_list("id", flat=True)
    return sorted(log.lock_rooms(list(ids)).values(), key=lambda room: room.kind != RoomKind.TALK)


def lock_as_leader(by: Membership, group_id: uuid.UUID) -> list[Room]:
    """As `lock_group`, for a group that `by` leads; raises NotLeading when it never did or that ended meanwhile."""
    rooms = lock_group(group_id)
    leads = Membership.objects.filter(id=by.id, group_id=group_id, role=Role.FACILITATOR, state=State.ACTIVE)
    if not leads.exists():
        raise NotLeading
    return rooms
