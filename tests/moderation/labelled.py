"""The labelled lines of tests/moderation/lines: invented talk, with the findings marked as [[kind|words]].

A line is a language, a tab and a text. Those of `held_out` were written before the rules and never looked at while the
rules were made; those of `tuned` were. Those of `blind` were written by somebody who had not read the rules, and what
was missed in them was never looked at; who wrote the first of them mended the rules afterwards. In `blind` a whole
line is marked.
Those of `taught` the weights are learned from (learning.py): nothing is measured by them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from moderation.checks import SHIELDS, Finding, find

LINES: Final = Path(__file__).resolve().parent / "lines"
PARTS: Final = ("held_out", "blind", "tuned")
TAUGHT: Final = "taught"
MARK: Final = re.compile(r"\[\[([a-z_]+)\|(.+?)\]\]")


@dataclass(frozen=True)
class Labelled:
    """A text, its language, and what a reader finds in it: kind, start, end."""

    language: str
    text: str
    marks: tuple[tuple[str, int, int], ...]


@dataclass
class Measured:
    """What a set shows: findings that are there and that were found, per kind, and clean lines that were stopped."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    stopped: int = 0

    def recall(self, kinds: Iterable[str]) -> float:
        kinds = set(kinds)
        there = sum(self.there[kind] for kind in kinds)
        return sum(self.found[kind] for kind in kinds) / there

    def alarms(self) -> float:
        return self.stopped / self.clean

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {self.found[kind]}/{self.there[kind]}" for kind in sorted(self.there))
        return f"{kinds or 'no marks'}; {self.stopped} of {self.clean} clean lines stopped"


def labelled(name: str, part: str) -> list[Labelled]:
    """The lines of one set."""
    rows = (LINES / part / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [_read(row) for row in rows if row]


def measured(name: str, part: str) -> Measured:
    """What the checks make of a set: of a shield when it has the name of one, else of the guard."""
    shields = [name] if name in SHIELDS else []
    made = Measured()
    for line in labelled(name, part):
        found = [each for each in find(line.text, language=line.language, shields=shields) if _is_asked(each, shields)]
        made.there.update(kind for kind, _, _ in line.marks)
        made.found.update(mark[0] for mark in line.marks if any(_meet(mark, each) for each in found))
        made.clean += not line.marks
        made.stopped += not line.marks and bool(found)
    return made


def _read(row: str) -> Labelled:
    language, _, marked = row.partition("\t")
    text, marks, done = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[done : mark.start()]
        marks.append((mark[1], len(text), len(text) + len(mark[2])))
        text, done = text + mark[2], mark.end()
    return Labelled(language, text + marked[done:], tuple(marks))


def _is_asked(found: Finding, shields: list[str]) -> bool:
    return found.kind.startswith("shield:") if shields else True


def _meet(mark: tuple[str, int, int], found: Finding) -> bool:
    kind, start, end = mark
    return found.kind.removeprefix("shield:") == kind and found.start < end and start < found.end


def everything() -> Iterator[tuple[str, str]]:
    """All sets, each with its part."""
    return ((path.stem, part) for part in PARTS for path in sorted((LINES / part).glob("*.tsv")))
