"""A text as a reader hears it: small letters without accents, look-alikes as what they look like, nothing invisible.

Every place in the folded text knows its place in the text as it was given.
"""

import re
import unicodedata
from functools import cached_property
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
    "\n": "\n",
    "\r": "\n",
    "\t": " ",
}
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
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", letter).lower())
    return "".join(_plain(part) for part in parts)


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


_WORD: Final = re.compile(r"[a-z]+")


class Folded:
    """A text in its folded form, `plain`, and the way back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_TABLE)

    @cached_property
    def _origins(self) -> list[int] | None:
        """The place in the text of each folded letter; None when they are the same."""
        if all(len(_TABLE[ord(letter)]) == 1 for letter in set(self.text)):
            return None
        return [place for place, letter in enumerate(self.text) for _ in _TABLE[ord(letter)]]

    @cached_property
    def undated(self) -> str:
        """The folded text without dates and times, at the same places."""
        return undated(self.plain)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the folded text, of letters only."""
        return frozenset(_WORD.findall(self.plain))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `plain[start:end]` (not empty) stands in the text, with the marks that belong to its last letter."""
        if self._origins is None:
            return start, end
        first, last = self._origins[start], self._origins[end - 1] + 1
        while last < len(self.text) and not _TABLE[ord(self.text[last])]:
            last += 1
        return first, last

    def capital(self, place: int) -> bool:
        """Whether the letter at this place of `plain` is a capital in the text."""
        return self.text[place if self._origins is None else self._origins[place]].isupper()


def folded(text: str) -> str:
    """The folded form alone, for words of lists."""
    return text.translate(_TABLE)
