"""Pseudonyms: how a name is kept, when two names are the same, and which names are refused.

Kept and compared as RFC 8266 (PRECIS Nickname) says; look-alikes are found with the skeletons of Unicode UTS #39.
"""

import json
import random
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Final

import regex
from django.utils.translation import gettext_lazy as _
from precis_i18n import get_profile
from precis_i18n.profile import Profile

from groups.name_words import CALM_WORDS, INNOCENT, RESERVED_PARTS, RESERVED_WORDS

SHORTEST: Final = 2
LONGEST: Final = 24
LONGEST_TYPED: Final = 200
"""Code points that are looked at; more is refused before any work is done."""

LENGTH: Final = "length"
CHARACTERS: Final = "characters"
MIXED_SCRIPT: Final = "mixed-script"
DIGITS: Final = "digits"
RESERVED: Final = "reserved"
CONTACT: Final = "contact"

_SENTENCES: Final = {
    LENGTH: _("A name has 2 to 24 characters."),
    CHARACTERS: _("Use letters that everybody can read: no emoji, no symbols, nothing invisible."),
    MIXED_SCRIPT: _("Use the letters of one alphabet."),
    DIGITS: _("A name needs letters too, not only digits."),
    RESERVED: _("This name looks like that of someone with a task here. Choose another one."),
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


def prepared(text: str) -> str:
    """The form that is kept and shown (RFC 8266, 2.3): NFKC, spaces trimmed and collapsed, case as typed.

    Raises NameRefused: `length` when nothing is left, `characters` for what PRECIS does not allow (control, invisible,
    private and unassigned characters).
    """
    return _enforced(_SHOWN, text)


def comparable(text: str) -> str:
    """The form in which names are equal or not (RFC 8266, 2.4): as prepared, case-folded; raises as `prepared`."""
    return _enforced(_COMPARED, text)


def skeleton(text: str) -> str:
    """What two names share when a reader could take one for the other (UTS #39, 4, on the case-folded form).

    Beyond the standard: accents, spaces and punctuation make no difference, and 1, l and i are one letter. The result
    is for comparing only, never to be shown. Any text has one; `skeleton(skeleton(x)) == skeleton(x)`.
    """
    found, before = _without_looks(text), text
    while found != before:
        found, before = _without_looks(found), found
    return found


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


_ACCENTS: Final = regex.compile(r"\p{Script=Inherited}+")


def _without_looks(text: str) -> str:
    """One round: letters and digits only, each as its prototype."""
    found = "".join(map(_prototype, _plain(text)))
    return "".join(char for char in found if unicodedata.category(char)[0] in "LMN")


def _plain(text: str) -> str:
    """Case-folded and taken apart (NFKD), without what is put over or under any letter."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return str(_ACCENTS.sub("", unicodedata.normalize("NFKD", folded.casefold())))


@lru_cache(maxsize=8192)
def _prototype(char: str) -> str:
    """What stands for a case-folded character; plain Latin as soon as its small or capital form looks like that."""
    if char == "i":
        return "l"
    looks = [_plain(look) for look in _looks(char)]
    return next((look for look in looks if look and look.isascii()), looks[0])


_SMALL_CAPITAL: Final = regex.compile("LATIN LETTER SMALL CAPITAL ([A-Z])")


def _looks(char: str) -> Iterator[str]:
    yield _prototypes().get(char, char)
    if not char.isascii():
        yield _prototypes().get(char.upper(), char.upper())
        if small_capital := _SMALL_CAPITAL.fullmatch(unicodedata.name(char, "")):
            yield small_capital[1]


@cache
def _prototypes() -> dict[str, str]:
    """The look-alikes of UTS #39 (confusables.txt), each with its prototype.

    The package keeps the pairs without their direction. Every group of them is a star: the prototype stands in the
    middle, or is the only member of several characters. Of a single pair either may stand for both.
    """
    packed = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    pairs = {_bare(char): [_bare(other["c"]) for other in others] for char, others in packed.items()}
    middles = {char: _middle(char, others[0], pairs) for char, others in pairs.items() if len(others) == 1}
    # Case folding makes two letters of ß, which then stands for nothing that looks like it.
    return {char: middle for char, middle in middles.items() if middle != "ß"}


def _bare(text: str) -> str:
    # Pairs that are written from right to left stand between marks of direction in the published file.
    return text.strip("\u200e")


def _middle(char: str, other: str, pairs: dict[str, list[str]]) -> str:
    if len(other) > 1 or len(pairs[other]) > 1:
        return other
    return char if len(char) > 1 else min(char, other)


def _too_short_or_long(name: str) -> bool:
    return not SHORTEST <= len(name) <= LONGEST


_DIGITS_OF_A_PHONE: Final = 7
_ELSEWHERE: Final = regex.compile(
    r"""
      @ | :// | /\p{L} .* \d | \bwww\b | \#\d{3} | \w_\w
    | [\p{L}\p{N}]{2} \. (?:[a-z]{2}|app|chat|com|gent|info|live|net|online|org|social|vlaanderen) (?![\p{L}\p{N}])
    | \. \p{L}{2,} /
    | \b (?:apen?staart\w*|arobase?|at) \b .* \b (?:be|com|dot|eu|nl|org|point|punt) \b
    | \b (?:discord|facebook|gmail|hotmail|instagram|outlook|skype|snapchat|telegram|tiktok|whatsapp) \b
    | \b (?:fb|gsm|ig|insta|mail|snap|tel|wa) \s* [:=]
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def _leads_elsewhere(name: str) -> bool:
    """Whether it has the shape of a phone number, an e-mail address, a link or an account on another service."""
    return len(regex.findall(r"\p{Nd}", name)) >= _DIGITS_OF_A_PHONE or bool(_ELSEWHERE.search(name))


# The scripts in use today (UAX #31, table 5), and two that are written at home here: Syriac and Tifinagh. Han goes
# with what it is written with (UTS #39, 5.1).
_WRITINGS: Final = tuple(
    regex.compile(
        "[" + "".join(rf"\p{{Script_Extensions={script}}}" for script in (*scripts.split("+"), "Zyyy", "Zinh")) + "]+"
    )
    for scripts in (
        "Latn Arab Cyrl Grek Hebr Armn Geor Deva Beng Ethi Gujr Guru Khmr Knda Laoo Mlym Mymr Orya Sinh Taml Telu Thaa "
        "Thai Tibt Syrc Tfng Hani+Hira+Kana Hani+Hang Hani+Bopo"
    ).split()
)

# A mark without a letter below it, one that strikes through or encloses it, and heaps of marks that reach into other
# lines (UTS #39, 5.4).
_LOOSE_MARKS: Final = regex.compile(
    r"(?:^|[^\p{L}\p{M}\p{N}])\p{M}|[\p{Me}\u0334-\u0338]|\p{Mn}{4}|\p{Script=Inherited}{3}"
)
_READABLE: Final = regex.compile(r"[\p{L}\p{N}]")
_SYMBOL: Final = regex.compile(r"\p{S}")


def _unreadable(name: str) -> bool:
    loose = _SYMBOL.search(name) or _LOOSE_MARKS.search(name)
    return bool(loose) or not (_READABLE.search(name) and skeleton(name)) or not all(map(_has_a_writing, name))


@lru_cache(maxsize=8192)
def _has_a_writing(char: str) -> bool:
    return any(writing.fullmatch(char) for writing in _WRITINGS)


def _mixes_scripts(name: str) -> bool:
    return not any(writing.fullmatch(name) for writing in _WRITINGS)


def _only_digits(name: str) -> bool:
    return not any(char.isalpha() for char in name)


_WORD_ENDS: Final = regex.compile(r"[^\p{L}\p{M}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})")
_READ_AS_LETTERS: Final = str.maketrans("345679!", "easgtgi")


def _looks_like_a_role(name: str) -> bool:
    return any(map(_is_reserved, {name, name.translate(_READ_AS_LETTERS)}))


def _is_reserved(name: str) -> bool:
    whole = skeleton(name)
    parts, words = _reserved()
    return any(part in whole for part in parts) or not words.isdisjoint(_word_skeletons(name))


def _word_skeletons(name: str) -> Iterator[str]:
    for word in (name, *_WORD_ENDS.split(name)):
        if _plain(word) not in INNOCENT:
            yield skeleton(word)
            yield skeleton(word.strip("0123456789"))


@cache
def _reserved() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(map(skeleton, RESERVED_PARTS)), frozenset(map(skeleton, RESERVED_WORDS))


_RULES: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    (LENGTH, _too_short_or_long),
    (CONTACT, _leads_elsewhere),
    (CHARACTERS, _unreadable),
    (MIXED_SCRIPT, _mixes_scripts),
    (DIGITS, _only_digits),
    (RESERVED, _looks_like_a_role),
)
