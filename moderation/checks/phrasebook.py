"""The phrases of the shields, as the files of moderation/checks/data tell them.

A phrase is a row of elements with spaces between:

    word        this word; word* also what begins with it, *word what ends with it; a|b one of them
    <name>      one of the words of the list `name` under [sets]
    {n}         a figure, in digits or words; {q} also one such as een, half, a few
    {name}      a word with a capital that can be a name, or a name that is known; {first} a known first name
    {links}     nothing, or the small words inside a surname
    [a|b]       this or nothing
    ~3          at most three words, whatever they are, within a sentence
    !a|b        what comes next is none of these

Every phrase needs one plain word, by which it is found.
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import Final, NamedTuple

from moderation.checks.finding import SHIELDS
from moderation.checks.folding import Folded, folded
from moderation.checks.language import Language
from moderation.checks.tokens import STOP, Token

_KEY: Final = 3
"""Letters by which the beginnings and ends of words are looked up."""


class Element(NamedTuple):
    """One part of a phrase: what fits it, how often at least and at most, and whether it must not be there."""

    fits: Callable[[Token, Folded], bool]
    least: int = 1
    most: int = 1
    never: bool = False


class Phrase(NamedTuple):
    """The elements of a phrase.

    The word by which it is found stands `before` tokens (least, most) from its start; of each of `needs` one word must
    be in the text.
    """

    kind: str
    elements: tuple[Element, ...]
    before: tuple[int, int]
    needs: tuple[frozenset[str], ...]


class Phrasebook:
    """Phrases of a language, to be looked up by one of their words."""

    def __init__(self) -> None:
        self.words: dict[str, list[Phrase]] = {}
        self.begins: dict[str, list[tuple[str, Phrase]]] = {}
        self.ends: dict[str, list[tuple[str, Phrase]]] = {}

    def add(self, words: Collection[str], phrase: Phrase) -> None:
        for word in words:
            if "*" in word and len(word) <= _KEY:
                raise ValueError(f"too short to be looked up: {word}")
            if word.endswith("*"):
                self.begins.setdefault(word[:_KEY], []).append((word[:-1], phrase))
            elif word.startswith("*"):
                self.ends.setdefault(word[-_KEY:], []).append((word[1:], phrase))
            else:
                self.words.setdefault(word, []).append(phrase)

    def about(self, word: str) -> list[Phrase]:
        """The phrases that are found by this word."""
        found = self.words.get(word, [])
        begins, ends = self.begins.get(word[:_KEY]), self.ends.get(word[-_KEY:])
        if begins:
            found = found + [phrase for begin, phrase in begins if word.startswith(begin)]
        if ends:
            found = found + [phrase for end, phrase in ends if word.endswith(end)]
        return found


@cache
def phrasebook(spoken: Language, name: str) -> Phrasebook:
    """The `hits` or the `passes` of a language, read once; raises ValueError for a phrase that cannot be found."""
    book = Phrasebook()
    for kind in SHIELDS:
        for line in spoken.patterns("shields", kind, name):
            _add(book, kind, line, spoken)
    return book


def _add(book: Phrasebook, kind: str, line: str, spoken: Language) -> None:
    parts = line.split()
    elements = tuple(_element(part, spoken) for part in parts)
    plain = {at: _choices(part, spoken) for at, part in enumerate(parts) if part[0] not in "{[~!"}
    if not plain:
        raise ValueError(f"{kind}: {line!r} has no plain word")
    # The longest word is the rarest, so that few texts are looked at for nothing.
    at = max(plain, key=lambda at: min(len(word.strip("*")) for word in plain[at]))
    before = [each for each in elements[:at] if not each.never]
    reach = sum(each.least for each in before), sum(each.most for each in before)
    needs = tuple(
        frozenset(words) for place, words in plain.items() if place != at and all(word.isalpha() for word in words)
    )
    book.add(plain[at], Phrase(kind, elements, reach, needs))


def _element(part: str, spoken: Language) -> Element:
    if part[0] == "~":
        return Element(_goes_on, 0, int(part[1:]))
    if part[0] == "!":
        return Element(_one_of(_choices(part[1:], spoken)), never=True)
    if part[0] == "[":
        return Element(_fitting(part[1:-1], spoken), 0)
    if part == "{links}":
        return Element(_fitting(part, spoken), 0, 3)
    return Element(_fitting(part, spoken))


def _fitting(part: str, spoken: Language) -> Callable[[Token, Folded], bool]:
    some, named = spoken.words("numbers", "some") | spoken.words("numbers", "about"), _Naming(spoken)
    slots: dict[str, Callable[[Token, Folded], bool]] = {
        "{n}": lambda token, given: token.figure,
        "{q}": lambda token, given: token.figure or token.word in some,
        "{name}": named.is_name,
        "{first}": named.is_first,
        "{links}": named.is_link,
    }
    return slots.get(part) or _one_of(_choices(part, spoken))


def _choices(part: str, spoken: Language) -> tuple[str, ...]:
    """The words that may stand for an element; raises ValueError when a list is empty."""
    found: list[str] = []
    for choice in part.split("|"):
        words = spoken.listed("sets", choice[1:-1]) if choice.startswith("<") else (folded(choice),)
        if not words:
            raise ValueError(f"no list {choice}")
        found += words
    return tuple(found)


def _one_of(words: Collection[str]) -> Callable[[Token, Folded], bool]:
    whole = frozenset(word for word in words if "*" not in word)
    begins = tuple(word[:-1] for word in words if word.endswith("*"))
    ends = tuple(word[1:] for word in words if word.startswith("*"))

    def fits(token: Token, given: Folded) -> bool:
        word = token.word
        return word in whole or (bool(word) and (word.startswith(begins) or word.endswith(ends)))

    return fits


def _goes_on(token: Token, given: Folded) -> bool:
    return token.word != STOP


class _Naming:
    """Which words of a language can be names."""

    def __init__(self, spoken: Language) -> None:
        self.first = spoken.words("people", "first_names")
        self.known = (self.first - spoken.words("people", "first_names_too")) | spoken.words("people", "surnames")
        self.never = frozenset().union(
            *(spoken.words("people", name) for name in ("not_named", "months", "sectors")),
            spoken.words("places", "not_towns"),
            spoken.words("places", "towns"),
        )
        self.links = spoken.words("people", "links")

    def is_name(self, token: Token, given: Folded) -> bool:
        word = token.word
        if len(word) < 2:
            return False
        if word in self.known:
            return True
        return word not in self.never and given.capital(token.start) and not given.text.isupper()

    def is_first(self, token: Token, given: Folded) -> bool:
        return token.word in self.first and given.capital(token.start)

    def is_link(self, token: Token, given: Folded) -> bool:
        return token.word in self.links and (token.word != "van" or given.capital(token.start))
