"""An organisation that its last coordinator left."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import Account
from groups.actions.news import tell
from groups.models import Group, Organisation
from groups.roles import Role, State

NO_COORDINATOR = "no-coordinator"
"""What the news of it is called."""


def tell_that_nobody_coordinates(organisations: Iterable[Organisation], now: datetime) -> None:
    """Tells who leads a group of such an organisation, since nobody is left there to tell."""
    for organisation in organisations:
        if not organisation.coordinators.exists():
            for group in Group.objects.filter(organisation=organisation):
                leading = {"memberships__group": group, "memberships__state": State.ACTIVE}
                leaders = Account.objects.filter(**leading, memberships__role=Role.FACILITATOR)
                tell(accounts=leaders, group=group, code=NO_COORDINATOR, now=now)
