"""Group commit: many lines for many rooms in one transaction of a constant number of statements.

Statements (BEGIN and COMMIT not counted): lock the rooms; read rights, sessions,
meetings and keys; read what the lines name; insert; empty retracted texts (only
when there are any); write the heads. Six at most. What is held for a facilitator
takes one more; where that would be the seventh, it goes in a transaction of its own.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from groups.roles import State
from rooms.live import holding
from rooms.live.codes import ByeCode, ErrorCode
from rooms.live.log import wire
from rooms.live.sealing import TalkKey, unwrap
from rooms.live.speaking import Ack, Denied, Farewell, Held, Outcome, silenced, too_soon, waits_for
from rooms.live.statements import Emptied, EventRow, RightRow, RoomRow, statements
from rooms.models import Event, HeldLine
from rooms.phases import EventKind, Gone
from rooms.queries import may_enter

EDIT_WITHIN = timedelta(minutes=15)
MOST_WAITING = 10
"""Lines of one member in a room that wait for a facilitator: who would read more?"""
ASK_AGAIN = 30
"""Seconds."""


@dataclass(slots=True)
class Line:
    """A member's request for a place in a room's log: a message, or another text for one, or its retraction."""

    room_id: uuid.UUID
    membership_id: uuid.UUID
    session_id: uuid.UUID
    kind: EventKind
    client_id: str
    fields: dict[str, Any] = field(default_factory=dict)
    refers_to: int | None = None
    confirm: tuple[str, ...] = ()
    hold: str = ""
    """Why a facilitator reads it first; no part of what was asked."""

    def content(self) -> dict[str, Any]:
        """All that `conflict` compares beside the type."""
        return {**self.fields, "refers_to": self.refers_to, "confirm": self.confirm}


@dataclass(slots=True)
class Committed:
    """What became of a batch: one outcome a line, and the new events of each room on the wire, in order."""

    outcomes: list[Outcome]
    events: dict[uuid.UUID, list[dict[str, Any]]]


@dataclass(slots=True)
class _Known:
    """An event that a line names, or one of this batch: what may be asked of it."""

    event_id: uuid.UUID
    seq: int
    kind: str
    author: uuid.UUID | None
    content_hash: bytes | None
    gone: str | None
    refers_to: int | None
    key: TalkKey | None
    """Its own meeting's."""
    at: datetime
    ciphertext: bytes | None
    held: str | None = None
    """The state of a held line; then `ciphertext` are the sealed words to its author."""
    why: str = ""

    def note(self) -> str | None:
        """Its content note, which stays when the text is edited."""
        fields = self.key.open(self.event_id, self.ciphertext) if self.key and self.ciphertext else {}
        return fields.get("note")


@dataclass(slots=True)
class _Room:
    row: RoomRow
    head: int


def commit(lines: Sequence[Line], *, now: datetime) -> Committed:
    """Stores `lines` in one transaction; database errors go through, and then nothing was stored."""
    with transaction.atomic():
        done, later = _Batch(lines, now).run()
    if later:
        apart = commit([lines[place] for place in later], now=now)
        for place, outcome in zip(later, apart.outcomes, strict=True):
            done.outcomes[place] = outcome
    return done


class _Batch:
    def __init__(self, lines: Sequence[Line], now: datetime) -> None:
        self.lines = lines
        self.now = now
        self.sql = statements()
        self.added: list[Event] = []
        self.held: list[HeldLine] = []
        self.spoke_at: dict[tuple[uuid.UUID, uuid.UUID], datetime] = {}
        self.emptied: dict[tuple[uuid.UUID, int], Emptied] = {}
        self.events: dict[uuid.UUID, list[dict[str, Any]]] = {}

    def run(self) -> tuple[Committed, list[int]]:
        """What became of the lines, and the places of those that were left for another transaction."""
        self._lock()
        self._read_rights()
        self._read_known()
        outcomes = [self._place(line) for line in self.lines]
        later = [place for place, outcome in enumerate(outcomes) if isinstance(outcome, Held)] if self.emptied else []
        self._write()
        return Committed(outcomes, self.events), later if self.held else []

    def _lock(self) -> None:
        rows = self.sql.rooms({line.room_id for line in self.lines})
        self.rooms = {row.id: _Room(row, row.head) for row in rows}

    def _read_rights(self) -> None:
        """By (room, membership, session); absent when the session has ended."""
        members = {line.membership_id for line in self.lines}
        rows = self.sql.rights(members, {line.session_id for line in self.lines}, self.rooms, self.now)
        self.rights = {(row.room, row.membership, row.session): row for row in rows}
        self.keys: dict[uuid.UUID, TalkKey] = {}

    def _read_known(self) -> None:
        """The events that the lines name, by client id or by number."""
        rows = self.sql.known(
            self.rooms,
            {line.membership_id for line in self.lines},
            {line.client_id for line in self.lines},
            {line.refers_to for line in self.lines if line.refers_to is not None},
        )
        self.by_client: dict[tuple[uuid.UUID, uuid.UUID | None, str | None], _Known] = {}
        self.by_seq: dict[tuple[uuid.UUID, int], _Known] = {}
        for row in rows:
            known = _Known(
                event_id=row.id,
                seq=row.seq,
                kind=row.kind,
                author=row.author,
                content_hash=row.content_hash,
                gone=row.gone,
                refers_to=row.refers_to,
                key=self._key(row),
                at=row.at,
                ciphertext=row.ciphertext,
                held=row.held,
                why=row.why or "",
            )
            if row.held is None:
                self.by_seq[row.room, row.seq] = known
            self.by_client[row.room, row.author, row.client_id] = known

    def _place(self, line: Line) -> Outcome:
        right = self.rights.get((line.room_id, line.membership_id, line.session_id))
        if right is None:
            return Farewell(ByeCode.NOT_SIGNED_IN)
        room = self.rooms[line.room_id].row
        if right.state != State.ACTIVE or not may_enter(room.kind, room.member_id, line.membership_id, right.role):
            return Farewell(ByeCode.NO_LONGER_A_MEMBER)
        return self._again(line) or self._denied(line, right) or self._taken(line, right)

    def _again(self, line: Line) -> Outcome | None:
        """The answer to an id that was used before."""
        former = self.by_client.get((line.room_id, line.membership_id, line.client_id))
        if former is None:
            return None
        if former.content_hash is None:  # emptied with its text: this much is left to compare
            same = (former.kind, former.refers_to) == (line.kind, line.refers_to)
        else:
            hashed = former.key.content_hash(line.kind, line.content()) if former.key else None
            same = bytes(former.content_hash) == hashed
        if not same:
            return Denied(ErrorCode.CONFLICT)
        return Ack(former.seq) if former.held is None else self._held_before(former)

    def _held_before(self, former: _Known) -> Outcome:
        return holding.answer(former.held or "", former.why, former.event_id, former.ciphertext)

    def _denied(self, line: Line, right: RightRow) -> Denied | None:
        if line.kind == EventKind.RETRACTED:
            return self._not_changeable(line)
        refusal = silenced(self._kind(line), right, self.now)
        if refusal is None and line.kind == EventKind.MESSAGE:
            refusal = too_soon(self._kind(line), right, self._spoke_at(line, right), self.now)
        if line.kind == EventKind.EDITED:
            return self._not_changeable(line, within=EDIT_WITHIN) or refusal
        if line.refers_to is not None and (line.room_id, line.refers_to) not in self.by_seq:
            return Denied(ErrorCode.NO_SUCH_EVENT)
        return refusal

    def _not_changeable(self, line: Line, *, within: timedelta | None = None) -> Denied | None:
        target = self.by_seq.get((line.room_id, line.refers_to or 0))
        if target is None or target.kind != EventKind.MESSAGE or target.gone in (Gone.RETRACTED, Gone.HIDDEN):
            return Denied(ErrorCode.NO_SUCH_EVENT)
        late = within is not None and self.now - target.at > within
        return Denied(ErrorCode.NOT_YOURS) if late or target.author != line.membership_id else None

    def _spoke_at(self, line: Line, right: RightRow) -> datetime | None:
        return self.spoke_at.get((line.room_id, line.membership_id), right.spoke_at)

    def _taken(self, line: Line, right: RightRow) -> Outcome:
        why = "" if line.kind == EventKind.RETRACTED else waits_for(line.hold, self._kind(line), right)
        if not why:
            return Ack(self._add(line, right))
        if right.waiting + self._held_of(line) >= MOST_WAITING:
            return Denied(ErrorCode.SLOW_MODE, ASK_AGAIN)
        return self._hold(line, right, why)

    def _kind(self, line: Line) -> str:
        return self.rooms[line.room_id].row.kind

    def _held_of(self, line: Line) -> int:
        return sum((held.room_id, held.author_id) == (line.room_id, line.membership_id) for held in self.held)

    def _hold(self, line: Line, right: RightRow, why: str) -> Held:
        """Keeps a line back; a later line of this batch may come under its id."""
        key, meeting = self._key(right), right.meeting
        assert key  # without a meeting nobody may be heard
        assert meeting
        content_hash = key.content_hash(line.kind, line.content())
        held = HeldLine(
            room_id=line.room_id,
            meeting_id=meeting,
            author_id=line.membership_id,
            kind=line.kind,
            client_id=line.client_id,
            content_hash=content_hash,
            key_id=key.id,
            refers_to=line.refers_to,
            why=why,
            held_at=self.now,
        )
        held.ciphertext = key.seal(held.id, holding.fields(line.fields, line.confirm))
        self.held.append(held)
        self.by_client[line.room_id, line.membership_id, line.client_id] = _Known(
            event_id=held.id,
            seq=0,
            kind=line.kind,
            author=line.membership_id,
            content_hash=content_hash,
            gone=None,
            refers_to=line.refers_to,
            key=key,
            at=self.now,
            ciphertext=None,
            held=held.state,
            why=why,
        )
        return Held(why)

    def _add(self, line: Line, right: RightRow) -> int:
        room, key = self.rooms[line.room_id], self._key(right)
        room.head += 1
        event = Event(
            room_id=line.room_id,
            seq=room.head,
            kind=line.kind,
            author_id=line.membership_id,
            client_id=line.client_id,
            refers_to=line.refers_to,
            at=self.now,
            meeting_id=right.meeting,
        )
        if key:
            event.content_hash = key.content_hash(line.kind, line.content())
            if line.fields:
                event.key_id, event.ciphertext = key.id, key.seal(event.id, line.fields)
        if line.kind == EventKind.MESSAGE:
            self.spoke_at[line.room_id, line.membership_id] = self.now
        else:
            self._empty(line.room_id, line.refers_to or 0, Gone(line.kind))
        self._remember(line, event, key)
        self.events.setdefault(line.room_id, []).append(wire(event, line.fields, right.public_id))
        return event.seq

    def _key(self, row: RightRow | EventRow) -> TalkKey | None:
        """The key in a row, opened once a batch."""
        if row.key is None or row.wrapped is None:
            return None
        if row.key not in self.keys:
            self.keys[row.key] = unwrap(row.key, bytes(row.wrapped))
        return self.keys[row.key]

    def _remember(self, line: Line, event: Event, key: TalkKey | None) -> None:
        """A later line of this batch may name it."""
        content_hash = bytes(event.content_hash) if event.content_hash else None
        self.added.append(event)
        known = _Known(
            event_id=event.id,
            seq=event.seq,
            kind=event.kind,
            author=line.membership_id,
            content_hash=content_hash,
            gone=None,
            refers_to=line.refers_to,
            key=key,
            at=event.at,
            ciphertext=bytes(event.ciphertext) if event.ciphertext else None,
        )
        self.by_seq[line.room_id, event.seq] = self.by_client[line.room_id, line.membership_id, line.client_id] = known

    def _empty(self, room_id: uuid.UUID, seq: int, gone: Gone) -> None:
        """The text goes, in its own row and in those of its edits; a content note outlives an edit."""
        target = self.by_seq[room_id, seq]
        note = target.note() if gone == Gone.EDITED else None
        kept = target.key.seal(target.event_id, {"note": note}) if target.key and note else None
        target.gone, target.content_hash, target.ciphertext = gone, None, kept
        self.emptied[room_id, seq] = Emptied(room_id, seq, gone, kept)
        for event in self.added:
            own = event.seq == seq
            if event.room_id == room_id and (own or (event.kind == EventKind.EDITED and event.refers_to == seq)):
                event.gone, event.content_hash, event.ciphertext = gone, None, kept if own else None
                self.by_seq[room_id, event.seq].content_hash = None

    def _write(self) -> None:
        if self.held and not self.emptied:
            self.sql.hold(self.held)
        if not self.added:
            return
        if self.emptied:
            self.sql.empty(list(self.emptied.values()))
        self.sql.insert(self.added)
        self.sql.heads({room_id: self.rooms[room_id].head for room_id in self.events})
