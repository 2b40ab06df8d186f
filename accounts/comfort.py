"""How a person reads best, as pages and the talk need it; what is stored is never trusted as it is."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from accounts.models import Account

SPACINGS: Final = {"normal": _("normal"), "large": _("more room between lines and words")}
FACES: Final = {"normal": _("the usual letters"), "plain": _("plain letters that differ well")}
ARRIVALS: Final = {0: _("at once"), 2: _("after 2 seconds"), 5: _("after 5 seconds")}
"""Seconds for which a new line waits before it is shown."""
ANNOUNCEMENTS: Final = {
    1: _("at once"),
    5: _("together, at most every 5 seconds"),
    15: _("together, at most every 15 seconds"),
}
"""Seconds that lie at least between two announcements to a screen reader."""


@dataclass(frozen=True)
class Comfort:
    """One person's choices; each is a key of the table of its name."""

    spacing: str = "normal"
    face: str = "normal"
    arrival_seconds: int = 0
    announced_every_seconds: int = 5

    def stored(self) -> dict[str, Any]:
        """As `Account.comfort` keeps it."""
        return asdict(self)


CHOICES: Final[dict[str, dict[Any, Any]]] = {
    "spacing": SPACINGS,
    "face": FACES,
    "arrival_seconds": ARRIVALS,
    "announced_every_seconds": ANNOUNCEMENTS,
}
"""What each field of Comfort may be, with its words."""


def comfort_of(account: object) -> Comfort:
    """The choices of an account; the defaults for a visitor, and for each value that is none."""
    kept = account.comfort if isinstance(account, Account) and isinstance(account.comfort, dict) else {}
    return Comfort(**{name: value for name, value in kept.items() if _is_choice(name, value)})


def _is_choice(name: str, value: object) -> bool:
    # True == 1, and a list has no hash: the type is looked at first.
    return type(value) in (str, int) and value in CHOICES.get(name, {})
