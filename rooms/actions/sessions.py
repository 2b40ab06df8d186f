"""Ending sessions: from the commit on nothing is heard or said with them, on any process."""

import uuid
from datetime import datetime

from django.db import transaction

from accounts.actions import passphrase
from accounts.models import Account, Session
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
    sessions = Session.objects.filter(account=account)
    ended, _ = (sessions.exclude(id=except_id) if except_id else sessions).delete()
    _ring(rooms)
    _note(account, "end_sessions", ended, now)
    return ended


def change_passphrase(*, account: Account, old: str, new: str, now: datetime) -> int:
    """Puts `new` in place of `old` and ends all sessions of before, this browser's too; how many there were.

    Raises WrongPassphrase.
    """
    replacement = passphrase.prepare(account, old=old, new=new)
    with transaction.atomic():
        rooms = _lock_rooms_of(account.id)
        passphrase.put(account, replacement)
        ended, _ = Session.objects.filter(account=account).delete()
        _ring(rooms)
        _note(account, "change_passphrase", ended, now)
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
