"""A text in words and figures, as the phrases of the shields look at it."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, KeysView
from collections.abc import Set as AbstractSet
from functools import cache, cached_property, reduce
from itertools import chain, compress, islice
from operator import or_
from typing import Final

from moderation.checks.dates import DATED
from moderation.checks.folding import Folded
from moderation.checks.language import Language
from moderation.checks.remembering import Remembered

_SIGNS_ALONE: Final = ".!?;\n€£$,:"
_IN_FIGURES: Final = frozenset(".,")
_FIGURES: Final = (
    r"\d{1,2}[muh]\d\d(?!\d)|\d[\do]*o(?![a-z])|\d++(?:e|ste|de|th|nd|rd|st|er|eme|ieme)(?![a-z])|\d++(?:[.,]\d+)*"
)
_APART: Final = r"(?<![a-z0-9])[a-z](?P<gap>[ .*_-])(?:ij|[a-z])(?:(?P=gap)(?:ij|[a-z])){1,19}(?![a-z0-9])"
"""Letters apart: w i e t."""
_DISGUISED: Final = r"(?<![a-z0-9])[a-z]++(?:[013457@$!]++[a-z]++|\*++[a-z]++)*+"
"""A word, perhaps with signs for letters: c0ke; or with stars: c*ke."""
_SPACED_OUT: Final = re.compile(_APART)
_PART: Final = re.compile(f"{_APART}|{_DISGUISED}|[a-z]++|{_FIGURES}")
_FOR_LETTERS: Final = "@$!"
_INSIDE: Final = re.compile(r"[@$!](?<=[a-z].)[013457@$!]*+[a-z]")
ANY: Final = "*"
"""The letter that nobody wants to write."""
_STARRED: Final = re.compile(r"\*(?<=[a-z].)\**+[a-z]")
_MOST_STARRED: Final = 8
"""Stars inside words of one text: each is looked up as any letter."""
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_ALONE: Final = _LETTERS | {"ij"}
_MOST: Final = 2_000
"""Words and signs of one text: 4,000 letters of talk have half as many."""
_MOST_FIGURES: Final = 400
"""Figures of one text that may be of the same number; what goes on behind them counts as it stands."""
_MOST_CLOSELY: Final = 120
"""Words with signs or figures in them that are read letter by letter; the same holds for what is behind them."""
_MOST_PARTS: Final = 60
"""Parts that one of them is taken apart in; the rest says nothing."""
STOP: Final = "."
"""The word of a token that ends a sentence."""
FIGURE: Final = ""
"""The word of a figure."""
_DATE: Final = "#"
HEIGHT: Final = "#m"
"""The word of what is told as 1m70."""
_STOPS: Final = frozenset(".!?;\n")
_SIGNS: Final = str.maketrans("013457@$!", "oieastasi")
_BITS: Final = tuple(1 << at for at in range(_MOST))
_FEWEST_OF_THOUSAND: Final = 4
"""Letters of a figure of one thousand and more."""
_LETTERS_OF_YEAR: Final = 4
_YEAR: Final = re.compile(r"19[3-9]\d|20[0-4]\d")


def bits(places: Iterable[int]) -> int:
    """A number with a bit for each of these places, which are tokens of one text."""
    return together(map(_BITS.__getitem__, places))


def together(found: Iterable[int]) -> int:
    """All the bits of these numbers."""
    return reduce(or_, found, 0)


class Tokens:
    """The words, figures and signs of a text in their order; figures that stand for one number are one.

    `words` are what they are, and `starts` where they begin in the folded text.
    """

    def __init__(self, given: Folded, spoken: Language) -> None:
        self.given, self.spoken = given, spoken
        self._read(given.undated)

    def __len__(self) -> int:
        return len(self.words)

    def bits(self, words: Collection[str]) -> dict[str, int]:
        """For each of these words a number whose bits tell at which tokens it stands."""
        found = dict.fromkeys(words, 0)
        there = map(found.__contains__, self.words)
        for word, bit in compress(zip(self.words, _BITS, strict=False), there):
            found[word] |= bit
        return found

    def figures(self, form: re.Pattern[str]) -> int:
        """The figures of a form, as bits."""
        plain = self.given.plain
        return bits(at for at, start, end in self._longer if form.search(plain, start, end))

    @cached_property
    def _longer(self) -> list[tuple[int, int, int]]:
        """The figures that may be of a thousand and more, and where they begin and end."""
        starts, ends = self.starts, self._ends
        found = [(at, starts[at]) for at, word in enumerate(self.words) if not word]
        return [(at, start, ends[start]) for at, start in found if ends[start] - start >= _FEWEST_OF_THOUSAND]

    def end(self, at: int) -> int:
        """Where a token ends in the folded text."""
        return self._ends[self.starts[at]]

    @cached_property
    def vocabulary(self) -> KeysView[str]:
        """The words, each once and in the order in which they are first said."""
        return dict.fromkeys(self.words).keys()

    @cached_property
    def capitals(self) -> list[int]:
        """The tokens that begin with a capital in the text."""
        starts = self.starts
        found = [(bisect_left(starts, place), place) for place in self.given.capitals]
        return [at for at, place in found if at < len(starts) and starts[at] == place]

    def _read(self, plain: str) -> None:
        pieces = self.given.pieces
        said = dict(zip(pieces.starts, map(_words_of(self.spoken).__getitem__, pieces.said), strict=True))
        ends = dict(zip(pieces.starts, pieces.ends, strict=True))
        for sign in _SIGNS_ALONE:
            place = plain.find(sign)
            while place >= 0:
                if sign not in _STOPS:
                    said[place], ends[place] = sign, place + 1
                elif plain[place - 1 : place] not in _STOPS:
                    said[place], ends[place] = STOP, place + 1
                place = plain.find(sign, place + 1)
        unsure = self._unsure(plain)
        self._look_closer(unsure, said, ends, plain)
        self.starts = sorted(said)[:_MOST]
        self.words: list[str] = list(map(said.__getitem__, self.starts))
        self._ends: dict[int, int] = ends
        if FIGURE in self.words:
            self._join_figures(plain)

    def _unsure(self, plain: str) -> list[int]:
        """Where a piece begins that may be no mere word or figure: 20mg, 1.5, c0ke, w i e t."""
        pieces = self.given.pieces
        starts, ends, said = pieces.starts, pieces.ends, pieces.said
        figured = (
            starts[place]
            for place in pieces.places_of(pieces.figured)
            if not said[place].isdecimal()
            or plain[starts[place]] == DATED
            or (
                plain[ends[place] : ends[place] + 1] in _IN_FIGURES
                and plain[ends[place] + 1 : ends[place] + 2].isdecimal()
            )
        )
        found = list(islice(figured, _MOST_CLOSELY))
        alone = pieces.places_of(_ALONE)
        apart = [starts[first] for first, third in zip(alone, alone[2:], strict=False) if third == first + 2]
        if apart or ANY in self.given.text or any(sign in plain for sign in _FOR_LETTERS):
            return sorted({*found, *apart, *self._beside_signs(plain)})
        return found

    def _beside_signs(self, plain: str) -> Iterator[int]:
        """Where the words begin in which such signs stand for letters: sh!t."""
        # A star in the folded text may be any other sign: that counts when a star was written too.
        starred = _STARRED.finditer(plain) if ANY in self.given.text else iter(())
        for found in chain(_INSIDE.finditer(plain), islice(starred, _MOST_STARRED)):
            start = found.start()
            while start and plain[start - 1] in _LETTERS:
                start -= 1
            yield start

    def _look_closer(self, unsure: list[int], said: dict[int, str], ends: dict[int, int], plain: str) -> None:
        """Reads anew from these places what is no mere word: 20mg, 1.5, c0ke, w i e t."""
        done = 0
        for start in unsure[:_MOST_CLOSELY]:
            if start < done:
                continue
            done = start
            while plain[done : done + 1] == DATED:
                done += 1
            found = _PART.match(plain, done)
            parts = list[re.Match[str]]()
            while found and len(parts) < _MOST_PARTS:
                parts.append(found)
                done = found.end()
                found = _PART.match(plain, done)
            for place in range(start, done):
                said.pop(place, None)
            for part in parts:
                said[part.start()], ends[part.start()] = self._word(part[0]), part.end()

    def _word(self, part: str) -> str:
        if part[0] not in _LETTERS:
            return _of_digits(part)
        word = _letters(part)
        told = word in self.spoken.values and word not in self.spoken.words("numbers", "some")
        return FIGURE if told else word

    def _join_figures(self, plain: str) -> None:
        """Makes one figure of those that stand for one number: twee honderd, vijf en twintig, 4 5."""
        words, starts, ends, joins = self.words, self.starts, self._ends, self.spoken.words("numbers", "joins")
        months, gone, first, last = self.spoken.words("people", "months"), list[int](), -3, -3
        for at in [at for at, word in enumerate(words) if not word][:_MOST_FIGURES]:
            if at != last + 1 and last >= 0:
                self._tell_date(first, last, plain, months)
            if at > last + 2:
                goes_on = False
            elif plain[starts[at]].isalpha():
                goes_on = at == last + 1 or (words[last + 1] in joins and words[first] == FIGURE)
            else:
                goes_on = (
                    at == last + 1
                    and ends[starts[at]] - starts[at] == 1
                    and plain[ends[starts[first]] : starts[at]] == " "
                )
            if goes_on:
                ends[starts[first]] = ends[starts[at]]
                gone += range(last + 1, at + 1)
            else:
                first = at
            last = at
        self._tell_date(first, last, plain, months)
        if gone:
            kept = bytearray(b"\1" * len(words))
            for at in gone:
                kept[at] = 0
            self.words, self.starts = list(compress(words, kept)), list(compress(starts, kept))

    def _tell_date(self, first: int, last: int, plain: str, months: AbstractSet[str]) -> None:
        """A figure is none when it is a day of a month or a year: 3 mei, in 2023."""
        words, start, end = self.words, self.starts[first], self.end(first)
        if last + 1 < len(words) and words[last + 1] in months:
            words[first] = _DATE
        elif end - start == _LETTERS_OF_YEAR and first and _YEAR.fullmatch(plain, start, end):
            before = words[first - 1]
            if before in months or before in self.spoken.words("places", "before_years"):
                words[first] = _DATE


@cache
def _words_of(spoken: Language) -> Remembered[str]:
    """The words that pieces of letters are: themselves or a figure, as mere digits are."""
    run_on, figures = spoken.run_on, spoken.valued - spoken.words("numbers", "some")

    def word_of(piece: str) -> str:
        return FIGURE if piece in figures or not piece.isalpha() else run_on.get(piece, piece)

    return Remembered(word_of)


def _of_digits(part: str) -> str:
    last = part[-1]
    if last.isdecimal() and (part[1:2].isalpha() or part[2:3].isalpha()):
        return HEIGHT if "m" in part else _DATE
    return FIGURE if last == "o" or not last.isalpha() else _DATE


def _letters(word: str) -> str:
    if word.isalpha() or len(word) < 2:
        return word
    if _SPACED_OUT.fullmatch(word):
        return word.replace(word[1], "")
    return re.sub(r"[^a-z*]", "", word.translate(_SIGNS))
