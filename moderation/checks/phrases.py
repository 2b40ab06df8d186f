"""Where the phrases of the shields stand in a text."""

from collections.abc import Collection, Iterator
from typing import Final

from moderation.checks.finding import Finding
from moderation.checks.folding import Folded
from moderation.checks.language import Language
from moderation.checks.phrasebook import Element, Phrase, Phrasebook, phrasebook
from moderation.checks.tokens import Token, tokens

_WIDEST: Final = 8
"""Tokens round a phrase in which one begins that lets it pass."""


class _Text:
    """One text, and what was found out about its words."""

    def __init__(self, given: Folded, spoken: Language, shields: Collection[str]) -> None:
        self.given, self.shields = given, shields
        self.tokens = tokens(given, spoken)
        self.words = frozenset(token.word for token in self.tokens)

    def about(self, book: Phrasebook) -> dict[str, list[Phrase]]:
        """By each word its phrases, of the chosen shields, for which this text has the words."""
        found = {word: [each for each in book.about(word) if self._is_worth_it(each)] for word in self.words}
        return {word: phrases for word, phrases in found.items() if phrases}

    def _is_worth_it(self, phrase: Phrase) -> bool:
        return phrase.kind in self.shields and not any(self.words.isdisjoint(need) for need in phrase.needs)


def phrases(given: Folded, spoken: Language, shields: Collection[str], names: Collection[str]) -> Iterator[Finding]:
    """What the chosen shields find in a text; places are those of the folded text."""
    text = _Text(given, spoken, shields)
    passing: dict[str, list[Phrase]] | None = None
    for kind, start, end in _found(text, text.about(phrasebook(spoken, "hits"))):
        if passing is None:
            passing = text.about(phrasebook(spoken, "passes"))
        if not _is_pseudonym(text.tokens[start:end], names) and not _passes(text, passing, kind, start, end):
            yield Finding(f"shield:{kind}", text.tokens[start].start, text.tokens[end - 1].end)


def _found(text: _Text, about: dict[str, list[Phrase]]) -> Iterator[tuple[str, int, int]]:
    """The phrases of a text: kind, first token, end. Of a kind none lies in another one."""
    done = dict.fromkeys(text.shields, 0)
    for place, token in enumerate(text.tokens):
        for phrase in about.get(token.word, ()):
            span = _span(phrase, text, place) if done[phrase.kind] <= place else None
            if span:
                yield phrase.kind, *span
                done[phrase.kind] = span[1]


def _passes(text: _Text, about: dict[str, list[Phrase]], kind: str, start: int, end: int) -> bool:
    """Whether a phrase that may be said lies over these tokens."""
    for place in range(max(start - _WIDEST, 0), min(end + _WIDEST, len(text.tokens))):
        for phrase in about.get(text.tokens[place].word, ()):
            span = _span(phrase, text, place) if phrase.kind == kind else None
            if span and span[0] < end and start < span[1]:
                return True
    return False


def _span(phrase: Phrase, text: _Text, place: int) -> tuple[int, int] | None:
    """From where to where the phrase goes whose word of search stands at this token; None when it does not fit."""
    least, most = phrase.before
    for start in range(place - least, place - most - 1, -1):
        end = _end(phrase.elements, 0, text.tokens, start, text.given) if start >= 0 else None
        if end is not None and end > place:
            return start, end
    return None


def _end(elements: tuple[Element, ...], at: int, tokens: list[Token], place: int, given: Folded) -> int | None:
    """Where the elements from `at` on end that begin at this token; None when they do not fit."""
    if at == len(elements):
        return place
    element = elements[at]
    if element.never:
        is_there = place < len(tokens) and element.fits(tokens[place], given)
        return None if is_there else _end(elements, at + 1, tokens, place, given)
    for taken in range(element.most + 1):
        if taken >= element.least:
            end = _end(elements, at + 1, tokens, place + taken, given)
            if end is not None:
                return end
        if place + taken >= len(tokens) or not element.fits(tokens[place + taken], given):
            return None
    return None


def _is_pseudonym(tokens: list[Token], names: Collection[str]) -> bool:
    words = {token.word for token in tokens}
    return any(words.issuperset(name.split()) for name in names)
