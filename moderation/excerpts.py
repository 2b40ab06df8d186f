"""What a frozen excerpt holds, and how it is told: lines by public id, whose names are looked up when it is read.

So an excerpt names nobody any more once an account was erased.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase

from django.utils.translation import gettext as _

from groups.roles import Role
from moderation.models import Report
from rooms.live.timeline import Entry
from rooms.queries import Person, people
from rooms.words import say


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an excerpt, for somebody who may read it."""

    name: str
    at: datetime
    text: str
    """Empty for a line that was gone already."""
    note: str
    """What was said about it beforehand."""
    reported: bool


def packed(entries: Iterable[Entry], reported: Collection[int]) -> str:
    """The lines as they are kept, with which of them were reported."""
    return json.dumps(
        [
            {
                "by": entry.by,
                "at": entry.at.isoformat(),
                "text": entry.text,
                "note": entry.note,
                "reported": entry.seq in reported,
            }
            for entry in entries
        ]
    )


def lines_of(report: Report, *, all_names: bool) -> list[Line]:
    """The excerpt of a report; without `all_names` only who was reported and who leads is called by name."""
    kept = json.loads(report.excerpt.lines) if report.excerpt else []
    authors = list(dict.fromkeys(row["by"] for row in kept if row["by"]))
    met = {person.public_id: person for person in people(report.group_id, authors)}
    named = None if all_names else {row["by"] for row in kept if row["reported"]}
    return [
        Line(
            name=_name(row["by"], authors, met.get(row["by"]), named),
            at=datetime.fromisoformat(row["at"]),
            text=row["text"] or "",
            note=say("note", note=row["note"]) if row["note"] else "",
            reported=row["reported"],
        )
        for row in kept
    ]


def _name(by: str | None, authors: list[str], person: Person | None, named: Collection[str] | None) -> str:
    if by is None or person is None:
        return say("somebody")
    if named is None or by in named or person.role == Role.FACILITATOR:
        return person.name
    return _("A member (%(letter)s)") % {"letter": ascii_uppercase[authors.index(by)]}
