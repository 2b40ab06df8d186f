"""Finding an account without knowing whose it is."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Account, CodeApp, ExportFile, MailAddress, Passkey, Session
from accounts.vault import keyed_hash, token_digest
from accounts.words import normalised_login_name


def login_hash(login_name: str) -> str:
    """The keyed hash, in hexadecimal, that stands for a log-in name as somebody typed it."""
    return keyed_hash("login", normalised_login_name(login_name)).hex()


def account_named(login_name: str) -> Account | None:
    """The account of this log-in name."""
    return Account.objects.filter(login_hash=login_hash(login_name)).first()


def session_behind(key: str | None, now: datetime) -> Session | None:
    """The living, signed-in session behind a cookie's value. To look is no sign of life."""
    if not key:
        return None
    sessions = Session.objects.select_related("account").filter(key_hash=token_digest(key), expires_at__gt=now)
    return sessions.filter(account__is_active=True).first()


def devices_of(account: Account, now: datetime) -> QuerySet[Session]:
    """The browsers in which the account is signed in, the one that was here last first."""
    return account.sessions.filter(expires_at__gt=now).order_by("-last_seen_at", "id")


def device(account: Account, session_id: str) -> Session | None:
    """One of these, by the id that the member's own page gave."""
    try:
        return account.sessions.filter(pk=UUID(session_id)).first()
    except ValueError:
        return None


def codes_left(account: Account) -> int:
    """How many recovery codes were not used yet."""
    return account.recovery_codes.filter(used_at__isnull=True).count()


def export_files(account: Account, token: str, now: datetime) -> QuerySet[ExportFile]:
    """What can still be fetched by a link of this account."""
    found = ExportFile.objects.filter(account=account, token_hash=token_digest(token), expires_at__gt=now)
    return found.order_by("kind")


UNUSED_MONTHS = 12
"""Whole months without a log-in, after which an account is erased."""


def unused_before(today: date) -> date:
    """Accounts last seen in an earlier month than this one have not been used for UNUSED_MONTHS whole months."""
    months = today.year * 12 + today.month - 1 - UNUSED_MONTHS
    return date(months // 12, months % 12 + 1, 1)


def unused_accounts(today: date) -> QuerySet[Account]:
    """Those whose time has come, the longest unused first."""
    return Account.objects.filter(seen_in__lt=unused_before(today)).order_by("seen_in", "id")


def has_second_factor(account: Account) -> bool:
    """Whether the account has a passkey or an app that shows codes."""
    return account.passkeys.exists() or has_code_app(account)


def has_code_app(account: Account) -> bool:
    """Whether logging in with the passphrase asks for a code of an app."""
    return CodeApp.objects.filter(account=account).exists()


def passkeys_of(account: Account) -> QuerySet[Passkey]:
    """The account's passkeys in the order of coming."""
    return account.passkeys.order_by("added_at", "id")


def passkey(account: Account, passkey_id: str) -> Passkey | None:
    """One of these, by the id that the member's own page gave."""
    try:
        return account.passkeys.filter(pk=UUID(passkey_id)).first()
    except ValueError:
        return None


def mail_address_of(account: Account) -> MailAddress | None:
    """Where the account hears that there is news."""
    return MailAddress.objects.filter(account=account).first()


def is_to_be_confirmed(account: Account, token: str, now: datetime) -> bool:
    """Whether this is the link by which its address is confirmed, and still works."""
    return MailAddress.objects.filter(account=account, token_hash=token_digest(token), expires_at__gt=now).exists()


def factors_of(account: Account) -> list[Passkey | CodeApp]:
    """All that can be shown beside a passphrase."""
    return [*passkeys_of(account), *CodeApp.objects.filter(account=account)]
