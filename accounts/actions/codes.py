"""Recovery codes: ten at a time, readable once."""

from datetime import datetime

from django.db import transaction

from accounts import words
from accounts.actions.factors import note_recovery
from accounts.models import Account, RecoveryCode
from accounts.queries import has_second_factor
from accounts.vault import token_digest
from audit.actions import record

RECOVERY_CODES = 10


class CodeGone(Exception):
    """No code, or one that was used, or replaced by others."""


def new_codes(account: Account) -> tuple[str, ...]:
    """Ten more codes, inside the transaction of whoever records it."""
    codes = tuple(words.recovery_code() for _ in range(RECOVERY_CODES))
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, code_hash=token_digest(words.normalised_recovery_code(code))) for code in codes
    )
    return codes


@transaction.atomic
def replace_codes(*, account: Account, now: datetime) -> tuple[str, ...]:
    """Ten codes in place of all that were not used."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    account.recovery_codes.filter(used_at__isnull=True).delete()
    codes = new_codes(account)
    record(
        actor=account.audit_id,
        verb="renew_recovery_codes",
        object_kind="account",
        object_id=account.audit_id,
        now=now,
    )
    return codes


@transaction.atomic
def use_code(*, code: str, now: datetime) -> Account:
    """The account that this code opens, which is used up by it; of two at once one wins. Raises CodeGone."""
    unused = RecoveryCode.objects.filter(used_at__isnull=True, account__is_active=True)
    found = unused.filter(code_hash=token_digest(words.normalised_recovery_code(code))).first()
    if found is None or not RecoveryCode.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=now):
        raise CodeGone
    account = Account.objects.get(pk=found.account_id)
    if account.recovered_at or has_second_factor(account):
        note_recovery(account=account, now=now)
    record(
        actor=account.audit_id,
        verb="use_recovery_code",
        object_kind="account",
        object_id=account.audit_id,
        now=now,
    )
    return account
