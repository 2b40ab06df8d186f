"""What a frozen excerpt holds, and how it is told: lines by public id, whose names are looked up when it is read.

So an excerpt names nobody any more once an account was erased.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from string import ascii_uppercase
from typing import Final

from django.utils.translation import gettext as _

from groups.roles import Role
from moderation.models import FrozenExcerpt
from rooms.live.timeline import Entry
from rooms.queries import Person, people
from rooms.words import say

MARK: Final = "reported"
"""What the mark of a line is called where it is kept."""


class Named(Enum):
    """Who is called by name in an excerpt besides those who lead the group; others have a letter."""

    EVERYBODY = "everybody"
    MARKED = "marked"
    """Whose line it is about."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an excerpt, for somebody who may read it."""

    name: str
    at: datetime
    text: str
    """Empty for a line that was gone already."""
    note: str
    """What was said about it beforehand."""
    marked: bool
    """Whether it is the line, or one of those, that the case is about."""


def packed(entries: Iterable[Entry], marked: Collection[int]) -> str:
    """The lines as they are kept, with which of them the case is about."""
    return json.dumps(
        [
            {
                "by": entry.by,
                "at": entry.at.isoformat(),
                "text": entry.text,
                "note": entry.note,
                MARK: entry.seq in marked,
            }
            for entry in entries
        ]
    )


def lines_of(excerpt: FrozenExcerpt, named: Named) -> list[Line]:
    """The lines of an excerpt, with as many names as whoever reads it may learn."""
    kept = json.loads(excerpt.lines)
    authors = list(dict.fromkeys(row["by"] for row in kept if row["by"]))
    met = {person.public_id: person for person in people(excerpt.group_id, authors)}
    called = {
        Named.EVERYBODY: set(authors),
        Named.MARKED: {row["by"] for row in kept if row[MARK]},
        Named.NOBODY: set(),
    }[named]
    return [
        Line(
            name=_name(row["by"], authors, met.get(row["by"]), called),
            at=datetime.fromisoformat(row["at"]),
            text=row["text"] or "",
            note=say("note", note=row["note"]) if row["note"] else "",
            marked=row[MARK],
        )
        for row in kept
    ]


def own_text(excerpt: FrozenExcerpt) -> str:
    """What the line that the case is about says, and nothing around it: for its author."""
    return next((row["text"] or "" for row in json.loads(excerpt.lines) if row[MARK]), "")


def _name(by: str | None, authors: list[str], person: Person | None, called: Collection[str]) -> str:
    if by is None or person is None:
        return say("somebody")
    if by in called or person.role == Role.FACILITATOR:
        return person.name
    return _("A member (%(letter)s)") % {"letter": ascii_uppercase[authors.index(by)]}
