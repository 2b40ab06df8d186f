"""How long a browser stays signed in: so long without a sign of life, and so long at most."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from accounts.models import Session

IDLE_FOR: Final = timedelta(minutes=30)
IDLE_FOR_SHARED: Final = timedelta(minutes=10)
"""On a device that others use too."""
AT_MOST_FOR: Final = timedelta(seconds=settings.SESSION_COOKIE_AGE)
NOTED_EVERY: Final = timedelta(minutes=1)
"""Signs of life nearer to each other than this are one."""


def end_of(*, shared: bool, ends_at: datetime, now: datetime) -> datetime:
    """When a session ends of which nothing is heard after `now`."""
    return min(ends_at, now + (IDLE_FOR_SHARED if shared else IDLE_FOR))


def time_left(session: Session, now: datetime) -> dict[str, int]:
    """For a page: the seconds until the session ends without a sign of life, and whatever signs it gives."""
    ends = {"left": session.expires_at, "most": session.ends_at}
    return {name: max(0, int((end - now).total_seconds())) for name, end in ends.items()}
