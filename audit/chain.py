"""How an entry is bound to the one before it, and the end of a chain to its number (HMAC-SHA-256, the audit key)."""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings

from audit.models import Entry

START = b"\0" * 32


def digest(entry: Entry) -> bytes:
    """The hash that `entry` should carry: over all its fields and the hash before it."""
    return _mac(
        [
            str(entry.id),
            entry.chain,
            entry.number,
            entry.at.isoformat(),
            str(entry.actor),
            entry.verb,
            entry.object_kind,
            str(entry.object_id),
            entry.rule,
            entry.figures,
            bytes(entry.previous_hash).hex(),
        ]
    )


def head_seal(chain: str, number: int, last_hash: bytes) -> bytes:
    """The seal that the head of `chain` should carry."""
    return _mac(["head", chain, number, last_hash.hex()])


def _mac(fields: list[Any]) -> bytes:
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY, text.encode(), hashlib.sha256).digest()
