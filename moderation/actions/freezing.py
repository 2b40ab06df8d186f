"""Freezing lines of a locked room beside it, before anybody can take them away."""

from datetime import datetime

from groups.models import Membership
from moderation.excerpts import packed
from moderation.models import FrozenExcerpt, Measure
from moderation.own import hidden_text
from rooms.live import timeline
from rooms.live.timeline import Entry
from rooms.models import Room

EACH_SIDE = 5
"""Lines around the one that it is about."""
LAST = 5
"""Lines of a person who was reported."""


def freeze_line(room: Room, seq: int, now: datetime) -> FrozenExcerpt:
    """One line with those around it."""
    return _keep(room, timeline.around(room, seq, EACH_SIDE), {seq}, now)


def freeze_measured(room: Room, measure: Measure, now: datetime) -> FrozenExcerpt | None:
    """The line because of which a measure was taken, as `freeze_line`, also when it is hidden; None when it went."""
    seq = measure.seq or 0
    entries = timeline.around(room, seq, EACH_SIDE)
    line = next((entry for entry in entries if entry.seq == seq), None)
    if line is None or line.by != measure.membership.public_id:
        return None
    line.text = line.text or hidden_text(measure)
    return _keep(room, entries, {seq}, now) if line.text else None


def freeze_person(room: Room, person: Membership, now: datetime) -> FrozenExcerpt | None:
    """What somebody said last, and nothing of others; None when nothing of it is kept."""
    entries = timeline.last_of(room, person, LAST)
    return _keep(room, entries, {entry.seq for entry in entries}, now) if entries else None


def _keep(room: Room, entries: list[Entry], marked: set[int], now: datetime) -> FrozenExcerpt:
    excerpt = FrozenExcerpt(group_id=room.group_id, frozen_at=now)
    excerpt.lines = packed(entries, marked)
    excerpt.save(force_insert=True)
    return excerpt
