"""Signs that are spelled in words, apenstaartje and punt, with the sign in their place."""

import re
from bisect import bisect_right
from typing import Final

from moderation.checks.folding import Folded

_HOUSE: Final = r"[a-z0-9][a-z0-9-]{1,30}\s{0,2}\.\s{0,2}[a-z]{2}"
_SPELLED: Final = tuple(
    (before, tuple(hints.split(",")), re.compile(pattern, re.VERBOSE), sign)
    for sign, before, hints, pattern in (
        (
            ".",
            3,
            "punt,dot,point",
            r"""[(\[{<]\s{0,2}(?:punt|dot|point)\s{0,2}[)\]}>] | ([_*-])(?:punt|dot|point)\1
            | [pd](?:(?<![a-z].)(?:unt|ot|oint))(?![a-z])""",
        ),
        (".", 0, "(.,[., .,<.", r"[(\[{<]\s?\.\s?[)\]}>] | \.(?<=[a-z0-9]\s.)(?=\s?[a-z0-9])"),
        ("/", 0, "slash,schuine", r"(?<![a-z])(?:slash|schuine\ streep)(?![a-z])"),
        (
            "_",
            8,
            "underscore,streepje,tiret",
            r"(?<![a-z])(?:underscore|(?:laag|liggend)\ streepje|tiret\ bas)(?![a-z])",
        ),
        ("-", 0, "streepje,koppelteken,tiret", r"(?<![a-z])(?:streepje|koppelteken|tiret)(?![a-z])"),
        (
            "@",
            6,
            "(a,[a,{a,<a,( a,[ a,(@,[@,{@,<@,( @,staart,arobas,arrobas,-at-,_at_,*at*",
            r"""[(\[{<]\s{0,2}(?:a|at|ad|apenstaartje|apenstaart|arobase|@)\s{0,2}[)\]}>]
            | ap(?:en?|pe)-?staart(?:je)? | arr?obase?(?![a-z])
            | ([_*-])at\1(?<=[a-z0-9].at.)(?=[a-z0-9-]+\s?[.-])""",
        ),
        (" @ ", 0, " at , ad , bij , chez ", rf"\ (?:at|ad|bij|chez)(?=\s{{1,2}}(?!www){_HOUSE})"),
    )
)
"""Signs, and the words that spell them, with what must be there and how far before it they may begin.

The last of all needs a dot that is one already.
"""
_SPELLING: Final = frozenset(
    "punt dot point slash schuine underscore streepje tiret koppelteken at ad a bij chez arobase arrobase".split()
)
_SIGNS_APART: Final = ("staart", " .", "(", "[", "{", "<")
_FEW: Final = 48
"""Hints, round each of which one looks alone."""


class Unspelled:
    """A folded text with signs for the words that spell them, `plain`, and the way back."""

    def __init__(self, folded: Folded) -> None:
        self.plain = folded.plain
        self._steps: list[_Step] = []
        if folded.words.isdisjoint(_SPELLING) and not any(hint in self.plain for hint in _SIGNS_APART):
            return
        for before, hints, pattern, sign in _SPELLED:
            at = _places(hints, self.plain)
            found = at and _with_blanks(_found(pattern, at, before, self.plain), self.plain)
            if found:
                self._steps.append(_Step(found, len(sign)))
                self.plain = _replaced(self.plain, found, sign)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where what stands here, and is not empty, stands in the folded text."""
        return (self.old(start), self.old(end - 1) + 1) if self._steps else (start, end)

    def old(self, place: int) -> int:
        """The place in the folded text."""
        for step in reversed(self._steps):
            place = step.old(place)
        return place

    def new(self, place: int) -> int:
        """Where what stands at a place of the folded text is now."""
        for step in self._steps:
            place = step.new(place)
        return place


class _Step:
    """Where each letter stands before and after parts of a text became a sign of this length."""

    def __init__(self, found: list[tuple[int, int]], length: int) -> None:
        self._length = length
        self._olds, self._news, self._ends, shift = list[int](), list[int](), list[int](), 0
        for start, end in found:
            self._olds.append(start)
            self._news.append(start - shift)
            self._ends.append(end)
            shift += end - start - length

    def old(self, place: int) -> int:
        at = bisect_right(self._news, place) - 1
        if at < 0:
            return place
        behind = place - self._news[at] - self._length
        return self._olds[at] if behind < 0 else self._ends[at] + behind

    def new(self, place: int) -> int:
        at = bisect_right(self._olds, place) - 1
        return place if at < 0 else self._news[at] + self._length + max(place - self._ends[at], 0)


def _places(hints: tuple[str, ...], plain: str) -> list[int]:
    """Where these stand, in their order."""
    found = []
    for hint in [hint for hint in hints if hint in plain]:
        place = plain.find(hint)
        while place >= 0:
            found.append(place)
            place = plain.find(hint, place + 1)
    found.sort()
    return found


def _found(pattern: re.Pattern[str], at: list[int], before: int, plain: str) -> list[re.Match[str]]:
    if len(at) > _FEW:
        return list(pattern.finditer(plain))
    found, done = list[re.Match[str]](), 0
    for place in at:
        for start in range(max(place - before, done), place + 2):
            each = pattern.match(plain, start)
            if each:
                found.append(each)
                done = each.end()
                break
    return found


def _with_blanks(found: list[re.Match[str]], plain: str) -> list[tuple[int, int]]:
    spans, done = list[tuple[int, int]](), 0
    for each in found:
        start, end = each.span()
        while start > done and plain[start - 1] == " ":
            start -= 1
        while end < len(plain) and plain[end] == " ":
            end += 1
        spans.append((start, end))
        done = end
    return spans


def _replaced(plain: str, found: list[tuple[int, int]], sign: str) -> str:
    parts, done = [], 0
    for start, end in found:
        parts += [plain[done:start], sign]
        done = end
    return "".join([*parts, plain[done:]])
