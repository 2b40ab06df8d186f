"""Another passphrase. Ending the sessions of before is `rooms.actions.sessions.change_passphrase`."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import Account


class WrongPassphrase(Exception):
    """This is not the passphrase of the account."""


@dataclass(frozen=True)
class Replacement:
    """A hashed passphrase in place of another one; hashing is slow, so it is done before any row is locked."""

    old_hash: str
    new_hash: str


def check_passphrase(account: Account, passphrase: str) -> None:
    """Raises WrongPassphrase."""
    if not account.check_password(passphrase):
        raise WrongPassphrase


def prepare(account: Account, *, old: str, new: str) -> Replacement:
    """Makes ready what `put` writes; raises WrongPassphrase."""
    check_passphrase(account, old)
    return Replacement(old_hash=account.password, new_hash=make_password(new))


def put(account: Account, replacement: Replacement) -> None:
    """Writes it, unless the passphrase became another one meanwhile; raises WrongPassphrase."""
    rows = Account.objects.filter(pk=account.pk, password=replacement.old_hash)
    if not rows.update(password=replacement.new_hash):
        raise WrongPassphrase
    account.password = replacement.new_hash
