"""The code with which somebody without an account reads what became of a report, carried by the form itself, sealed.

The form that is sent twice carries the same code, so that it is one report.
"""

import base64
import binascii
from typing import Final

from accounts.vault import Unreadable, seal, token_digest, unseal
from accounts.words import normalised_recovery_code, recovery_code

PURPOSE: Final = b"notice receipt"


class ReceiptGone(Exception):
    """What the form carried is no receipt of ours."""


def sealed_receipt() -> str:
    """A new code, as the form carries it."""
    return base64.urlsafe_b64encode(seal(recovery_code().encode(), PURPOSE)).decode()


def opened(sealed: str) -> str:
    """The code that a form carried; raises ReceiptGone."""
    try:
        return unseal(base64.urlsafe_b64decode(sealed), PURPOSE).decode()
    except (Unreadable, binascii.Error, ValueError):
        raise ReceiptGone from None


def receipt_hash(code: str) -> bytes:
    """What finds a report by its code, however that was typed."""
    return token_digest(normalised_recovery_code(code))
