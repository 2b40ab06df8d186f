"""Read pointers, gathered in memory and written together; and that people are there."""

import uuid
from collections.abc import Collection
from datetime import datetime

from accounts.actions.sessions import stay
from groups.models import Membership
from groups.roles import State
from rooms.live.pool import db
from rooms.models import Meeting, ReadPointer, Room
from rooms.phases import Phase
from rooms.queries import Seat


class Seen:
    """How far members have read since the last save. A crash forgets a second of reading, no more."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[uuid.UUID, uuid.UUID], int] = {}

    def note(self, room_id: uuid.UUID, membership_id: uuid.UUID, seq: int) -> None:
        key = room_id, membership_id
        self._waiting[key] = max(seq, self._waiting.get(key, 0))

    async def save(self) -> None:
        """Writes what was gathered; what fails is gathered again."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        try:
            await db(_write, waiting)
        except Exception:
            for (room_id, membership_id), seq in waiting.items():
                self.note(room_id, membership_id, seq)
            raise


def _write(waiting: dict[tuple[uuid.UUID, uuid.UUID], int]) -> None:
    """A pointer only moves on, also when the member reads in two windows."""
    rooms, members = ({keys[place] for keys in waiting} for place in (0, 1))
    rows = ReadPointer.objects.filter(room__in=rooms, membership__in=members)
    former = {(room, member): seq for room, member, seq in rows.values_list("room_id", "membership_id", "seq")}
    # Whoever left meanwhile, and what was erased meanwhile, leaves no trace.
    places = Membership.objects.filter(pk__in=members, state=State.ACTIVE, group__rooms__in=rooms)
    floors = {
        (room, member): floor for room, member, floor in places.values_list("group__rooms", "id", "group__rooms__floor")
    }
    ahead = [
        ReadPointer(room_id=room, membership_id=member, seq=seq)
        for (room, member), seq in waiting.items()
        if (room, member) in floors and seq > max(floors[room, member], former.get((room, member), 0))
    ]
    ReadPointer.objects.bulk_create(
        ahead, update_conflicts=True, unique_fields=["room", "membership"], update_fields=["seq"]
    )


def move_on(*, room_id: uuid.UUID, membership_id: uuid.UUID, former: int, seq: int) -> None:
    """The same for one member whose pointer stood at `former` (0: nowhere): one statement, none when nothing is new."""
    if seq <= former:
        return
    if former:
        ReadPointer.objects.filter(room_id=room_id, membership_id=membership_id, seq__lt=seq).update(seq=seq)
    else:
        row = ReadPointer(room_id=room_id, membership_id=membership_id, seq=seq)
        ReadPointer.objects.bulk_create([row], ignore_conflicts=True)


def note_facilitators(group_ids: Collection[uuid.UUID], now: datetime) -> None:
    """A facilitator of each of these groups has its talk, or the room backstage, open at this moment."""
    living = Meeting.objects.filter(room__group_id__in=group_ids, begun_at__isnull=False, closed_at=None)
    living.update(facilitator_seen_at=now)


def note_sitting(seats: Collection[Seat], now: datetime) -> None:
    """Whoever sits in an open talk, or backstage of one, gives a sign of life however quiet: two statements."""
    rooms = Room.objects.filter(pk__in={seat.room_id for seat in seats}, meeting__isnull=False)
    talking = set(rooms.exclude(meeting__phase=Phase.CLOSED).values_list("id", flat=True))
    sessions = {seat.session_id for seat in seats if seat.room_id in talking}
    if sessions:
        stay(session_ids=sessions, now=now)
