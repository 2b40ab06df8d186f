"""A member's passkeys: adding, using, naming, removing. `accounts.passkeys` says whether a device proves anything."""

import base64
import hashlib
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.actions.signing_up import NewAccount, open_account
from accounts.factors import counting_from
from accounts.models import Account, Passkey
from accounts.passkeys import Asked, Made, NotProved, credential_id, shown
from accounts.words import nobodys_login_hash
from audit.actions import record


class PasskeyKnown(Exception):
    """This passkey belongs to an account already."""


@transaction.atomic
def sign_up_with_passkey(*, account_id: UUID, made: Made, label: str, language: str, now: datetime) -> NewAccount:
    """Makes an account without log-in name and passphrase; raises PasskeyKnown."""
    account = Account(id=account_id, login_hash=nobodys_login_hash(), language=language)
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:  # the same form sent twice
        raise PasskeyKnown from None
    _insert(account, made, label, added_at=now, counts_at=now)
    return open_account(account, now)


@transaction.atomic
def add_passkey(*, account: Account, made: Made, label: str, shown: bool, now: datetime) -> Passkey:
    """One more passkey for an account, in a session in which a factor was `shown`, or not; raises PasskeyKnown."""
    counts_at = counting_from(account, shown=shown, now=now)
    passkey = _insert(account, made, label, added_at=now, counts_at=counts_at)
    record(actor=account.audit_id, verb="add_passkey", object_kind="account", object_id=account.audit_id, now=now)
    return passkey


def use_passkey(*, asked: Asked | None, response: str, now: datetime) -> Passkey:
    """The passkey that a device just showed; raises NotProved."""
    found = Passkey.objects.select_related("account").filter(credential_hash=_hash(credential_id(response)))
    passkey = found.filter(account__is_active=True).first()
    if passkey is None:
        raise NotProved
    count = shown(asked, response, passkey, now)
    if count or passkey.sign_count:
        # A counter that stands still or goes back is that of a copy (7.2, step 22). Synced passkeys have none.
        fresh = Passkey.objects.filter(pk=passkey.pk, sign_count__lt=count)
        if not fresh.update(sign_count=count):
            raise NotProved
    return passkey


def name_passkey(*, passkey: Passkey, label: str) -> None:
    """Keeps, sealed, the word by which the member knows this passkey."""
    passkey.label = label
    passkey.save(update_fields=["label_sealed"])


def _insert(account: Account, made: Made, label: str, **moments: datetime) -> Passkey:
    passkey = Passkey(account=account, credential_hash=_hash(made.credential.credential_id), **moments)
    passkey.credential, passkey.label = base64.b64encode(made.credential).decode(), label
    passkey.sign_count = made.count
    try:
        with transaction.atomic():
            passkey.save(force_insert=True)
    except IntegrityError:
        raise PasskeyKnown from None
    return passkey


def _hash(found_id: bytes) -> bytes:
    return hashlib.sha256(found_id).digest()
