"""Names on other services: insta: jan.p1980, zoek me op onder vlinder_82."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

from moderation.checks.finding import Finding
from moderation.checks.folding import Folded, Pieces
from moderation.checks.language import Language, one_of, spaced
from moderation.checks.spelling import Unspelled

_ANY_NAME: Final = r"(?:u/|live:)?[a-z0-9_](?:[a-z0-9_.#-]{0,38}[a-z0-9_#])?"
_BEFORE_NAME: Final = 48
_AFTER_NAME: Final = 72
"""Letters round a cue in which a name on another service is looked for."""
_CLAUSE_ENDS: Final = re.compile(
    r"\s*(?:$|[.,;:!?()\n*-]|(?:en|dus|maar|als|of|et|mais|si|and|but|if|so|add|voeg|stuur|volg|zoek|op|sur|on)(?![a-z]))"
)
"""What may follow on a name of letters alone, that a sentence would go through."""
_JOINED: Final = re.compile(r"(?<![a-z0-9_@./-])[a-z0-9.]{2,30}_(?:[a-z0-9_.]{0,30}[a-z0-9_])(?![@a-z0-9])")
"""Words with a line between them, as nobody writes but in a name on another service."""
_LINE: Final = re.compile(r"_(?<=[a-z0-9.].)")
_COINED: Final = re.compile(
    r"(?<![a-z0-9_@./'-])(?:[a-z][a-z._]{2,24}\d{2,6}|[a-z]{2,20}\.[a-z.]{2,20}\d{0,4})(?![a-z0-9_@/'-])(?!\.[a-z])"
)
_NEAR: Final = 40
"""Letters round the name of another service in which a word with figures or dots is a name there."""
_HASHED: Final = re.compile(r"(?<![a-z0-9])([a-z0-9][a-z0-9_.]{1,31}#\d{4})(?!\d)")
_MOST: Final = 64
"""Different places at which a name is looked for."""
_SAID_BEFORE: Final = 12
_SAID: Final = 32
"""Letters before and after by which it is known whether the same was said before."""
_BEHIND: Final = "@?<name> "
_FIRST_GROUP: Final = re.compile(r"\(\?:([^()]+)\)")
_WORD: Final = re.compile("<platform>|[a-z]+")


class _Way(NamedTuple):
    """A way to say one's name elsewhere, and whether a name of letters alone is believed."""

    pattern: re.Pattern[str]
    bare: bool
    behind: bool
    """Whether the name stands before what is said."""


def handles(text: Unspelled, folded: Folded, spoken: Language) -> Iterator[Finding]:
    """What of all this stands in a text; places are those of the text with signs for words."""
    plain = text.plain
    for found in _HASHED.finditer(plain) if "#" in plain else ():
        yield Finding("handle", found.start(1), found.end(1))
    if folded.words.isdisjoint(elsewhere(spoken)):
        return
    yield from _joined(plain) if "_" in plain else ()
    platforms = not folded.words.isdisjoint(_platforms(spoken))
    if platforms:
        yield from _coined(text, folded, spoken)
    yield from _told(text, folded, spoken, platforms=platforms)


@cache
def elsewhere(spoken: Language) -> frozenset[str]:
    """Words of which one must be there when a name on another service is told."""
    return _platforms(spoken) | spoken.words("contact", "cues")


@cache
def _platforms(spoken: Language) -> frozenset[str]:
    return spoken.words("contact", "platforms")


def _joined(plain: str) -> Iterator[Finding]:
    done, seen = 0, set[str]()
    for line in islice(_LINE.finditer(plain), _MOST):
        if line.start() < done:
            continue
        start = max(plain.rfind(" ", 0, line.start()), plain.rfind("\n", 0, line.start())) + 1
        done = min(at for at in (plain.find(" ", start), plain.find("\n", start), len(plain)) if at >= 0)
        if plain[start:done] not in seen:
            seen.add(plain[start:done])
            yield from (Finding("handle", *found.span()) for found in _JOINED.finditer(plain, start, done))


def _coined(text: Unspelled, folded: Folded, spoken: Language) -> Iterator[Finding]:
    for start, end in folded.around(_platforms(spoken), _NEAR, _NEAR):
        for found in _COINED.finditer(text.plain, text.new(start), text.new(end)):
            if _is_coined(found[0]):
                yield Finding("handle", *found.span())


def _is_coined(name: str) -> bool:
    """Whether letters with figures or dots are a name that somebody made, and no amount, hour or vitamin."""
    return sum(map(str.isalpha, name)) > 3


def _told(text: Unspelled, folded: Folded, spoken: Language, *, platforms: bool) -> Iterator[Finding]:
    (first, ways), seen, plain = _ways(spoken, platforms=platforms), set[tuple[str, str]](), text.plain
    places = [piece for piece in _near(folded.pieces, elsewhere(spoken)) if piece[0] in first]
    many = len(places) > _MOST
    for word, place in places:
        start = text.new(place)
        if many:
            said = plain[max(start - _SAID_BEFORE, 0) : start], plain[start : start + _SAID]
            if said in seen:
                continue
            seen.add(said)
        for way in ways[word]:
            found = _name_of(way, plain, start)
            if found and _is_handle(
                plain[slice(*found)], way.bare and bool(_CLAUSE_ENDS.match(plain, found[1])), spoken
            ):
                yield Finding("handle", *found)
        if len(seen) == _MOST:
            return


def _near(pieces: Pieces, cues: AbstractSet[str]) -> Iterator[tuple[str, int]]:
    """The words near which one of these stands, and where they begin."""
    said, starts, done = pieces.said, pieces.starts, 0
    for _, cue, _ in pieces.of(cues):
        first = max(bisect_left(starts, cue - _BEFORE_NAME), done)
        done = max(bisect_right(starts, cue + _AFTER_NAME), done)
        yield from zip(said[first:done], starts[first:done], strict=True)


def _name_of(way: _Way, plain: str, start: int) -> tuple[int, int] | None:
    found = way.pattern.match(plain, start)
    if not found:
        return None
    if way.behind:
        found = _NAME_BEFORE.search(plain, max(start - _BEFORE_NAME, 0), start)
    return found.span("name") if found else None


_NAME_BEFORE: Final = re.compile(rf"(?<![a-z0-9])@?(?P<name>{_ANY_NAME})(?![a-z0-9_@])\s{{1,3}}$")


def _is_handle(name: str, bare: bool, spoken: Language) -> bool:
    if len(name) < 3 or name in spoken.words("contact", "ends"):
        return False
    if name.startswith(("u/", "live:")):
        return True
    if any(not sign.isalpha() for sign in name):
        return any(sign.isalpha() for sign in name)
    return (
        bare and len(name) > 3 and name not in spoken.words("contact", "not_names") and name not in _platforms(spoken)
    )


@cache
def _ways(spoken: Language, *, platforms: bool) -> tuple[frozenset[str], dict[str, list[_Way]]]:
    """The first words, and by each the ways to say one's name elsewhere; raises ValueError for one without.

    Those in which a service is named are left out where none is.
    """
    found: dict[str, list[_Way]] = {}
    for line in spoken.patterns("contact", "handles"):
        if not platforms and "<platform>" in line and not re.search(r"<platform>[^)]*\)\?", line):
            continue
        told = line.removeprefix("? ")
        behind = told.startswith(_BEHIND)
        told = told.removeprefix(_BEHIND)
        way = _Way(_pattern(told, spoken), bare=not line.startswith("? "), behind=behind)
        for word in _first_words(told, spoken):
            found.setdefault(word, []).append(way)
    return frozenset(found), found


def _pattern(told: str, spoken: Language) -> re.Pattern[str]:
    source = spaced(told).replace("<platform>", one_of(_platforms(spoken)))
    return re.compile(source.replace("<name>", rf"(?P<name>{_ANY_NAME})(?![a-z0-9_@])"))


def _first_words(told: str, spoken: Language) -> set[str]:
    group = _FIRST_GROUP.match(told)
    words = {first[0] for each in (group[1].split("|") if group else [told]) if (first := _WORD.match(each))}
    if not words:
        raise ValueError(f"begins with no word: {told}")
    if "<platform>" in words:
        words |= _platforms(spoken)
        words |= {service + end for service in _platforms(spoken) for end in spoken.words("contact", "tied")}
    return words
