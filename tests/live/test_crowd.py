"""Many at once: all are served, with as many connections to the database as the pool has."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.live.client import Seat
from tests.live.deeds import Person
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.alone]

CROWD = 400
POOLED = 12


def test_a_crowd_at_the_door_is_let_in_by_turns(stack: Stack) -> None:
    """Turns red when each page takes a thread at once, and those for whom no connection is left fail."""
    seats = stack.seed(2, 8)

    def looks(seat: Seat) -> int:
        return Person(stack.base_urls[0], seat["cookie"]).get(f"/kamer/{seat['room']}/").status

    with ThreadPoolExecutor(CROWD) as crowd:
        found = Counter(crowd.map(looks, (seats[number % len(seats)] for number in range(CROWD))))
    assert found == {200: CROWD}
    ((held,),) = stack.sql(
        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'peerchat_web' AND datname = current_database()"
    )
    assert held <= POOLED * stack.processes
