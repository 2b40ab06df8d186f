"""Reading the meetings that are planned. Who comes is for facilitators; others see whether there is room."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from accounts.models import Account
from groups.models import Group, Membership
from groups.roles import Role, State
from rooms.models import Meeting, MeetingSeat
from rooms.phases import RoomKind

USUAL = timedelta(minutes=75)
"""How long a talk lasts of which nobody was told the end."""
LONGEST = timedelta(hours=4)
LOOKED_BACK = timedelta(days=30)
TAKEN = Q(seats__state=MeetingSeat.State.CONFIRMED, seats__membership__state=State.ACTIVE)
"""Who left the group gave the place back by it."""


@dataclass(frozen=True, slots=True)
class Evening:
    """One planned meeting as it is shown to one reader."""

    meeting: Meeting
    taken: int
    """How many come."""
    own: str
    """The reader's MeetingSeat.State, or empty."""
    now: datetime

    @property
    def is_full(self) -> bool:
        return self.taken >= self.meeting.places

    @property
    def has_begun(self) -> bool:
        return self.meeting.starts_at <= self.now

    @property
    def comes(self) -> bool:
        """Whether the reader does."""
        return self.own == MeetingSeat.State.CONFIRMED


def evenings(
    group_ids: Collection[uuid.UUID], account: Account | None, now: datetime
) -> dict[uuid.UUID, list[Evening]]:
    """By group: its planned meetings that are not over, the next one first. Two statements at most."""
    if not group_ids:
        return {}
    rows = _not_closed(now).filter(room__group_id__in=group_ids)
    meetings = [meeting for meeting in rows if _is_ahead(meeting, now)]
    own = _own_seats(account, meetings) if account and meetings else {}
    found: dict[uuid.UUID, list[Evening]] = defaultdict(list)
    for meeting in meetings:
        evening = Evening(meeting=meeting, taken=_taken(meeting), own=own.get(meeting.id, ""), now=now)
        found[meeting.room.group_id].append(evening)
    return found


def evenings_of(group: Group, account: Account | None, now: datetime) -> list[Evening]:
    """The same for one group."""
    return evenings([group.id], account, now).get(group.id, [])


def next_talks(now: datetime, most: int) -> list[Evening]:
    """The next meetings of all open groups, for whoever comes by."""
    rows = _not_closed(now).filter(starts_at__gt=now, room__group__status=Group.Status.OPEN)
    return [Evening(meeting=meeting, taken=_taken(meeting), own="", now=now) for meeting in rows[:most]]


def planned_at(group: Group, starts_at: datetime) -> Meeting | None:
    """The group's meeting of this moment, as long as its waiting room is shut."""
    return _of_group(group).filter(starts_at=starts_at, begun_at=None).first()


def seats_at(group: Group, starts_at: datetime, now: datetime) -> Meeting | None:
    """The group's meeting of this moment, as long as it has not started."""
    return _of_group(group).filter(starts_at=starts_at, starts_at__gt=now).first()


def not_held_of(group: Group, now: datetime) -> list[Meeting]:
    """What was planned in the last month and not held, the latest first."""
    rows = Meeting.objects.filter(room__group=group, not_held_at__gt=now - LOOKED_BACK)
    return list(rows.order_by("-starts_at"))


def current_or_next(membership: Membership, now: datetime) -> Evening | None:
    """The planned meeting of the member's group that is going on, else the next one, as the member sees it."""
    seat = MeetingSeat.objects.filter(meeting=OuterRef("pk"), membership=membership).values("state")
    rows = _not_closed(now).filter(room__group_id=membership.group_id).annotate(own=Subquery(seat[:1]))
    meeting = next((meeting for meeting in rows if _is_ahead(meeting, now)), None)
    return Evening(meeting, _taken(meeting), getattr(meeting, "own") or "", now) if meeting else None  # noqa: B009 - an annotation, which mypy does not know


def takes_places(own: Membership | None) -> bool:
    """Whether somebody with this membership says if they come; facilitators are there anyway."""
    return own is not None and own.state == State.ACTIVE and own.role != Role.FACILITATOR


def due(room_id: uuid.UUID, now: datetime, before: timedelta) -> Meeting | None:
    """The planned meeting that starts within `before` or should have begun."""
    rows = Meeting.objects.filter(
        room_id=room_id, begun_at=None, closed_at=None, starts_at__lte=now + before, starts_at__gt=now - LONGEST
    )
    found = rows.order_by("starts_at").first()
    return found if found and found.ends_at and found.ends_at > now else None


def clashing(
    room_id: uuid.UUID, starts_at: datetime, ends_at: datetime, *, besides: uuid.UUID | None = None
) -> Meeting | None:
    """A planned or living meeting of the room that lies over this stretch of time."""
    rows = Meeting.objects.filter(
        room_id=room_id, closed_at=None, starts_at__lt=ends_at, starts_at__gt=starts_at - LONGEST
    )
    for meeting in rows.order_by("starts_at"):
        if meeting.id != besides and (meeting.ends_at or meeting.starts_at + USUAL) > starts_at:
            return meeting
    return None


def who_takes_places(account: Account, group_public_id: str) -> Membership | None:
    """The account's own active membership in a group; a facilitator is there anyway and takes none."""
    own = Membership.objects.select_related("group").filter(account=account, group__public_id=group_public_id)
    return own.filter(state=State.ACTIVE).exclude(role=Role.FACILITATOR).first()


def coming(meetings: Iterable[Meeting]) -> dict[uuid.UUID, list[str]]:
    """By meeting: the pseudonyms of who comes. For facilitators only."""
    rows = _confirmed(meetings).order_by("changed_at", "id").values_list("meeting_id", "membership__pseudonym")
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for meeting_id, pseudonym in rows:
        found[meeting_id].append(pseudonym)
    return found


def who_comes(meeting: Meeting) -> list[Membership]:
    """The memberships that confirmed a place, with their accounts."""
    return [seat.membership for seat in _confirmed([meeting]).select_related("membership__account")]


def _confirmed(meetings: Iterable[Meeting]) -> QuerySet[MeetingSeat]:
    return MeetingSeat.objects.filter(
        meeting__in=list(meetings), state=MeetingSeat.State.CONFIRMED, membership__state=State.ACTIVE
    )


def _not_closed(now: datetime) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(closed_at=None, lasts_for_minutes__gt=0, starts_at__gt=now - 2 * LONGEST)
    rows = rows.select_related("room__group").annotate(taken=Count("seats", filter=TAKEN))
    return rows.order_by("starts_at", "id")


def _of_group(group: Group) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        room__group=group, room__kind=RoomKind.TALK, closed_at=None, lasts_for_minutes__gt=0
    ).select_related("room")


def _is_ahead(meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting that has not closed still goes on or is to come."""
    return meeting.begun_at is not None or (meeting.ends_at is not None and meeting.ends_at > now)


def _taken(meeting: Meeting) -> int:
    taken: int = getattr(meeting, "taken")  # noqa: B009 - annotated by _not_closed
    return taken


def _own_seats(account: Account, meetings: Iterable[Meeting]) -> dict[uuid.UUID, str]:
    rows = MeetingSeat.objects.filter(
        meeting__in=list(meetings), membership__account=account, membership__state=State.ACTIVE
    )
    return dict(rows.values_list("meeting_id", "state"))
