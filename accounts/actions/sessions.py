"""Sessions that go on, and sessions that ran out."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Case, DateTimeField, Value, When
from django.db.models.functions import Least

from accounts.lifetimes import IDLE_FOR, IDLE_FOR_SHARED
from accounts.models import Session, to_the_hour


def stay(*, session_ids: Collection[UUID], now: datetime) -> None:
    """These browsers gave a sign of life: one statement. What has ended stays so."""
    idle_until = Case(
        When(shared=True, then=Value(now + IDLE_FOR_SHARED)),
        default=Value(now + IDLE_FOR),
        output_field=DateTimeField(),
    )
    living = Session.objects.filter(pk__in=session_ids, expires_at__gt=now)
    living.update(last_seen_at=to_the_hour(now), expires_at=Least("ends_at", idle_until))


def end_expired_sessions(now: datetime) -> int:
    """Deletes sessions past their end and says how many."""
    return Session.objects.filter(expires_at__lte=now).delete()[0]
