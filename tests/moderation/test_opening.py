"""Which help line answers now, and which opens next: countries and languages, hours, holidays, changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from moderation.card import TASK_AFTER, WARNED_AFTER, Card, Check, cards, queue, trust
from moderation.helplines import DIRECTORY, Directory, Helpline
from moderation.holidays import easter, holidays
from moderation.opening import Hours, Opening, Reached, State, opening

pytestmark = pytest.mark.once

BRUSSELS, AMSTERDAM = ZoneInfo("Europe/Brussels"), ZoneInfo("Europe/Amsterdam")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""The days on which clocks change."""


def at(words: str, fold: int = 0) -> datetime:
    """A moment on the clock of both countries."""
    return datetime.fromisoformat(words).replace(tzinfo=BRUSSELS, fold=fold).astimezone(UTC)


def names(card: Card, state: str) -> list[str]:
    return [offer.line.id for offer in getattr(card, state)]


ALWAYS = {
    ("BE", "nl"): ["emergency-be", "zelfmoordlijn", "tele-onthaal"],
    ("BE", "fr"): ["emergency-be", "prevention-suicide", "tele-accueil"],
    ("BE", "de"): ["emergency-be", "telefonhilfe"],
    ("NL", "nl"): ["emergency-nl", "zelfmoordpreventie-113", "luisterlijn", "veilig-thuis"],
}
MOMENTS = {
    "a Tuesday at noon": "2026-11-24T12:30",
    "a Tuesday evening": "2026-11-24T20:30",
    "a Tuesday night": "2026-11-24T03:00",
    "a Wednesday at two": "2026-11-25T14:00",
    "a Saturday": "2026-11-28T16:00",
    "a Sunday": "2026-11-29T16:30",
    "Christmas, a Friday": "2026-12-25T16:30",
    "the day after, in one of the countries a holiday": "2026-12-26T16:30",
    "Easter Monday": "2026-04-06T10:00",
    "the national day of Belgium": "2026-07-21T10:00",
    "the day of the king": "2026-04-27T10:00",
    "1 January": "2027-01-01T10:00",
    "the night in spring": "2026-03-29T03:30",
    "the night in autumn": "2026-10-25T02:30",
}
ALSO: dict[tuple[str, str], dict[str, set[str]]] = {
    ("BE", "nl"): {
        "a Tuesday at noon": {"caw", "jac"},
        "a Wednesday at two": {"caw", "jac"},
    },
    ("NL", "nl"): {
        "a Tuesday at noon": {"kindertelefoon"},
        "a Tuesday evening": {"kindertelefoon"},
        "a Wednesday at two": {"kindertelefoon"},
        "a Saturday": {"kindertelefoon"},
        "a Sunday": {"kindertelefoon"},
    },
}


@pytest.mark.parametrize(("country", "language"), ALWAYS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_who_answers_at_a_moment(country: str, language: str, moment: str) -> None:
    """The lines of day and night always; beside them exactly those whose hours say so."""
    card = cards(country, language, at(MOMENTS[moment]))[0]
    also = ALSO.get((country, language), {}).get(moment, set())
    assert names(card, "open")[0] == ALWAYS[country, language][0]
    assert set(names(card, "open")) == {*ALWAYS[country, language], *also}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(("country", "language"), ALWAYS)
def test_what_opens_next_comes_in_order_and_nothing_is_lost(country: str, language: str, moment: str) -> None:
    now = at(MOMENTS[moment])
    card = cards(country, language, now)[0]
    opens = [offer.opens_at for offer in card.later]
    assert all(when and now < when for when in opens)
    assert opens == sorted(opens, key=lambda when: when or now)
    shown = [line for state in ("open", "later", "unknown", "elsewhere") for line in names(card, state)]
    assert sorted(shown) == sorted(line.id for line in DIRECTORY.lines if country in line.countries)


OFFICE = Reached(hours=(Hours("12345", "09:00", "17:00"),), on_holidays="closed")


@pytest.mark.parametrize(
    ("country", "now", "opens"),
    [
        ("BE", "2026-11-24T08:59", "2026-11-24T09:00"),
        ("BE", "2026-11-24T17:00", "2026-11-25T09:00"),
        ("BE", "2026-11-27T17:00", "2026-11-30T09:00"),
        ("BE", "2026-04-03T17:00", "2026-04-07T09:00"),  # Good Friday is no holiday, Easter Monday is one
        ("BE", "2026-05-14T10:00", "2026-05-15T09:00"),  # Ascension
        ("BE", "2026-05-22T18:00", "2026-05-26T09:00"),  # Whit Monday
        ("BE", "2026-07-21T10:00", "2026-07-22T09:00"),
        ("NL", "2026-07-21T08:00", "2026-07-21T09:00"),
        ("NL", "2026-12-24T17:00", "2026-12-28T09:00"),
        ("BE", "2025-12-24T17:00", "2025-12-26T09:00"),
        ("NL", "2025-12-24T17:00", "2025-12-29T09:00"),
        ("NL", "2025-04-26T10:00", "2025-04-28T09:00"),  # the 27th is a Sunday: the king's day is the 26th
        ("NL", "2030-05-03T17:00", "2030-05-06T09:00"),
    ],
)
def test_an_office_opens_on_the_next_day_that_it_works(country: str, now: str, opens: str) -> None:
    assert opening(OFFICE, country, at(now)) == Opening(State.LATER, at(opens))


@pytest.mark.parametrize(("minute", "state"), [("08:59", 1), ("09:00", 0), ("16:59", 0), ("17:00", 1)])
def test_the_first_minute_counts_and_the_last_one_does_not(minute: str, state: int) -> None:
    assert opening(OFFICE, "BE", at(f"2026-11-24T{minute}")).state == state


NIGHT = Reached(hours=(Hours("1234567", "22:00", "24:00"), Hours("1234567", "00:00", "06:00")), on_holidays="usual")


@pytest.mark.parametrize("zone", [BRUSSELS, AMSTERDAM])
@pytest.mark.parametrize(("day", "hours"), [(SPRING, 7), (AUTUMN, 9), (date(2026, 11, 25), 8)])
def test_a_night_line_is_open_through_the_change_of_the_clock(zone: ZoneInfo, day: date, hours: int) -> None:
    country = "BE" if zone is BRUSSELS else "NL"
    began = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC) - timedelta(hours=2)
    for minutes in range(0, hours * 60, 10):
        found = opening(NIGHT, country, began + timedelta(minutes=minutes))
        assert (found.state, found.at) == (State.OPEN, began + timedelta(hours=hours)), minutes
    assert opening(NIGHT, country, began + timedelta(hours=hours)).state == State.LATER


@pytest.mark.parametrize(
    ("hours", "now", "state", "moment"),
    [
        # In spring 02:30 does not come: what opens then opens at the change, which the clocks show as 03:00.
        (("02:30", "05:00"), "2026-03-29T01:59", State.LATER, "2026-03-29T03:00"),
        (("02:30", "05:00"), "2026-03-29T03:00", State.OPEN, "2026-03-29T05:00"),
        (("00:30", "02:30"), "2026-03-29T01:59", State.OPEN, "2026-03-29T03:00"),
        (("00:30", "02:30"), "2026-03-29T03:00", State.LATER, "2026-03-30T00:30"),
        (("02:15", "02:45"), "2026-03-29T01:59", State.LATER, "2026-03-30T02:15"),
        # In autumn 02:30 comes twice: nobody is sent to a line that may have closed, or may not be open yet.
        (("00:30", "02:30"), "2026-10-25T02:29", State.OPEN, "2026-10-25T02:30"),
        (("00:30", "02:30"), "2026-10-25T02:31", State.LATER, "2026-10-26T00:30"),
    ],
)
def test_hours_that_end_or_begin_in_the_change(hours: tuple[str, str], now: str, state: State, moment: str) -> None:
    reached = Reached(hours=(Hours("1234567", *hours),), on_holidays="usual")
    assert opening(reached, "BE", at(now)) == Opening(state, at(moment))


def test_in_the_hour_that_comes_twice_a_line_opens_with_the_second() -> None:
    reached = Reached(hours=(Hours("1234567", "02:30", "05:00"),), on_holidays="usual")
    first, second = at("2026-10-25T02:45"), at("2026-10-25T02:45", fold=1)
    assert opening(reached, "NL", first) == Opening(State.LATER, at("2026-10-25T02:30", fold=1))
    assert opening(reached, "NL", second) == Opening(State.OPEN, at("2026-10-25T05:00"))


def test_when_nobody_knows_about_holidays_a_line_is_neither_open_nor_promised() -> None:
    reached = Reached(hours=(Hours("1234567", "11:00", "21:00"),))
    assert opening(reached, "NL", at("2026-12-25T12:00")).state == State.UNKNOWN
    assert opening(reached, "NL", at("2026-12-25T09:00")) == Opening(State.LATER, at("2026-12-27T11:00"))
    assert opening(Reached(), "NL", at("2026-11-24T12:00")) == Opening(State.UNKNOWN)


def test_phone_and_chat_have_hours_of_their_own() -> None:
    offer = next(
        offer for offer in cards("BE", "nl", at("2026-11-24T16:59"))[0].open if offer.line.id == "zelfmoordlijn"
    )
    assert offer.phone == Opening(State.OPEN)
    assert offer.chat == Opening(State.LATER, at("2026-11-24T17:00"))


@pytest.mark.parametrize(("country", "language"), ALWAYS)
@pytest.mark.parametrize("age", ["", "kind", "jong", "jongvolwassen", "ouder"])
def test_when_all_others_are_closed_112_and_the_lines_of_day_and_night_are_there(
    country: str, language: str, age: str
) -> None:
    card = cards(country, language, at("2026-12-25T05:00"), age=age)[0]
    assert names(card, "open") == ALWAYS[country, language]


@pytest.mark.parametrize(
    ("age", "there", "not_there"),
    [("kind", "awel", "jac"), ("jong", "jac", None), ("jongvolwassen", "jac", None), ("ouder", "caw", "jac")],
)
def test_an_age_leaves_out_what_is_not_for_it(age: str, there: str, not_there: str | None) -> None:
    card = cards("BE", "nl", at("2026-11-24T16:30"), age=age)[0]
    shown = [line for state in ("open", "later", "unknown") for line in names(card, state)]
    assert there in shown
    assert not_there not in shown
    assert names(card, "open")[0] == "emergency-be"


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25), (2285, 3, 22)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_the_holidays_of_a_year() -> None:
    belgian, dutch = holidays("BE", 2026), holidays("NL", 2026)
    assert sorted(f"{day:%d.%m}" for day in belgian - dutch) == ["01.05", "01.11", "11.11", "15.08", "21.07"]
    assert sorted(f"{day:%d.%m}" for day in dutch - belgian) == ["26.12", "27.04"]
    assert date(2025, 5, 5) in holidays("NL", 2025)
    assert date(2026, 5, 5) not in dutch


LINE = Helpline("x", "X", ("BE",), ("nl",), "listening", "https://x.example/", number="106", phone=Reached(always=True))
TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("days", "waits", "stale"),
    [(0, False, False), (90, False, False), (91, True, False), (180, True, False), (181, True, True)],
)
def test_a_line_grows_old(days: int, waits: bool, stale: bool) -> None:
    """A coordinator's check counts, and one in the file, whichever is later."""
    checked = TODAY - timedelta(days=days)
    filed = Helpline(**{**vars(LINE), "verified_on": checked})
    earlier = Check(checked - timedelta(days=400), right=False)
    for found in (
        trust(LINE, TODAY - timedelta(days=500), Check(checked, right=True), TODAY),
        trust(filed, TODAY - timedelta(days=500), None, TODAY),
        trust(filed, TODAY - timedelta(days=500), earlier, TODAY),
    ):
        assert (found.waits, found.stale, found.verified_on) == (waits, stale, checked)
    assert (TASK_AFTER.days, WARNED_AFTER.days) == (90, 180)


@pytest.mark.parametrize(("days", "stale"), [(180, False), (181, True)])
def test_what_nobody_verified_waits_at_once_and_grows_old_from_when_it_was_put_together(days: int, stale: bool) -> None:
    found = trust(LINE, TODAY - timedelta(days=days), None, TODAY)
    assert (found.waits, found.stale, found.verified_on) == (True, stale, None)


def test_what_was_found_changed_waits_first() -> None:
    checks = {line.id: Check(TODAY, right=True) for line in DIRECTORY.lines[2:]}
    waiting, fresh = queue(TODAY, {**checks, "awel": Check(TODAY, right=False)})
    assert [line.id for line, _ in waiting] == ["awel", "emergency-be", "emergency-nl"]
    assert len(fresh) == len(DIRECTORY.lines) - 3


def test_a_card_of_one_line_only_is_still_a_card() -> None:
    card = cards("BE", "fr", at("2026-11-24T12:00"), directory=Directory(TODAY, (LINE,)))[0]
    assert names(card, "open") == ["x"]
