"""A meeting's data key, and what is sealed under it."""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

import orjson

from accounts.vault import KEY_BYTES, row_aad, seal_with, unseal, unseal_with
from rooms.models import Meeting, MeetingKey


class TalkKey:
    """An opened data key: seals the fields of a meeting's events."""

    def __init__(self, key_id: uuid.UUID, secret: bytes) -> None:
        self.id = key_id
        self._secret = secret

    def seal(self, event_id: uuid.UUID, fields: Mapping[str, Any]) -> bytes:
        """The fields as sealed JSON that opens only in the row `event_id`."""
        return seal_with(self._secret, orjson.dumps(fields), row_aad(event_id))

    def open(self, event_id: uuid.UUID, ciphertext: bytes) -> dict[str, Any]:
        """The reverse of `seal`; raises accounts.vault.Unreadable."""
        found: dict[str, Any] = orjson.loads(unseal_with(self._secret, ciphertext, row_aad(event_id)))
        return found

    def content_hash(self, kind: str, fields: Mapping[str, Any]) -> bytes:
        """HMAC-SHA-256 over a request's type and fields: tells a resend from other content."""
        content = orjson.dumps([kind, fields], option=orjson.OPT_SORT_KEYS)
        return hmac.new(self._secret, content, hashlib.sha256).digest()


def new_meeting_key(meeting: Meeting) -> MeetingKey:
    """A fresh random data key for `meeting`, wrapped by the data secret and saved."""
    key = MeetingKey(meeting=meeting)
    key.secret = secrets.token_bytes(KEY_BYTES)
    key.save(force_insert=True)
    return key


def unwrap(key_id: uuid.UUID, wrapped: bytes) -> TalkKey:
    """The data key in a MeetingKey row; raises accounts.vault.Unreadable."""
    return TalkKey(key_id, unseal(wrapped, row_aad(key_id)))
