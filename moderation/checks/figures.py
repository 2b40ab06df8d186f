"""Figures in a text, in digits and in words, and the numbers that people write in disguise.

A *run* is a row of figures with nothing but signs, spaces and a few small words between them: “nul vier 7 8 – 21 o 3”.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, islice, pairwise
from typing import Final, NamedTuple

from moderation.checks.dates import DATED
from moderation.checks.folding import Folded
from moderation.checks.language import Language

TOKEN: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = str.maketrans("oilzsb", "011258")
_MIXED: Final = re.compile(r"(?=[oilsbz]{0,4}\d)[\doilsbz]+")
_MAY_BEGIN: Final = frozenset("0123456789oilsbz")
_LONE: Final = frozenset("ol")
"""Letters that stand for a digit also when they are alone."""
_MOST: Final = 240
"""Figures of a text that are looked at: 4,000 letters of nothing but telephone numbers have hardly more of interest."""
_FEWEST: Final = 6
"""Digits of a run worth a look."""
_FEWEST_ALONE: Final = 4
"""The same before a plus is told, of a word that stands alone."""
_WIDEST_GAP: Final = 12
"""Folded letters between two figures of one run: an emoji may be several."""
_WIDEST_FILLED: Final = 24
"""The same with small words between."""
_MOST_FILLERS: Final = 2
_GAP: Final = re.compile(r"[\s./()\[\]*~_|:;,+'\"<>=&^#-]*")


class Figure(NamedTuple):
    """One token of a run: its digits, its place in the folded text, and whether it stood there in words."""

    digits: str
    start: int
    end: int
    in_words: bool


class Run:
    """Figures in a row. `digits` are all of them; `starts` and `ends` tell which figure begins or ends at a digit."""

    def __init__(self, figures: list[Figure], digits: str) -> None:
        self.figures, self.digits = figures, digits
        at = [0, *accumulate(len(figure.digits) for figure in figures)]
        self.starts = {place: number for number, place in enumerate(at[:-1])}
        self.ends = {place: number for number, place in enumerate(at[1:])}

    def figures_of(self, start: int, length: int) -> list[Figure]:
        """The figures that these digits are, when they are whole ones; else none."""
        first, last = self.starts.get(start), self.ends.get(start + length)
        return [] if first is None or last is None else self.figures[first : last + 1]

    def alone(self, start: int, length: int, plain: str) -> bool:
        """Whether nothing is tied to the end of these digits without a space, as in 12.30."""
        last = self.ends[start + length] + 1
        if last == len(self.figures):
            return True
        return plain[self.figures[last - 1].end : self.figures[last].start] not in (".", "/", "-", ":")


def runs(folded: Folded, language: Language) -> Iterator[Run]:
    """The runs of a text that have six digits or more."""
    told = _told(folded, language)
    plain, pieces, fillers = folded.undated, folded.pieces, language.fillers
    said, starts, ends, last, end = pieces.said, pieces.starts, pieces.ends, 0, 0
    signed = "+" in plain
    group: list[int] = []
    for place in islice(pieces.places_of(told.keys()), _MOST):
        start = starts[place]
        if plain[start] == DATED:
            continue
        if group and (
            place > last + 1 + _MOST_FILLERS
            or start > end + _WIDEST_FILLED
            or (place > last + 1 and said[last + 1] not in fillers)
            or ((start > end + 1 or plain[end] not in " .-/") and not _goes_on(plain, end, start, language))
        ):
            if len(group) > 1 or len(said[group[0]]) >= _FEWEST_ALONE:
                yield from _run(map(pieces.at, group), told, plain, signed=signed)
            group = []
        group.append(place)
        last, end = place, ends[place]
    yield from _run(map(pieces.at, group), told, plain, signed=signed)


def _told(folded: Folded, language: Language) -> dict[str, str]:
    """The words of a text that are figures, with their digits; none where hardly any are told."""
    words, values = folded.pieces.words, language.digits
    in_words = words & language.told
    if not folded.digits and len(folded.words & language.told) < 2:
        return {}
    found = {word: _digits(word) for word in folded.pieces.figured if _is_figure(word)}
    for word in folded.pieces.figured - found.keys():
        if _tied(language).fullmatch(word):
            found[word] = _digits(_tied_words(language).sub(lambda said: values[said[0]], word))
    found.update({word: _digits(word) for word in _LONE & words})
    found.update({word: values[word] for word in in_words})
    return found


@cache
def _tied(language: Language) -> re.Pattern[str]:
    """Digits with words for digits among them: 0zes12."""
    return re.compile(rf"[\doil]*(?:(?:{_tied_words(language).pattern})[\doil]*)+")


@cache
def _tied_words(language: Language) -> re.Pattern[str]:
    ones = sorted((word for word, digits in language.digits.items() if len(digits) == 1 < len(word)), reverse=True)
    return re.compile("|".join(ones))


def _digits(word: str) -> str:
    return word if word.isdecimal() else word.translate(_LETTERS)


def _run(pieces: Iterable[tuple[str, int, int]], told: dict[str, str], plain: str, *, signed: bool) -> Iterator[Run]:
    """The run that these words are, when it has digits enough."""
    group = list(pieces)
    if sum([len(told[word]) for word, _, _ in group]) < _FEWEST - 2 * signed:
        return
    figures = [_figure(piece, told, plain, signed=signed) for piece in group]
    if len(figures) > 1 and any(figure.in_words for figure in figures):
        figures = _joined(figures)
    digits = "".join([figure.digits for figure in figures])
    if len(digits) >= _FEWEST and not _counts(figures):
        yield Run(figures, digits)


def _figure(piece: tuple[str, int, int], told: dict[str, str], plain: str, *, signed: bool) -> Figure:
    word, start, end = piece
    digits, in_words = told[word], word.isalpha() and word not in _LONE
    return Figure(_signed(plain, start, digits) if signed and not in_words else digits, start, end, in_words)


def _is_figure(word: str) -> bool:
    return word.isdecimal() or (word[0] in _MAY_BEGIN and bool(_MIXED.fullmatch(word)))


def _signed(plain: str, start: int, digits: str) -> str:
    """A plus before the digits stands for 00."""
    before = plain[max(start - 2, 0) : start].strip()
    return f"00{digits}" if before.endswith("+") or before == "(+" else digits


def _goes_on(plain: str, end: int, start: int, language: Language) -> bool:
    gap = plain[end:start]
    words = TOKEN.findall(gap)
    if words:
        return len(words) <= _MOST_FILLERS and all(word in language.fillers for word in words)
    return start - end <= _WIDEST_GAP and gap != "," and bool(_GAP.fullmatch(gap)) and "\n\n" not in gap


def _joined(figures: list[Figure]) -> list[Figure]:
    """Tens and units that were said apart, as in French: “septante huit” is 78."""
    found: list[Figure] = []
    for figure in figures:
        if found and figure.in_words and found[-1].in_words and _are_tens_and_unit(found[-1].digits, figure.digits):
            tens = found.pop()
            digits = str(int(tens.digits) + int(figure.digits))
            figure = Figure(digits, tens.start, figure.end, True)
        found.append(figure)
    return found


def _are_tens_and_unit(tens: str, unit: str) -> bool:
    if len(tens) != 2 or tens[1] != "0":
        return False
    if tens == "10":
        return unit in ("7", "8", "9")
    return (len(unit) == 1 and unit != "0") or (tens in ("60", "80") and unit.isdecimal() and 10 <= int(unit) <= 19)


def _counts(figures: list[Figure]) -> bool:
    """Whether they only count up or down: 1 2 3 4 …"""
    values = [int(figure.digits) for figure in figures[:40] if len(figure.digits) < 4]
    steps = {after - before for before, after in pairwise(values)}
    return len(values) > 3 and len(values) == len(figures[:40]) and (steps == {1} or steps == {-1})
