"""Whether a name could be taken for somebody with a task here, also in disguise."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Final

import regex

from groups.name_skeletons import plain, skeleton
from groups.name_words import INNOCENT, RESERVED_IN_WORDS, RESERVED_PARTS, RESERVED_WORDS

_WORD_ENDS: Final = regex.compile(r"[^\p{L}\p{M}\p{N}!]+")
_HUMPS: Final = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})")
_SINGLE_LETTERS: Final = regex.compile(r"(?<![\p{L}\p{N}])[\p{L}\p{N}](?:[^\p{L}\p{N}]+[\p{L}\p{N}](?![\p{L}\p{N}]))+")
_READ_AS_LETTERS: Final = str.maketrans("3456789!", "easgtbgi")
_AROUND: Final = "0123456789!"
_LONG: Final = 5
"""Letters. A reserved word of so many counts also when spaces divide it or a letter stands twice; a shorter one would
then be a name and an initial, or another word."""


def looks_like_a_role(name: str) -> bool:
    """Whether a reader could take its bearer for a facilitator, a helper, the system or everybody."""
    parts, inside, words = (_keys(reserved) for reserved in (RESERVED_PARTS, RESERVED_IN_WORDS, RESERVED_WORDS))
    whole = _readings(name)
    if _holds(whole, parts) or any(len(reading) >= _LONG and reading in words | inside for reading in whole):
        return True
    read = {reading for word in _words(name) for reading in _readings(word)}
    return _holds(read, inside) or not words.isdisjoint(read)


def _holds(readings: set[str], parts: frozenset[str]) -> bool:
    return any(part in reading for reading in readings for part in parts)


def _words(name: str) -> Iterator[str]:
    """Its words, and what its single letters spell together."""
    spelt = ("".join(regex.findall(r"[\p{L}\p{N}]", run)) for run in _SINGLE_LETTERS.findall(name))
    words = _WORD_ENDS.split(name)
    humps = (hump for word in words for hump in _HUMPS.split(word))
    for word in (*words, *humps, *spelt):
        if plain(word.strip(_AROUND)) not in INNOCENT:
            yield word


def _readings(text: str) -> set[str]:
    """How it can be read: as it stands or without a number around it, each also with digits for letters."""
    bare = text.strip(_AROUND)
    return set(map(_key, {text, bare, text.translate(_READ_AS_LETTERS), bare.translate(_READ_AS_LETTERS)}))


def _key(text: str) -> str:
    found = skeleton(text)
    once = "".join(letter for letter, _ in groupby(found))
    return once if len(once) >= _LONG else found


@cache
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_key, words))
