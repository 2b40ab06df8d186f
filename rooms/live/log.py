"""A room's log: locking it, adding to it, reading it. All of it is synchronous and belongs in a transaction."""

import logging
import uuid
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from accounts.vault import Unreadable
from groups.models import Membership
from rooms.live.protocol import moment
from rooms.live.sealing import TalkKey, unwrap
from rooms.models import Event, Meeting, MeetingKey, Room
from rooms.phases import CHANGES, EventKind, Gone

logger = logging.getLogger("peerchat.log")

ABOUT_ITS_AUTHOR = frozenset({EventKind.JOINED, EventKind.LEFT})


def lock_room(room_id: uuid.UUID) -> Room:
    """The room, locked until the end of the transaction, with its meeting as it is now."""
    return lock_rooms([room_id])[room_id]


def lock_rooms(room_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Room]:
    """Locks rooms in the order of their ids, then reads their meetings: a joined read could be older than the lock."""
    rooms = {
        room.id: room for room in Room.objects.select_for_update(no_key=True).filter(pk__in=room_ids).order_by("pk")
    }
    wanted = {room.meeting_id for room in rooms.values() if room.meeting_id}
    meetings = Meeting.objects.select_related("key").in_bulk(wanted)
    for room in rooms.values():
        room.meeting = meetings.get(room.meeting_id) if room.meeting_id else None
    return rooms


def talk_key(room: Room) -> TalkKey | None:
    """The opened key of the room's current meeting, if it has one that is not destroyed."""
    if room.meeting is None:
        return None
    try:
        key = room.meeting.key
    except MeetingKey.DoesNotExist:
        return None
    return unwrap(key.id, bytes(key.wrapped))


def append(
    room: Room,
    *,
    kind: EventKind,
    author: Membership | None = None,
    fields: Mapping[str, Any] | None = None,
    refers_to: int | None = None,
    now: datetime,
) -> Event:
    """Adds one event to a locked room. `fields` are sealed under the current meeting's key, so they need a meeting."""
    room.head += 1
    event = Event(room=room, seq=room.head, kind=kind, author=author, refers_to=refers_to, at=now, meeting=room.meeting)
    if fields:
        key = talk_key(room)
        if key is None:
            raise ValueError("An event outside a meeting carries no fields.")
        event.key_id, event.ciphertext = key.id, key.seal(event.id, fields)
    event.save(force_insert=True)
    room.save(update_fields=["head"])
    return event


def take_text(room: Room, seqs: Collection[int], *, gone: Gone) -> list[tuple[uuid.UUID, bytes, uuid.UUID]]:
    """Empties messages and their later texts; returns what was there as (event id, ciphertext, key id)."""
    lines = Event.objects.filter(room=room, seq__in=seqs, kind=EventKind.MESSAGE)
    edits = Event.objects.filter(room=room, refers_to__in=seqs, kind=EventKind.EDITED)
    taken = [
        (event.id, bytes(event.ciphertext), event.key_id)
        for event in [*lines, *edits]
        if event.ciphertext is not None and event.key_id is not None
    ]
    for events in (lines, edits):
        events.update(ciphertext=None, content_hash=None, gone=gone)
    return taken


def take_back_all(room: Room, author: Membership, now: datetime) -> int:
    """Makes a tombstone by nobody of every line of `author` in a locked room, each with its event; how many."""
    lines = Event.objects.filter(room=room, author=author, kind=EventKind.MESSAGE)
    taken = lines.exclude(gone__in=[Gone.RETRACTED, Gone.HIDDEN]).order_by("seq")
    seqs = list(taken.values_list("seq", flat=True))
    take_text(room, seqs, gone=Gone.RETRACTED)
    Event.objects.bulk_create(
        Event(room=room, seq=seq, kind=EventKind.RETRACTED, refers_to=line, at=now, meeting=room.meeting)
        for seq, line in enumerate(seqs, start=room.head + 1)
    )
    room.head += len(seqs)
    room.save(update_fields=["head"])
    Event.objects.filter(room=room, author=author).update(author=None, client_id=None)
    return len(seqs)


def read(
    room_id: uuid.UUID, *, after: int, upto: int, newest: int | None = None, most: int | None = None
) -> list[dict[str, Any]]:
    """The events after `after` up to `upto` as on the wire, oldest first: the `newest` or the first `most`."""
    rows = _rows(room_id).filter(seq__gt=after, seq__lte=upto)
    return _told(list(rows.order_by("-seq")[:newest])[::-1] if newest else list(rows.order_by("seq")[:most]))


def pick(room_id: uuid.UUID, seqs: Collection[int]) -> list[dict[str, Any]]:
    """The events with these numbers as on the wire, in order; what is not there is left out."""
    return _told(list(_rows(room_id).filter(seq__in=seqs).order_by("seq")))


def read_own(room_id: uuid.UUID, author: Membership) -> list[dict[str, Any]]:
    """All that one member did in a room and is still kept, as on the wire, oldest first."""
    return _told(list(_rows(room_id).filter(author=author).order_by("seq")))


def read_changes(room_id: uuid.UUID, seqs: Collection[int], *, after: int) -> list[dict[str, Any]]:
    """What was done after `after` to the messages of these numbers, oldest first."""
    return _told(list(_rows(room_id).filter(seq__gt=after, kind__in=CHANGES, refers_to__in=seqs).order_by("seq")))


def _rows(room_id: uuid.UUID) -> QuerySet[Event]:
    """With the wrapped key of their meeting, unless it was destroyed."""
    rows = Event.objects.filter(room_id=room_id).select_related("author").only(*EVENT_COLUMNS)
    return rows.annotate(key_of=F("meeting__key__id"), wrapped=F("meeting__key__wrapped"))


def _told(events: list[Any]) -> list[dict[str, Any]]:
    keys = _keys({event.key_of: event.wrapped for event in events if event.key_of and event.key_id})
    return [wire(event, _fields(event, keys)) for event in events]


def wire(event: Event, fields: Mapping[str, Any], by: str | None = None) -> dict[str, Any]:
    """An event as clients hear it (docs/protocol.md, "Events"); `by` spares a look at the author's row."""
    by = by or (event.author.public_id if event.author else None)
    found: dict[str, Any] = {"seq": event.seq, "kind": str(event.kind), "at": moment(event.at)}
    if by and event.kind in ABOUT_ITS_AUTHOR:
        found["member"] = by
    elif by:
        found["by"] = by
    if event.refers_to is not None:
        found["reply_to" if event.kind == EventKind.MESSAGE else "refers_to"] = event.refers_to
    if event.gone:
        note = {"note": fields["note"]} if "note" in fields else {}
        return {**found, "text": None, **note, "gone": str(event.gone)}
    return {**found, **fields}


EVENT_COLUMNS = (
    "id", "room_id", "seq", "kind", "at", "ciphertext", "key_id", "refers_to", "gone", "author__public_id",
)  # fmt: skip


def _keys(wrapped: Mapping[uuid.UUID, bytes]) -> dict[uuid.UUID, TalkKey]:
    """Those that can be opened."""
    found = {}
    for key_id, value in wrapped.items():
        with suppress(Unreadable):
            found[key_id] = unwrap(key_id, bytes(value))
    return found


def _fields(event: Event, keys: Mapping[uuid.UUID, TalkKey]) -> dict[str, Any]:
    """What was sealed; an unreadable row is shown as a line that is gone, so that the room goes on."""
    if event.ciphertext is None or event.key_id is None:
        return {}
    try:
        return keys[event.key_id].open(event.id, bytes(event.ciphertext))
    except (KeyError, Unreadable):
        logger.error("an event could not be opened")  # noqa: TRY400 - a traceback would quote what it holds
        return {"text": None, "gone": str(Gone.HIDDEN)} if event.kind in (EventKind.MESSAGE, EventKind.EDITED) else {}
