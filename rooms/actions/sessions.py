"""Ending sessions: from the commit on nothing is heard or said with them, on any process."""

import uuid
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.actions import passphrase
from accounts.actions.factors import drop_app, drop_passkey
from accounts.models import Account, Passkey, Session
from accounts.queries import has_second_factor
from audit.actions import record
from groups.roles import State
from rooms.live import doorbell, log
from rooms.models import Room


@transaction.atomic
def end_session(*, session_id: uuid.UUID, now: datetime) -> None:
    """Ends one session (signing out); one that has ended already, or expired by `now`, is only cleared away."""
    session = Session.objects.filter(id=session_id).first()
    if session is None:
        return
    rooms = _lock_rooms_of(session.account_id) if session.expires_at > now else []
    session.delete()
    _ring(rooms)


@transaction.atomic
def end_sessions(*, account: Account, except_id: uuid.UUID | None = None, now: datetime) -> int:
    """Ends all sessions of an account but one; how many there were."""
    rooms = _lock_rooms_of(account.id)
    return _end(account, rooms, "end_sessions", except_id, now)


def change_passphrase(*, account: Account, old: str, new: str, now: datetime) -> int:
    """Puts `new` in place of `old` and ends all sessions of before, this browser's too; how many there were.

    Raises WrongPassphrase.
    """
    replacement = passphrase.prepare(account, old=old, new=new)
    with transaction.atomic():
        rooms = _lock_rooms_of(account.id)
        passphrase.put(account, replacement)
        return _end(account, rooms, "change_passphrase", None, now)


def set_passphrase(*, account: Account, new: str, login_name: str | None, now: datetime) -> int:
    """Gives a passphrase to who proved themselves otherwise, and with `login_name` another name to log in with.

    Ends all sessions, as `change_passphrase` does; raises LoginNameTaken.
    """
    new_hash = make_password(new)
    with transaction.atomic():
        rooms = _lock_rooms_of(account.id)
        passphrase.put_anew(account, new_hash, login_name)
        return _end(account, rooms, "set_passphrase", None, now)


@transaction.atomic
def remove_passkey(*, passkey: Passkey, except_id: uuid.UUID, now: datetime) -> None:
    """Forgets a passkey and ends all other sessions, which may have been opened with it; raises OnlyWayIn."""
    account, rooms = passkey.account, _lock_rooms_of(passkey.account_id)
    drop_passkey(passkey)
    _weaken(account, except_id)
    _end(account, rooms, "remove_passkey", except_id, now)


@transaction.atomic
def remove_code_app(*, account: Account, except_id: uuid.UUID, now: datetime) -> None:
    """The same of the app that shows codes."""
    rooms = _lock_rooms_of(account.id)
    drop_app(account)
    _weaken(account, except_id)
    _end(account, rooms, "remove_code_app", except_id, now)


def _weaken(account: Account, session_id: uuid.UUID) -> None:
    """Without any second factor left, what this session was shown is worth nothing any more."""
    if not has_second_factor(account):
        Session.objects.filter(id=session_id).update(second_factor=False)


def _end(account: Account, rooms: list[Room], verb: str, except_id: uuid.UUID | None, now: datetime) -> int:
    sessions = Session.objects.filter(account=account)
    ended, _ = (sessions.exclude(id=except_id) if except_id else sessions).delete()
    _ring(rooms)
    _note(account, verb, ended, now)
    return ended


def _lock_rooms_of(account_id: uuid.UUID | None) -> list[Room]:
    """The rooms where the account may be heard or listening, locked."""
    if account_id is None:
        return []
    rooms = Room.objects.filter(group__memberships__account_id=account_id, group__memberships__state=State.ACTIVE)
    return list(log.lock_rooms(list(rooms.values_list("id", flat=True))).values())


def _ring(rooms: list[Room]) -> None:
    for room in rooms:
        doorbell.ring(room, "rights")


def _note(account: Account, verb: str, ended: int, now: datetime) -> None:
    record(
        actor=account.audit_id,
        verb=verb,
        object_kind="account",
        object_id=account.audit_id,
        figures={"sessions": ended},
        now=now,
    )
