"""Tasks: who leads a group, who coordinates, and what they may do in the session at hand.

Whoever showed no second factor in it finds none of their tasks (accounts.factors); as a member they read and talk.
Every look-up of such a right begins here.
"""

from django.db.models import Exists, Q, QuerySet

from accounts.factors import proved
from accounts.models import Account
from groups.models import Coordinator, Membership
from groups.roles import Role, State


def leading(account: Account) -> QuerySet[Membership]:
    """The memberships as which the account may lead now."""
    return leads_of(account) if account.proved else Membership.objects.none()


def posts(account: Account) -> QuerySet[Coordinator]:
    """The posts as which the account may coordinate now."""
    return posts_held(account) if account.proved else Coordinator.objects.none()


def leads_of(account: Account) -> QuerySet[Membership]:
    """The account's memberships that lead their group, whatever was shown in the session."""
    found = Membership.objects.select_related("group__organisation")
    return found.filter(account=account, role=Role.FACILITATOR, state=State.ACTIVE)


def posts_held(account: Account) -> QuerySet[Coordinator]:
    """The account's posts as coordinator, whatever was shown in the session."""
    return Coordinator.objects.filter(account=account).select_related("organisation").order_by("organisation__name")


def has_task(account: Account) -> bool:
    """Whether there is anything for which a second factor is needed."""
    either = Q(Exists(leads_of(account))) | Q(Exists(posts_held(account)))
    return Account.objects.filter(either, pk=account.pk).exists()


def acting_role(role: str, shown: bool) -> str:
    """As what somebody with this role acts in a session in which a second factor was `shown`, or not."""
    return Role.MEMBER if role == Role.FACILITATOR and not proved(shown) else role
