"""What two names share when a reader could take one for the other: the skeletons of Unicode UTS #39."""

import json
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import regex


def skeleton(text: str) -> str:
    """What look-alike names have in common (UTS #39, 4, on the case-folded form).

    Beyond the standard: accents, spaces and punctuation make no difference, and 1, l and i are one letter. The result
    is for comparing only, never to be shown. Any text has one; `skeleton(skeleton(x)) == skeleton(x)`.
    """
    found, before = _without_looks(text), text
    while found != before:
        found, before = _without_looks(found), found
    return found


def plain(text: str) -> str:
    """Case-folded and taken apart (NFKD), without what is put over or under any letter."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return str(_ACCENTS.sub("", unicodedata.normalize("NFKD", folded.casefold())))


_ACCENTS: Final = regex.compile(r"\p{Script=Inherited}+")


def _without_looks(text: str) -> str:
    """One round: letters and digits only, each as its prototype."""
    found = "".join(map(_prototype, plain(text)))
    return "".join(char for char in found if unicodedata.category(char)[0] in "LMN")


@lru_cache(maxsize=8192)
def _prototype(char: str) -> str:
    """What stands for a case-folded character; plain Latin as soon as its small or capital form looks like that."""
    if char == "i":
        return "l"
    looks = [plain(look) for look in _looks(char)]
    return next((look for look in looks if look and look.isascii()), looks[0])


_SMALL_CAPITAL: Final = regex.compile("LATIN LETTER SMALL CAPITAL ([A-Z])")


def _looks(char: str) -> Iterator[str]:
    yield _prototypes().get(char, char)
    if not char.isascii():
        yield _prototypes().get(char.upper(), char.upper())
        if small_capital := _SMALL_CAPITAL.fullmatch(unicodedata.name(char, "")):
            yield small_capital[1]


@cache
def _prototypes() -> dict[str, str]:
    """The look-alikes of UTS #39 (confusables.txt), each with its prototype.

    The package keeps the pairs without their direction. Every group of them is a star: the prototype stands in the
    middle, or is the only member of several characters. Of a single pair either may stand for both.
    """
    packed = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    pairs = {_bare(char): [_bare(other["c"]) for other in others] for char, others in packed.items()}
    middles = {char: _middle(char, others[0], pairs) for char, others in pairs.items() if len(others) == 1}
    # Case folding makes two letters of ß, which then stands for nothing that looks like it.
    return {char: middle for char, middle in middles.items() if middle != "ß"}


def _bare(text: str) -> str:
    # Pairs that are written from right to left stand between marks of direction in the published file.
    return text.strip("\u200e")


def _middle(char: str, other: str, pairs: dict[str, list[str]]) -> str:
    if len(other) > 1 or len(pairs[other]) > 1:
        return other
    return char if len(char) > 1 else min(char, other)
