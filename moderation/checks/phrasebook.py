"""The phrases of the shields, as the files of moderation/checks/data tell them.

A phrase is a row of elements with spaces between:

    word        this word; word* also what begins with it, *word what ends with it; a|b one of them
    <name>      one of the words of the list `name` under [sets]
    {n}         a figure, in digits or words; {q} also one such as een, half, a few; {thousands} one of 1000 and more,
                {grand} one that is written as such an amount is: 12.000
    {name}      a word with a capital that can be a name, or a name that is known; {first} a known first name
    {links}     nothing, or the small words inside a surname
    [a|b]       this or nothing
    ~3          at most three words, whatever they are, within a sentence
    !a|b        what comes next is none of these
    <>3         what stands before it and what stands after it, in any order, with at most three words between

Every phrase needs one plain word or a figure, by which it is found.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property
from itertools import chain
from typing import Final, NamedTuple

from moderation.checks.finding import SHIELDS
from moderation.checks.folding import folded
from moderation.checks.language import Language
from moderation.checks.remembering import Remembered
from moderation.checks.tokens import ANY, FIGURE

_KEY: Final = 3
"""Letters by which the beginnings and ends of words are looked up."""
_SLOTS: Final = ("{n}", "{q}", "{thousands}", "{grand}", "{name}", "{first}", "{links}")
_OF_FIGURES: Final = frozenset(("{n}", "{thousands}", "{grand}"))
GOES_ON: Final = "~"


class Element(NamedTuple):
    """One part of a phrase: a slot, GOES_ON or the number of a list of words; how often it may stand there."""

    what: str | int
    least: int = 1
    most: int = 1
    never: bool = False


class Phrase(NamedTuple):
    """The elements of a phrase, the lists of words in them, and those of each of which one must be in a text."""

    kind: str
    passes: bool
    elements: tuple[Element, ...]
    lists: frozenset[int]
    needs: frozenset[int]


class Phrasebook:
    """The phrases of a language, and the lists of words of which they are made."""

    def __init__(self, curses: Collection[str] = ()) -> None:
        self._curses = curses
        """What is written with a star for good manners: that is no guess for anything else."""
        self.anchored: list[list[Phrase]] = []
        """For each list of words the phrases that are looked at when one of its words is in a text."""
        self._lists: dict[tuple[str, ...], int] = {}
        self._sizes: list[int] = []
        self._whole: dict[str, list[int]] = {}
        self._begins: dict[str, list[tuple[str, int]]] = {}
        self._ends: dict[str, list[tuple[str, int]]] = {}
        self.lists_of = Remembered(self._looked_up)
        """The numbers of the lists that have a word."""

    def number_of(self, words: tuple[str, ...]) -> int:
        """The number of a list of words; raises ValueError for a word that could not be looked up."""
        if words not in self._lists:
            self._lists[words] = number = len(self.anchored)
            self.anchored.append([])
            self._sizes.append(len(words))
            for word in words:
                self._index(word, number)
        return self._lists[words]

    def _index(self, word: str, number: int) -> None:
        if "*" in word and len(word) <= _KEY:
            raise ValueError(f"too short to be looked up: {word}")
        if word.endswith("*"):
            self._begins.setdefault(word[:_KEY], []).append((word[:-1], number))
        elif word.startswith("*"):
            self._ends.setdefault(word[-_KEY:], []).append((word[1:], number))
        else:
            self._whole.setdefault(word, []).append(number)

    def size_of(self, number: int) -> int:
        """How many words a list has."""
        return self._sizes[number]

    def _looked_up(self, word: str) -> tuple[int, ...]:
        """The lists that have a word, each once."""
        return tuple(dict.fromkeys(self._guessed(word) if ANY in word else self._having(word)))

    def _having(self, word: str) -> Iterator[int]:
        yield from self._whole.get(word, ())
        yield from (number for begin, number in self._begins.get(word[:_KEY], ()) if word.startswith(begin))
        yield from (number for end, number in self._ends.get(word[-_KEY:], ()) if word.endswith(end))

    def _guessed(self, word: str) -> Iterator[int]:
        """The lists that have a word which this can be, with any letter for each star."""
        seen = re.compile(word.replace(ANY, "[a-z]"))
        if any(map(seen.fullmatch, self._curses)):
            return
        for known in self._by_size.get((word[0], len(word)), ()):
            if seen.fullmatch(known):
                yield from self._whole[known]
        for begin, number in chain.from_iterable(self._begins.values()):
            if begin[0] == word[0] and re.fullmatch(word[: len(begin)].replace(ANY, "[a-z]"), begin):
                yield number

    @cached_property
    def _by_size(self) -> dict[tuple[str, int], list[str]]:
        """The whole words by their first letter and how many they have: asked for when no more are added."""
        found: dict[tuple[str, int], list[str]] = {}
        for word in filter(None, self._whole):
            found.setdefault((word[0], len(word)), []).append(word)
        return found


@cache
def phrasebook(spoken: Language) -> Phrasebook:
    """The phrases of a language, read once; raises ValueError for one that cannot be found."""
    book = Phrasebook(spoken.words("stars", "curses"))
    for kind in SHIELDS:
        for name in ("hits", "passes"):
            for line in spoken.patterns("shields", kind, name):
                for parts in _both_ways(line.split()):
                    add(book, kind, parts, spoken, passes=name == "passes")
    return book


def _both_ways(parts: list[str]) -> Iterator[list[str]]:
    at = next((place for place, part in enumerate(parts) if part.startswith("<>")), None)
    if at is None:
        yield parts
        return
    before, gap, after = parts[:at], f"~{parts[at][2:]}", parts[at + 1 :]
    for rest in _both_ways(after):
        yield [*before, gap, *rest]
        yield [*rest, gap, *before]


def add(book: Phrasebook, kind: str, parts: list[str], spoken: Language, *, passes: bool) -> None:
    """Adds a phrase to a book; raises ValueError when it has no plain word or an empty list."""
    elements = tuple(_element(part, book, spoken) for part in parts)
    lists = [each for each in elements if isinstance(each.what, int) and each.least and not each.never]
    if not lists and any(each.what in _OF_FIGURES and not each.never for each in elements):
        lists = [Element(book.number_of((FIGURE,)))]
    if not lists:
        raise ValueError(f"{kind}: {' '.join(parts)!r} has no plain word")
    asked = frozenset(each.what for each in elements if isinstance(each.what, int))
    needs = frozenset(int(each.what) for each in lists)
    # By the shortest list few texts are looked at for nothing.
    anchor = min((int(each.what) for each in lists), key=book.size_of)
    book.anchored[anchor].append(Phrase(kind, passes, elements, asked, needs))


def _element(part: str, book: Phrasebook, spoken: Language) -> Element:
    if part[0] == "~":
        return Element(GOES_ON, 0, int(part[1:]))
    if part[0] == "!":
        return Element(book.number_of(_choices(part[1:], spoken)), never=True)
    if part[0] == "[":
        return Element(_what(part[1:-1], book, spoken), 0)
    if part == "{links}":
        return Element(part, 0, 3)
    return Element(_what(part, book, spoken))


def _what(part: str, book: Phrasebook, spoken: Language) -> str | int:
    return part if part in _SLOTS else book.number_of(_choices(part, spoken))


def _choices(part: str, spoken: Language) -> tuple[str, ...]:
    """The words that may stand for an element; raises ValueError when a list is empty."""
    return tuple(dict.fromkeys(_words(part.split("|"), spoken, part)))


def _words(choices: Iterable[str], spoken: Language, part: str) -> Iterator[str]:
    for choice in choices:
        words = spoken.listed("sets", choice[1:-1]) if choice.startswith("<") else (folded(choice),)
        if not words:
            raise ValueError(f"no list {choice} in {part}")
        yield from words
