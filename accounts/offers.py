"""What the sign-up page proposes: a log-in name and a passphrase, carried by the page itself, sealed."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils.translation import get_language

from accounts import words
from accounts.vault import Unreadable, seal, unseal

GOOD_FOR: Final = timedelta(hours=2)
PURPOSE: Final = b"sign-up offer"


class OfferGone(Exception):
    """This is no offer of ours, or one of too long ago."""


@dataclass(frozen=True)
class Offer:
    """A log-in name that somebody gets by signing up, and a passphrase that they may take."""

    login_name: str
    passphrase: str
    made_at: datetime

    def token(self) -> str:
        """The offer as the form carries it: readable and changeable by the server only."""
        fields = [self.login_name, self.passphrase, self.made_at.timestamp()]
        return base64.urlsafe_b64encode(seal(json.dumps(fields).encode(), PURPOSE)).decode()


def new_offer(now: datetime) -> Offer:
    """A fresh offer, of words in the language that is active now."""
    language = get_language() or ""
    return Offer(words.login_name(language), words.passphrase(language), now)


def opened(token: str, now: datetime) -> Offer:
    """The offer that a form carried; raises OfferGone."""
    try:
        login_name, passphrase, made_at = json.loads(unseal(base64.urlsafe_b64decode(token), PURPOSE))
    except (Unreadable, binascii.Error, ValueError):
        raise OfferGone from None
    offer = Offer(login_name, passphrase, datetime.fromtimestamp(made_at, UTC))
    if now - offer.made_at > GOOD_FOR:
        raise OfferGone
    return offer
