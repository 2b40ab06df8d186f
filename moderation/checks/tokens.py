"""A text in words and figures, as the phrases of the shields look at it."""

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from moderation.checks.folding import Folded
from moderation.checks.language import Language

_APART: Final = re.compile(r"(?<![a-z0-9])[a-z](?:[ .*_-][a-z]){2,20}(?![a-z0-9])")
"""Letters apart: w i e t."""
_DISGUISED: Final = re.compile(r"(?<![a-z0-9])[a-z]++(?:[013457@$!]++[a-z]++)++(?![a-z0-9])")
"""Signs for letters: c0ke."""
_PLAIN: Final = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[.!?;\n]+|[€£$,:]")
_ANY: Final = re.compile(f"{_APART.pattern}|{_DISGUISED.pattern}|{_PLAIN.pattern}")
STOP: Final = "."
"""The word of a token that ends a sentence."""
_STOPS: Final = frozenset(".!?;\n")
_SIGNS: Final = str.maketrans("013457@$!", "oieastasi")
_YEAR: Final = re.compile(r"19[3-9]\d|20[0-4]\d")


class Token(NamedTuple):
    """A word, a figure or a sign, and its place in the folded text; of a figure `word` is empty."""

    word: str
    start: int
    end: int
    figure: bool


def tokens(given: Folded, spoken: Language) -> list[Token]:
    """The words, figures and signs of a text in their order; figures that stand for one number are one."""
    plain, found = given.undated, list[Token]()
    joins, some, values = spoken.words("numbers", "joins"), spoken.words("numbers", "some"), spoken.values
    disguised = bool(_APART.search(plain) or _DISGUISED.search(plain))
    figure = False
    for match in (_ANY if disguised else _PLAIN).finditer(plain):
        word = match[0]
        if "0" <= word < ":":
            _add_in_digits(found, Token("", *match.span(), True), plain)
        elif word in values and word not in some:
            _add_in_words(found, Token("", *match.span(), True), joins)
        else:
            if figure:
                found[-1] = _as_date(found, word, plain, spoken)
            word = STOP if word[0] in _STOPS else _letters(word) if disguised else word
            found.append(Token(word, *match.span(), False))
            figure = False
            continue
        figure = True
    if figure:
        found[-1] = _as_date(found, "", plain, spoken)
    return found


def _as_date(found: list[Token], after: str, plain: str, spoken: Language) -> Token:
    """The last figure, which is none when it is a day of a month or a year: 3 mei, in 2023."""
    figure, months = found[-1], spoken.words("people", "months")
    before = found[-2].word if len(found) > 1 else ""
    is_year = _YEAR.fullmatch(plain, figure.start, figure.end) and (
        before in months or before in spoken.words("places", "before_years")
    )
    return Token("#", figure.start, figure.end, False) if is_year or after in months else figure


def _add_in_digits(found: list[Token], figure: Token, plain: str) -> None:
    """Adds a figure, or one digit more of a number whose digits stand apart."""
    last = found[-1] if found and found[-1].figure else None
    if last and figure.end - figure.start == 1 and plain[last.end : figure.start] == " ":
        found[-1] = Token("", last.start, figure.end, True)
    else:
        found.append(figure)


def _add_in_words(found: list[Token], figure: Token, joins: Collection[str]) -> None:
    """Adds a number word, or lets it go on with the figure before: twee honderd, vijf en twintig."""
    if len(found) > 1 and found[-1].word in joins and found[-2].figure:
        found.pop()
    if found and found[-1].figure:
        found[-1] = Token("", found[-1].start, figure.end, True)
    else:
        found.append(figure)


def _letters(word: str) -> str:
    if word.isalpha() or len(word) == 1:
        return word
    return re.sub(r"[^a-z]", "", word.translate(_SIGNS))
