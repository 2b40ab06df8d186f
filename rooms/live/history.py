"""Parts of a log for who reads back: the socket goes on from where a page is, never to what was before."""

from collections.abc import Collection
from typing import Any

from groups.models import Membership
from rooms.live import log
from rooms.live.reading import authors, messages, reactions
from rooms.models import Room
from rooms.queries import Person, people

STRETCH = 100
"""Events in one answer."""


def newest(room: Room, reader: Membership, *, before: int | None = None) -> dict[str, Any]:
    """The newest events, or those just before a number."""
    upto = room.head if before is None else min(before - 1, room.head)
    events = log.read(room.id, after=room.floor, upto=upto, newest=STRETCH)
    return _told(room, reader, events, more=bool(events) and events[0]["seq"] > room.floor + 1)


def following(room: Room, reader: Membership, after: int) -> dict[str, Any]:
    """The events just after a number."""
    events = log.read(room.id, after=max(after, room.floor), upto=room.head, most=STRETCH)
    return _told(room, reader, events, more=bool(events) and events[-1]["seq"] < room.head)


def picked(room: Room, reader: Membership, seqs: Collection[int]) -> dict[str, Any]:
    """The events with these numbers, as far as they are kept: lines that others reply to."""
    events = log.pick(room.id, [seq for seq in seqs if room.floor < seq <= room.head])
    return _told(room, reader, events, more=False)


def _told(room: Room, reader: Membership, events: list[dict[str, Any]], *, more: bool) -> dict[str, Any]:
    """As in `events` and `welcome` frames; `changes` has what was done to these lines since, wherever in the log."""
    counts, mine = reactions(room.id, reader.id, messages(events))
    touched = messages([event for event in events if "gone" in event])
    known = authors(events)
    return {
        "seq": room.head,
        "events": events,
        "changes": log.read_changes(room.id, touched, after=0) if touched else [],
        "names": {person.public_id: person.wire() for person in _people(room, known)},
        "counts": counts,
        "mine": mine,
        "more": more,
    }


def _people(room: Room, known: set[str]) -> list[Person]:
    found = people(room.group_id, known) if known else []
    return [person for person in found if person.public_id in known]
