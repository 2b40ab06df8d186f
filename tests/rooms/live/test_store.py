"""The writer when the database says no: what fails, fails alone, and keeps nobody else waiting."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from rooms.live import log, writer
from rooms.live.speaking import Ack
from rooms.models import Event, MeetingKey, Room
from tests.pages.visits import own_time
from tests.rooms.circle import Circle, make_circle, opened
from tests.rooms.live.writing import a_line, a_session

pytestmark = pytest.mark.django_db(transaction=True)

LONG = 8.0
"""Seconds for which a lock is held."""


@contextmanager
def locked(room: Room) -> Iterator[None]:
    """Somebody else holds the room, for as long as the block lasts."""
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            log.lock_room(room.id)
            held.set()
            release.wait(LONG)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    try:
        yield
    finally:
        release.set()
        thread.join()


def test_a_locked_room_costs_its_lines_one_wait_together(talk: Circle) -> None:
    """Turns red when each of them waits for itself: the lines of all rooms would queue up behind them."""
    session = a_session(talk.ben)
    lines = [a_line(talk.talk, talk.ben, session, f"c{number}") for number in range(5)]
    began = own_time()
    with locked(talk.talk):
        done = writer.store(lines)
    assert done.outcomes == [writer.UNAVAILABLE] * 5
    assert own_time() - began < 3
    assert not Event.objects.filter(client_id__isnull=False).exists()
    assert isinstance(writer.store(lines).outcomes[-1], Ack)


def test_a_room_whose_key_is_lost_takes_no_other_room_with_it(talk: Circle) -> None:
    """Turns red when only the database's own errors are split by room."""
    elsewhere = opened(make_circle())
    MeetingKey.objects.filter(meeting=talk.talk.meeting).update(wrapped=b"not a key")
    lost = a_line(talk.talk, talk.ben, a_session(talk.ben), "c1")
    good = a_line(elsewhere.talk, elsewhere.ben, a_session(elsewhere.ben), "c2")
    done = writer.store([lost, good])
    assert done.outcomes[0] == writer.UNAVAILABLE
    assert isinstance(done.outcomes[1], Ack)
    assert list(done.events) == [elsewhere.talk.id]
