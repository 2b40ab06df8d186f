"""From the clock to a moment, most of all in the two nights in which the clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rooms.zones import ZONES, Placed, Twice, comes_twice, on_the_clock, place

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
BOTH = pytest.mark.parametrize("zone", ZONES)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # parts of any number


@BOTH
def test_winter_and_summer_have_their_own_hour(zone: str) -> None:
    assert place(date(2026, 3, 28), time(20), zone) == Placed(utc(2026, 3, 28, 19))
    assert place(date(2026, 3, 29), time(20), zone) == Placed(utc(2026, 3, 29, 18))


@BOTH
@pytest.mark.parametrize("asked", [time(2), time(2, 1), time(2, 30), time(2, 59)])
def test_a_time_that_the_clock_skips_becomes_the_next_one(zone: str, asked: time) -> None:
    assert place(SPRING, asked, zone) == Placed(utc(2026, 3, 29, 1), moved=True)
    assert on_the_clock(utc(2026, 3, 29, 1), zone).time() == time(3)


@BOTH
def test_around_the_gap_nothing_is_moved(zone: str) -> None:
    assert place(SPRING, time(1, 59), zone) == Placed(utc(2026, 3, 29, 0, 59))
    assert place(SPRING, time(3), zone) == Placed(utc(2026, 3, 29, 1))


@BOTH
@pytest.mark.parametrize("asked", [time(2), time(2, 30), time(2, 59)])
def test_a_time_that_comes_twice_must_be_said_which(zone: str, asked: time) -> None:
    with pytest.raises(Twice):
        place(AUTUMN, asked, zone)
    first, second = (place(AUTUMN, asked, zone, second=second) for second in (False, True))
    assert first == Placed(utc(2026, 10, 25, 0, asked.minute))
    assert second.moment - first.moment == timedelta(hours=1)
    assert on_the_clock(second.moment, zone).time() == on_the_clock(first.moment, zone).time() == asked


@BOTH
@pytest.mark.parametrize("asked", [time(1, 59), time(3)])
def test_which_is_not_asked_where_there_is_one(zone: str, asked: time) -> None:
    assert place(AUTUMN, asked, zone) == place(AUTUMN, asked, zone, second=True)
    assert not comes_twice(datetime.combine(AUTUMN, asked), zone)


def test_seconds_do_not_count() -> None:
    assert place(date(2026, 3, 3), time(20, 0, 59, 7), "Europe/Brussels") == Placed(utc(2026, 3, 3, 19))


@given(
    st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 12, 31)),
    st.times(),
    st.sampled_from([*ZONES]),
    st.booleans(),
)
def test_the_clock_shows_what_was_asked_unless_it_was_moved(day: date, at: time, zone: str, second: bool) -> None:
    placed = place(day, at, zone, second=second)
    shown = on_the_clock(placed.moment, zone).replace(tzinfo=None, fold=0)
    wanted = datetime.combine(day, at.replace(second=0, microsecond=0))
    assert shown == wanted if not placed.moved else wanted < shown <= wanted + timedelta(hours=1)
