"""Dates, opening times and scores: figures that lead to nobody."""

import re
from itertools import islice
from typing import Final

DATED: Final = "§"
"""What stands in the place of each sign of a date or time."""
_TIED: Final = re.compile(r"\d(?<!\d.)\d*+(?:[./:-]\d++)+")
"""Figures with a sign and no space between them."""
_DAY: Final = re.compile(r"[0-3]?\d([./-])[01]?\d\1(?:19|20)?\d\d|(?:19|20)\d\d([./-])[01]\d\2[0-3]\d")
_REST_OF_A_NUMBER: Final = re.compile(r"[ -]{1,3}\d{3}[ .-]{0,3}\d\d(?!\d)")
"""What follows on a date of birth in a rijksregisternummer."""
_TIMES: Final = re.compile(r"[0-2]?\d[.:][0-5]\d-[0-2]?\d[.:][0-5]\d")
_TIME: Final = re.compile(r"[0-2]?\d[.:][0-5]\d")
_UNTIL: Final = re.compile(r"\s?(?:-|tot|a|to)\s?(?=[0-2]?\d[.:][0-5]\d(?![\d./]))")
_SHORTEST: Final = len("1:00")
"""Signs of what is no score."""
_SCORE: Final = re.compile(r"\d-\d")
_MOST: Final = 400
"""Figures with signs that are looked at in one text."""


def undated(plain: str) -> str:
    """The folded text with dates, opening times and scores blanked, at the same places."""
    found = list(islice(_TIED.finditer(plain), _MOST))
    scores = sum(1 for each in found if _SCORE.fullmatch(each[0])) > 1
    blanks, until = [], 0
    for each in found:
        if each.end() - each.start() < _SHORTEST and not scores:
            continue
        if _is_day(each, plain) or _TIMES.fullmatch(each[0]) or (scores and _SCORE.fullmatch(each[0])):
            blanks.append(each.span())
        elif _TIME.fullmatch(each[0]) and (each.start() == until or _UNTIL.match(plain, each.end())):
            blanks.append(each.span())
            until = _end_of(_UNTIL.match(plain, each.end()))
    return _blanked(plain, blanks) if blanks else plain


def _is_day(found: re.Match[str], plain: str) -> bool:
    return bool(_DAY.fullmatch(found[0])) and not _REST_OF_A_NUMBER.match(plain, found.end())


def _end_of(found: re.Match[str] | None) -> int:
    return found.end() if found else 0


def _blanked(plain: str, blanks: list[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in blanks:
        parts += [plain[done:start], DATED * (end - start)]
        done = end
    return "".join([*parts, plain[done:]])
