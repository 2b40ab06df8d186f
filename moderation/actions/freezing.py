"""Freezing lines of a locked room beside it, before anybody can take them away."""

from datetime import datetime

from groups.models import Membership
from moderation.excerpts import packed
from moderation.models import FrozenExcerpt, Measure
from moderation.own import held_line, hidden_text
from rooms.live import holding, timeline
from rooms.live.timeline import Entry
from rooms.models import Event, Room
from rooms.phases import EventKind

EACH_SIDE = 5
"""Lines around the one that it is about."""
NOWHERE = 0
"""The number of what has none in the log."""
LAST = 5
"""Lines of a person who was reported."""


def freeze_line(room: Room, seq: int, now: datetime) -> FrozenExcerpt:
    """One line with those around it."""
    return _keep(room, timeline.around(room, seq, EACH_SIDE), {seq}, now)


def freeze_measured(room: Room, measure: Measure, now: datetime) -> FrozenExcerpt | None:
    """The line because of which a measure was taken, as `freeze_line`, also when hidden or held; None when it went."""
    if measure.held_id is not None:
        return _freeze_held(room, measure, now)
    seq = measure.seq or 0
    entries = timeline.around(room, seq, EACH_SIDE)
    line = next((entry for entry in entries if entry.seq == seq), None)
    if line is None or line.by != measure.membership.public_id:
        return None
    line.text = line.text or hidden_text(measure)
    return _keep(room, entries, {seq}, now) if line.text else None


def _freeze_held(room: Room, measure: Measure, now: datetime) -> FrozenExcerpt | None:
    """A line that nobody heard, where it would have stood."""
    held = held_line(measure)
    fields = holding.read(held) if held and held.room_id == room.id else None
    if held is None or fields is None:
        return None
    before = Event.objects.filter(room=room, kind=EventKind.MESSAGE, at__lte=held.held_at).order_by("-seq").first()
    place = before.seq if before else 0
    said = timeline.around(room, place, EACH_SIDE)
    by, text, note = held.author.public_id, fields["text"], fields.get("note")
    line = Entry(NOWHERE, EventKind.MESSAGE, held.held_at, by, text, note=note)
    earlier, later = ([entry for entry in said if (entry.seq <= place) is wanted] for wanted in (True, False))
    return _keep(room, [*earlier[-EACH_SIDE:], line, *later[:EACH_SIDE]], {NOWHERE}, now)


def freeze_person(room: Room, person: Membership, now: datetime) -> FrozenExcerpt | None:
    """What somebody said last, and nothing of others; None when nothing of it is kept."""
    entries = timeline.last_of(room, person, LAST)
    return _keep(room, entries, {entry.seq for entry in entries}, now) if entries else None


def _keep(room: Room, entries: list[Entry], marked: set[int], now: datetime) -> FrozenExcerpt:
    excerpt = FrozenExcerpt(group_id=room.group_id, frozen_at=now)
    excerpt.lines = packed(entries, marked)
    excerpt.save(force_insert=True)
    return excerpt
