"""Reading for a coordinator: groups, who leads them by their pseudonyms, and sums; never who is in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from accounts.models import Account
from groups.models import Appointment, Coordinator, Group, Membership
from groups.roles import Role, State
from groups.tasks import posts

FEWEST_TOLD = 10
"""Sums below this are not told: they could be counted back to persons."""
FRESH_FOR = timedelta(days=183)


@dataclass(frozen=True)
class Standing:
    """A group as its coordinator sees it."""

    group: Group
    facilitators: list[Membership]
    members: int | None
    """How many are in it; None when there are fewer than FEWEST_TOLD."""
    links: int
    """Links to lead the group that can still be taken up."""
    fresh: bool

    @property
    def is_led(self) -> bool:
        return bool(self.facilitators or self.links)


def posts_of(account: Account) -> list[Coordinator]:
    """The organisations that the account coordinates, by name."""
    return list(posts(account))


def coordination(account: Account, group_public_id: str) -> tuple[Coordinator, Group] | None:
    """The account's own post and the group of this public id, when it is one of that organisation."""
    groups = Group.objects.select_related("organisation").filter(organisation__coordinators__in=posts(account))
    group = groups.filter(public_id=group_public_id).first()
    post = posts(account).filter(organisation_id=group.organisation_id).first() if group else None
    return (post, group) if post and group else None


def facilitator_in(group: Group, member_public_id: str) -> Membership | None:
    """Who leads the group now under this public id."""
    return _leading([group.pk]).select_related("group__organisation").filter(public_id=member_public_id).first()


def groups_of(posts: Iterable[Coordinator]) -> list[Group]:
    """The groups of these organisations by name."""
    ids = [post.organisation_id for post in posts]
    return list(Group.objects.filter(organisation_id__in=ids).order_by("name", "id"))


def standings(groups: Collection[Group], now: datetime) -> list[Standing]:
    """How these groups stand: three statements, however many there are."""
    ids, today = [group.pk for group in groups], timezone.localdate(now)
    leading: dict[UUID, list[Membership]] = defaultdict(list)
    for membership in _leading(ids):
        leading[membership.group_id].append(membership)
    members, links = _members(ids), _links(ids, now)
    return [
        Standing(
            group=group,
            facilitators=leading[group.pk],
            members=told(members.get(group.pk, 0)),
            links=links.get(group.pk, 0),
            fresh=is_fresh(group.checked_on, today),
        )
        for group in groups
    ]


def told(number: int) -> int | None:
    """A sum of persons, when it is large enough to be told."""
    return number if number >= FEWEST_TOLD else None


def is_fresh(checked_on: date | None, today: date) -> bool:
    """Whether somebody said lately that what is told about a group is true."""
    return checked_on is not None and today - checked_on <= FRESH_FOR


def has_open_link(group: Group, now: datetime) -> bool:
    """Whether somebody can still take up a link to lead the group."""
    return bool(_links([group.pk], now))


def _leading(group_ids: Collection[UUID]) -> QuerySet[Membership]:
    found = Membership.objects.filter(group_id__in=group_ids, role=Role.FACILITATOR, state=State.ACTIVE)
    return found.order_by("ordinal")


def _members(group_ids: Collection[UUID]) -> dict[UUID, int]:
    found = Membership.objects.filter(group_id__in=group_ids, state=State.ACTIVE)
    return dict(found.values_list("group_id").annotate(Count("id")))


def _links(group_ids: Collection[UUID], now: datetime) -> dict[UUID, int]:
    found = Appointment.objects.filter(group_id__in=group_ids, used_at__isnull=True, expires_at__gt=now)
    return dict(found.values_list("group_id").annotate(Count("id")))
