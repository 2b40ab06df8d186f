"""How often accounts are made: one a minute from one address, and with a proof of patience when very many come.

All of it is counted in the memory of the process (docs/decisions/0006-rate-limits-in-memory.md). The proof is a small
sum that the browser does by itself (hashcash on SHA-256): nothing for a person, much for a machine that wants
thousands of accounts. Who has no JavaScript waits for a minute instead.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.cache import cache

MANY: Final = 20
"""Sign-ups on the whole site …"""
WITHIN: Final = timedelta(minutes=5)
"""… in so short a time are a flood."""
BITS: Final = 16
"""With which a sum must begin that are all zero: some 65,000 tries, a second or three on a slow phone."""
WAIT: Final = timedelta(seconds=60)
GOOD_FOR: Final = timedelta(minutes=15)
PROOF_CHARACTERS: Final = 20

_SIGN_UPS: Final = "sign-ups"
_signer: Final = signing.TimestampSigner(salt="proof of patience")


def note_sign_up(now: datetime) -> None:
    """One more account was made."""
    cache.set(_SIGN_UPS, [*_recent(now), now], WITHIN.total_seconds())


def is_flooded(now: datetime) -> bool:
    """Whether so many accounts were made a moment ago that the next ones need patience."""
    return bool(settings.SIGN_UP_RATE) and len(_recent(now)) >= MANY


def new_ticket() -> str:
    """A signed riddle for one sign-up."""
    return _signer.sign(secrets.token_urlsafe(16))


def is_good(ticket: str) -> bool:
    """Whether this is a ticket of ours that can still be used."""
    return _is_ours(ticket, GOOD_FOR) and cache.get(_spent(ticket)) is None


def is_patient(ticket: str, proof: str) -> bool:
    """Whether it was waited for, or worked for."""
    return is_good(ticket) and (_solves(ticket, proof) or not _is_ours(ticket, WAIT))


def spend(ticket: str) -> bool:
    """Uses a ticket up; whether it was there to be used, since of two at once one comes through."""
    return cache.add(_spent(ticket), True, GOOD_FOR.total_seconds())


def _recent(now: datetime) -> list[datetime]:
    return [at for at in cache.get(_SIGN_UPS, []) if at > now - WITHIN][-MANY:]


def _spent(ticket: str) -> str:
    return f"ticket:{hashlib.sha256(ticket.encode()).hexdigest()}"


def _is_ours(ticket: str, within: timedelta) -> bool:
    try:
        _signer.unsign(ticket, max_age=within)
    except signing.BadSignature:  # also for what is too old
        return False
    return True


def _solves(ticket: str, proof: str) -> bool:
    if not proof or len(proof) > PROOF_CHARACTERS:
        return False
    found = hashlib.sha256(f"{ticket}:{proof}".encode()).digest()
    return int.from_bytes(found[:4], "big") >> (32 - BITS) == 0
