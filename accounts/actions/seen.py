"""In which month somebody was last here: what erases accounts that nobody uses hangs on it."""

from uuid import UUID

from accounts.models import Account, this_month


def note_month(account_id: UUID) -> None:
    """Keeps that the account was used this month; nothing is written when that is known."""
    month = this_month()
    Account.objects.filter(pk=account_id, seen_in__lt=month).update(seen_in=month)
