"""Where somebody lives: street and number, and postcodes."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from moderation.checks.finding import Finding
from moderation.checks.folding import Folded
from moderation.checks.language import Language, spaced

_NUMBER: Final = (
    r"(?P<number>\d{1,4}(?![\d%€])(?: ?(?:bis|ter|[a-h](?![a-z])))?"
    r"(?:[/-](?:\d{1,3}|[a-hivx]{1,3})(?![a-z\d]))?)"
)
_BOX: Final = r"(?P<box>,? ?(?:bus|bte|boite|apt|app|appartement|flat|unit)\.? ?(?:\d{1,4}[a-z]?|[a-h])(?![a-z\d]))?"
_TIED: Final = r"(?:\.? |,? ?(?:nr|no|n°|nummer|numero|huisnummer)\.? ?|, ?)"
_DUTCH_POST: Final = re.compile(r"(?<![\da-z.,/-])[1-9]\d{3} ?(?P<letters>[a-z]{2})(?![a-z\d'])")
_FOUR_DIGITS: Final = re.compile(r"[1-9]\d{3}")
_FOUR: Final = re.compile(
    r"(?<![\d.,/€a-z-])(?P<country>(?:b|be|f|nl|l)- ?)?(?P<code>[1-9]\d{3,4})(?![\d%]|[.,]\d| ?€),? +"
    r"(?P<place>[a-z'-]{2,30})"
)
_PLACE_FIRST: Final = re.compile(r"(?<![a-z'-])(?P<place>[a-z'-]{2,30}) ?[(,] ?[1-9]\d{3}\)?(?!\d)")
_BRITISH: Final = re.compile(r"(?<![a-z\d])[a-z]{1,2}\d[\da-z]? ?\d[abd-hjlnp-uw-z]{2}(?![a-z\d])")
_STREET: Final = re.compile(r"(?<![a-z'-])[a-z][a-z'-]{3,40}(?![a-z'-])")
_NOT_LETTERS: Final = frozenset("sa sd ss".split())


def places(folded: Folded, spoken: Language) -> Iterator[Finding]:
    """Addresses and postcodes in a text; places are those of the folded text."""
    plain = folded.plain
    if _may_have_number(plain, spoken):
        yield from _addresses(folded, spoken)
    if _FOUR_DIGITS.search(plain) or spoken.code == "en":
        yield from _postcodes(folded, spoken)


def _may_have_number(plain: str, spoken: Language) -> bool:
    return any(sign.isdecimal() for sign in plain) or any(word in spoken.values for word in plain.split())


def _addresses(folded: Folded, spoken: Language) -> Iterator[Finding]:
    plain, ends, never = folded.plain, _street_ends(spoken), spoken.words("places", "not_streets")
    for street in _STREET.finditer(plain):
        if street[0].endswith(ends) and street[0] not in never:
            found = _house(spoken).match(plain, street.end())
            if found and not _counts_something(plain, found, spoken):
                yield Finding("address", _with_names(folded, street.start(), spoken), found.end())
    for anchors, pattern in _fixed(spoken):
        for found in pattern.finditer(plain) if any(anchor in plain for anchor in anchors) else ():
            if _fits(found, folded, spoken) and not _counts_something(plain, found, spoken):
                yield Finding("address", found.start("address"), found.end("address"))


def _counts_something(plain: str, found: re.Match[str], spoken: Language) -> bool:
    """Whether the number counts something: 20 minuten, 3 keer."""
    if found["box"]:
        return False
    after = re.match(r"[\s-]*([a-z]+|[€%°:.][\d ]?)", plain[found.end("number") : found.end("number") + 24])
    if not after:
        return False
    word = after[1]
    return word[0] in "€%°" or (word[0] in ":." and word[1:].isdecimal()) or word in spoken.words("places", "counted")


def _with_names(folded: Folded, start: int, spoken: Language) -> int:
    """Where a street of several words begins: Oude Gentweg, Lange Nieuwstraat, Van Eyckstraat."""
    plain = folded.plain
    for _ in range(3):
        before = re.search(r"([a-z'.-]+) $", plain[max(start - 24, 0) : start])
        if not before or (
            not folded.capital(start - len(before[0])) and before[1] not in spoken.words("places", "before_streets")
        ):
            break
        start -= len(before[0])
    return start


@cache
def _street_ends(spoken: Language) -> tuple[str, ...]:
    return tuple(spoken.words("places", "street_ends"))


@cache
def _house(spoken: Language) -> re.Pattern[str]:
    """The number of a house behind its street."""
    return re.compile(_TIED + _told(spoken) + _BOX)


def _told(spoken: Language) -> str:
    words = "|".join(sorted((word for word, value in spoken.values.items() if 1 < value < 200), key=len, reverse=True))
    return rf"(?:{_NUMBER}|(?P<told>(?:{words})(?![a-z])))" if words else _NUMBER


@cache
def _fixed(spoken: Language) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """The forms of an address, each with words of which one must be there before it is worth a look."""
    found = []
    for line in spoken.patterns("places", "addresses"):
        kind, anchors, source = line.split(" ", 2)
        source = spaced(source).replace("<number>", _NUMBER + _BOX).replace("<tied>", _TIED)
        source = source.replace("<type>", "(?:" + anchors + ")").replace("<told>", _told(spoken) + _BOX)
        prefix = "(?P<proper>)" if kind == "Proper" else ""
        found.append((tuple(anchors.split("|")), re.compile(rf"(?<![a-z\d]){prefix}{source}(?![a-z\d])")))
    return tuple(found)


def _fits(found: re.Match[str], folded: Folded, spoken: Language) -> bool:
    """Whether the name is one: with a capital where the pattern asks for it, and without words of talk."""
    words, at = found["name"].split(" "), found.start("name")
    for word in words:
        if word in spoken.words("places", "not_in_names") and not folded.capital(at):
            return False
        at += len(word) + 1
    last = found.end("name") - len(words[-1])
    first = found.start("name")
    return "proper" not in found.groupdict() or folded.capital(first) or folded.capital(last)


def _postcodes(folded: Folded, spoken: Language) -> Iterator[Finding]:
    plain, towns = folded.plain, spoken.words("places", "towns")
    for found in _DUTCH_POST.finditer(plain):
        if _are_letters(found, folded, spoken):
            yield Finding("postcode_place", found.start(), found.end() + _place_after(folded, found.end(), spoken))
    yield from (_post(found) for found in _FOUR.finditer(plain) if _is_place(found, folded, spoken))
    yield from (_post(found) for found in _PLACE_FIRST.finditer(plain) if found["place"] in towns)
    yield from (Finding("postcode_place", *found.span("code")) for found in _cued(spoken).finditer(plain))
    if spoken.code == "en":
        yield from (_post(found) for found in _BRITISH.finditer(plain) if folded.capital(found.start()))


def _post(found: re.Match[str]) -> Finding:
    return Finding("postcode_place", *found.span())


def _are_letters(found: re.Match[str], folded: Folded, spoken: Language) -> bool:
    letters, tied = found["letters"], found.start("letters") == found.start() + 4
    if letters in _NOT_LETTERS:
        return False
    if folded.capital(found.start("letters")) and folded.capital(found.end("letters") - 1):
        return True
    if letters in spoken.words("places", "not_post_letters"):
        return False
    return tied or bool(_place_after(folded, found.end(), spoken))


def _place_after(folded: Folded, end: int, spoken: Language) -> int:
    """How long the name of a place is that follows."""
    found = re.match(r",? ([a-z'-]{2,30})", folded.plain[end : end + 34])
    if found and (found[1] in spoken.words("places", "towns") or folded.capital(end + found.start(1))):
        return found.end()
    return 0


def _is_place(found: re.Match[str], folded: Folded, spoken: Language) -> bool:
    place, code = found["place"], found["code"]
    if place in spoken.words("places", "towns"):
        return not _reads_as_year(code, folded.plain[max(found.start() - 12, 0) : found.start()], spoken)
    if place in spoken.words("places", "counted") or place in spoken.words("people", "months"):
        return False
    if found["country"]:
        return True
    proper = folded.capital(found.start("place")) and place not in spoken.words("places", "not_towns")
    return proper and len(code) == 4 and not 1900 <= int(code) <= 2039 and not folded.text.isupper()


def _reads_as_year(code: str, before: str, spoken: Language) -> bool:
    last = before.split()[-1:] or [""]
    return 1900 <= int(code) <= 2039 and last[0] in spoken.words("places", "before_years")


@cache
def _cued(spoken: Language) -> re.Pattern[str]:
    cues = "|".join(spoken.listed("places", "post_cues"))
    return re.compile(
        rf"(?<![a-z])(?:{cues})[a-z ]{{0,16}}[ :=]{{1,3}}(?P<code>[1-9]\d{{3,4}}(?: ?[a-z]{{2}}(?![a-z]))?)(?!\d)"
    )
