"""What is kept of a member in the talk, for the person whose it is."""

from typing import Any

from groups.models import Membership
from rooms.live import log
from rooms.models import Room

TOLD = ("seq", "kind", "at", "text", "note", "reply_to", "refers_to", "gone")
"""Of an event; not what a facilitator wrote with a measure, which is about somebody else."""


def own_in_talks(membership: Membership) -> dict[str, Any]:
    """Lines that are still kept, quiet words, how far was read, and seats."""
    rooms = list(Room.objects.filter(group=membership.group_id).order_by("kind", "id"))
    return {
        "lines": [_line(room, event) for room in rooms for event in log.read_own(room.id, membership)],
        "quiet_words": [
            {"room": given.room.kind, "seq": given.seq, "word": given.kind}
            for given in membership.reactions.select_related("room").order_by("room__kind", "seq", "kind")
        ],
        "read_up_to": [
            {"room": pointer.room.kind, "seq": pointer.seq}
            for pointer in membership.read_pointers.select_related("room").order_by("room__kind", "id")
        ],
        "seats": [
            {"starts_at": seat.meeting.starts_at, "coming": seat.state, "changed_at": seat.changed_at}
            for seat in membership.seats.select_related("meeting").order_by("meeting__starts_at", "id")
        ],
    }


def _line(room: Room, event: dict[str, Any]) -> dict[str, Any]:
    return {"room": room.kind, **{name: event[name] for name in TOLD if event.get(name) is not None}}
