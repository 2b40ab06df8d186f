"""Recovery codes: ten at a time, readable once."""

from datetime import datetime

from django.db import transaction

from accounts import words
from accounts.actions.passphrase import check_passphrase
from accounts.models import Account, RecoveryCode
from accounts.vault import token_digest
from audit.actions import record

RECOVERY_CODES = 10


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


def renew_codes(*, account: Account, passphrase: str, now: datetime) -> tuple[str, ...]:
    """The same, for who knows the passphrase; raises WrongPassphrase."""
    check_passphrase(account, passphrase)
    return replace_codes(account=account, now=now)
