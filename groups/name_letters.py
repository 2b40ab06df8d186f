"""Of which characters a name may be made: letters in use today, of one script, and as a reader expects them."""

from functools import lru_cache
from typing import Final
from unicodedata import normalize

import regex

from groups.name_skeletons import skeleton

# The scripts in use today (UAX #31, table 5), and two that are written at home here: Syriac and Tifinagh. Han goes
# with what it is written with (UTS #39, 5.1).
_WRITINGS: Final = tuple(
    regex.compile(
        "[" + "".join(rf"\p{{Script_Extensions={script}}}" for script in (*scripts.split("+"), "Zyyy", "Zinh")) + "]+"
    )
    for scripts in (
        "Latn Arab Cyrl Grek Hebr Armn Geor Deva Beng Ethi Gujr Guru Khmr Knda Laoo Mlym Mymr Orya Sinh Taml Telu Thaa "
        "Thai Tibt Syrc Tfng Hani+Hira+Kana Hani+Hang Hani+Bopo"
    ).split()
)

_NO_LONGER_IN_USE: Final = """
180-18E 190-19F 1A2-1AE 1B1-1C3 1DD 1E4-1E5 1F6-1F7 21C-21D 220-225 234-258 25A-2BA 2BD-2D1 2EE 305 30D-30E 312
315-31A 31C-322 329-334 336-337 33A-33F 346-377 37F 3CF-3FB 460-489 500-50F 52A-52D 560 588-5B3 5B5-5C7 610-61A
656-66F 673 68E 6A1 6D6-6E4 6E7-6ED 898-89F 8AD-8B1 8B3-8B4 8CA-900 94E 951-955 978 980 9FC A51 A75 AF9 B44
B62-B63 C00 C34 C58-C5A C62-C63 C81 CDE D01 D04 D3B-D3C D44 D5F D62-D63 D81 D8F-D90 DA6 DDF DF3 F18-F19 F39
10A0-10C5 10F1-10F6 1100-11FF 17A3-17A4 17A8 17B4-17B5 17CE-17CF 17D1 17D3 17DD-1C88 1CD0-1DFF 1E9C-1E9D 1E9F
1EFA-1EFF 20D0-2D25 2DE0-2E2F 302A-303C 312E 31F0-31FF A640-A67D A680-A69F A722-A787 A78B-A78C A78E-A791 A794-A7A9
A7AB-A7AD A7AF-A7B7 A7BA-A7BF A7F5-A9E6 AB30-AB65 AB68 D7B0-D7FB FB1E-10780 16FE3 1AFF0-1B11E 1CF00-1D244
"""
"""Letters and marks of these scripts that only old books, phonetics and disguises use: all but those whose
Identifier_Status is Allowed (UTS #39, 3.1, Unicode 14; by code point, unassigned ones between them included)."""


def _as_set(ranges: str) -> str:
    """The inside of a set of a regular expression."""
    ends = (span.split("-") for span in ranges.split())
    return "".join("-".join(rf"\U{int(end, 16):08x}" for end in span) for span in ends)


# A mark without a letter below it, one that strikes through or encloses it, the same one twice, and heaps of marks
# that reach into other lines (UTS #39, 5.4).
_LOOSE_MARKS: Final = regex.compile(
    r"(?:^|[^\p{L}\p{M}\p{N}])\p{M}|[\p{Me}\u0334-\u0338]|\p{Mn}{4}|\p{Script=Inherited}{3}"
)
_TWICE: Final = regex.compile(r"(\p{Mn})\1")
_READABLE: Final = regex.compile(r"[\p{L}\p{N}]")
_SYMBOL: Final = regex.compile(r"[\p{S}--+]", regex.VERSION1)
_RARE: Final = regex.compile(
    rf"[[{_as_set(_NO_LONGER_IN_USE)}]&&[\p{{L}}\p{{M}}]--[\p{{Syrc}}\p{{Tfng}}]]", regex.VERSION1
)
_DIGIT: Final = regex.compile(r"\p{Nd}")


def unreadable(name: str) -> bool:
    """Whether not everybody can read it: symbols, heaps of marks, letters that are not in use, nothing to read."""
    odd = (
        _SYMBOL.search(name) or _LOOSE_MARKS.search(name) or _TWICE.search(normalize("NFD", name)) or _RARE.search(name)
    )
    return bool(odd) or not (_READABLE.search(name) and skeleton(name)) or not all(map(_has_a_writing, name))


@lru_cache(maxsize=8192)
def _has_a_writing(char: str) -> bool:
    return any(writing.fullmatch(char) for writing in _WRITINGS)


def mixes_scripts(name: str) -> bool:
    """Whether it has letters of more than one script (UTS #39, 5.1), or digits of more than one system (5.3)."""
    zeros = {ord(digit) - int(digit) for digit in _DIGIT.findall(name)}
    return len(zeros) > 1 or not any(writing.fullmatch(name) for writing in _WRITINGS)
