"""Another passphrase. Ending the sessions of before is `rooms.actions.sessions.change_passphrase`."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from accounts.actions.signing_up import LoginNameTaken
from accounts.models import Account
from accounts.queries import login_hash


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


def put_anew(account: Account, new_hash: str, login_name: str | None) -> None:
    """Writes it for who need not know the one of before, and the log-in name with it; raises LoginNameTaken."""
    account.password = new_hash
    if login_name is not None:
        account.login_hash = login_hash(login_name)
    try:
        with transaction.atomic():
            account.save(update_fields=["password", "login_hash"])
    except IntegrityError:
        raise LoginNameTaken from None
