"""Finding an account without knowing whose it is."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Account, Session
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
