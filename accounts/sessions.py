"""Django's session interface over our own table: hashed keys, sealed data, an account to end it by."""

import json
import uuid
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.actions.seen import note_month
from accounts.actions.sessions import stay
from accounts.lifetimes import AT_MOST_FOR, NOTED_EVERY, end_of
from accounts.models import Session, to_the_hour
from accounts.vault import Unreadable, token_digest

SHARED = "shared"
"""In the session's data: others use this device too."""


class SessionStore(SessionBase):
    """One browser's session (engine interface of django.contrib.sessions)."""

    row: Session | None = None

    def load(self) -> dict[str, Any]:
        now = timezone.now()
        self.row = _living(self.session_key, now)
        if self.row is None:
            self._session_key = None
            return {}
        self._give_sign_of_life(self.row, now)
        try:
            found: dict[str, Any] = json.loads(self.row.data or "{}")
        except Unreadable:
            found = {}
        return found

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(key_hash=token_digest(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # not in the stubs
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # not in the stubs
        now = timezone.now()
        row = self._row(must_create, now)
        before = row.account_id
        row.data = json.dumps(data)
        row.account_id = uuid.UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.shared = SHARED in data
        row.expires_at = end_of(shared=row.shared, ends_at=row.ends_at, now=now)
        row.last_seen_at = to_the_hour(now)
        self._write(row, must_create)
        if row.account_id and row.account_id != before:
            note_month(row.account_id)
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(key_hash=token_digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(expires_at__lte=timezone.now()).delete()

    def _give_sign_of_life(self, row: Session, now: datetime) -> None:
        """Asking for a page is one; so is sitting in an open talk, which the hub says."""
        until = end_of(shared=row.shared, ends_at=row.ends_at, now=now)
        if until - row.expires_at >= NOTED_EVERY:
            stay(session_ids=[row.pk], now=now)
            row.expires_at = until

    def _row(self, must_create: bool, now: datetime) -> Session:
        key_hash = token_digest(self.session_key or "")
        if must_create:
            return Session(key_hash=key_hash, ends_at=now + AT_MOST_FOR)
        row = Session.objects.filter(key_hash=key_hash).first()
        if row is None:
            raise UpdateError
        return row

    def _write(self, row: Session, must_create: bool) -> None:
        try:
            with transaction.atomic():
                row.save(force_insert=must_create, force_update=not must_create, update_fields=_changed(must_create))
        except IntegrityError:
            if must_create:
                raise CreateError from None
            raise
        except DatabaseError as error:
            if type(error) is DatabaseError:  # Django's own: no row was there any more, the session ended a moment ago
                raise UpdateError from None
            raise
        self.row = row


def _living(key: str | None, now: datetime) -> Session | None:
    return Session.objects.filter(key_hash=token_digest(key), expires_at__gt=now).first() if key else None


def _changed(must_create: bool) -> list[str] | None:
    """What a request may change of a session that is there; the rest has actions of its own, perhaps at this moment."""
    return None if must_create else ["data_sealed", "account_id", "shared", "expires_at", "last_seen_at"]
