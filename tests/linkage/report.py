"""What an evening proves: nothing links the two names of one person, and what does is found."""

from dataclasses import dataclass
from typing import Final, Self

from tests.linkage.evening import OWN_DATA, Evening
from tests.linkage.looks import taken_along
from tests.linkage.recording import Record
from tests.linkage.tokens import common, links, too_exact
from tests.linkage.world import GROUPS, WHO_COMES

ACCOUNTS: Final = ("name", "regular 0", "regular 1", "regular 2")
"""Who is in A and in B: Ben, and those who were there before."""


@dataclass(frozen=True)
class Report:
    """Counts for who reads, and faults; a report without faults is a good one."""

    items: int
    compared: int
    links: set[str]
    faults: list[str]

    @classmethod
    def of(cls, evening: Evening) -> Self:
        found = links(evening.record)
        faults = {
            f"these tokens link the two names: {sorted(found - {evening.said_twice})}": found - {evening.said_twice},
            "the word that Ben said in both groups was not found": evening.said_twice not in found,
            "his account, written into one page of each group, was not found": not _finds_an_account(evening),
            f"taken along from group to group: {_taken_along(evening)}": _taken_along(evening),
            f"heard in other groups while he was in A: {_leaked(evening)}": _leaked(evening),
            "nobody heard him in A": not evening.overheard["A"],
            f"moments that are not cut to the minute: {_exact(evening)}": _exact(evening),
            f"a coordinator reads about people: {_named(evening)}": _named(evening),
        }
        compared = len(common(evening.record, "A", "B"))
        return cls(
            len(evening.record), compared, found - {evening.said_twice}, [it for it, true in faults.items() if true]
        )


def _finds_an_account(evening: Evening) -> bool:
    """The second planted token, in a copy of the record."""
    record = Record({letter: list(items) for letter, items in evening.record.items.items()})
    for letter in GROUPS:
        owner = (
            evening.world.account if WHO_COMES[letter] == "ben" else f"{letter.lower() * 8}-0000-4000-8000-{'0' * 12}"
        )
        record.add(letter, "planted", f'<li data-account="{owner}"></li>')
    return evening.world.account in links(record)


def _taken_along(evening: Evening) -> list[str]:
    places = evening.world.places
    names = {who: (places["A"][who], places["B"][who]) for who in ACCOUNTS}
    return taken_along(evening.desks["A"], evening.desks["B"], names)


def _leaked(evening: Evening) -> list[str]:
    return [frame["type"] for letter in "BCD" for frame in evening.overheard[letter]]


def _exact(evening: Evening) -> list[str]:
    """But for what somebody gets as the own data: those are moments of their own."""
    told = (item for letter in GROUPS for item in evening.record.items[letter])
    return sorted(too_exact(text for where, text in told if not where.endswith(OWN_DATA)))


def _named(evening: Evening) -> list[str]:
    """Ids and names of people on a coordinator's pages."""
    known = [place[what] for place in evening.world.places.values() for what in ("name", "member_id")]
    return [what for what in known if any(what in page for page in evening.together)]
