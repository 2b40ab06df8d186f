"""All lines of a member at once: each becomes a tombstone, and the talk of the others stays whole."""

from datetime import datetime

from groups.models import Membership
from rooms.live import doorbell, log
from rooms.models import Reaction, Room


def take_back_everywhere(membership: Membership, rooms: list[Room], now: datetime) -> int:
    """Takes back what a member said in these locked rooms, and the name under it; how many lines."""
    taken = sum(log.take_back_all(room, membership, now) for room in rooms)
    for room in rooms:
        doorbell.ring(room, "head")
    return taken


def take_acknowledgements(membership: Membership, rooms: list[Room]) -> int:
    """Takes away every quiet word that a member set in these locked rooms, and tells the readers; how many."""
    taken = 0
    for room in rooms:
        own = Reaction.objects.filter(room=room, membership=membership)
        doorbell.ring_counts(room, list(own.values_list("seq", flat=True).distinct()))
        taken += own.delete()[0]
    return taken
