"""A text as a reader hears it: small letters without accents, look-alikes as what they look like, nothing invisible.

Every place in the folded text knows its place in the text as it was given.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import accumulate, chain, compress
from operator import add
from typing import Final

from moderation.checks.dates import undated

_ALIKE: Final = dict(
    zip(
        "аеорсхуіѕјԁһӏгптклмвнзбαονρτυκιεηγχβσςωßæœøłđðþıſ",
        "a e o p c x y i s j d h l r n t k l m b h 3 6 a o v p t u k i e n y x b o s w ss ae oe o l d d th i s".split(),
        strict=True,
    )
)
"""Letters of other alphabets (and some of ours) and what a reader takes them for."""
_SIGNS: Final = {
    **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("。․‧·", "."),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("−⁃˗", "-"),
    "€": "€",
    "£": "£",
    "°": "°",
    "º": "°",
    "…": ".",
    "\n": "\n",
    "\r": "\n",
    "\t": " ",
}
_FEW: Final = 400
"""Letters, to each of which one goes on its own."""
MOST_PLACES: Final = 32
_SAID: Final = 24
"""Letters round a word by which it is known whether the same was said before."""
_LONGEST: Final = 2
"""Letters for one code point: a few stand for whole words, and a text of them would be many times as long."""
_BLANK: Final = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols that show nothing."""


class _Table(dict[int, str]):
    """What each code point becomes: computed when it is first met, so that a text is folded by one `translate`."""

    def __missing__(self, point: int) -> str:
        folded = _folded(chr(point))
        if len(self) < 20_000:
            self[point] = folded
        return folded


def _folded(letter: str) -> str:
    if letter in _SIGNS or letter in _BLANK:
        return _SIGNS.get(letter, "")
    if unicodedata.numeric(letter, 1.0) % 1:
        return "1"
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", letter).lower())
    return "".join(_plain(part) for part in parts)[:_LONGEST]


def _plain(part: str) -> str:
    if part.isascii():
        return part if part.isprintable() else ""
    if part in _ALIKE or part in _SIGNS:
        return _ALIKE.get(part) or _SIGNS[part]
    kind = unicodedata.category(part)
    if kind == "Nd":
        return str(unicodedata.digit(part))
    if kind[0] == "L":
        return part
    return {"M": "", "C": "", "Z": " "}.get(kind[0], "-" if kind == "Pd" else "*")


_TABLE: Final = _Table()


_USUAL: Final = frozenset(map(chr, range(128)))
_FEW_STRANGE: Final = 24
"""Different letters, each of which is worth a way of its own through the text."""
_CAPITAL: Final = re.compile("[A-Z]")
_BLANKS: Final = bytes(point if chr(point) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for point in range(256))


class Folded:
    """A text in its folded form, `plain`, the words of it, and the way back.

    Of a part of a longer one, which is then `within`, the words are those of all.
    """

    def __init__(self, text: str, within: "Folded | None" = None) -> None:
        self.text, self._within = text, within
        self._letters = frozenset(text)
        self.plain = _plain_of(text, self._letters - _USUAL)
        self.pieces = Pieces(self.plain)
        self.words: frozenset[str] = self.pieces.words if within is None else self.pieces.words | within.words

    @cached_property
    def _origins(self) -> list[int] | None:
        """The place in the text of each folded letter; None when they are the same."""
        letters = {letter: len(length) for letter in self._letters if len(length := _TABLE[ord(letter)]) != 1}
        if not letters:
            return None
        found, done = list[int](), 0
        for place in _places(self.text, letters):
            found += range(done, place)
            found += [place] * letters[self.text[place]]
            done = place + 1
        return [*found, *range(done, len(self.text))]

    @cached_property
    def undated(self) -> str:
        """The folded text without dates and times, at the same places."""
        return undated(self.plain)

    def around(self, words: AbstractSet[str], before: int, after: int) -> list[tuple[int, int]]:
        """Where to look when one of these words must be near: so far before each and so far after, without overlap.

        Where the same is said again it is looked at once, and nobody says more than MOST_PLACES different things.
        """
        return self.near(self.pieces.of(words), before, after)

    def near(self, pieces: Iterable[tuple[str, int, int]], before: int, after: int) -> list[tuple[int, int]]:
        """The same, of these pieces."""
        plain, seen, found = self.plain, set[str](), list[tuple[int, int]]()
        for _, start, end in pieces:
            said = plain[max(start - _SAID, 0) : end + _SAID]
            if said in seen:
                continue
            if len(seen) == MOST_PLACES:
                break
            seen.add(said)
            first, last = max(start - before, 0), min(end + after, len(plain))
            if found and first <= found[-1][1]:
                found[-1] = found[-1][0], last
            else:
                found.append((first, last))
        return found

    @cached_property
    def digits(self) -> int:
        """How many digits the folded text has."""
        return sum(map(self.plain.count, "0123456789"))

    @cached_property
    def is_upper(self) -> bool:
        """Whether all is in capitals, so that a capital tells nothing."""
        return self.text.isupper() if self._within is None else self._within.is_upper

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `plain[start:end]` (not empty) stands in the text, with the marks that belong to its last letter."""
        if self._origins is None:
            return start, end
        first, last = self._origins[start], self._origins[end - 1] + 1
        while last < len(self.text) and not _TABLE[ord(self.text[last])]:
            last += 1
        return first, last

    @cached_property
    def capitals(self) -> frozenset[int]:
        """The places in `plain` of the letters that are capitals in the text."""
        capitals, origins = [letter for letter in self._letters if letter.isupper()], self._origins
        if all(map(str.isascii, capitals)):
            found = [match.start() for match in _CAPITAL.finditer(self.text)] if capitals else []
        else:
            found = _places(self.text, capitals)
        return frozenset(found if origins is None else (bisect_left(origins, place) for place in found))

    def capital(self, place: int) -> bool:
        """Whether the letter at this place of `plain` is a capital in the text."""
        return place in self.capitals


def _places(text: str, letters: Collection[str]) -> list[int]:
    """Where these letters stand."""
    if sum(map(text.count, letters)) > _FEW:
        return [place for place, letter in enumerate(text) if letter in letters]
    found = []
    for letter in letters:
        place = text.find(letter)
        while place >= 0:
            found.append(place)
            place = text.find(letter, place + 1)
    return sorted(found)


class Pieces:
    """The words and figures of a text, in their order and by what they are."""

    def __init__(self, plain: str) -> None:
        parts = plain.encode("ascii", "replace").translate(_BLANKS).decode().split(" ")
        sizes = list(map(len, parts))
        starts = accumulate(map((1).__add__, sizes), initial=0)
        self.said, self.starts = list(filter(None, parts)), list(compress(starts, parts))
        self.ends = list(map(add, self.starts, filter(None, sizes)))
        self.words = frozenset(self.said)

    def __len__(self) -> int:
        return len(self.said)

    @cached_property
    def figured(self) -> frozenset[str]:
        """Those with a digit in them."""
        return frozenset([word for word in self.words if not word.isalpha()])

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """At which places each word stands."""
        found: dict[str, list[int]] = {word: [] for word in self.words}
        for place, word in enumerate(self.said):
            found[word].append(place)
        return found

    def at(self, place: int) -> tuple[str, int, int]:
        """The piece at a place, with where it begins and ends."""
        return self.said[place], self.starts[place], self.ends[place]

    def of(self, words: AbstractSet[str]) -> list[tuple[str, int, int]]:
        """Those that are one of these words, with where they begin and end."""
        said, starts, ends = self.said, self.starts, self.ends
        return [(said[place], starts[place], ends[place]) for place in self.places_of(words)]

    def places_of(self, words: AbstractSet[str]) -> list[int]:
        """At which pieces these words stand."""
        there = self.words & words
        return sorted(chain.from_iterable([self.places[word] for word in there])) if there else []


def folded(text: str) -> str:
    """The folded form alone, for words of lists."""
    return _plain_of(text, set(text) - _USUAL)


def _plain_of(text: str, strange: AbstractSet[str]) -> str:
    """The folded form of a text in which these letters are not ASCII."""
    if len(strange) < _FEW_STRANGE:
        # Among letters without accents a translation is many times as fast.
        for letter in strange:
            text = text.replace(letter, _TABLE[ord(letter)])
    return text.translate(_TABLE)
