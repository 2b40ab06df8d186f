"""Lines that wait for a facilitator: what their authors and the end of a talk do to them."""

from datetime import datetime

from django.db import transaction

from groups.actions.news import tell
from groups.models import Membership
from rooms.live import doorbell, log
from rooms.models import HeldLine, Meeting, Room

TOO_LATE = "line-too-late"
"""What the news of it is called."""


class NothingHeld(Exception):
    """No such line of this member waits or came back: it was let through, or put away before."""


@transaction.atomic
def put_away(*, author: Membership, room: Room, client_id: str) -> None:
    """Takes back one's own line that waits, or forgets one that came back; raises NothingHeld."""
    locked = log.lock_room(room.id)
    gone, _ = HeldLine.objects.filter(room=locked, author=author, client_id=client_id).delete()
    if not gone:
        raise NothingHeld
    doorbell.ring(locked, "held")


def end_with(meeting: Meeting, now: datetime) -> int:
    """What still waits when a meeting closes is not heard any more, and its authors are told; how many lines."""
    lines = HeldLine.objects.filter(meeting=meeting, state=HeldLine.State.WAITING)
    found = list(lines.select_related("author__account", "author__group", "room"))
    lines.update(state=HeldLine.State.LATE)
    authors = {line.author_id: line.author for line in found}
    for author in authors.values():
        tell(accounts=[author.account], group=author.group, code=TOO_LATE, about_at=now, now=now)
    for room in {line.room_id: line.room for line in found}.values():
        doorbell.ring(room, "held")
    return len(found)
