"""Reading for a coordinator: when a group last met and meets next, and nothing of what is said."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min, Q

from groups.coordinating import Standing, groups_of, standings
from groups.models import Coordinator, Group, Organisation
from rooms.models import Meeting
from rooms.phases import RoomKind

HELD = Q(begun_at__isnull=False, not_held_at__isnull=True)
PLANNED = Q(begun_at__isnull=True, cancelled_at__isnull=True, not_held_at__isnull=True, closed_at__isnull=True)


@dataclass(frozen=True)
class Evenings:
    """The last meeting that was held and the next that is planned."""

    last_at: datetime | None = None
    next_at: datetime | None = None


def evenings(group_ids: Collection[UUID], now: datetime) -> dict[UUID, Evenings]:
    """By group; one that never met and plans nothing is absent. One statement."""
    meetings = Meeting.objects.filter(room__group_id__in=group_ids, room__kind=RoomKind.TALK)
    found = meetings.values_list("room__group_id").annotate(
        last=Max("begun_at", filter=HELD), following=Min("starts_at", filter=PLANNED & Q(starts_at__gte=now))
    )
    return {group: Evenings(last, following) for group, last, following in found}


@dataclass(frozen=True)
class Row:
    """A group on the desk."""

    standing: Standing
    evenings: Evenings


@dataclass(frozen=True)
class Desk:
    """One organisation's groups: those that go on or pause, and those that are closed."""

    organisation: Organisation
    living: list[Row]
    closed: list[Row]

    @property
    def asking(self) -> list[Row]:
        """Those that want a look: nobody leads them, or nobody said lately that all is still true."""
        return [row for row in self.living if not (row.standing.is_led and row.standing.fresh)]


def desks(posts: Collection[Coordinator], now: datetime) -> list[Desk]:
    """All that an account coordinates, each organisation apart."""
    rows: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows_of(groups_of(posts), now):
        rows[row.standing.group.organisation_id].append(row)
    return [_desk(post.organisation, rows[post.organisation_id]) for post in posts]


def rows_of(groups: Collection[Group], now: datetime) -> list[Row]:
    """These groups in the same order."""
    met = evenings([group.pk for group in groups], now)
    return [Row(standing, met.get(standing.group.pk, Evenings())) for standing in standings(groups, now)]


def _desk(organisation: Organisation, rows: list[Row]) -> Desk:
    closed = [row for row in rows if row.standing.group.status == Group.Status.CLOSED]
    return Desk(organisation, living=[row for row in rows if row not in closed], closed=closed)
