"""Letters that stand apart, K e r k s t r a a t, without the signs between them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from moderation.checks.folding import Folded

_FEWEST_APART: Final = 3
"""Letters that follow one on another and stand alone."""
_ALONE: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_MOST_APART: Final = 900
"""Letters and gaps of one text that are closed up: fifteen addresses; nobody spells as much."""
_NEAR_GAPS: Final = 240
"""Letters before and after such ones: more than any address or number has."""
_GAP: Final = re.compile(
    r"[ .-](?:(?<=[^\W\d_].)(?=[^\W\d_])|(?<![^\W\d_].)(?![^\W\d_])|(?<![^\W_].))",
)
"""A sign between two letters, or two others."""
_APART: Final = re.compile(r"(?<!\S)\S(?:[ .-]\S){5,}(?!\S)")


def closed_up(given: Folded) -> tuple[str, list[int]] | None:
    """What is near letters that stand apart, without the signs between them, and where each letter of it stood.

    None when there are none, or when they are digits only, which are looked at as they stand.
    """
    text = given.text
    if not _letters_follow(given.pieces.places_of(_ALONE)):
        return None
    rows = (found.span() for found in _APART.finditer(text) if sum(map(str.isalpha, found[0])) > 2)
    spans = list(_first(rows, _MOST_APART))
    gaps = {
        gap.start() for start, end in spans for gap in _GAP.finditer(text, start + 1, end) if (gap.start() - start) % 2
    }
    if not gaps:
        return None
    places = [place for start, end in _near(spans, text) for place in range(start, end) if place not in gaps]
    return "".join([text[place] for place in places]), places


def _first(spans: Iterable[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    """The first of these parts of a text, with no more letters in all."""
    for start, end in spans:
        yield start, min(end, start + most)
        most -= end - start
        if most <= 0:
            return


def _letters_follow(places: list[int]) -> bool:
    """Whether enough of these pieces stand side by side."""
    return any(
        last - first == _FEWEST_APART - 1 for first, last in zip(places, places[_FEWEST_APART - 1 :], strict=False)
    )


def _near(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """What is round these parts of a text, of whole words."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        start, end = text.rfind(" ", 0, max(first - _NEAR_GAPS, 0)) + 1, text.find(" ", last + _NEAR_GAPS)
        end = len(text) if end < 0 else end + 1
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found
