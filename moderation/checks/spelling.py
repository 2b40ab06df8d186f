"""Signs that are spelled in words, apenstaartje and punt, with the sign in their place."""

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from moderation.checks.folding import Folded

_HOUSE: Final = r"[a-z0-9][a-z0-9-]{1,30}\s{0,2}\.\s{0,2}[a-z]{2}"


class _Spelled(NamedTuple):
    """A sign, and the words that spell it.

    One of `words` or `signs` must be in a text; `hints` tell where, and `before` how far before one it may begin.
    """

    sign: str
    words: frozenset[str]
    signs: tuple[str, ...]
    hints: tuple[str, ...]
    before: int
    pattern: re.Pattern[str]


def _spelled(sign: str, words: str, signs: str, hints: str, before: int, pattern: str) -> _Spelled:
    split = tuple(hints.split(","))
    return _Spelled(
        sign,
        frozenset(words.split()),
        tuple(filter(None, signs.split(","))),
        split,
        before,
        re.compile(pattern, re.VERBOSE),
    )


_SPELLED: Final = (
    _spelled(
        ".",
        "punt dot point",
        "",
        "punt,dot,point",
        3,
        r"""[(\[{<]\s{0,2}(?:punt|dot|point)\s{0,2}[)\]}>] | ([_*-])(?:punt|dot|point)\1
        | [pd](?:(?<![a-z].)(?:unt|ot|oint))(?![a-z])""",
    ),
    _spelled(".", "", "(,[,<, .", "(.,[., .,<.", 0, r"[(\[{<]\s?\.\s?[)\]}>] | \.(?<=[a-z0-9]\s.)(?=\s?[a-z0-9])"),
    _spelled("/", "slash schuine", "", "slash,schuine", 0, r"(?<![a-z])(?:slash|schuine\ streep)(?![a-z])"),
    _spelled(
        "_",
        "underscore streepje tiret",
        "",
        "underscore,streepje,tiret",
        8,
        r"(?<![a-z])(?:underscore|(?:laag|liggend)\ streepje|tiret\ bas)(?![a-z])",
    ),
    _spelled(
        "-",
        "streepje koppelteken tiret",
        "",
        "streepje,koppelteken,tiret",
        0,
        r"(?<![a-z])(?:streepje|koppelteken|tiret)(?![a-z])",
    ),
    _spelled(
        "@",
        "at",
        "(,[,{,<,staart,robas",
        "(a,[a,{a,<a,( a,[ a,(@,[@,{@,<@,( @,staart,robas,-at-,_at_,*at*",
        6,
        r"""[(\[{<]\s{0,2}(?:a|at|ad|apenstaartje|apenstaart|arobase|@)\s{0,2}[)\]}>]
        | ap(?:en?|pe)-?staart(?:je)? | arr?obase?(?![a-z])
        | ([_*-])at\1(?<=[a-z0-9].at.)(?=[a-z0-9-]+\s?[.-])""",
    ),
    _spelled(
        " @ ",
        "at ad bij chez",
        "",
        " at , ad , bij , chez ",
        0,
        rf"\ (?:at|ad|bij|chez)(?=\s{{1,2}}(?!www){_HOUSE})",
    ),
)
"""The last of all needs a dot that is one already."""
_FEW: Final = 48
"""Hints, round each of which one looks alone."""


class Unspelled:
    """A folded text with signs for the words that spell them, `plain`, and the way back."""

    def __init__(self, folded: Folded) -> None:
        self.plain = folded.plain
        self._steps: list[_Step] = []
        for spelled in _SPELLED:
            if folded.words.isdisjoint(spelled.words) and not any(sign in self.plain for sign in spelled.signs):
                continue
            at = _places(spelled.hints, self.plain)
            found = at and _with_blanks(_found(spelled, at, self.plain), self.plain)
            if found:
                self._steps.append(_Step(found, len(spelled.sign)))
                self.plain = _replaced(self.plain, found, spelled.sign)

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
    for hint in hints:
        place = plain.find(hint)
        while place >= 0:
            found.append(place)
            place = plain.find(hint, place + 1)
    found.sort()
    return found


def _found(spelled: _Spelled, at: list[int], plain: str) -> list[re.Match[str]]:
    if len(at) > _FEW:
        return list(spelled.pattern.finditer(plain))
    found, done = list[re.Match[str]](), 0
    for place in at:
        for start in range(max(place - spelled.before, done), place + 2):
            each = spelled.pattern.match(plain, start)
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
