"""What no text that somebody types may hold, and what is no passphrase."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from zxcvbn import zxcvbn

from accounts.models import Account
from accounts.queries import login_hash

KEPT = "\n\r\t"
FEWEST_GUESSES = 10**12
"""So many tries a passphrase must withstand of somebody who begins with what people choose."""
LOOKED_AT = 72
"""Characters: what begins with a long easy part is easy."""


def readable(text: str) -> None:
    """Raises ValidationError for control characters, and for a text in which nothing can be seen."""
    kinds = {unicodedata.category(character) for character in text if character not in KEPT}
    if "Cc" in kinds:
        raise ValidationError(
            gettext("Somewhere in this is a character that cannot be shown. Type it again."), code="control"
        )
    if text.strip() and not any(kind[0] in "LNPS" for kind in kinds):
        raise ValidationError(gettext("There is nothing to read in this. Type it again."), code="unseen")


class HardToGuess:
    """For AUTH_PASSWORD_VALIDATORS: refuses what was found in breaches, rows, repetitions, and names of one's own.

    The lists come with the package zxcvbn; nothing is asked of anybody (OWASP ASVS 5.0 6.2.4, NIST SP 800-63B).
    """

    def validate(self, password: str, user: Account | None = None) -> None:
        if user is not None and login_hash(password) == user.login_hash:
            raise ValidationError(
                gettext("This is your log-in name. A passphrase must be something else."), code="log_in_name"
            )
        found = zxcvbn(password[:LOOKED_AT], user_inputs=["peerchat", "praatgroep", "zelfhulpgroep"])
        if found["guesses"] < FEWEST_GUESSES:
            raise ValidationError(
                gettext(
                    "This is easy to guess: it is made of what is tried first. "
                    "Make a short sentence of words that others would not put together."
                ),
                code="easy",
            )
