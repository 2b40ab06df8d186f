"""Every page where much goes on: what it asks of the database, and how long it takes.

That it is HTML is looked at too, as with every page that a test gets (tests/conftest.py).
"""

import time
from collections.abc import Callable
from typing import Any

import pytest

from peerchat import views
from rooms.models import Epoch
from tests.pace import pace
from tests.pages.lively import fill
from tests.pages.visits import MOST_QUERIES, MOST_SECONDS, every_page, too_dear, unseen
from tests.stranger.table import read
from tests.stranger.village import Village

ROWS = read()
HOME = [row for row in ROWS if row.name == "home"]


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_page_is_cheap_where_much_goes_on(village: Village) -> None:
    fill(village)
    seen = [*every_page(village, ROWS)]
    assert unseen(ROWS, seen) == []
    assert too_dear(seen) == []


def test_a_page_that_nobody_gets_is_missed(village: Village) -> None:
    assert unseen(ROWS, [*every_page(village, HOME)])[0] == "account_login"


def asks_often() -> None:
    for _ in range(MOST_QUERIES + 1):
        list(Epoch.objects.all())


def takes_long() -> None:
    """Computing: to the kernel who sleeps may be waiting for a core, and that does not count."""
    end = time.thread_time() + MOST_SECONDS * pace() * 2
    while time.thread_time() < end:
        pass


@pytest.mark.parametrize(("deed", "word"), [(asks_often, "queries"), (takes_long, "ms")])
def test_a_page_that_asks_or_takes_too_much_is_found(
    deed: Callable[[], None], word: str, village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    def next_talks(*args: Any) -> list[object]:
        deed()
        return []

    monkeypatch.setattr(views, "next_talks", next_talks)
    (found,) = too_dear([*every_page(village, HOME, actors=("visitor",))])
    assert found.startswith("home GET by visitor: ")
    assert found.endswith(word)
