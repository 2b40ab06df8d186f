"""Where the phrases of the shields stand in a text.

Which tokens fit an element is kept as the bits of one number, so that a phrase is looked for at all places of a text
at once, by shifting: what that costs does not depend on what the text says.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

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
        self._lists: dict[int, int] = {}
        places, lists = self.tokens.places, self._lists
        for word, bits in places.items():
            for number in self._book.lists_of(word):
                lists[number] = lists.get(number, 0) | bits
        self._fitting: dict[str, int] = {}

    def phrases(self, shields: Collection[str]) -> list[Phrase]:
        """Those of the chosen shields for which this text has the words."""
        there = sum(1 << number for number in self._lists)
        return [
            phrase
            for number in self._lists
            for phrase in self._book.anchored[number]
            if phrase.needs & there == phrase.needs and phrase.kind in shields
        ]

    def fitting(self, what: str | int) -> int:
        """The tokens that fit a list of words or a slot."""
        if isinstance(what, int):
            return self._lists.get(what, 0)
        found = self._fitting.get(what)
        if found is None:
            found = self._fitting[what] = self._of_slot(what)
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


def _found(text: _Text, hits: list[Phrase], passes: list[Phrase]) -> Iterator[tuple[int, int]]:
    """Where these phrases stand, first token and end; those that overlap are one."""
    found = [(starts, phrase) for phrase in hits if (starts := _starts(phrase, text))]
    if not found:
        return
    passed = 0
    for phrase in passes:
        passed |= _covered(phrase, text)
    start, end = 0, 0
    for first, last in _spans(text, found, passed):
        if first < end:
            end = max(end, last)
            continue
        if end:
            yield start, end
        start, end = first, last
    if end:
        yield start, end


def _spans(text: _Text, found: list[tuple[int, Phrase]], passed: int) -> Iterator[tuple[int, int]]:
    """From each token at which a phrase begins to its end, but for those over which one lies that may be said."""
    begins = 0
    for starts, _ in found:
        begins |= starts
    begins &= ~passed
    for _ in range(_ENOUGH):
        bit = begins & -begins
        if not bit:
            return
        begins ^= bit
        start = bit.bit_length() - 1
        ends = (_end(phrase.elements, 0, text, start) for starts, phrase in found if starts & bit)
        end = max((end for end in ends if end and not ((1 << end) - bit) & passed), default=0)
        if end:
            yield start, end


def _starts(phrase: Phrase, text: _Text) -> int:
    """At which tokens a phrase begins, as bits."""
    return _rests(phrase, text)[0]


def _rests(phrase: Phrase, text: _Text) -> list[int]:
    """For each element the places (one more than there are tokens) from which it and all after it fit."""
    rest = text.all << 1 | 1
    found = [rest]
    for element in reversed(phrase.elements):
        rest = _before(element, rest, text)
        if not rest:
            return [0] * (len(phrase.elements) + 1)
        found.append(rest)
    return found[::-1]


def _before(element: Element, after: int, text: _Text) -> int:
    fits = text.fitting(element.what)
    if element.never:
        return after & ~fits
    found = 0 if element.least else after
    for _ in range(element.most):
        after = after >> 1 & fits
        found |= after
    return found


def _covered(phrase: Phrase, text: _Text) -> int:
    """The tokens that lie in the phrase, as bits."""
    rests = _rests(phrase, text)
    here, covered = rests[0], 0
    for element, after in zip(phrase.elements, rests[1:], strict=True):
        if element.never:
            continue
        fits, step = text.fitting(element.what), here
        reached = 0 if element.least else step & after
        for _ in range(element.most):
            step &= fits
            covered |= step
            step <<= 1
            reached |= step & after
        here = reached
    return covered


def _end(elements: tuple[Element, ...], at: int, text: _Text, place: int) -> int | None:
    """Where the elements from `at` on end that begin at this token; None when they do not fit."""
    if at == len(elements):
        return place
    element = elements[at]
    fits = text.fitting(element.what) >> place
    if element.never:
        return None if fits & 1 else _end(elements, at + 1, text, place)
    for taken in range(element.most + 1):
        if taken >= element.least:
            end = _end(elements, at + 1, text, place + taken)
            if end is not None:
                return end
        if not fits >> taken & 1:
            return None
    return None


def _is_pseudonym(words: list[str], names: Collection[str]) -> bool:
    return any(set(words).issuperset(name.split()) for name in names)
