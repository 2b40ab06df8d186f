"""Where the phrases of the shields stand in a text.

Which tokens fit an element is kept as the bits of one number, so that a phrase is looked for at all places of a text
at once, by shifting: what that costs does not depend on what the text says.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain, islice
from typing import Final, NamedTuple

from moderation.checks.finding import Finding
from moderation.checks.folding import Folded
from moderation.checks.language import Language
from moderation.checks.naming import naming
from moderation.checks.phrasebook import GOES_ON, Phrase, phrasebook
from moderation.checks.tokens import FIGURE, STOP, Tokens, together
from moderation.checks.weighing import KIND, unnamed, weighed, weights

_THOUSANDS: Final = re.compile(r"\d{4}|\d[.,]\d{3}|duizend|mille|thousand")
_GRAND: Final = re.compile(r"\d[.,]\d{3}(?!\d)|[1-9]\d{2,3}[05]0(?!\d)|[a-z]duizend")
_ENOUGH: Final = 64
"""Findings of one kind in a text."""


class _Fitting(dict[str | int, int]):
    """For what is asked of the tokens of a text those that fit: of lists of words all, of slots when it is asked."""

    def __init__(self, tokens: Tokens, asked: AbstractSet[int], lists_of: Mapping[str, tuple[int, ...]]) -> None:
        self._tokens, self._spoken = tokens, tokens.spoken
        there = [(word, number) for word in tokens.vocabulary for number in lists_of[word] if number in asked]
        slots = _slot_words(self._spoken).intersection(tokens.vocabulary)
        self._told = told = tokens.bits(slots.union([word for word, _ in there]))
        found: dict[str | int, int] = dict.fromkeys(asked, 0)
        for word, number in there:
            found[number] |= told[word]
        super().__init__(found)

    def __missing__(self, what: str | int) -> int:
        self[what] = found = self._of_slot(str(what))
        return found

    def _of_slot(self, what: str) -> int:
        tokens, told = self._tokens, self._told
        if what == GOES_ON:
            return ((1 << len(tokens)) - 1) & ~told.get(STOP, 0)
        if what == "{n}":
            return told.get(FIGURE, 0)
        if what == "{thousands}":
            return tokens.figures(_THOUSANDS)
        if what == "{grand}":
            return tokens.figures(_GRAND)
        if what == "{q}":
            return together(told[word] for word in _amounts(self._spoken).intersection(told))
        called = naming(self._spoken)
        named = {"{name}": called.names, "{first}": called.firsts, "{links}": called.small}
        return named[what](tokens, told)


@cache
def _amounts(spoken: Language) -> frozenset[str]:
    """What fits {q}."""
    return spoken.words("numbers", "some") | spoken.words("numbers", "about") | {FIGURE}


@cache
def _slot_words(spoken: Language) -> frozenset[str]:
    return _amounts(spoken) | naming(spoken).told | {STOP}


class _Text:
    """One text, those phrases of which it has the words, and for what they ask of its tokens the places that fit."""

    def __init__(self, given: Folded, spoken: Language, shields: Collection[str]) -> None:
        self.tokens, book = Tokens(given, spoken), phrasebook(spoken)
        self.ends = (1 << len(self.tokens) + 1) - 1
        """All places at which a phrase can end."""
        lists_of = book.lists_of
        lists = dict.fromkeys(chain.from_iterable(map(lists_of.__getitem__, self.tokens.vocabulary)))
        there = frozenset(lists)
        self.phrases = [
            phrase
            for number in lists
            for phrase in book.anchored[number]
            if phrase.needs <= there and phrase.kind in shields
        ]
        asked = frozenset[int]().union(*(phrase.lists for phrase in self.phrases))
        self.fitting = _Fitting(self.tokens, asked, lists_of)


def phrases(given: Folded, spoken: Language, shields: Collection[str], names: Collection[str]) -> Iterator[Finding]:
    """What the chosen shields find in a text; places are those of the folded text."""
    text = _Text(given, spoken, shields)
    of_kind: dict[str, tuple[list[Phrase], list[Phrase]]] = {kind: ([], []) for kind in shields}
    for phrase in text.phrases:
        of_kind[phrase.kind][phrase.passes].append(phrase)
    words = text.tokens.words
    for kind, (hits, passes) in of_kind.items():
        found = [span for span in _found(text, hits, passes) if not _is_pseudonym(words[slice(*span)], names)]
        if kind == KIND:
            told = unnamed(words, text.tokens.vocabulary, names)
            found = [*islice(weighed(told, found, weights(spoken)), _ENOUGH)]
        for start, end in found:
            yield Finding(f"shield:{kind}", text.tokens.starts[start], text.tokens.end(end - 1))


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
    fitting, rest = text.fitting, text.ends
    rests = [rest]
    for what, least, most, never in reversed(phrase.elements):
        fits = fitting[what]
        if never:
            rest &= ~fits
        elif most == 1:
            rest = rest >> 1 & fits if least else rest | rest >> 1 & fits
        else:
            rest = _before(fits, rest, least, most)
        if not rest:
            return None
        rests.append(rest)
    rests.reverse()
    return _Standing(phrase, [fitting[each.what] for each in phrase.elements], rests)


def _before(fits: int, after: int, least: int, most: int) -> int:
    found = 0 if least else after
    for _ in range(most):
        after = after >> 1 & fits
        if not after:
            break
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


def _is_pseudonym(words: list[str], names: Collection[str]) -> bool:
    return any(set(words).issuperset(name.split()) for name in names)
