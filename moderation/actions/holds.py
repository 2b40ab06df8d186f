"""Lines that wait for a facilitator: letting one through, giving it back with a word, or not letting it through."""

import uuid
from datetime import datetime

from django.db import transaction

from groups.actions.news import tell
from groups.models import FIRST_LINES, Membership
from groups.roles import State
from moderation.actions.measures import may_be_measured, note, write_down
from moderation.models import Measure
from rooms.actions.leading import lock_as_leader
from rooms.live import doorbell, holding, log
from rooms.live.codes import ErrorCode
from rooms.live.speaking import barred
from rooms.models import Event, HeldLine, Room
from rooms.phases import EventKind, Gone

RETURNED, NOT_LET_THROUGH = "line-returned", "line-not-let-through"
"""What the news of it is called."""


class NotWaiting(Exception):
    """Another facilitator was first, its author took it back or is gone, or the talk has closed."""


class NotNow(Exception):
    """Its author could not say it at this moment either; `code` is the protocol's word for why."""

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(code)
        self.code = code


class LineGone(Exception):
    """The line that it would change has no text any more."""


@transaction.atomic
def release(*, by: Membership, room: Room, line_id: uuid.UUID, now: datetime) -> int:
    """Lets a line through under the next number; which one. Raises NotWaiting, NotNow, LineGone, NotLeading.

    From the commit of a mute nothing of that member is stored: until it ends, their lines are not let through.
    """
    talk, line = _locked(by, room, line_id)
    author = line.author
    phase = talk.meeting.phase if talk.meeting else None
    refusal = barred(talk.kind, phase, author.role, author.muted_until, now)
    if refusal:
        raise NotNow(refusal.code)
    seq = _said(talk, line, now)
    line.delete()
    if author.lines_let_in < FIRST_LINES:
        author.lines_let_in += 1
        author.save(update_fields=["lines_let_in"])
    doorbell.ring(talk, "head", "held")
    note(by=by, verb="release_line", object_kind="held_line", object_id=line.audit_id, now=now)
    return seq


@transaction.atomic
def give_back(*, by: Membership, room: Room, line_id: uuid.UUID, words: str, now: datetime) -> None:
    """Returns a line to its author, who reads `words` and can say it otherwise; raises NotWaiting, NotLeading."""
    talk, line = _locked(by, room, line_id)
    _decide(talk, line, HeldLine.State.RETURNED, words)
    tell(accounts=[line.author.account], group=by.group, code=RETURNED, words=words, now=now)
    note(by=by, verb="return_line", object_kind="held_line", object_id=line.audit_id, now=now)


@transaction.atomic
def drop(*, by: Membership, room: Room, line_id: uuid.UUID, rule: str, words: str, now: datetime) -> Measure:
    """Does not let a line through: a measure, as hiding it would be. Raises NotWaiting, NotAllowed, NotLeading."""
    talk, line = _locked(by, room, line_id)
    may_be_measured(by, line.author)
    line.rule = rule
    _decide(talk, line, HeldLine.State.DROPPED, words)
    return write_down(
        by=by,
        membership=line.author,
        kind=Measure.Kind.DROP,
        rule=rule,
        words=words,
        held_id=line.id,
        news=NOT_LET_THROUGH,
        now=now,
    )


def _locked(by: Membership, room: Room, line_id: uuid.UUID) -> tuple[Room, HeldLine]:
    found = next(locked for locked in lock_as_leader(by, room.group_id) if locked.id == room.id)
    waiting = HeldLine.objects.filter(id=line_id, room=found, state=HeldLine.State.WAITING, author__state=State.ACTIVE)
    line = waiting.select_related("author__account", "author__group__organisation").first()
    if line is None:
        raise NotWaiting
    return found, line


def _decide(room: Room, line: HeldLine, state: HeldLine.State, words: str) -> None:
    line.state, line.words = state, words
    line.save(update_fields=["state", "rule", "words_sealed"])
    doorbell.ring(room, "held")


def _said(room: Room, line: HeldLine, now: datetime) -> int:
    """The event that the author asked for, under the author's own id: who asks again gets its number."""
    fields = holding.opened(line)
    fields.pop("confirm", None)
    if line.kind == EventKind.EDITED:
        _empty(room, line)
    kind = EventKind(line.kind)
    event = log.append(room, kind=kind, author=line.author, fields=fields, refers_to=line.refers_to, now=now)
    event.client_id, event.content_hash = line.client_id, line.content_hash
    event.save(update_fields=["client_id", "content_hash"])
    return event.seq


def _empty(room: Room, line: HeldLine) -> None:
    """The former text of a line goes, and its content note stays."""
    lines = Event.objects.filter(room=room, seq=line.refers_to or 0, kind=EventKind.MESSAGE, author=line.author)
    target = lines.exclude(gone__in=[Gone.RETRACTED, Gone.HIDDEN]).first()
    if target is None:
        raise LineGone
    told = log.pick(room.id, [target.seq])[0]
    log.take_text(room, [target.seq], gone=Gone.EDITED)
    key = log.talk_key(room)
    if key and "note" in told:
        Event.objects.filter(pk=target.pk).update(ciphertext=key.seal(target.pk, {"note": told["note"]}), key_id=key.id)
