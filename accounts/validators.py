"""What no text that somebody types may hold."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

KEPT = "\n\r\t"


def readable(text: str) -> None:
    """Raises ValidationError for control characters, and for a text in which nothing can be seen."""
    kinds = {unicodedata.category(character) for character in text if character not in KEPT}
    if "Cc" in kinds:
        raise ValidationError(
            gettext("Somewhere in this is a character that cannot be shown. Type it again."), code="control"
        )
    if text.strip() and not any(kind[0] in "LNPS" for kind in kinds):
        raise ValidationError(gettext("There is nothing to read in this. Type it again."), code="unseen")
