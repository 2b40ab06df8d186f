"""The second factor: for what it must have been shown, and from when a new one counts."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from accounts.models import Account, CodeApp, Passkey

RESTS_FOR: Final = timedelta(days=3)
"""How long a factor does not count that was added after a recovery code opened the account past the old ones.

Who finds somebody's sheet of codes gets in, but not at once into their groups' desks: the one whose account it is has
time to notice.
"""


def proved(shown: bool) -> bool:
    """Whether a session in which a second factor was `shown`, or not, is good for a task."""
    return shown or not settings.SECOND_FACTOR


def counts(factor: Passkey | CodeApp, now: datetime) -> bool:
    """Whether this factor opens tasks now."""
    return factor.counts_at <= now


def counting_from(account: Account, *, shown: bool, now: datetime) -> datetime:
    """From when a factor counts that is added now, in a session in which another was `shown`, or not."""
    since = account.recovered_at
    fresh = not shown and since is not None and now < since + RESTS_FOR
    return now + RESTS_FOR if fresh else now
