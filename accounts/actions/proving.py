"""Whether this process holds the keys that the database was made with."""

import hashlib
import hmac
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from accounts.models import KeyProof
from accounts.vault import Unreadable

WORD: Final = b"PeerChat key proof"


def prove_keys() -> None:
    """Writes the proof in a database that has none; raises ImproperlyConfigured when one of the keys is another one."""
    try:
        proof, _ = KeyProof.objects.get_or_create(one=1, defaults=_made())
    except DatabaseError:
        raise ImproperlyConfigured(
            "The keys could not be checked: the database does not answer, or has no tables yet (manage.py migrate)."
        ) from None
    wrong = [name for name, is_right in _held_against(proof).items() if not is_right]
    if wrong:
        raise ImproperlyConfigured(
            f"Not the keys of this database: {', '.join(wrong)}. Put back what it was made with or last rotated to; "
            "docs/operate.md says what to do when a key is lost."
        )


def _made() -> dict[str, Any]:
    made = KeyProof()
    made.data = WORD
    return {"id": made.id, "data_sealed": made.data_sealed, "index_hash": _index(), "audit_hash": _audit()}


def _held_against(proof: KeyProof) -> dict[str, bool]:
    """Each variable, and whether what it holds is right."""
    return {
        "PEERCHAT_DATA_KEYS": _opens(proof),
        "PEERCHAT_INDEX_KEY": bytes(proof.index_hash) == _index(),
        "PEERCHAT_AUDIT_KEY": bytes(proof.audit_hash) == _audit(),
    }


def _opens(proof: KeyProof) -> bool:
    try:
        return proof.data == WORD
    except Unreadable:
        return False


def _index() -> bytes:
    return _hash(settings.INDEX_KEY)


def _audit() -> bytes:
    return _hash(settings.AUDIT_KEY)


def _hash(key: bytes) -> bytes:
    return hmac.new(key, WORD, hashlib.sha256).digest()
