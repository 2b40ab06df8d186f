"""Patterns that begin with a word: looked for only where one of their first words stands."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from moderation.checks.folding import MOST_PLACES, Folded
from moderation.checks.language import Language, spaced

_GROUP: Final = re.compile(r"\(\?:([^()]+)\)")
_WORD: Final = re.compile(r"[a-z]+")
_SAME: Final = 32
"""Letters from a first word on by which it is known whether the same was said before."""


def cued(folded: Folded, spoken: Language, name: str) -> Iterator[re.Match[str]]:
    """Where a pattern of this list stands; what stands there again is looked at once."""
    (first, patterns), seen, plain, done = _patterns(spoken, name), set[str](), folded.plain, 0
    said, starts, places = folded.pieces.said, folded.pieces.starts, folded.pieces.places_of(first)
    many = len(places) > _MANY
    for place in places:
        start = starts[place]
        if start < done:
            continue
        if many:
            same = plain[start : start + _SAME]
            if same in seen:
                continue
            seen.add(same)
            if len(seen) > _MOST_TRIED:
                return
        found = patterns[said[place]].match(plain, start)
        if found:
            done = found.end()
            yield found


_MANY: Final = 2 * MOST_PLACES
_MOST_TRIED: Final = 8 * MOST_PLACES
"""Of a word such as ik, with which much begins that is no pattern."""


@cache
def _patterns(spoken: Language, name: str) -> tuple[frozenset[str], dict[str, re.Pattern[str]]]:
    """The first words, and by each its patterns; raises ValueError for one that begins with no word."""
    found: dict[str, list[str]] = {}
    for line in spoken.patterns("people", name):
        pattern = spaced(line) if "(?=" in line else spaced(line) + r"(?:(?<=')|(?![a-z]))"
        for word in _first_words(line):
            found.setdefault(word, []).append(pattern)
    return frozenset(found), {word: re.compile("|".join(patterns)) for word, patterns in found.items()}


def _first_words(line: str) -> set[str]:
    group = _GROUP.match(line)
    begins = group[1].split("|") if group else [line]
    words = {first[0] for each in begins if (first := _WORD.match(each))}
    if not words:
        raise ValueError(f"begins with no word: {line}")
    return words
