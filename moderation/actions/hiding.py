"""Hiding a line: the group sees why it went, its author too, and its text stays with moderation until the talk goes."""

from datetime import datetime

from django.db import transaction

from groups.models import Membership
from moderation.actions.measures import may_be_measured, write_down
from moderation.models import HiddenOriginal, Measure
from rooms.actions.leading import lock_as_leader
from rooms.live import doorbell, log
from rooms.models import Event, Room
from rooms.phases import EventKind, Gone


class NoSuchLine(Exception):
    """No line with this number, or its text went already."""


@transaction.atomic
def hide(*, by: Membership, room: Room, seq: int, rule: str, words: str, now: datetime) -> Measure:
    """Takes line `seq` out of sight; raises NoSuchLine, NotAllowed, NotLeading."""
    found = next(locked for locked in lock_as_leader(by, room.group_id) if locked.id == room.id)
    author = _author(found, seq)
    may_be_measured(by, author)
    originals = log.take_text(found, [seq], gone=Gone.HIDDEN)
    HiddenOriginal.objects.bulk_create(
        HiddenOriginal(event_id=event_id, ciphertext=ciphertext, key_id=key_id)
        for event_id, ciphertext, key_id in originals
    )
    log.append(found, kind=EventKind.HIDDEN, author=by, fields={"rule": rule, "words": words}, refers_to=seq, now=now)
    doorbell.ring(found, "head")
    return write_down(by=by, membership=author, kind=Measure.Kind.HIDE, rule=rule, words=words, seq=seq, now=now)


def _author(room: Room, seq: int) -> Membership:
    lines = Event.objects.filter(room=room, seq=seq, kind=EventKind.MESSAGE, author__isnull=False)
    line = lines.exclude(gone__in=[Gone.RETRACTED, Gone.HIDDEN]).select_related("author").first()
    if line is None or line.author is None:
        raise NoSuchLine
    return line.author
