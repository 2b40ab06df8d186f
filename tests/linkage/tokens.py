"""What two records have in common, and what of that gives a person away."""

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from groups.name_words import CALM_WORDS
from tests.linkage.recording import Record

LONGEST_THAT_SAYS_NOTHING: Final = 3
SHARED_WORDS: Final = Path(__file__).parent / "shared_words.txt"

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?")
_TOKEN: Final = re.compile(r"[\w-]+")
_OF_THE_READER: Final = re.compile(
    r'data-(?:now|left|most)="[^"]*"|"(?:left|most)": ?\d+|\?nu=\d+|"ends_at": ?"[^"]*"|id="proposal">[^<]*<'
)
"""When an answer was given, how long the reader's own session lasts, and the passphrase proposed to them alone.

None of them tells of another. Who sits in a talk is kept signed in together with all others on that process,
until the same moment. A passphrase is six words drawn anew for each answer from a list of some two thousand:
two facilitators see the same word once in some fifty evenings, by chance alone.
"""
_TOO_EXACT: Final = re.compile(
    r"T\d\d:\d\d:(?!00(?![\d.]))[\d.]+|\b\d\d:\d\d:\d\d\.\d+|(?<![\w-])1[789]\d{8}(?:\d{3})?(?![\w-])"
)


def tokens(texts: Iterable[str]) -> set[str]:
    """Every word, number, id and moment that is longer than three characters; large and small letters are one."""
    found: set[str] = set()
    for text in texts:
        plain = unquote(unescape(_OF_THE_READER.sub("", text)))
        found.update(_MOMENT.findall(plain))
        found.update(_TOKEN.findall(_MOMENT.sub(" ", plain).lower()))
    return {token for token in found if len(token.strip("-_")) > LONGEST_THAT_SAYS_NOTHING}


def common(record: Record, one: str, other: str) -> set[str]:
    """The tokens of both groups."""
    return tokens(record.texts(one)) & tokens(record.texts(other))


def links(record: Record) -> set[str]:
    """What A and B, with one person in both, have in common, and C and D, with two, have not."""
    found = common(record, "A", "B") - common(record, "C", "D") - suggested_words()
    return {token for token in found if not any(shared.fullmatch(token) for shared in shared_words())}


def suggested_words() -> set[str]:
    """What the names are made of that a page proposes, others each time."""
    told = (word for words in CALM_WORDS.values() for word in (*words.adjectives, *words.nouns))
    return {word.lower() for word in told}


def shared_words() -> list[re.Pattern[str]]:
    """The reviewed list: one regular expression a line, above it why it tells nothing."""
    lines = SHARED_WORDS.read_text("utf-8").splitlines()
    return [re.compile(line) for line in lines if line and not line.startswith("#")]


def too_exact(texts: Iterable[str]) -> set[str]:
    """Moments that are not cut to the minute."""
    return {found for text in texts for found in _TOO_EXACT.findall(_OF_THE_READER.sub("", text))}
