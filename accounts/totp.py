"""Codes of the time (TOTP, RFC 6238): six digits, a new one every 30 seconds, as every app knows them."""

import base64
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

import qrcode
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from qrcode.image.svg import SvgPathImage

SECRET_BYTES: Final = 20
DIGITS: Final = 6
STEP: Final = 30
"""Seconds."""
SPREAD: Final = (0, -1, 1)
"""Steps that a clock may be off (5.2 advises one)."""
BLOCK: Final = 4


def new_secret() -> str:
    """160 random bits in base32, which is 32 characters."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The number of the step to which this code of `secret` belongs; None when it is none of now."""
    digits = "".join(code.split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    step = int(now.timestamp()) // STEP
    return next((step + off for off in SPREAD if _fits(secret, digits, step + off)), None)


def code_at(secret: str, now: datetime) -> str:
    """What an app shows at this moment."""
    return _totp(secret).generate(int(now.timestamp())).decode()


def in_blocks(secret: str) -> str:
    """The secret as somebody types it over."""
    return " ".join(secret[start : start + BLOCK] for start in range(0, len(secret), BLOCK))


def picture(secret: str) -> str:
    """The secret as a QR code: SVG that needs neither style nor script."""
    image = qrcode.make(_address(secret), image_factory=SvgPathImage, border=2)
    return str(image.to_string(encoding="unicode"))


def _address(secret: str) -> str:
    """What apps read (the otpauth scheme). They show the name of the site, and nobody's."""
    site = quote(settings.PASSKEY_SITE)
    return f"otpauth://totp/{site}?" + urlencode({"secret": secret, "issuer": settings.PASSKEY_SITE})


def _fits(secret: str, digits: str, step: int) -> bool:
    try:
        _totp(secret).verify(digits.encode(), step * STEP)
    except InvalidToken:
        return False
    return True


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)  # noqa: S303 - what apps know; RFC 6238, 1.2
