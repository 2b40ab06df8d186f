"""A text in words and figures, as the phrases of the shields look at it."""

import re
from collections.abc import Collection
from functools import cached_property
from typing import Final

from moderation.checks.folding import Folded
from moderation.checks.language import Language

_SIGNS_BETWEEN: Final = r"[^a-z\d.!?;\n€£$,:]++|[.!?;\n]++|[€£$,:]"
_FIGURES: Final = (
    r"\d{1,2}[muh]\d\d(?!\d)|\d[\do]*o(?![a-z])|\d++(?:e|ste|de|th|nd|rd|st|er|eme|ieme)(?![a-z])|\d++(?:[.,]\d+)*"
)
_APART: Final = r"(?<![a-z0-9])[a-z](?:[ .*_-][a-z]){2,20}(?![a-z0-9])"
"""Letters apart: w i e t."""
_DISGUISED: Final = r"(?<![a-z0-9])[a-z]++(?:[013457@$!]++[a-z]++)*+"
"""A word, perhaps with signs for letters: c0ke."""
_PLAIN: Final = re.compile(f"[a-z]++|{_SIGNS_BETWEEN}|{_FIGURES}")
_ANY: Final = re.compile(f"{_SIGNS_BETWEEN}|{_APART}|{_DISGUISED}|[a-z]++|{_FIGURES}")
_OWN_SIGNS: Final = frozenset("€£$,:")
_MAY_BE_DISGUISED: Final = re.compile(
    r"[013457@$!](?<=[a-z].)[013457@$!]*+[a-z]|[ .*_-][a-z][ .*_-][a-z](?![a-z0-9])(?<=[a-z]....)"
)
_MOST: Final = 3_000
"""Words, signs and what stands between them of one text: 4,000 letters of talk have half as many."""
STOP: Final = "."
"""The word of a token that ends a sentence."""
FIGURE: Final = ""
"""The word of a figure."""
_DATE: Final = "#"
HEIGHT: Final = "#m"
"""The word of what is told as 1m70."""
_STOPS: Final = frozenset(".!?;\n")
_SIGNS: Final = str.maketrans("013457@$!", "oieastasi")
_ORDINAL: Final = re.compile(r"\d+[a-z]+")
_YEAR: Final = re.compile(r"19[3-9]\d|20[0-4]\d")


class Tokens:
    """The words, figures and signs of a text in their order; figures that stand for one number are one.

    `words` are what they are, and `starts` and `ends` where they stand in the folded text.
    """

    def __init__(self, given: Folded, spoken: Language) -> None:
        self.given, self._spoken = given, spoken
        self.words, self.starts, self.ends = list[str](), list[int](), list[int]()
        self._read(given.undated)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def places(self) -> dict[str, int]:
        """For each word a number whose bits tell at which tokens it stands."""
        found, bit = dict[str, int](), 1
        for word in self.words:
            found[word] = found.get(word, 0) | bit
            bit <<= 1
        return found

    def figures(self, form: re.Pattern[str]) -> int:
        """The figures of a form, as bits."""
        plain = self.given.plain
        return sum(
            1 << at
            for at, word in enumerate(self.words)
            if word == FIGURE and form.search(plain, self.starts[at], self.ends[at])
        )

    def capital(self, at: int) -> bool:
        return self.given.capital(self.starts[at])

    def _read(self, plain: str) -> None:
        spoken, words, starts, ends = self._spoken, self.words, self.starts, self.ends
        joins, some, values = spoken.words("numbers", "joins"), spoken.words("numbers", "some"), spoken.values
        disguised = bool(_MAY_BE_DISGUISED.search(plain))
        parts = (_ANY if disguised else _PLAIN).findall(plain)[:_MOST]
        said = {part: FIGURE if part in values and part not in some else _said(part, disguised) for part in set(parts)}
        figure, end = False, 0
        for part in parts:
            start, end = end, end + len(part)
            word = said[part]
            if word:
                if figure:
                    self._tell_dates(word, plain)
                    figure = False
                words.append(word)
                starts.append(start)
                ends.append(end)
            elif word is not None:
                figure = True
                if part.isalpha():
                    self._add_in_words(start, end, joins)
                else:
                    self._add_in_digits(start, end, plain)
        if figure:
            self._tell_dates("", plain)

    def _add(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def _tell_dates(self, after: str, plain: str) -> None:
        """The last figure is none when it is a day of a month or a year: 3 mei, in 2023."""
        months = self._spoken.words("people", "months")
        before = self.words[-2] if len(self.words) > 1 else ""
        if after in months or (
            (before in months or before in self._spoken.words("places", "before_years"))
            and _YEAR.fullmatch(plain, self.starts[-1], self.ends[-1])
        ):
            self.words[-1] = _DATE

    def _add_in_digits(self, start: int, end: int, plain: str) -> None:
        """Adds a figure, or one digit more of a number whose digits stand apart."""
        if end - start == 1 and self.words and self.words[-1] == FIGURE and plain[self.ends[-1] : start] == " ":
            self.ends[-1] = end
        else:
            self._add(FIGURE, start, end)

    def _add_in_words(self, start: int, end: int, joins: Collection[str]) -> None:
        """Adds a number word, or lets it go on with the figure before: twee honderd, vijf en twintig."""
        words = self.words
        if len(words) > 1 and words[-1] in joins and words[-2] == FIGURE:
            del words[-1], self.starts[-1], self.ends[-1]
        if words and words[-1] == FIGURE:
            self.ends[-1] = end
        else:
            self._add(FIGURE, start, end)


def _said(part: str, disguised: bool) -> str | None:
    """The word that a part of a text is; None for what stands between the words."""
    if "0" <= part < ":":
        last = part[-1]
        if last.isdecimal() and (part[1:2].isalpha() or part[2:3].isalpha()):
            return HEIGHT if "m" in part else _DATE
        return FIGURE if last == "o" or not last.isalpha() else _DATE
    if part[0] in _STOPS:
        return STOP
    if "a" <= part < "{":
        return _letters(part) if disguised else part
    return part if part in _OWN_SIGNS else None


def _letters(word: str) -> str:
    if word.isalpha() or len(word) == 1:
        return word
    return re.sub(r"[^a-z]", "", word.translate(_SIGNS))
