"""What a socket is told when it comes: read in one go, so that numbers, people and events belong together."""

import uuid
from collections.abc import Collection, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from rooms.live import log
from rooms.live.protocol import NEWEST, moment
from rooms.models import Epoch, Reaction, Room
from rooms.phases import Phase
from rooms.queries import Person, Seat, people

CHUNK = 1_000
"""Events read at once while catching up."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a client says that it stopped: the last event it has, and of which epoch."""

    after: int | None
    epoch: str | None


@dataclass(slots=True)
class Opening:
    """The state of a room as a socket finds it."""

    epoch: str
    head: int
    floor: int
    phase: dict[str, str]
    reset: bool
    events: list[dict[str, Any]]
    people: list[Person]
    counts: dict[str, dict[str, int]]
    mine: dict[str, list[str]]


def opening(seat: Seat, cursor: Cursor, known: Set[str]) -> Opening:
    """What `welcome` needs: the first of the events that the client lacks, and people unless all are `known`."""
    # No transaction: the head is read first and events only up to it, and on SQLite it would lock out the writer.
    room = Room.objects.select_related("meeting").annotate(epoch=Epoch.objects.values("value")).get(pk=seat.room_id)
    reset = _must_reset(room, cursor, room.epoch)
    if cursor.after is None or reset:
        events = log.read(room.id, after=room.floor, upto=room.head, newest=NEWEST)
    else:
        events = log.read(room.id, after=cursor.after, upto=room.head, most=CHUNK)
    counts, mine = reactions(seat.room_id, seat.membership_id, messages(events))
    unknown = {seat.public_id, *authors(events)} - known
    return Opening(
        epoch=room.epoch,
        head=room.head,
        floor=room.floor,
        phase=phase_of(room),
        reset=reset,
        events=events,
        people=people(seat.group_id, unknown) if unknown else [],
        counts=counts,
        mine=mine,
    )


def counts(room_id: uuid.UUID, seqs: Collection[int]) -> dict[int, dict[str, int]]:
    """The acknowledgements of messages as numbers, by number and kind."""
    found: dict[int, dict[str, int]] = {}
    rows = Reaction.objects.filter(room_id=room_id, seq__in=seqs).values_list("seq", "kind").order_by("seq", "kind")
    for seq, kind, number in rows.annotate(number=Count("id")):
        found.setdefault(seq, {})[kind] = number
    return found


def reactions(
    room_id: uuid.UUID, membership_id: uuid.UUID, seqs: Collection[int]
) -> tuple[dict[str, dict[str, int]], dict[str, list[str]]]:
    """The `counts` of messages as in `welcome`, and which of them are the reader's own."""
    counts: dict[str, dict[str, int]] = {}
    mine: dict[str, list[str]] = {}
    rows = Reaction.objects.filter(room_id=room_id, seq__in=seqs).order_by("seq", "kind") if seqs else []
    for reaction in rows:
        found = counts.setdefault(str(reaction.seq), {})
        found[reaction.kind] = found.get(reaction.kind, 0) + 1
        if reaction.membership_id == membership_id:
            mine.setdefault(str(reaction.seq), []).append(reaction.kind)
    return counts, mine


def phase_of(room: Room) -> dict[str, str]:
    """The room's phase as in `welcome`: its current meeting's, else closed."""
    if room.meeting is None:
        return {"name": str(Phase.CLOSED)}
    found = {"name": str(room.meeting.phase)}
    if room.meeting.phase_ends_at:
        found["ends_at"] = moment(room.meeting.phase_ends_at)
    return found


def authors(events: list[dict[str, Any]]) -> set[str]:
    """The public ids of all whom the events speak of."""
    return {event[key] for event in events for key in ("by", "member") if key in event}


def messages(events: list[dict[str, Any]]) -> list[int]:
    """The numbers of the messages among the events."""
    return [event["seq"] for event in events if event["kind"] == "message"]


def _must_reset(room: Room, cursor: Cursor, now_epoch: str) -> bool:
    """Whether the client's numbers mean nothing here any more; zero is always good: everything that is kept."""
    if cursor.after is None:
        return False
    if cursor.epoch is not None and cursor.epoch != now_epoch:
        return True
    return cursor.after > room.head or 0 < cursor.after < room.floor
