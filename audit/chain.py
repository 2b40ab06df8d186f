"""How an entry is bound to the one before it (HMAC-SHA-256 under the audit key)."""

import hashlib
import hmac
import json

from django.conf import settings

from audit.models import Entry

START = b"\0" * 32


def digest(entry: Entry) -> bytes:
    """The hash that `entry` should carry: over all its fields and the hash before it."""
    fields = [
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
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY, text.encode(), hashlib.sha256).digest()
