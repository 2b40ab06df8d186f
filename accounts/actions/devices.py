"""The browsers in which an account is signed in."""

from accounts.models import Session

DEVICE_WORD_CHARACTERS = 40


def name_device(*, session: Session, word: str) -> None:
    """Keeps, sealed, the word by which the member knows this browser."""
    session.device_word = word
    session.save(update_fields=["device_word_sealed"])
