"""What a line is about by the weight of its words, for a shield whose means are more than any list of them.

The weights are data, a file for each language, learned from invented lines (tests/moderation/learning.py; decision 27).
What is added up for some sentences: a weight for each word, for each four letters in a row of it, and for each two
words in a row. Above zero somebody names a means.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from functools import cache, cached_property
from itertools import pairwise
from typing import Final

from moderation.checks.language import DATA, Language
from moderation.checks.remembering import Remembered
from moderation.checks.tokens import ANY, STOP

KIND: Final = "methods"
"""The shield that weighs words."""
_LONG_ENOUGH: Final = 24
"""Words after which no further sentence is added."""
_TOO_LONG: Final = 40
"""Words at which a sentence is cut."""
_NEAR: Final = 8
"""Words before and after a phrase that are weighed with it."""
_GRAM: Final = 4
_MOST_LETTERS: Final = 24
"""Letters of a word that are looked at; no word that tells anything has more."""
BIAS: Final = "#bias"
FOUND: Final = "#found"
"""What being a line weighs, and what a phrase that was found adds; both are no part of any word."""
_NOBODYS: Final = "_"
"""In place of a word that is a name and weighs nothing."""
_LEAST_SHOWN: Final = 90
"""What a word must weigh, with half of what it weighs with the words beside it, to be among those that are shown."""


def grams(word: str) -> Iterator[str]:
    """Four letters in a row of a word of four and more, its beginning and end among them."""
    if len(word) >= _GRAM:
        whole = f"<{word[:_MOST_LETTERS]}>"
        for at in range(len(whole) - _GRAM + 1):
            yield whole[at : at + _GRAM]


def features(words: Sequence[str]) -> Iterator[str]:
    """What is weighed in some words: of each word its letters, and each two in a row; all of it once a word."""
    for word in dict.fromkeys(words):
        yield f"={word}"
        yield from grams(word)
    for one, next_ in dict.fromkeys(pairwise(words)):
        yield f"{one} {next_}"


def passages(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the parts of a text begin and end that are weighed together: whole sentences, as many as are short."""
    start = 0
    while start < len(words):
        end = min(start + _TOO_LONG, len(words))
        with suppress(ValueError):
            end = words.index(STOP, start + _LONG_ENOUGH - 1, end) + 1
        yield start, end
        start = end


class Weights:
    """The weights of a language, in thousandths."""

    def __init__(self, told: dict[str, int], curses: Collection[str] = ()) -> None:
        self.bias, self.found = told[BIAS], told[FOUND]
        self._told, self._curses = told, curses
        self._pairs = {(one, next_): told[what] for what in told if " " in what for one, next_ in (what.split(" "),)}
        self.of_word = Remembered(self._of_word)
        """What a word weighs with its letters."""

    def _of_word(self, word: str) -> int:
        told = self._told
        known = told.get(f"={word}")
        weight = self._guessed(word) if known is None and ANY in word else known or 0
        return weight + sum(told.get(gram, 0) for gram in grams(word))

    def _guessed(self, word: str) -> int:
        """The most that a word weighs which this can be, with any letter for each star; a curse is no guess."""
        seen = re.compile(word.replace(ANY, "[a-z]"))
        if any(map(seen.fullmatch, self._curses)):
            return 0
        known = self._by_size.get((word[0], len(word)), ())
        return max((self.of_word[each] for each in known if seen.fullmatch(each)), default=0)

    @cached_property
    def _by_size(self) -> dict[tuple[str, int], list[str]]:
        """The words that weigh something, by their first letter and how many they have."""
        found: dict[tuple[str, int], list[str]] = {}
        for word in (what[1:] for what in self._told if what.startswith("=") and len(what) > 1):
            found.setdefault((word[0], len(word)), []).append(word)
        return found

    def of(self, words: Sequence[str]) -> int:
        """What these words weigh together, above zero when somebody names a means."""
        pairs = filter(None, map(self._pairs.get, set(pairwise(words))))
        return self.bias + sum(map(self.of_word.__getitem__, set(words))) + sum(pairs)

    def heaviest(self, words: Sequence[str]) -> tuple[int, int]:
        """From where to where those stand that weigh most."""
        beside = [self._pairs.get(pair, 0) // 2 for pair in pairwise(words)]
        best, start, end, here, begin = 0, 0, len(words), 0, 0
        for at, (word, before, after) in enumerate(zip(words, [0, *beside], [*beside, 0], strict=True)):
            if here <= 0:
                here, begin = 0, at
            here += self.of_word[word] + before + after - _LEAST_SHOWN
            if here > best:
                best, start, end = here, begin, at + 1
        return start, end


def weighed(words: Sequence[str], found: Iterable[tuple[int, int]], told: Weights) -> Iterator[tuple[int, int]]:
    """Of what phrases found what weighs enough with them, and where words do so without: first word and end."""
    spans = list(found)
    for start, end in passages(words):
        near = [
            (first, last)
            for first, last in spans
            if start <= first < end and told.of(words[max(0, first - _NEAR) : last + _NEAR]) + told.found > 0
        ]
        if near:
            yield from near
        elif told.of(words[start:end]) > 0:
            first, last = told.heaviest(words[start:end])
            yield start + first, start + last


def unnamed(words: Sequence[str], vocabulary: Set[str], names: Collection[str]) -> Sequence[str]:
    """The words without those of the names, which may be said whatever they mean."""
    said = [parts for name in names if vocabulary >= set(parts := name.split())]
    if not said:
        return words
    found = [*words]
    for parts in said:
        for at in range(len(words) - len(parts) + 1):
            if words[at : at + len(parts)] == parts:
                found[at : at + len(parts)] = [_NOBODYS] * len(parts)
    return found


@cache
def weights(spoken: Language) -> Weights:
    """The weights of a language, in thousandths; raises FileNotFoundError for one that has none."""
    rows = (DATA / f"{KIND}.{spoken.code}.tsv").read_text(encoding="utf-8").splitlines()
    told = (row.split("\t") for row in rows if not row.startswith("#"))
    return Weights({what: int(weight) for weight, what in told}, spoken.words("stars", "curses"))
