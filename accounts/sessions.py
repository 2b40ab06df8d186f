"""Django's session interface over our own table: hashed keys, sealed data, an account to end it by."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import Session
from accounts.vault import Unreadable, token_digest

TOUCH_AFTER = timedelta(hours=1)


class SessionStore(SessionBase):
    """One browser's session (engine interface of django.contrib.sessions)."""

    row: Session | None = None

    def load(self) -> dict[str, Any]:
        self.row = _living(self.session_key)
        if self.row is None:
            self._session_key = None
            return {}
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
        row = self._row(must_create)
        row.data = json.dumps(data)
        row.account_id = uuid.UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.expires_at = self.get_expiry_date()
        row.last_seen_at = _hour(timezone.now())
        self._write(row, must_create)
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(key_hash=token_digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(expires_at__lte=timezone.now()).delete()

    def _row(self, must_create: bool) -> Session:
        key_hash = token_digest(self.session_key or "")
        if must_create:
            return Session(key_hash=key_hash)
        row = Session.objects.filter(key_hash=key_hash).first()
        if row is None:
            raise UpdateError
        return row

    def _write(self, row: Session, must_create: bool) -> None:
        try:
            with transaction.atomic():
                row.save(force_insert=must_create, force_update=not must_create)
        except IntegrityError:
            if must_create:
                raise CreateError from None
            raise
        except DatabaseError as error:
            if type(error) is DatabaseError:  # Django's own: no row was there any more, the session ended a moment ago
                raise UpdateError from None
            raise
        self.row = row


def _living(key: str | None) -> Session | None:
    if not key:
        return None
    return Session.objects.filter(key_hash=token_digest(key), expires_at__gt=timezone.now()).first()


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
