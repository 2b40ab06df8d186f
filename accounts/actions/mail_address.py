"""An address where a member hears that there is news: given, confirmed, taken away."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from accounts.models import Account, MailAddress
from accounts.vault import token_digest
from audit.actions import record

CONFIRMED_WITHIN: Final = timedelta(hours=24)


class LinkGone(Exception):
    """This link was used, ran out, or is somebody else's."""


@transaction.atomic
def give_address(*, account: Account, address: str, written: bool, now: datetime) -> MailAddress:
    """Keeps an address in place of any other, sealed; `written`: whether a letter with the link goes there.

    Nobody is told whether another account has the same one: that is not looked at.
    """
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    MailAddress.objects.filter(account=account).delete()
    given = MailAddress(account=account, expires_at=now + CONFIRMED_WITHIN, due_at=now if written else None)
    given.address = address
    given.save(force_insert=True)
    _record(account, "give_address", now)
    return given


@transaction.atomic
def confirm_address(*, account: Account, token: str, now: datetime) -> None:
    """From now on news is told there; of two at once one raises LinkGone."""
    waiting = MailAddress.objects.filter(account=account, token_hash=token_digest(token), expires_at__gt=now)
    if not waiting.update(token_hash=None, expires_at=None, due_at=None, tries=0):
        raise LinkGone
    _record(account, "confirm_address", now)


@transaction.atomic
def remove_address(*, account: Account, now: datetime) -> bool:
    """Forgets it at once; whether there was one."""
    removed, _ = MailAddress.objects.filter(account=account).delete()
    if removed:
        _record(account, "remove_address", now)
    return bool(removed)


def forget_unconfirmed(now: datetime) -> int:
    """Deletes addresses that nobody confirmed in time and says how many."""
    return MailAddress.objects.filter(expires_at__lte=now).delete()[0]


def _record(account: Account, verb: str, now: datetime) -> None:
    record(actor=account.audit_id, verb=verb, object_kind="account", object_id=account.audit_id, now=now)
