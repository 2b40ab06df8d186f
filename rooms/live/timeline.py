"""The log as a page shows it: each line once and in order, with later changes laid over it.

What `static/js/room/models/timeline.js` does in a browser, for readers without script.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from groups.models import Membership
from rooms.live import log
from rooms.models import Event, Room
from rooms.phases import CHANGES, EventKind, Gone

SHOWN = frozenset(
    {
        EventKind.MESSAGE,
        EventKind.PHASE,
        EventKind.CLOSED,
        EventKind.JOINED,
        EventKind.LEFT,
        EventKind.NOTICE,
    }
)
PAGE = 50
"""Events that are read for one page, as many as a socket is welcomed with."""


@dataclass(slots=True)
class Entry:
    """A line or a happening as it stands now; `by` is a public id, as in events."""

    seq: int
    kind: str
    at: datetime
    by: str | None
    text: str | None = None
    reply_to: int | None = None
    note: str | None = None
    gone: str | None = None
    edited: bool = False
    rule: str = ""
    words: str = ""
    """Of who hid it."""
    happening: dict[str, Any] = field(default_factory=dict)
    """What else is told of something that happened: a name, a code, values."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a log, and whether there is more before it."""

    entries: list[Entry]
    more_before: bool


def stretch(room: Room, *, before: int | None = None) -> Stretch:
    """The newest lines of a room, or those just before number `before`."""
    upto = room.head if before is None else min(before - 1, room.head)
    events = log.read(room.id, after=room.floor, upto=upto, newest=PAGE)
    lines = [event["seq"] for event in events if event["kind"] == EventKind.MESSAGE]
    changes = log.read_changes(room.id, lines, after=upto) if lines and upto < room.head else []
    first = events[0]["seq"] if events else upto + 1
    return Stretch(laid_over([*events, *changes]), first > room.floor + 1)


def line(room: Room, seq: int) -> Entry | None:
    """One line of a room as it stands now; None when there is no such line."""
    events = log.read(room.id, after=max(seq - 1, room.floor), upto=seq)
    if not events or events[0]["kind"] != EventKind.MESSAGE:
        return None
    return laid_over([*events, *log.read_changes(room.id, [seq], after=seq)])[0]


def around(room: Room, seq: int, each_side: int) -> list[Entry]:
    """Line `seq` of a room with as many lines before it and after it, as they stand now."""
    lines = Event.objects.filter(room=room, kind=EventKind.MESSAGE).values_list("seq", flat=True)
    before = lines.filter(seq__lt=seq).order_by("-seq")[:each_side]
    return _as_they_stand(room, [*before, *lines.filter(seq__gte=seq).order_by("seq")[: each_side + 1]])


def last_of(room: Room, author: Membership, most: int) -> list[Entry]:
    """The last lines of one member in a room that have their text still, oldest first."""
    lines = Event.objects.filter(room=room, kind=EventKind.MESSAGE, author=author)
    kept = lines.filter(Q(gone=None) | Q(gone=Gone.EDITED)).order_by("-seq")[:most]
    return _as_they_stand(room, list(kept.values_list("seq", flat=True)))


def _as_they_stand(room: Room, seqs: list[int]) -> list[Entry]:
    return laid_over([*log.pick(room.id, seqs), *log.read_changes(room.id, seqs, after=0)])


def laid_over(events: Iterable[dict[str, Any]]) -> list[Entry]:
    """The entries that these events make, oldest first."""
    entries: dict[int, Entry] = {}
    for event in events:
        target = entries.get(event.get("refers_to", 0))
        if event["kind"] in SHOWN:
            entries[event["seq"]] = _entry(event)
        elif event["kind"] in CHANGES and target is not None:
            _change(target, event)
    return list(entries.values())


def _entry(event: dict[str, Any]) -> Entry:
    known = ("text", "reply_to", "note", "gone")
    about = ("seq", "kind", "at", "by", "member")
    return Entry(
        seq=event["seq"],
        kind=event["kind"],
        at=datetime.fromisoformat(event["at"]),
        by=event.get("by") or event.get("member"),
        happening={name: value for name, value in event.items() if name not in (*known, *about)},
        **{name: event[name] for name in known if name in event},
    )


def _change(target: Entry, event: dict[str, Any]) -> None:
    if event["kind"] == EventKind.EDITED:
        if event.get("gone") != Gone.EDITED:  # else a later one says it again
            target.text, target.gone = event["text"], event.get("gone")
            target.edited = event["text"] is not None
        return
    target.text = target.note = None
    target.gone = event["kind"]
    target.rule, target.words = event.get("rule", ""), event.get("words", "")
