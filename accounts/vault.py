"""Secrets: encryption at rest, keyed hashes for look-up, random ids.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. A sealed value is
4 bytes of key id, 12 of nonce, then ciphertext and tag; its associated data is
the random id of the row that holds it, so that a value cannot be moved.
"""

import base64
import hashlib
import hmac
import os
import secrets
import uuid
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES, KEY_ID_BYTES, NONCE_BYTES = 32, 4, 12
PUBLIC_ID_BYTES = 16


class Unreadable(Exception):
    """A sealed value that no known key opens, or that was changed or moved."""


def seal(data: bytes, aad: bytes) -> bytes:
    """`data` encrypted under the data key in use."""
    return seal_with(settings.DATA_KEYS[0], data, aad)


def unseal(sealed: bytes, aad: bytes) -> bytes:
    """What `seal` was given, by whichever data key it was sealed under; raises Unreadable."""
    for key in settings.DATA_KEYS:
        if key_id(key) == bytes(sealed[:KEY_ID_BYTES]):
            return unseal_with(key, sealed, aad)
    raise Unreadable("no data key with this id")


def seal_with(key: bytes, data: bytes, aad: bytes) -> bytes:
    """`data` encrypted under `key` (32 bytes)."""
    nonce = os.urandom(NONCE_BYTES)
    return key_id(key) + nonce + AESGCM(key).encrypt(nonce, data, aad)


def unseal_with(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The reverse of `seal_with`; raises Unreadable."""
    sealed = bytes(sealed)
    nonce, rest = sealed[KEY_ID_BYTES : KEY_ID_BYTES + NONCE_BYTES], sealed[KEY_ID_BYTES + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, rest, aad)
    except InvalidTag:
        raise Unreadable("wrong key, or changed") from None


def key_id(key: bytes) -> bytes:
    """Tells keys apart without telling them."""
    return hashlib.sha256(b"key id:" + key).digest()[:KEY_ID_BYTES]


def keyed_hash(purpose: str, text: str) -> bytes:
    """HMAC-SHA-256 under the index key: finds a row by a word that must not be stored."""
    return hmac.new(settings.INDEX_KEY, f"{purpose}:{text}".encode(), hashlib.sha256).digest()


def token_digest(token: str) -> bytes:
    """SHA-256 of a token that is itself random (≥ 128 bits), so that it needs no key."""
    return hashlib.sha256(token.encode()).digest()


def public_id(prefix: str) -> str:
    """A random id that others may see, such as r_… : 128 bits in base64url."""
    return f"{prefix}_{base64.urlsafe_b64encode(secrets.token_bytes(PUBLIC_ID_BYTES)).rstrip(b'=').decode()}"


def row_aad(row_id: uuid.UUID) -> bytes:
    """The associated data of every ciphertext in a row: the row's own random id."""
    return row_id.bytes


class Sealed:
    """A value that is stored sealed under a data key, in the binary column `column` of the same row; empty is NULL.

    Whatever a row holds sealed is declared by one of the two kinds: by them `rotate_keys` finds the columns.
    """

    def __init__(self, column: str) -> None:
        self.column = column

    def opened(self, row: Any) -> bytes:
        """What stands there; raises Unreadable."""
        sealed = getattr(row, self.column)
        return unseal(sealed, row_aad(row.pk)) if sealed else b""

    def put(self, row: Any, data: bytes) -> None:
        """Seals `data` into the column."""
        setattr(row, self.column, seal(data, row_aad(row.pk)) if data else None)


class SealedText(Sealed):
    """A text."""

    def __get__(self, row: Any, owner: type | None = None) -> str:
        return self.opened(row).decode()

    def __set__(self, row: Any, text: str) -> None:
        self.put(row, text.encode())


class SealedBytes(Sealed):
    """Bytes, such as a key."""

    def __get__(self, row: Any, owner: type | None = None) -> bytes:
        return self.opened(row)

    def __set__(self, row: Any, data: bytes) -> None:
        self.put(row, data)
