"""What an account prefers. It is nobody else's business, so no audit tells of it."""

from accounts.comfort import Comfort
from accounts.models import Account


def put_comfort(*, account: Account, comfort: Comfort) -> None:
    """Keeps how somebody reads best."""
    account.comfort = comfort.stored()
    account.save(update_fields=["comfort"])


def put_language(*, account: Account, language: str, country: str | None = None) -> None:
    """Keeps the language, and the country whose help lines come first (None: as it was, empty: not chosen)."""
    account.language = language
    if country is not None:
        account.country = country
    account.save(update_fields=["language", "country"])


def put_silence(*, account: Account, silent: bool) -> None:
    """Keeps whether browsers shall keep nothing that tells."""
    account.silent = silent
    account.save(update_fields=["silent"])
