"""Lines as the tests of the writer make them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import Session
from accounts.vault import token_digest
from groups.models import Membership
from groups.roles import Role
from rooms.live.batch import Line, commit
from rooms.live.speaking import Held
from rooms.live.statements import OnPostgreSQL
from rooms.models import HeldLine, Room
from rooms.phases import EventKind
from tests.rooms.circle import NOW, Circle


def a_session(who: Membership) -> Session:
    """A living session of the member's account; of who leads, one in which a second factor was shown."""
    return Session.objects.create(
        account=who.account,
        second_factor=who.role == Role.FACILITATOR,
        key_hash=token_digest(str(uuid.uuid4())),
        last_seen_at=NOW,
        expires_at=NOW + timedelta(days=3_000),
        ends_at=NOW + timedelta(days=3_000),
    )


def a_line(room: Room, who: Membership, session: Session, client_id: str, text: str = "hoi", **more: Any) -> Line:
    return Line(room.id, who.id, session.id, EventKind.MESSAGE, client_id, {"text": text}, **more)


def an_edit(room: Room, who: Membership, session: Session, client_id: str, seq: int, text: str) -> Line:
    return Line(room.id, who.id, session.id, EventKind.EDITED, client_id, {"text": text}, refers_to=seq)


def a_retraction(room: Room, who: Membership, session: Session, client_id: str, seq: int) -> Line:
    return Line(room.id, who.id, session.id, EventKind.RETRACTED, client_id, refers_to=seq)


def held_line(circle: Circle, who: Membership, text: str = "even wachten", client_id: str = "h1") -> HeldLine:
    """A line of a member that waits in the circle's talk."""
    line = a_line(circle.talk, who, a_session(who), client_id, text, hold="shield:money")
    assert commit([line], now=NOW).outcomes == [Held("shield:money")]
    return HeldLine.objects.get(author=who, client_id=client_id)


@contextmanager
def counted(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement that reaches the database, by Django's cursor or by psycopg's; savepoints left out."""
    seen: list[str] = []
    run = OnPostgreSQL._run

    def by_psycopg(self: OnPostgreSQL, statement: str, params: Any) -> Any:
        seen.append(statement)
        return run(self, statement, params)

    def by_django(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql:
            seen.append(sql)
        return execute(sql, params, many, context)

    patch.setattr(OnPostgreSQL, "_run", by_psycopg)
    with connection.execute_wrapper(by_django):
        yield seen
