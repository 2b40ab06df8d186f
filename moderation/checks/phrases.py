"""Phrases of talk, as the files of moderation/checks/data tell them, and where they stand in a text.

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

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Final, NamedTuple

from moderation.checks.figures import without_dates
from moderation.checks.finding import SHIELDS, Finding
from moderation.checks.folding import Folded, folded
from moderation.checks.language import Language

_TOKEN: Final = re.compile(
    r"(?<![a-z0-9])[a-z](?:[ .*_-][a-z]){2,20}(?![a-z0-9])"  # letters apart, w i e t
    r"|[a-z]+(?:[013457@$!]+[a-z]+)+(?![a-z0-9])"  # signs for letters, c0ke
    r"|\d+(?:[.,]\d+)*|[a-z]+|[€£$%°,:.!?;\n()]"
)
_SIGNS: Final = str.maketrans("013457@$!", "oieastasi")
_STOPS: Final = frozenset(".!?;\n")
_YEAR: Final = re.compile(r"19[3-9]\d|20[0-4]\d")
_MIN_KEY: Final = 3
"""Letters by which the beginnings and ends of words are looked up."""


class Token(NamedTuple):
    """A word, a figure or a sign, and its place in the folded text; of a figure `word` is empty."""

    word: str
    start: int
    end: int
    figure: bool


class Element(NamedTuple):
    """One part of a phrase: what fits it, how often at least and at most, and whether it must not be there."""

    fits: Callable[[Token, Folded], bool]
    least: int = 1
    most: int = 1
    never: bool = False


class Phrase(NamedTuple):
    """The elements of a phrase; the word by which it is found stands `before` tokens (least, most) from its start."""

    kind: str
    passes: bool
    elements: tuple[Element, ...]
    before: tuple[int, int]


class Phrasebook:
    """All phrases of a language, to be looked up by one of their words."""

    def __init__(self) -> None:
        self.words: dict[str, list[Phrase]] = {}
        self.begins: dict[str, list[tuple[str, Phrase]]] = {}
        self.ends: dict[str, list[tuple[str, Phrase]]] = {}

    def add(self, words: Collection[str], phrase: Phrase) -> None:
        for word in words:
            if word.endswith("*"):
                self.begins.setdefault(word[:_MIN_KEY], []).append((word[:-1], phrase))
            elif word.startswith("*"):
                self.ends.setdefault(word[-_MIN_KEY:], []).append((word[1:], phrase))
            else:
                self.words.setdefault(word, []).append(phrase)

    def about(self, word: str) -> Iterator[Phrase]:
        yield from self.words.get(word, ())
        yield from (phrase for begin, phrase in self.begins.get(word[:_MIN_KEY], ()) if word.startswith(begin))
        yield from (phrase for end, phrase in self.ends.get(word[-_MIN_KEY:], ()) if word.endswith(end))


def phrases(given: Folded, spoken: Language, shields: Collection[str], names: Collection[str]) -> Iterator[Finding]:
    """What the chosen shields find in a text; places are those of the folded text."""
    tokens = _tokens(given.plain, spoken)
    book = phrasebook(spoken)
    passed = set().union(*(range(start, end) for _, start, end in _found(book, tokens, given, shields, passes=True)))
    for kind, start, end in _found(book, tokens, given, shields, passes=False):
        if passed.isdisjoint(range(start, end)) and not _is_pseudonym(tokens[start:end], names):
            yield Finding(f"shield:{kind}", tokens[start].start, tokens[end - 1].end)


def _found(
    book: Phrasebook, tokens: list[Token], given: Folded, shields: Collection[str], *, passes: bool
) -> Iterator[tuple[str, int, int]]:
    """The phrases of a text, as places in its tokens."""
    done: dict[str, int] = {}
    for place, token in enumerate(tokens):
        for phrase in book.about(token.word) if token.word else ():
            if phrase.passes is not passes or phrase.kind not in shields or done.get(phrase.kind, 0) > place:
                continue
            for start in range(place - phrase.before[0], place - phrase.before[1] - 1, -1):
                end = _end(phrase.elements, 0, tokens, start, given) if start >= 0 else None
                if end is not None and end > place:
                    yield phrase.kind, start, end
                    if not passes:
                        done[phrase.kind] = end
                    break


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


# Tokens


def _tokens(plain: str, spoken: Language) -> list[Token]:
    found: list[Token] = []
    values, joins = spoken.values, spoken.words("numbers", "joins")
    for match in _TOKEN.finditer(without_dates(plain)):
        word, start, end = match[0], match.start(), match.end()
        if word[0].isdecimal():
            _add_in_digits(found, Token("", start, end, True), plain)
        elif values.get(word, 0) > 1 or (word in values and not _is_article(word, spoken)):
            _add_in_words(found, Token("", start, end, True), joins)
        else:
            if found and found[-1].figure:
                found[-1] = _as_date(found, word, plain, spoken)
            found.append(Token(_letters(word), start, end, False))
    if found and found[-1].figure:
        found[-1] = _as_date(found, "", plain, spoken)
    return found


def _as_date(found: list[Token], after: str, plain: str, spoken: Language) -> Token:
    """The last figure, which is none when it is a day of a month or a year: 3 mei, in 2023."""
    figure, months = found[-1], spoken.words("people", "months")
    before = found[-2].word if len(found) > 1 else ""
    is_year = _YEAR.fullmatch(plain, figure.start, figure.end) and (
        before in months or before in spoken.words("places", "before_years")
    )
    return figure._replace(word="#", figure=False) if is_year or after in months else figure


def _add_in_digits(found: list[Token], figure: Token, plain: str) -> None:
    """Adds a figure, or one digit more of a number whose digits stand apart."""
    last = found[-1] if found and found[-1].figure else None
    if last and figure.end - figure.start == 1 and plain[last.end : figure.start] == " ":
        found[-1] = last._replace(end=figure.end)
    else:
        found.append(figure)


def _is_article(word: str, spoken: Language) -> bool:
    return word in spoken.words("numbers", "some")


def _add_in_words(found: list[Token], figure: Token, joins: Collection[str]) -> None:
    """Adds a number word, or lets it go on with the figure before: twee honderd, vijf en twintig."""
    if found and found[-1].figure:
        found[-1] = Token("", found[-1].start, figure.end, True)
    elif len(found) > 1 and found[-1].word in joins and found[-2].figure:
        found.pop()
        found[-1] = Token("", found[-1].start, figure.end, True)
    else:
        found.append(figure)


def _letters(word: str) -> str:
    if word.isalpha() or len(word) == 1:
        return word
    return re.sub(r"[^a-z]", "", word.translate(_SIGNS))


# Phrases, as the files tell them


@cache
def phrasebook(spoken: Language) -> Phrasebook:
    """All phrases of a language, read once; raises ValueError for one that has no plain word."""
    book = Phrasebook()
    for kind in SHIELDS:
        for name in ("passes", "hits"):
            for line in spoken.patterns("shields", kind, name):
                _add(book, kind, name == "passes", line, spoken)
    return book


def _add(book: Phrasebook, kind: str, passes: bool, line: str, spoken: Language) -> None:
    parts = line.split()
    elements = tuple(_element(part, spoken) for part in parts)
    for place, (part, element) in enumerate(zip(parts, elements, strict=True)):
        if part[0] not in "{[~!" and element.least == 1:
            before = elements[:place]
            least = sum(each.least for each in before if not each.never)
            most = sum(each.most for each in before if not each.never)
            book.add(_choices(part, spoken), Phrase(kind, passes, elements, (least, most)))
            return
    raise ValueError(f"{kind}: {line!r} has no plain word")


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
    """The words that may stand for an element."""
    if part.startswith("<"):
        return spoken.listed("sets", part[1:-1])
    return tuple(folded(word) for word in part.split("|"))


def _one_of(words: Collection[str]) -> Callable[[Token, Folded], bool]:
    whole = frozenset(word for word in words if "*" not in word)
    begins = tuple(word[:-1] for word in words if word.endswith("*"))
    ends = tuple(word[1:] for word in words if word.startswith("*"))

    def fits(token: Token, given: Folded) -> bool:
        word = token.word
        return word in whole or (bool(word) and (word.startswith(begins) or word.endswith(ends)))

    return fits


def _goes_on(token: Token, given: Folded) -> bool:
    return token.word not in _STOPS


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
