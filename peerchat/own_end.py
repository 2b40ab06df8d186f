"""What erasing an account would end for others, so that it can be said before."""

from dataclasses import dataclass

from accounts.models import Account
from groups.models import Coordinator, Group, Organisation
from groups.queries import facilitators_of, memberships_of
from groups.roles import Role, State
from rooms.models import Meeting


@dataclass(frozen=True)
class Consequences:
    """Each list holds what nobody else looks after."""

    talks: list[Group]
    """Talks that are going on and end."""
    groups: list[Group]
    """Groups that nobody leads then."""
    organisations: list[Organisation]
    """Organisations that nobody coordinates then."""


def consequences_of(account: Account) -> Consequences:
    """What the account alone keeps going now."""
    leads = memberships_of(account).filter(role=Role.FACILITATOR, state=State.ACTIVE)
    alone = [own.group for own in leads if not facilitators_of(own.group).exclude(pk=own.pk).exists()]
    living = Meeting.objects.filter(room__group__in=alone, begun_at__isnull=False, closed_at=None)
    talking = set(living.values_list("room__group_id", flat=True))
    posts = Coordinator.objects.filter(account=account).select_related("organisation")
    return Consequences(
        talks=[group for group in alone if group.pk in talking],
        groups=alone,
        organisations=[
            post.organisation for post in posts if not post.organisation.coordinators.exclude(pk=post.pk).exists()
        ],
    )
