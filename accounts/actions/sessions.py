"""Sessions that ran out."""

from datetime import datetime

from accounts.models import Session


def end_expired_sessions(now: datetime) -> int:
    """Deletes sessions past their end and says how many."""
    return Session.objects.filter(expires_at__lte=now).delete()[0]
