"""The word lists and patterns of a language: the files of moderation/checks/data, read and made ready once."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from moderation.checks.folding import folded

DATA: Final = Path(__file__).resolve().parent / "data"
SHARED: Final = "all"


@dataclass(frozen=True, eq=False)
class Language:
    """What one language's file says, with what all.toml says for every language."""

    code: str
    own: dict[str, Any]
    shared: dict[str, Any]

    def words(self, *path: str) -> frozenset[str]:
        """A list of words, folded; those for every language are among them."""
        return _words(self, path)

    def listed(self, *path: str) -> tuple[str, ...]:
        return tuple(folded(word) for source in (self.shared, self.own) for word in _at(source, path).split())

    def patterns(self, *path: str) -> tuple[str, ...]:
        """A list of patterns, as they stand in the files."""
        return tuple(line for source in (self.shared, self.own) for line in _lines(source, path))

    @cached_property
    def values(self) -> dict[str, int]:
        """The number words up to 999, and thousands of them."""
        return _composed(self.own["numbers"])

    @cached_property
    def valued(self) -> frozenset[str]:
        """The number words of this language."""
        return frozenset(self.values)

    @cached_property
    def digits(self) -> dict[str, str]:
        """The digits that a number word stands for, of every language: a mixed group mixes them."""
        found = {}
        for code in ("en", "fr", "nl", self.code):
            for word, value in language(code).values.items():
                if value < 1000:
                    found[word] = str(value)
        ones = {word: digit for word, digit in found.items() if len(digit) == 1}
        zeros = [word for word, digit in ones.items() if digit == "0"]
        found.update({zero + word: "0" + digit for zero in zeros for word, digit in ones.items() if len(word) > 2})
        for word in self.words("numbers", "not_in_rows"):
            found.pop(word, None)
        return found

    @cached_property
    def told(self) -> frozenset[str]:
        """The number words, of every language."""
        return frozenset(self.digits)

    @cached_property
    def run_on(self) -> dict[str, str]:
        """Verbs with the k of “ik” written to them, and what they are without it: kheb."""
        return {f"k{verb}": verb for verb in self.listed("verbs", "after_k")}

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Small words that may stand between the figures of one number."""
        return self.words("numbers", "fillers")


@cache
def _words(of: Language, path: tuple[str, ...]) -> frozenset[str]:
    return frozenset(of.listed(*path))


def spaced(pattern: str) -> str:
    """A pattern of the files as a regular expression: a space is some blanks, and with a ? behind it perhaps none."""
    return pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")


def one_of(words: Iterable[str]) -> str:
    """A regular expression for one of these words, the longest that fits first; what they begin with stands once."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words):
        by_first.setdefault(word[:1], []).append(word[1:])
    ends = by_first.pop("", None)
    found = "|".join(re.escape(first) + one_of(rests) for first, rests in by_first.items())
    if len(by_first) == 1 and not ends:
        return found
    return f"(?:{found}){'?' if ends else ''}" if found else ""


@cache
def language(code: str) -> Language:
    """The language with this code; raises KeyError for one that has no file."""
    if not (DATA / f"{code}.toml").exists() or code == SHARED:
        raise KeyError(code)
    return Language(code, _read(code), _read(SHARED))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _at(source: dict[str, Any], path: tuple[str, ...]) -> str:
    found: Any = source
    for name in path:
        found = found.get(name, {})
    return found or ""


def _lines(source: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    return [line.strip() for line in _at(source, path).splitlines() if line.strip()]


def _composed(numbers: dict[str, Any]) -> dict[str, int]:
    """Number words as they are written in one: achtenzeventig, seventyeight."""
    small = {folded(word): value for value, words in _pairs(numbers["small"]) for word in words}
    tens = {folded(word): value for value, words in _pairs(numbers["tens"]) for word in words}
    found = {**small, **tens}
    units = {word: value for word, value in small.items() if 0 < value < 10}
    for unit, value in units.items():
        for ten, more in tens.items():
            found[numbers["joined"].format(unit=unit, ten=ten)] = value + more
    below = dict(found)
    for word in numbers["hundred"].split():
        teens = {word: value for word, value in below.items() if value > 10} if numbers["glued"] else {}
        for many, times in {"": 1, **units}.items():
            found.setdefault(many + word, 100 * times)
            if numbers["glued"]:
                found.update({many + word + rest: 100 * times + value for rest, value in below.items() if value})
        found.update({many + word: 100 * times for many, times in teens.items()})
    thousand = {
        many + word: 1000 * max(value, 1) for word in numbers["thousand"].split() for many, value in found.items()
    }
    return {**thousand, **dict.fromkeys(numbers["thousand"].split(), 1000), **found}


def _pairs(table: dict[str, str]) -> list[tuple[int, list[str]]]:
    return [(int(value), words.split()) for value, words in table.items()]
