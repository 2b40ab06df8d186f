"""A text in words and figures, as the phrases of the shields look at it."""

import re
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import accumulate, compress
from operator import add
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
_PLAIN: Final = re.compile(f"[a-z]++ ?|{_SIGNS_BETWEEN}|{_FIGURES}")
"""Words each have the blank behind them, so that a text has half as many parts."""
_ANY: Final = re.compile(f"{_SIGNS_BETWEEN}|(?:{_APART}|{_DISGUISED}|[a-z]++) ?|{_FIGURES}")
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
        disguised = bool(_MAY_BE_DISGUISED.search(plain))
        parts = (_ANY if disguised else _PLAIN).findall(plain)[:_MOST]
        said = self._said(frozenset(parts), disguised=disguised)
        kept = list(map(said.__contains__, parts))
        self.starts = list(compress(accumulate(map(len, parts), initial=0), kept))
        parts = list(compress(parts, kept))
        self.words = list(map(said.__getitem__, parts))
        sizes = {part: len(part) - (part[-1] == " ") for part in said}
        self.ends = list(map(add, self.starts, map(sizes.__getitem__, parts)))
        if FIGURE in self.words:
            self._join_figures(plain)

    def _said(self, parts: AbstractSet[str], *, disguised: bool) -> dict[str, str]:
        """The words that parts of a text are; those that are none stand between the words."""
        values, some, found = self._spoken.values, self._spoken.words("numbers", "some"), dict[str, str]()
        for part in parts:
            if "a" <= part < "{":
                word = part[:-1] if part[-1] == " " else part
                if word in values and word not in some:
                    word = FIGURE
                found[part] = _letters(word) if disguised else word
            elif "0" <= part < ":":
                found[part] = _of_digits(part)
            elif part[0] in _STOPS:
                found[part] = STOP
            elif part in _OWN_SIGNS:
                found[part] = part
        return found

    def _join_figures(self, plain: str) -> None:
        """Makes one figure of those that stand for one number: twee honderd, vijf en twintig, 4 5."""
        words, kept, first, last = self.words, bytearray(b"\1" * len(self.words)), -3, -3
        for at in [at for at, word in enumerate(words) if not word]:
            if last >= 0 and at != last + 1:
                self._tell_date(first, last, plain)
            if self._goes_on(first, last, at, plain):
                self.ends[first] = self.ends[at]
                kept[last + 1 : at + 1] = bytes(at - last)
            else:
                first = at
            last = at
        self._tell_date(first, last, plain)
        if not all(kept):
            self.words, self.starts, self.ends = (
                list(compress(words, kept)),
                list(compress(self.starts, kept)),
                list(compress(self.ends, kept)),
            )

    def _goes_on(self, first: int, last: int, at: int, plain: str) -> bool:
        """Whether a figure is of the same number as those from `first` to `last`."""
        start = self.starts[at]
        if plain[start].isalpha():
            joins = self._spoken.words("numbers", "joins")
            return at == last + 1 or (at == last + 2 and self.words[last + 1] in joins and self.words[first] == FIGURE)
        return at == last + 1 and self.ends[at] - start == 1 and plain[self.ends[first] : start] == " "

    def _tell_date(self, first: int, last: int, plain: str) -> None:
        """A figure is none when it is a day of a month or a year: 3 mei, in 2023."""
        words, months = self.words, self._spoken.words("people", "months")
        after = words[last + 1] if last + 1 < len(words) else ""
        before = words[first - 1] if first else ""
        if after in months or (
            (before in months or before in self._spoken.words("places", "before_years"))
            and _YEAR.fullmatch(plain, self.starts[first], self.ends[first])
        ):
            words[first] = _DATE


def _of_digits(part: str) -> str:
    last = part[-1]
    if last.isdecimal() and (part[1:2].isalpha() or part[2:3].isalpha()):
        return HEIGHT if "m" in part else _DATE
    return FIGURE if last == "o" or not last.isalpha() else _DATE


def _letters(word: str) -> str:
    if word.isalpha() or len(word) < 2:
        return word
    return re.sub(r"[^a-z]", "", word.translate(_SIGNS))
