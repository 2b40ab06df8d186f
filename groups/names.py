"""Pseudonyms: how a name is kept, when two names are the same, and which names are refused.

Kept and compared as RFC 8266 (PRECIS Nickname) says; look-alikes are found with the skeletons of Unicode UTS #39.
"""

import random
import secrets
from collections.abc import Callable, Collection
from itertools import islice
from typing import Final

import regex
from django.utils.translation import gettext_lazy as _
from precis_i18n import get_profile
from precis_i18n.profile import Profile

from groups.name_contacts import leads_elsewhere
from groups.name_letters import mixes_scripts, unreadable
from groups.name_roles import looks_like_a_role
from groups.name_skeletons import skeleton
from groups.name_words import CALM_WORDS

SHORTEST: Final = 2
LONGEST: Final = 24
"""Characters as a reader sees them (grapheme clusters of UAX #29)."""
LONGEST_KEPT: Final = 48
"""Code points of a name with marks upon its letters: what the column holds."""
LONGEST_TYPED: Final = 200
"""Code points that are looked at; more is refused before any work is done."""

LENGTH: Final = "length"
CHARACTERS: Final = "characters"
MIXED_SCRIPT: Final = "mixed-script"
DIGITS: Final = "digits"
RESERVED: Final = "reserved"
CONTACT: Final = "contact"
TAKEN: Final = "taken"

_SENTENCES: Final = {
    LENGTH: _("A name has 2 to 24 characters."),
    CHARACTERS: _("Use letters that everybody can read: no emoji, no symbols, nothing invisible."),
    MIXED_SCRIPT: _("Use the letters of one alphabet."),
    DIGITS: _("A name needs letters too, not only digits."),
    RESERVED: _("This name looks like that of someone with a task here. Choose another one."),
    TAKEN: _("Somebody here has this name, or one that looks like it. Choose another."),
    CONTACT: _("This looks like a phone number, an address or an account elsewhere. Choose a name that leads nowhere."),
}


class NameRefused(ValueError):
    """A name that cannot be taken in any group; `reason` is one of the constants of this module."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refusal_sentence(reason: str) -> str:
    """The sentence for a reason, in the language that is active now."""
    return str(_SENTENCES[reason])


def check(text: str) -> str:
    """The name as it is kept and shown; raises NameRefused. Whether it is free in a group is not looked at here."""
    if len(text) > LONGEST_TYPED:
        raise NameRefused(LENGTH)
    name = prepared(text)
    for reason, refuses in _RULES:
        if refuses(name):
            raise NameRefused(reason)
    return name


def check_beside(text: str, others: Collection[str]) -> str:
    """As `check`, in a group where these names are in use; raises NameRefused with `taken` too."""
    name = check(text)
    if skeleton(name) in map(skeleton, others):
        raise NameRefused(TAKEN)
    return name


def prepared(text: str) -> str:
    """The form that is kept and shown (RFC 8266, 2.3): NFKC, spaces trimmed and collapsed, case as typed.

    Raises NameRefused: `length` when nothing is left, `characters` for what PRECIS does not allow (control, invisible,
    private and unassigned characters).
    """
    return _enforced(_SHOWN, text)


def comparable(text: str) -> str:
    """The form in which names are equal or not (RFC 8266, 2.4): as prepared, case-folded; raises as `prepared`."""
    return _enforced(_COMPARED, text)


def suggestions(
    count: int = 3, *, language: str = "nl", taken: Callable[[str], bool], choose: random.Random | None = None
) -> list[str]:
    """Up to `count` free names of two calm words that have no word in common; `taken` tells which are not free."""
    choose, words = choose or secrets.SystemRandom(), CALM_WORDS.get(language, CALM_WORDS["nl"])
    adjectives = choose.sample(words.adjectives, len(words.adjectives))
    nouns = choose.sample(words.nouns, len(words.adjectives))
    pairs = zip(adjectives, nouns, strict=True)
    names = (words.pattern.format(adjective=adjective, noun=noun) for adjective, noun in pairs)
    return list(islice((name for name in names if not taken(name)), count))


_SHOWN: Final = get_profile("NicknameCasePreserved")
_COMPARED: Final = get_profile("NicknameCaseMapped:CaseFold")


def _enforced(profile: Profile, text: str) -> str:
    try:
        return profile.enforce(text)
    except UnicodeEncodeError as error:
        raise NameRefused(LENGTH if error.reason.endswith("/empty") else CHARACTERS) from None


def _too_short_or_long(name: str) -> bool:
    seen = len(regex.findall(r"\X", name))
    return not SHORTEST <= seen <= LONGEST or len(name) > LONGEST_KEPT


def _only_digits(name: str) -> bool:
    return not any(char.isalpha() for char in name)


_RULES: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    (LENGTH, _too_short_or_long),
    (CONTACT, leads_elsewhere),
    (CHARACTERS, unreadable),
    (MIXED_SCRIPT, mixes_scripts),
    (DIGITS, _only_digits),
    (RESERVED, looks_like_a_role),
)
