"""What a check finds in a text."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Final

HARD: Final = ("phone", "email", "iban", "national_number", "bsn", "address", "handle", "link")
LEAK_WORD: Final = "leak_word"
"""One of the words that its author never wants to leak: as hard as those."""
SOFT: Final = ("postcode_place", "birth_date", "work_school", "real_name")
SHIELDS: Final = ("numbers", "doses", "methods", "money", "professionals")
LANGUAGES: Final = ("nl", "fr", "en")
MOST: Final = 64
"""Findings of one text; the protocol tells no more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text to look at first; `start` and `end` in code points of the text as it was given."""

    kind: str
    start: int
    end: int

    @property
    def hard(self) -> bool:
        """Whether it cannot be sent at all."""
        return self.kind in HARD or self.kind == LEAK_WORD

    @property
    def hint(self) -> str:
        """Which sentence tells how to say it otherwise (moderation/hints.py)."""
        return self.kind


def apart(found: list[Finding]) -> list[Finding]:
    """The findings in the order of the text: of those of the guard that overlap, the surest one.

    A shield speaks for itself, so its finding may lie over one of the guard.
    """
    kept: dict[str, list[Finding]] = {}
    for each in sorted(found, key=_sureness):
        beside = kept.setdefault(_family(each), [])
        place = bisect_left(beside, each.start, key=_start)
        if not any(_overlap(each, other) for other in beside[max(place - 1, 0) : place + 1]):
            beside.insert(place, each)
    return sorted(chain(*kept.values()), key=lambda each: (each.start, each.end, each.kind))[:MOST]


_start: Final = attrgetter("start")


_ORDER: Final = {
    kind: place
    for place, kind in enumerate(
        (
            LEAK_WORD,
            "email",
            "link",
            "iban",
            "national_number",
            "phone",
            "address",
            "bsn",
            "handle",
            "birth_date",
            "postcode_place",
            "work_school",
            "real_name",
        )
    )
}


def _sureness(found: Finding) -> tuple[int, int, int]:
    return _ORDER.get(found.kind, len(_ORDER)), found.start, -found.end


def _family(found: Finding) -> str:
    return found.kind if found.kind.startswith("shield:") else "guard"


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
