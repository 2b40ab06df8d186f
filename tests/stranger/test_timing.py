"""What is not yours cannot be told from what is not there by a clock either. `test_matrix.py` holds their bytes."""

import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.stack import Stack
from tests.stack_fixtures import an_embedded
from tests.stranger.served import cookie_of, settled
from tests.stranger.timing import BY_CHANCE, asking, likelihood, times, told_apart
from tests.stranger.village import NOWHERE, OBJECTS, Village, path_of

REQUESTS = 200


@pytest.fixture(scope="module")
def village(embedded: Stack) -> Village:
    return settled(embedded)


def both(title: str, village: Village) -> tuple[str, str]:
    """The path of what is not yours, and that of what nobody has."""
    return path_of(title, village), path_of(title, village, NOWHERE[OBJECTS[title][0]])


@pytest.mark.stack
@pytest.mark.alone
@pytest.mark.parametrize("title", ["rooms:room", "groups:desk", "rooms:invitation@expired"])
def test_a_stranger_with_a_clock_learns_nothing(embedded: Stack, village: Village, title: str) -> None:
    """Turns red when a look-up asks the database once more about what exists. Repeated once when it seems so."""
    with asking(embedded.base_urls[0], cookie_of(village, "stranger")) as ask:
        assert not told_apart(ask, *both(title, village), requests=REQUESTS)


@pytest.mark.stack
@pytest.mark.alone
def test_a_room_that_takes_two_milliseconds_longer_is_told_apart(
    embedded: Stack, village: Village, tmp_path: Path
) -> None:
    """The same look at a site that hesitates. A second and a third are for a machine that does much else meanwhile."""
    leaky = an_embedded(tmp_path, settings="tests.stranger.leaky")
    copied(embedded, leaky)
    leaky.start()
    try:
        with asking(leaky.base_urls[0], cookie_of(village, "stranger")) as ask:
            looks = (likelihood(*times(ask, *both("rooms:room", village), REQUESTS)) for _ in range(3))
            assert any(look < BY_CHANCE**2 for look in looks)
    finally:
        leaky.kill(0, signal.SIGTERM)


def copied(site: Stack, other: Stack) -> None:
    """Gives the other site a copy of the data."""
    here, there = (urlsplit(stack.database_url).path for stack in (site, other))
    with closing(sqlite3.connect(here)) as source, closing(sqlite3.connect(there)) as target:
        source.backup(target)


def test_the_measure_is_that_of_the_books() -> None:
    """By hand: of five and five that lie wholly apart, ranks 1 to 5 add up to 15, 12.5 from the middle."""
    assert likelihood([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]) == pytest.approx(0.00902, abs=0.00001)
    assert likelihood([1, 4, 5, 8], [2, 3, 6, 7]) == 1


def test_equal_samples_seem_to_differ_as_seldom_as_is_said() -> None:
    dice = random.Random(5)

    def looks_different() -> bool:
        these, those = ([int(dice.gauss(5e6, 1e6)) for _ in range(30)] for _ in range(2))
        return likelihood(these, those) < BY_CHANCE

    assert sum(looks_different() for _ in range(1000)) < 20


def test_both_are_asked_equally_often_and_neither_is_always_first() -> None:
    asked: list[str] = []

    def ask(path: str) -> int:
        asked.append(path)
        return len(asked)

    took = times(ask, "one", "other", 50)
    assert [len(each) for each in took] == [50, 50]
    assert 0 < sum(path == "one" for path in asked[::2]) < 70
