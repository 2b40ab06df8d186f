"""Where somebody lives: street and number, and postcodes."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Final

from moderation.checks.finding import Finding
from moderation.checks.folding import Folded
from moderation.checks.language import Language, one_of, spaced

_NUMBER: Final = (
    r"(?P<number>\d{1,4}(?![\d%€])(?: ?(?:bis|ter|[a-h](?![a-z])))?"
    r"(?:[/-](?:\d{1,3}|[a-hivx]{1,3})(?![a-z\d]))?)"
)
_BOX: Final = r"(?P<box>,? ?(?:bus|bte|boite|apt|app|appartement|flat|unit)\.? ?(?:\d{1,4}[a-z]?|[a-h])(?![a-z\d]))?"
_TIED: Final = r"(?:\.? |,? ?(?:op |aan |met |au )?(?:nr|no|n°|nummer|numero|huisnummer)\.? ?|, ?)"
_DUTCH_POST: Final = re.compile(r"(?<![\da-z.,/-])[1-9]\d{3} ?(?P<letters>[a-z]{2})(?![a-z\d'])")
_FOUR_DIGITS: Final = re.compile(r"[1-9]\d{3}")
_FOUR: Final = re.compile(
    r"(?P<code>[1-9]\d{3,4})(?![\d%]|[.,]\d| ?€),? +"
    r"(?P<place>[a-z'-]{2,30})"
)
_COUNTRY: Final = re.compile(r"(?<![\d.,/€a-z-])(?:b|be|f|nl|l)- ?$")
_NO_CODE_AFTER: Final = frozenset("0123456789.,/€abcdefghijklmnopqrstuvwxyz-")
_PLACE_BEFORE: Final = re.compile(r"(?<![a-z'-])(?P<place>[a-z'-]{2,30}) ?[(,] ?$")
_CODE_ALONE: Final = re.compile(r"[1-9]\d{3}\)?(?!\d)")
_CODE_OF_HOME: Final = re.compile(r"(?P<code>[1-9]\d{3})(?![\d%]|[.,:/-]\d| ?[€$£])(?: (?P<next>[a-z'-]{1,30}))?")
_HOME_BEFORE: Final = 32
"""Folded letters in which “I live in” stands before a postcode."""
_BRITISH: Final = re.compile(r"(?<![a-z\d])[a-z]{1,2}\d[\da-z]? ?\d[abd-hjlnp-uw-z]{2}(?![a-z\d])")
_HOUSE_WORDS: Final = frozenset("nr no n nummer numero huisnummer op aan met au".split())
_AROUND: Final = 72
"""Letters round a word of an address in which all of it stands."""
_FEWEST_OF_STREET: Final = 8
"""Letters of a street that is told by one word behind its number."""
_MOST_WORDS: Final = 8
"""Words between a word of an address and its number."""
_MOST_NUMBERS: Final = 400
"""Figures of a text that are looked at as numbers of houses."""
_POST_AROUND: Final = 36
_MOST_CODES: Final = 64
_NOT_LETTERS: Final = frozenset("sa sd ss".split())


def places(folded: Folded, spoken: Language) -> Iterator[Finding]:
    """Addresses and postcodes in a text; places are those of the folded text."""
    if _may_have_number(folded, spoken):
        yield from _addresses(folded, spoken)
    if folded.digits >= 3:
        yield from _postcodes(folded, spoken)


def _may_have_number(folded: Folded, spoken: Language) -> bool:
    return bool(folded.digits) or not folded.words.isdisjoint(spoken.told)


def _addresses(folded: Folded, spoken: Language) -> Iterator[Finding]:
    plain, house = folded.plain, _house(spoken)
    numbers = folded.pieces.places_of(folded.pieces.figured | (folded.pieces.words & _told_numbers(spoken)))
    numbers = numbers[:_MOST_NUMBERS]
    for start, end in _streets(folded, numbers, spoken):
        found = house.match(plain, end)
        if found and not _counts_something(plain, found, spoken):
            yield Finding("address", _with_names(folded, start, spoken), found.end())
    for start, end in _behind_numbers(folded, spoken):
        yield Finding("address", start, end)
    yield from _with_types(folded, numbers, spoken)


def _with_types(folded: Folded, numbers: list[int], spoken: Language) -> Iterator[Finding]:
    """Streets that are told by a word of their own, where a number is near: rue de la Loi 16."""
    plain, (anywhere, fixed) = folded.plain, _fixed(spoken)
    near = [folded.pieces.at(place) for place in folded.pieces.places_of(anywhere) if _is_near(place, numbers)]
    for anchors, pattern in fixed if near else ():
        for start, end in folded.near((piece for piece in near if piece[0] in anchors), _AROUND, _AROUND):
            for found in pattern.finditer(plain, start, end):
                if _fits(found, folded, spoken) and not _counts_something(plain, found, spoken):
                    yield Finding("address", found.start("address"), found.end("address"))


def _is_near(place: int, numbers: list[int]) -> bool:
    at = bisect_left(numbers, place - _MOST_WORDS)
    return at < len(numbers) and numbers[at] <= place + _MOST_WORDS


@cache
def _told_numbers(spoken: Language) -> frozenset[str]:
    """Words that can be the number of a house, or announce it."""
    return _HOUSE_WORDS.union(word for word, value in spoken.values.items() if 1 < value < 200)


def _streets(folded: Folded, numbers: list[int], spoken: Language) -> Iterator[tuple[int, int]]:
    """Words that can be streets and behind which a number can stand."""
    ends, never = _street_ends(spoken), spoken.words("places", "not_streets")
    sure, lives = _sure_ends(spoken), not folded.words.isdisjoint(spoken.words("places", "lives"))
    pieces, said = folded.pieces, folded.pieces.said
    for place in numbers:
        if not place or not said[place - 1].endswith(ends) or not said[place - 1].isalpha():
            continue
        word, start, end = pieces.at(place - 1)
        first = _hyphened(folded.plain, start)
        if word in never:
            if word.endswith(sure) and _is_named(folded, place - 1, spoken):
                yield first, end
        elif word.endswith(sure) or folded.capital(first) or lives:
            yield first, end


def _is_named(folded: Folded, place: int, spoken: Language) -> bool:
    """Whether a word such as Gracht is the last of the name of a street: Oude Gracht."""
    before, start, end = folded.pieces.at(place - 1)
    if not place or folded.plain[end] != " " or folded.is_upper:
        return False
    if before in spoken.words("places", "leads_to"):
        return folded.capital(folded.pieces.at(place)[1])
    if not folded.capital(start):
        return False
    return (
        before in spoken.words("places", "before_streets")
        or folded.capital(folded.pieces.at(place)[1])
        or before == "ii"
    )


def _behind_numbers(folded: Folded, spoken: Language) -> Iterator[tuple[int, int]]:
    """Streets with the number before them: 12 Vrijheidstraat."""
    pieces, sure = folded.pieces, _sure_ends(spoken)
    said = [*pieces.said, ""]
    numbers = pieces.places_of({word for word in pieces.figured if word[0] in "123456789" and len(word) < 4})
    for place in numbers[:_MOST_NUMBERS]:
        if len(said[place + 1]) < _FEWEST_OF_STREET or not said[place + 1].endswith(sure):
            continue
        number, (_, start, end) = pieces.at(place), pieces.at(place + 1)
        if folded.capital(start) and folded.plain[number[2] : start] in (" ", ", "):
            yield number[1], end


def _hyphened(plain: str, start: int) -> int:
    """Where a word with hyphens or apostrophes begins."""
    while start and (plain[start - 1] in "'-" or plain[start - 1].isalpha()):
        start -= 1
    return start


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
def _sure_ends(spoken: Language) -> tuple[str, ...]:
    """Ends of which a street is known also in small letters."""
    return tuple(spoken.words("places", "sure_ends"))


@cache
def _house(spoken: Language) -> re.Pattern[str]:
    """The number of a house behind its street."""
    return re.compile(_TIED + _told(spoken) + _BOX)


def _told(spoken: Language) -> str:
    words = one_of(word for word, value in spoken.values.items() if 1 < value < 200)
    return rf"(?:{_NUMBER}|(?P<told>{words}(?![a-z])))"


@cache
def _fixed(spoken: Language) -> tuple[frozenset[str], tuple[tuple[frozenset[str], re.Pattern[str]], ...]]:
    """The forms of an address, each with words of which one must be there; before them all these words."""
    found = []
    for line in spoken.patterns("places", "addresses"):
        kind, anchors, source = line.split(" ", 2)
        source = spaced(source).replace("<number>", _NUMBER + _BOX).replace("<tied>", _TIED)
        source = source.replace("<type>", "(?:" + anchors + ")").replace("<told>", _told(spoken) + _BOX)
        prefix = "(?P<proper>)" if kind == "Proper" else ""
        found.append((frozenset(anchors.split("|")), re.compile(rf"(?<![a-z\d]){prefix}{source}(?![a-z\d])")))
    return frozenset().union(*(anchors for anchors, _ in found)), tuple(found)


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
    plain = folded.plain
    codes = {word for word in folded.pieces.figured if _FOUR_DIGITS.match(word)}
    for _, start, _ in folded.pieces.of(codes)[:_MOST_CODES]:
        yield from _of_four_digits(folded, start, spoken)
    for start, end in folded.around(spoken.words("places", "post_cues"), _POST_AROUND, _POST_AROUND):
        yield from (
            Finding("postcode_place", *found.span("code")) for found in _cued(spoken).finditer(plain, start, end)
        )
    if spoken.code == "en" and folded.digits:
        outward = {word for word in folded.pieces.figured if word[0].isalpha()}
        tried = (_BRITISH.match(plain, start) for _, start, _ in folded.pieces.of(outward)[:_MOST_CODES])
        yield from (_post(found) for found in tried if found and folded.capital(found.start()))


def _of_four_digits(folded: Folded, start: int, spoken: Language) -> Iterator[Finding]:
    """The postcode that begins here, with its place behind it or before it."""
    plain, towns = folded.plain, spoken.words("places", "towns")
    before = plain[start - 1 : start]
    dutch = _DUTCH_POST.match(plain, start)
    if dutch and _are_letters(dutch, folded, spoken):
        yield Finding("postcode_place", start, dutch.end() + _place_after(folded, dutch.end(), spoken))
    country = _COUNTRY.search(plain, max(start - 5, 0), start) if before in ("-", " ") else None
    code = _FOUR.match(plain, start) if country or before not in _NO_CODE_AFTER else None
    if code and _is_place(code, folded, spoken, abroad=bool(country)):
        yield Finding("postcode_place", country.start() if country else start, code.end())
    place = _PLACE_BEFORE.search(plain, max(start - _POST_AROUND, 0), start) if before in ("(", ",", " ") else None
    alone = _CODE_ALONE.match(plain, start) if place and place["place"] in towns else None
    if place and alone:
        yield Finding("postcode_place", place.start(), alone.end())
    lived = _CODE_OF_HOME.match(plain, start)
    if lived and _lives(spoken).search(plain, max(start - _HOME_BEFORE, 0), start) and _is_no_count(lived, spoken):
        yield Finding("postcode_place", *lived.span("code"))


@cache
def _lives(spoken: Language) -> re.Pattern[str]:
    """“Ik woon in”, right before a postcode."""
    lives, places = ("|".join(spoken.listed("places", name)) for name in ("home_before", "home_at"))
    return re.compile(rf"(?<![a-z'])(?:{lives})(?: [a-z']{{1,10}}){{0,2}}? (?:{places}) $")


def _is_no_count(found: re.Match[str], spoken: Language) -> bool:
    if 1900 <= int(found["code"]) <= 2039:
        return False
    return found["next"] not in spoken.words("places", "counted") | spoken.words("people", "months")


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


def _is_place(found: re.Match[str], folded: Folded, spoken: Language, *, abroad: bool) -> bool:
    place, code = found["place"], found["code"]
    if place in spoken.words("places", "towns"):
        return not _reads_as_year(code, folded.plain[max(found.start() - 12, 0) : found.start()], spoken)
    if place in spoken.words("places", "counted") or place in spoken.words("people", "months"):
        return False
    if abroad:
        return True
    proper = folded.capital(found.start("place")) and place not in spoken.words("places", "not_towns")
    return proper and len(code) == 4 and not 1900 <= int(code) <= 2039 and not folded.is_upper


def _reads_as_year(code: str, before: str, spoken: Language) -> bool:
    last = before.split()[-1:] or [""]
    return 1900 <= int(code) <= 2039 and last[0] in spoken.words("places", "before_years")


@cache
def _cued(spoken: Language) -> re.Pattern[str]:
    cues = "|".join(spoken.listed("places", "post_cues"))
    return re.compile(
        rf"(?<![a-z])(?:{cues})[a-z ]{{0,16}}[ :=]{{1,3}}(?P<code>[1-9]\d{{3,4}}(?: ?[a-z]{{2}}(?![a-z]))?)(?!\d)"
    )
