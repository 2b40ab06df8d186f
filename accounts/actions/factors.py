"""Second factors and sessions. Removing one also ends sessions: that is `rooms.actions.sessions`."""

from datetime import datetime

from accounts.models import Account, CodeApp, Passkey, Session


class OnlyWayIn(Exception):
    """Without this passkey nobody could log in to the account any more."""


def drop_passkey(passkey: Passkey) -> None:
    """Forgets a passkey, inside the caller's transaction; raises OnlyWayIn."""
    account = Account.objects.select_for_update(no_key=True).get(pk=passkey.account_id)
    if not account.has_usable_password() and not account.passkeys.exclude(pk=passkey.pk).exists():
        raise OnlyWayIn
    passkey.delete()


def drop_app(account: Account) -> None:
    """Forgets the app that shows codes, inside the caller's transaction."""
    CodeApp.objects.filter(account=account).delete()


def note_second_factor(*, session: Session) -> None:
    """Keeps of a session that a second factor was shown in it."""
    session.second_factor = True
    session.save(update_fields=["second_factor"])


def note_recovery(*, account: Account, now: datetime) -> None:
    """A code opened the account past its second factor: what is added now rests a while (accounts.factors)."""
    Account.objects.filter(pk=account.pk).update(recovered_at=now)
