"""Freezing lines of a locked room beside it, before anybody can take them away."""

from datetime import datetime

from groups.models import Membership
from moderation.excerpts import packed
from moderation.models import FrozenExcerpt
from rooms.live import timeline
from rooms.live.timeline import Entry
from rooms.models import Room

EACH_SIDE = 5
"""Lines around the one that was reported."""
LAST = 5
"""Lines of a person who was reported."""


def freeze_line(room: Room, seq: int, now: datetime) -> FrozenExcerpt:
    """One line with those around it."""
    return _keep(room, timeline.around(room, seq, EACH_SIDE), {seq}, now)


def freeze_person(room: Room, person: Membership, now: datetime) -> FrozenExcerpt | None:
    """What somebody said last, and nothing of others; None when nothing of it is kept."""
    entries = timeline.last_of(room, person, LAST)
    return _keep(room, entries, {entry.seq for entry in entries}, now) if entries else None


def _keep(room: Room, entries: list[Entry], reported: set[int], now: datetime) -> FrozenExcerpt:
    excerpt = FrozenExcerpt(group_id=room.group_id, frozen_at=now)
    excerpt.lines = packed(entries, reported)
    excerpt.save(force_insert=True)
    return excerpt
