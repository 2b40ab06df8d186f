"""An organisation's own words and patterns: looked for word by word, so that none of them can take long.

A pattern is one to MOST_WORDS words. A star at the end or the beginning of a word stands for whatever goes on there,
and # for any digit: “huize zonne*”, “kamer ###”.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from moderation.checks.finding import Finding, apart
from moderation.checks.folding import Folded, folded

LONGEST: Final = 60
"""Letters of a pattern."""
MOST_WORDS: Final = 6
MOST_PATTERNS: Final = 200
"""Of one organisation."""
_MOST_TRIED: Final = 600
"""Places of a text at which one of them is tried: no line says so many of their first words."""
_FEWEST_LETTERS: Final = 3
"""Of a pattern, and of a word with a star: fewer would hit in every line."""
_WORD: Final = re.compile(r"\*?[a-z0-9#]+\*?")
_GAP: Final = re.compile(r"[^a-z0-9\n.!?;]{1,3}")
_DIGITS: Final = str.maketrans("0123456789", "#" * 10)


class TooWide(ValueError):
    """A pattern that would hit nearly everything: too few letters."""


class NoPattern(ValueError):
    """What is typed is no row of words: other signs, a star inside a word, or too long."""


class _Own(NamedTuple):
    kind: str
    words: tuple[str, ...]


class OwnWords:
    """The patterns of one organisation, to be looked for; raises NoPattern or TooWide for one that cannot be."""

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self._whole: dict[str, list[_Own]] = {}
        self._begins: dict[str, list[_Own]] = {}
        self._ends: dict[str, list[_Own]] = {}
        for kind, pattern in patterns:
            self._add(_Own(kind, words_of(pattern)))

    def findings(self, given: Folded) -> Iterator[Finding]:
        """Where they stand; places are those of the folded text."""
        pieces = given.pieces
        first = {word: owns for word in pieces.words if (owns := self._that_begin_with(word))}
        tries = ((place, own) for place in pieces.places_of(frozenset(first)) for own in first[pieces.said[place]])
        for place, own in islice(tries, _MOST_TRIED):
            if _stands(own.words, given, place):
                yield Finding(own.kind, pieces.at(place)[1], pieces.at(place + len(own.words) - 1)[2])

    def found_in(self, text: str) -> list[Finding]:
        """Only they, in a text as it was given."""
        given = Folded(text)
        return apart([Finding(each.kind, *given.span(each.start, each.end)) for each in self.findings(given)])

    def _add(self, own: _Own) -> None:
        word = own.words[0]
        if word.endswith("*"):
            self._begins.setdefault(word[:_FEWEST_LETTERS], []).append(own)
        elif word.startswith("*"):
            self._ends.setdefault(word[-_FEWEST_LETTERS:], []).append(own)
        else:
            self._whole.setdefault(word, []).append(own)

    def _that_begin_with(self, word: str) -> list[_Own]:
        found: list[_Own] = []
        for form in {word, word.translate(_DIGITS)}:
            found += self._whole.get(form, ())
            found += self._begins.get(form[:_FEWEST_LETTERS], ())
            found += self._ends.get(form[-_FEWEST_LETTERS:], ())
        return [own for own in found if _fits(own.words[0], word)]


def words_of(pattern: str) -> tuple[str, ...]:
    """The words of a pattern, folded; raises NoPattern or TooWide."""
    words = tuple(re.sub(r"['’-]", " ", folded(pattern)).split())
    if not 1 <= len(words) <= MOST_WORDS or len(pattern) > LONGEST or not all(map(_WORD.fullmatch, words)):
        raise NoPattern
    # A sign that shows nothing like a letter folds to a star of its own.
    if folded(pattern).count("*") != pattern.count("*"):
        raise NoPattern
    if any(word.startswith("*") and word.endswith("*") for word in words):
        raise NoPattern
    if any("*" in word and len(word.strip("*")) < _FEWEST_LETTERS for word in words):
        raise TooWide
    if sum(letter not in "*#" for word in words for letter in word) < _FEWEST_LETTERS:
        raise TooWide
    return words


def _stands(words: tuple[str, ...], given: Folded, place: int) -> bool:
    pieces = given.pieces
    if place + len(words) > len(pieces):
        return False
    for step, word in enumerate(words):
        piece, start, _ = pieces.at(place + step)
        tied = step == 0 or _GAP.fullmatch(given.plain, pieces.at(place + step - 1)[2], start)
        if not tied or not _fits(word, piece):
            return False
    return True


def _fits(word: str, piece: str) -> bool:
    form = piece.translate(_DIGITS) if "#" in word else piece
    if word.endswith("*"):
        return form.startswith(word[:-1])
    if word.startswith("*"):
        return form.endswith(word[1:])
    return form == word
