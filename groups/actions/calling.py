"""Putting something before one person alone; the talk where they sit tells them that there is something."""

from collections.abc import Iterable
from datetime import datetime

from groups.models import Membership


def call(*, memberships: Iterable[Membership], now: datetime) -> None:
    """Marks that something waits for each of these; what it is stands elsewhere."""
    Membership.objects.filter(pk__in=[member.pk for member in memberships]).update(called_at=now)
