"""Where the phrases of the shields stand in a text.

Which tokens fit an element is kept as the bits of one number, so that a phrase is looked for at all places of a text
at once, by shifting: what that costs does not depend on what the text says.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from moderation.checks.finding import Finding
from moderation.checks.folding import Folded
from moderation.checks.language import Language
from moderation.checks.naming import naming
from moderation.checks.phrasebook import GOES_ON, Element, Phrase, phrasebook
from moderation.checks.tokens import FIGURE, STOP, Tokens

_THOUSANDS: Final = re.compile(r"\d{4}|\d[.,]\d{3}|duizend|mille|thousand")
_GRAND: Final = re.compile(r"\d[.,]\d{3}(?!\d)|[1-9]\d{2,3}[05]0(?!\d)|[a-z]duizend")
_ENOUGH: Final = 64
"""Findings of one kind in a text."""


class _Text:
    """One text, and for what is asked of its tokens the places that fit."""

    def __init__(self, given: Folded, spoken: Language) -> None:
        self.tokens, self._book = Tokens(given, spoken), phrasebook(spoken)
        self._naming, self._spoken = naming(spoken), spoken
        self.all = (1 << len(self.tokens)) - 1
        self._lists = defaultdict[int, list[str]](list)
        lists, lists_of = self._lists, self._book.lists_of
        for word in self.tokens.places:
            for number in lists_of(word):
                lists[number].append(word)
        self._fitting: dict[str | int, int] = {}

    def phrases(self, shields: Collection[str]) -> list[Phrase]:
        """Those of the chosen shields for which this text has the words."""
        there = sum(1 << number for number in self._lists)
        return [
            phrase
            for number in self._lists
            for phrase in self._book.anchored[number]
            if phrase.needs & there == phrase.needs and phrase.kind in shields
        ]

    def fitting(self, phrase: Phrase) -> list[int]:
        """For each element of a phrase the tokens that fit it."""
        fitting = self._fitting
        return [
            fitting[each.what] if each.what in fitting else self._fitting_one(each.what) for each in phrase.elements
        ]

    def _fitting_one(self, what: str | int) -> int:
        places = self.tokens.places
        found = (
            self._of_slot(what)
            if isinstance(what, str)
            else _together([places[word] for word in self._lists.get(what, ())])
        )
        self._fitting[what] = found
        return found

    def _of_slot(self, what: str) -> int:
        places, spoken = self.tokens.places, self._spoken
        if what == GOES_ON:
            return self.all & ~places.get(STOP, 0)
        if what == "{n}":
            return places.get(FIGURE, 0)
        if what == "{thousands}":
            return self.tokens.figures(_THOUSANDS)
        if what == "{grand}":
            return self.tokens.figures(_GRAND)
        if what == "{q}":
            some = spoken.words("numbers", "some") | spoken.words("numbers", "about")
            return sum(places[word] for word in some & places.keys()) | places.get(FIGURE, 0)
        named = {"{name}": self._naming.names, "{first}": self._naming.firsts, "{links}": self._naming.small}
        return named[what](self.tokens)


def phrases(given: Folded, spoken: Language, shields: Collection[str], names: Collection[str]) -> Iterator[Finding]:
    """What the chosen shields find in a text; places are those of the folded text."""
    text = _Text(given, spoken)
    of_kind: dict[str, tuple[list[Phrase], list[Phrase]]] = {}
    for phrase in text.phrases(shields):
        of_kind.setdefault(phrase.kind, ([], []))[phrase.passes].append(phrase)
    for kind, (hits, passes) in of_kind.items():
        for start, end in _found(text, hits, passes):
            if not _is_pseudonym(text.tokens.words[start:end], names):
                yield Finding(f"shield:{kind}", text.tokens.starts[start], text.tokens.ends[end - 1])


class _Standing(NamedTuple):
    """A phrase that stands in a text: the tokens that fit each element, and where it and all after it fit."""

    phrase: Phrase
    fits: list[int]
    rests: list[int]


def _found(text: _Text, hits: list[Phrase], passes: list[Phrase]) -> Iterator[tuple[int, int]]:
    """Where these phrases stand, first token and end; those that overlap are one."""
    found = [standing for phrase in hits if (standing := _standing(phrase, text))]
    if not found:
        return
    passed = 0
    for phrase in passes:
        if standing := _standing(phrase, text):
            passed |= _covered(standing)
    start, end = 0, 0
    for first, last in _spans(found, passed):
        if first < end:
            end = max(end, last)
            continue
        if end:
            yield start, end
        start, end = first, last
    if end:
        yield start, end


def _spans(found: list[_Standing], passed: int) -> list[tuple[int, int]]:
    """From each token at which a phrase begins to its end, but for those over which one lies that may be said."""
    ends = dict[int, int]()
    for standing in found:
        begins = standing.rests[0] & ~passed
        for _ in range(_ENOUGH):
            if not begins:
                break
            bit = begins & -begins
            begins ^= bit
            start = bit.bit_length() - 1
            end = _end(standing, start)
            if end > ends.get(start, start) and not ((1 << end) - bit) & passed:
                ends[start] = end
    return sorted(ends.items())[:_ENOUGH]


def _standing(phrase: Phrase, text: _Text) -> _Standing | None:
    """Where a phrase stands: for each element the places (one more than there are tokens) from which all fits."""
    fits, rest = text.fitting(phrase), text.all << 1 | 1
    rests = [rest]
    for element, fit in zip(reversed(phrase.elements), reversed(fits), strict=True):
        rest = _before(element, fit, rest)
        if not rest:
            return None
        rests.append(rest)
    rests.reverse()
    return _Standing(phrase, fits, rests)


def _before(element: Element, fits: int, after: int) -> int:
    if element.never:
        return after & ~fits
    if element.most == 1:
        return after >> 1 & fits if element.least else after | after >> 1 & fits
    found = 0 if element.least else after
    for _ in range(element.most):
        after = after >> 1 & fits
        found |= after
    return found


def _covered(standing: _Standing) -> int:
    """The tokens that lie in the phrase, as bits."""
    phrase, fitting, rests = standing
    here, covered = rests[0], 0
    for element, fits, after in zip(phrase.elements, fitting, rests[1:], strict=True):
        if element.never:
            continue
        step = here
        reached = 0 if element.least else step & after
        for _ in range(element.most):
            step &= fits
            covered |= step
            step <<= 1
            reached |= step & after
        here = reached
    return covered


def _end(standing: _Standing, place: int) -> int:
    """Where the phrase ends that begins at this token: each element takes as little as lets the rest fit."""
    for element, rest in zip(standing.phrase.elements, standing.rests[1:], strict=True):
        if not element.never:
            place += element.least
            while not rest >> place & 1:
                place += 1
    return place


def _together(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)


def _is_pseudonym(words: list[str], names: Collection[str]) -> bool:
    return any(set(words).issuperset(name.split()) for name in names)
