"""Making an account: no name, no address, a log-in name of the platform and ten codes for a bad day."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions.codes import new_codes, replace_codes
from accounts.models import Account
from accounts.queries import account_named, login_hash
from audit.actions import record


class LoginNameTaken(Exception):
    """This log-in name belongs to another account."""


@dataclass(frozen=True)
class NewAccount:
    """What a person must keep; the codes exist nowhere else in a readable form."""

    account: Account
    recovery_codes: tuple[str, ...]


def sign_up(*, login_name: str, passphrase: str, language: str, now: datetime) -> NewAccount:
    """Makes the account of a log-in name that the platform gave; raises LoginNameTaken."""
    account = Account(login_hash=login_hash(login_name), language=language)
    account.set_password(passphrase)
    with transaction.atomic():
        try:
            with transaction.atomic():
                account.save(force_insert=True)
        except IntegrityError:
            raise LoginNameTaken from None
        return open_account(account, now)


def open_account(account: Account, now: datetime) -> NewAccount:
    """What every new account begins with, inside the transaction of whoever made it."""
    codes = new_codes(account)
    record(actor=account.audit_id, verb="sign_up", object_kind="account", object_id=account.audit_id, now=now)
    return NewAccount(account, codes)


def sign_up_again(*, login_name: str, passphrase: str, now: datetime) -> NewAccount:
    """The same form sent twice: the account of the first time, with new codes in place of those nobody saw.

    Raises LoginNameTaken when the passphrase is not the one of the first time.
    """
    account = account_named(login_name)
    if account is None or not account.check_password(passphrase):
        raise LoginNameTaken
    return NewAccount(account, replace_codes(account=account, now=now))
