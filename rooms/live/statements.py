"""The writer's statements, written by hand: prepared once, the same few whatever the lines, rooms and people.

Through Django's query builder each batch cost four times as much
(docs/performance.md). PostgreSQL takes lists as arrays, SQLite as JSON.
"""

import json
import uuid
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

import psycopg
from django.db import connection

from groups.tasks import acting_role
from rooms.models import Event, HeldLine


class RoomRow(NamedTuple):
    id: uuid.UUID
    kind: str
    member_id: uuid.UUID | None
    head: int


class RightRow(NamedTuple):
    """What one author may do in one room; `meeting` and `key` are None outside a meeting."""

    membership: uuid.UUID
    session: uuid.UUID
    room: uuid.UUID
    public_id: str
    state: str
    held_role: str
    second_factor: bool
    muted_until: datetime | None
    meeting: uuid.UUID | None
    phase: str | None
    key: uuid.UUID | None
    wrapped: bytes | None
    holds_newcomers: bool
    lines_let_in: int
    slow_seconds: int
    spoke_at: datetime | None
    """The member's last message here, where the talk goes slowly."""
    waiting: int
    """Lines of the member here that wait for a facilitator."""

    @property
    def role(self) -> str:
        """As what the author acts in this session."""
        return acting_role(self.held_role, self.second_factor)


class EventRow(NamedTuple):
    """An event, and the key of its own meeting: a resend may come in a later one."""

    id: uuid.UUID
    room: uuid.UUID
    seq: int
    kind: str
    author: uuid.UUID | None
    client_id: str | None
    content_hash: bytes | None
    gone: str | None
    refers_to: int | None
    at: datetime
    ciphertext: bytes | None
    key: uuid.UUID | None
    wrapped: bytes | None
    held: str | None
    """The state of a held line, which is no event (yet); then `seq` is 0 and `ciphertext` are the sealed words."""
    why: str | None


class Emptied(NamedTuple):
    """A message whose text goes, with every later text of it; `kept` is what stays sealed in its own row."""

    room: uuid.UUID
    seq: int
    gone: str
    kept: bytes | None


ROOMS = "SELECT id, kind, member_id, head FROM rooms_room WHERE id {any} ORDER BY id"
RIGHTS = """
SELECT m.id, s.id, r.id, m.public_id, m.state, m.role, s.second_factor, m.muted_until, t.id, t.phase, k.id, k.wrapped,
    COALESCE(g.holds_newcomers, FALSE), m.lines_let_in, COALESCE(g.slow_seconds, 0),
    CASE WHEN g.slow_seconds > 0 THEN (
        SELECT max(e.at) FROM rooms_event e WHERE e.room_id = r.id AND e.author_id = m.id AND e.kind = 'message'
    ) END,
    (SELECT count(*) FROM rooms_heldline h WHERE h.room_id = r.id AND h.author_id = m.id AND h.state = 'waiting')
FROM groups_membership m
JOIN accounts_session s ON s.account_id = m.account_id
JOIN rooms_room r ON r.group_id = m.group_id
LEFT JOIN groups_guard g ON g.group_id = m.group_id
LEFT JOIN rooms_meeting t ON t.id = r.meeting_id
LEFT JOIN rooms_meetingkey k ON k.meeting_id = t.id
WHERE m.id {any} AND s.id {any} AND r.id {any} AND s.expires_at > %s"""
KNOWN = """
SELECT e.id, e.room_id, e.seq, e.kind, e.author_id, e.client_id, e.content_hash, e.gone,
    e.refers_to, e.at, CASE WHEN e.kind = 'message' THEN e.ciphertext END, k.id, k.wrapped, NULL, NULL
FROM rooms_event e LEFT JOIN rooms_meetingkey k ON k.meeting_id = e.meeting_id
WHERE e.room_id {any} AND ((e.author_id {any} AND e.client_id {any_text}) OR e.seq {any_number})
UNION ALL
SELECT h.id, h.room_id, 0, h.kind, h.author_id, h.client_id, h.content_hash, NULL,
    h.refers_to, h.held_at, h.words_sealed, k.id, k.wrapped, h.state, h.why
FROM rooms_heldline h LEFT JOIN rooms_meetingkey k ON k.meeting_id = h.meeting_id
WHERE h.room_id {any} AND h.author_id {any} AND h.client_id {any_text}"""
COLUMNS = (
    "id", "room_id", "seq", "kind", "author_id", "client_id", "content_hash", "ciphertext", "key_id", "refers_to",
    "gone", "at", "meeting_id",
)  # fmt: skip
TYPES = (
    "uuid", "uuid", "bigint", "text", "uuid", "text", "bytea", "bytea", "uuid", "bigint", "text", "timestamptz",
    "uuid",
)  # fmt: skip


HELD_COLUMNS = (
    "id", "room_id", "meeting_id", "author_id", "kind", "client_id", "content_hash", "ciphertext", "key_id",
    "refers_to", "why", "state", "rule", "held_at", "audit_id",
)  # fmt: skip
HELD_TYPES = (
    "uuid", "uuid", "uuid", "uuid", "text", "text", "bytea", "bytea", "uuid", "bigint", "text", "text", "text",
    "timestamptz", "uuid",
)  # fmt: skip


class Statements(Protocol):
    """The statements on this thread's connection; use inside a transaction."""

    def rooms(self, ids: Collection[uuid.UUID]) -> list[RoomRow]:
        """Locks rooms in the order of their ids."""

    def rights(
        self,
        members: Collection[uuid.UUID],
        sessions: Collection[uuid.UUID],
        rooms: Collection[uuid.UUID],
        now: datetime,
    ) -> list[RightRow]:
        """Memberships with their sessions that have not ended, and the rooms' meetings with their keys."""

    def known(
        self, rooms: Collection[uuid.UUID], authors: Collection[uuid.UUID], ids: Collection[str], seqs: Collection[int]
    ) -> list[EventRow]:
        """The events and held lines of these authors with these client ids, and the events with these numbers."""

    def empty(self, emptied: Sequence[Emptied]) -> None: ...

    def insert(self, events: Sequence[Event]) -> None: ...

    def hold(self, lines: Sequence[HeldLine]) -> None: ...

    def heads(self, heads: dict[uuid.UUID, int]) -> None: ...


class OnPostgreSQL(Statements):
    """psycopg's own cursor, so that statements are prepared and lists go as arrays."""

    ROOMS = ROOMS.format(any="= ANY(%s::uuid[])") + " FOR NO KEY UPDATE"
    RIGHTS = RIGHTS.format(any="= ANY(%s::uuid[])")
    KNOWN = KNOWN.format(any="= ANY(%s::uuid[])", any_text="= ANY(%s::text[])", any_number="= ANY(%s::bigint[])")
    INSERT = "INSERT INTO rooms_event ({}) SELECT * FROM unnest({})".format(  # noqa: S608 - constants of this module
        ", ".join(COLUMNS), ", ".join(f"%s::{kind}[]" for kind in TYPES)
    )
    HOLD = "INSERT INTO rooms_heldline ({}) SELECT * FROM unnest({})".format(  # noqa: S608 - constants of this module
        ", ".join(HELD_COLUMNS), ", ".join(f"%s::{kind}[]" for kind in HELD_TYPES)
    )
    EMPTY = """
UPDATE rooms_event e SET ciphertext = CASE WHEN e.seq = n.seq THEN n.kept END, content_hash = NULL, gone = n.gone
FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::bytea[]) AS n (room, seq, gone, kept)
WHERE e.room_id = n.room AND (e.seq = n.seq OR (e.refers_to = n.seq AND e.kind = 'edited'))"""
    HEADS = """
UPDATE rooms_room SET head = new.head FROM unnest(%s::uuid[], %s::bigint[]) AS new (id, head)
WHERE rooms_room.id = new.id"""

    def rooms(self, ids: Collection[uuid.UUID]) -> list[RoomRow]:
        return [RoomRow(*row) for row in self._run(self.ROOMS, [list(ids)])]

    def rights(
        self,
        members: Collection[uuid.UUID],
        sessions: Collection[uuid.UUID],
        rooms: Collection[uuid.UUID],
        now: datetime,
    ) -> list[RightRow]:
        return [RightRow(*row) for row in self._run(self.RIGHTS, [list(members), list(sessions), list(rooms), now])]

    def known(
        self, rooms: Collection[uuid.UUID], authors: Collection[uuid.UUID], ids: Collection[str], seqs: Collection[int]
    ) -> list[EventRow]:
        by_id: list[Any] = [list(rooms), list(authors), list(ids)]
        return [EventRow(*row) for row in self._run(self.KNOWN, [*by_id, list(seqs), *by_id])]

    def empty(self, emptied: Sequence[Emptied]) -> None:
        self._run(self.EMPTY, [list(column) for column in zip(*emptied, strict=True)])

    def insert(self, events: Sequence[Event]) -> None:
        self._run(self.INSERT, [[getattr(event, column) for event in events] for column in COLUMNS])

    def hold(self, lines: Sequence[HeldLine]) -> None:
        self._run(self.HOLD, [[getattr(line, column) for line in lines] for column in HELD_COLUMNS])

    def heads(self, heads: dict[uuid.UUID, int]) -> None:
        self._run(self.HEADS, [list(heads), list(heads.values())])

    def _run(self, statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        connection.ensure_connection()
        raw: psycopg.Connection[Any] = connection.connection
        raw.prepare_threshold = 1
        with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
            cursor.execute(statement, params)
            return cursor.fetchall() if cursor.description else []


class OnSQLite(Statements):
    """The same through Django's cursor, with what SQLite keeps as text made whole again."""

    ROOMS = ROOMS.format(any="IN (SELECT value FROM json_each(%s))")
    RIGHTS = RIGHTS.format(any="IN (SELECT value FROM json_each(%s))")
    KNOWN = KNOWN.format(**dict.fromkeys(("any", "any_text", "any_number"), "IN (SELECT value FROM json_each(%s))"))
    INSERT = "INSERT INTO rooms_event ({}) VALUES ({})".format(  # noqa: S608 - constants of this module
        ", ".join(COLUMNS), ", ".join(["%s"] * len(COLUMNS))
    )
    HOLD = "INSERT INTO rooms_heldline ({}) VALUES ({})".format(  # noqa: S608 - constants of this module
        ", ".join(HELD_COLUMNS), ", ".join(["%s"] * len(HELD_COLUMNS))
    )
    EMPTY = """
UPDATE rooms_event SET ciphertext = CASE WHEN seq = %s THEN %s END, content_hash = NULL, gone = %s
WHERE room_id = %s AND (seq = %s OR (refers_to = %s AND kind = 'edited'))"""
    HEADS = "UPDATE rooms_room SET head = %s WHERE id = %s"

    def rooms(self, ids: Collection[uuid.UUID]) -> list[RoomRow]:
        rows = self._run(self.ROOMS, [_hexes(ids)])
        return [RoomRow(uuid.UUID(id_), kind, _uuid(member), head) for id_, kind, member, head in rows]

    def rights(
        self,
        members: Collection[uuid.UUID],
        sessions: Collection[uuid.UUID],
        rooms: Collection[uuid.UUID],
        now: datetime,
    ) -> list[RightRow]:
        rows = self._run(self.RIGHTS, [_hexes(members), _hexes(sessions), _hexes(rooms), _stored(now)])
        return [_right(row) for row in rows]

    def known(
        self, rooms: Collection[uuid.UUID], authors: Collection[uuid.UUID], ids: Collection[str], seqs: Collection[int]
    ) -> list[EventRow]:
        by_id = [_hexes(rooms), _hexes(authors), json.dumps(list(ids))]
        return [_event(row) for row in self._run(self.KNOWN, [*by_id, json.dumps(list(seqs)), *by_id])]

    def empty(self, emptied: Sequence[Emptied]) -> None:
        rows = [(one.seq, one.kept, one.gone, one.room.hex, one.seq, one.seq) for one in emptied]
        with closing(connection.cursor()) as cursor:
            cursor.executemany(self.EMPTY, rows)

    def insert(self, events: Sequence[Event]) -> None:
        self._insert(self.INSERT, COLUMNS, events)

    def hold(self, lines: Sequence[HeldLine]) -> None:
        self._insert(self.HOLD, HELD_COLUMNS, lines)

    def heads(self, heads: dict[uuid.UUID, int]) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.executemany(self.HEADS, [(head, room.hex) for room, head in heads.items()])

    def _insert(self, statement: str, columns: Sequence[str], rows: Sequence[Event | HeldLine]) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.executemany(statement, [[_stored(getattr(row, column)) for column in columns] for row in rows])

    def _run(self, statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        with closing(connection.cursor()) as cursor:
            cursor.execute(statement, params)
            return list(cursor.fetchall())


def statements() -> Statements:
    """Those of the database in use."""
    return OnPostgreSQL() if connection.vendor == "postgresql" else OnSQLite()


def _right(row: tuple[Any, ...]) -> RightRow:
    member, session, room, *plain, muted, meeting, phase, key, wrapped, wait, let_in, slow, spoke, waiting = row
    ids = [uuid.UUID(member), uuid.UUID(session), uuid.UUID(room)]
    spoke_at = _moment(datetime.fromisoformat(spoke)) if spoke else None  # SQLite forgets the type of a max()
    rest = [bool(wait), let_in, slow, spoke_at, waiting]
    return RightRow._make([*ids, *plain, _moment(muted), _uuid(meeting), phase, _uuid(key), wrapped, *rest])


def _event(row: tuple[Any, ...]) -> EventRow:
    id_, room, seq, kind, author, *plain, at, ciphertext, key, wrapped, held, why = row
    ids = [uuid.UUID(id_), uuid.UUID(room)]
    return EventRow._make(
        [*ids, seq, kind, _uuid(author), *plain, _moment(at), ciphertext, _uuid(key), wrapped, held, why]
    )


def _hexes(ids: Iterable[uuid.UUID]) -> str:
    return json.dumps([found.hex for found in ids])


def _uuid(stored: str | None) -> uuid.UUID | None:
    return uuid.UUID(stored) if stored else None


def _moment(stored: datetime | None) -> datetime | None:
    return stored.replace(tzinfo=UTC) if stored else None


def _stored(value: Any) -> Any:
    """As Django keeps it in SQLite: UUIDs in hexadecimal, moments in UTC without a zone."""
    if isinstance(value, uuid.UUID):
        return value.hex
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
