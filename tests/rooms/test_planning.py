"""Planning evenings at the desk: what is taken, what is refused with a sentence, and who is told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups.models import Group, News
from rooms.actions import planning
from rooms.actions.leading import NotLeading
from rooms.actions.meetings import open_talk
from rooms.actions.planning import Plan, cancel, change, plan
from rooms.actions.seats import confirm
from rooms.forms import PlanForm
from rooms.models import Meeting
from rooms.paths import Evening
from rooms.planned import evenings_of, planned_at
from rooms.zones import ZONES
from tests.rooms.circle import Circle, joins, leads, make_circle, signed_in
from tests.rooms.evenings import A_WEEK_BEFORE, ENDS, EVENING, STARTS, as_it_is, minutes, planned

ANSWERS = {"day": "2026-03-03", "start": "20:00", "minutes": "75", "zone": "Europe/Brussels", "places": "8"}
WORDS = "Ik ben ziek. Volgende week weer."


def form(**changed: str) -> PlanForm:
    return PlanForm({**ANSWERS, **changed}, now=A_WEEK_BEFORE)


def desk(circle: Circle, meeting: Meeting | None = None, deed: str = "") -> str:
    path = f"/groepen/{circle.group.public_id}/avonden/"
    return path + (f"{Evening().to_url(meeting.starts_at)}/{deed}" if meeting else "")


def ahead(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


def test_an_evening_is_planned_with_what_was_agreed(circle: Circle) -> None:
    what = form()
    assert what.is_valid()
    meeting = plan(by=circle.ada, what=what.plan(), now=A_WEEK_BEFORE)
    assert (meeting.starts_at, meeting.ends_at, meeting.places) == (STARTS, ENDS, 8)
    assert (meeting.begun_at, meeting.kept_for_hours, circle.talk.meeting) == (None, 24, None)
    assert circle.verbs()[-1] == "plan_meeting"


@pytest.mark.parametrize("zone", ZONES)
def test_in_the_night_of_spring_a_time_that_is_not_there_is_moved_and_said(zone: str) -> None:
    what = form(day="2026-03-29", start="02:30", zone=zone)
    assert what.is_valid()
    assert what.placed.moved
    assert what.plan().starts_at == datetime(2026, 3, 29, 1, tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_in_the_night_of_autumn_it_is_asked_which_of_the_two(zone: str) -> None:
    night = {"day": "2026-10-25", "start": "02:30", "zone": zone}
    asking = form(**night)
    assert [*asking.errors] == ["which"]
    assert asking.asks_which
    for which, hour in (("first", 0), ("second", 1)):
        answered = form(**night, which=which)
        assert answered.is_valid()
        assert answered.plan().starts_at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_an_evening_in_the_hour_that_comes_twice_is_shown_as_it_is(circle: Circle) -> None:
    for hour, which in ((0, "first"), (1, "second")):
        meeting = Meeting(starts_at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC), zone="Europe/Amsterdam")
        shown = PlanForm(now=A_WEEK_BEFORE, meeting=meeting)
        assert shown.asks_which
        assert shown["which"].value() == which


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": "2026-02-23"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"day": "0001-01-01"}, "day"),
        ({"day": "2027-03-03"}, "day"),
        ({"day": "volgende week"}, "day"),
        ({"day": "2026-02-24", "start": "19:59"}, "start"),
        ({"start": "24:00"}, "start"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "-15"}, "minutes"),
        ({"zone": "Europe/Londen"}, "zone"),
        ({"places": "2"}, "places"),
        ({"places": "13"}, "places"),
        ({"which": "third"}, "which"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(wrong: dict[str, str], field: str) -> None:
    found = form(**wrong)
    assert not found.is_valid()
    assert [(name, len(sentences)) for name, sentences in found.errors.items()] == [(field, 1)]


@pytest.mark.parametrize("typed", ["2026-03-03", "3-3-2026", "3/3/2026", "03.03.2026"])
def test_a_day_may_be_written_as_people_do(typed: str) -> None:
    assert form(day=typed).is_valid()


@pytest.mark.parametrize("offset", [-74, -45, 0, 30, 74])
def test_two_evenings_of_a_group_do_not_lie_over_each_other(circle: Circle, offset: int) -> None:
    planned(circle)
    with pytest.raises(planning.Clash):
        planned(circle, starts_at=STARTS + minutes(offset))


def test_one_evening_may_begin_when_another_ends_and_another_group_does_not_matter(circle: Circle) -> None:
    planned(circle)
    planned(circle, starts_at=ENDS)
    planned(circle, starts_at=STARTS - minutes(75))
    planned(make_circle())
    assert Meeting.objects.count() == 4


def test_a_talk_that_is_going_on_is_in_the_way_too(circle: Circle) -> None:
    open_talk(by=circle.ada, room=circle.talk, now=STARTS - minutes(60))
    with pytest.raises(planning.Clash):
        plan(by=circle.ada, what=EVENING, now=STARTS - minutes(50))


def test_an_evening_that_was_taken_off_is_not_in_the_way(circle: Circle) -> None:
    cancel(by=circle.ada, meeting=planned(circle), words=WORDS, now=A_WEEK_BEFORE)
    assert planned(circle).starts_at == STARTS


def test_what_has_passed_since_the_page_was_opened_is_refused(circle: Circle) -> None:
    with pytest.raises(planning.Past):
        plan(by=circle.ada, what=EVENING, now=STARTS)


def test_a_group_that_rests_plans_nothing(circle: Circle) -> None:
    Group.objects.update(status=Group.Status.PAUSED)
    with pytest.raises(planning.GroupRests):
        planned(circle)


def test_there_is_an_end_to_planning(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "MOST_PLANNED", 2)
    for days in (0, 1):
        planned(circle, starts_at=STARTS + timedelta(days=days))
    with pytest.raises(planning.TooManyPlanned):
        planned(circle, starts_at=STARTS + timedelta(days=2))


def test_who_comes_is_told_of_another_time_and_keeps_the_place(circle: Circle) -> None:
    meeting = planned(circle)
    confirm(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)
    later = Plan(STARTS + minutes(30), 60, "Europe/Amsterdam", 5)
    change(by=circle.ada, meeting=as_it_is(meeting), what=later, now=A_WEEK_BEFORE)
    news = News.objects.get()
    assert (news.account, news.code, news.about_at) == (circle.ben.account, "meeting-moved", later.starts_at)
    assert as_it_is(meeting).seats.get().state == "confirmed"
    assert (as_it_is(meeting).places, as_it_is(meeting).zone) == (5, "Europe/Amsterdam")


def test_more_places_are_no_news(circle: Circle) -> None:
    meeting = planned(circle)
    confirm(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)
    change(by=circle.ada, meeting=meeting, what=Plan(STARTS, 75, "Europe/Brussels", 12), now=A_WEEK_BEFORE)
    assert not News.objects.exists()


def test_places_do_not_go_below_who_comes(circle: Circle) -> None:
    meeting = planned(circle)
    for _ in range(4):
        confirm(membership=joins(circle.group), meeting=meeting, now=A_WEEK_BEFORE)
    with pytest.raises(planning.TooFewPlaces) as refusal:
        change(by=circle.ada, meeting=meeting, what=Plan(STARTS, 75, "Europe/Brussels", 3), now=A_WEEK_BEFORE)
    assert refusal.value.coming == 4


def test_who_comes_reads_why_it_is_taken_off_and_nobody_else_does(circle: Circle) -> None:
    meeting = planned(circle)
    joins(circle.group)
    confirm(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)
    cancel(by=circle.ada, meeting=meeting, words=WORDS, now=A_WEEK_BEFORE)
    news = News.objects.get()
    assert (news.account, news.code, news.words) == (circle.ben.account, "meeting-cancelled", WORDS)
    assert WORDS.encode() not in bytes(news.words_sealed or b"")
    gone = as_it_is(meeting)
    assert (gone.cancelled_at, gone.closed_at, gone.not_held_at) == (A_WEEK_BEFORE, A_WEEK_BEFORE, None)
    assert evenings_of(circle.group, None, A_WEEK_BEFORE) == []


def test_of_two_facilitators_who_change_at_once_the_second_is_told_to_look_again(circle: Circle) -> None:
    meeting, fay = planned(circle), leads(circle.group)
    stale = as_it_is(meeting)
    cancel(by=fay, meeting=meeting, words=WORDS, now=A_WEEK_BEFORE)
    with pytest.raises(planning.NotPlanned):
        change(by=circle.ada, meeting=stale, what=EVENING, now=A_WEEK_BEFORE)


def test_what_has_begun_is_led_in_the_room_and_not_at_the_desk(circle: Circle) -> None:
    meeting = planned(circle)
    open_talk(by=circle.ada, room=circle.talk, now=STARTS)
    assert planned_at(circle.group, STARTS) is None
    for deed in (
        lambda: change(by=circle.ada, meeting=meeting, what=EVENING, now=A_WEEK_BEFORE),
        lambda: cancel(by=circle.ada, meeting=meeting, words=WORDS, now=A_WEEK_BEFORE),
    ):
        with pytest.raises(planning.NotPlanned):
            deed()


def test_only_the_groups_own_facilitator_plans(circle: Circle) -> None:
    meeting, elsewhere = planned(circle), make_circle()
    with pytest.raises(NotLeading):
        plan(by=circle.ben, what=EVENING, now=A_WEEK_BEFORE)
    with pytest.raises(planning.NotPlanned):
        cancel(by=elsewhere.ada, meeting=meeting, words=WORDS, now=A_WEEK_BEFORE)
    assert as_it_is(meeting).closed_at is None


# The pages


@pytest.fixture
def browser(circle: Circle) -> Client:
    found = signed_in(circle.ada)
    found.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


def test_a_facilitator_plans_changes_and_takes_off_with_forms(circle: Circle, browser: Client) -> None:
    planned_page = browser.post(desk(circle), {**ANSWERS, "day": ahead(10)}, follow=True)
    meeting = Meeting.objects.get()
    assert "Planned:" in planned_page.content.decode()
    assert desk(circle, meeting) in planned_page.content.decode()
    assert 'value="20:00"' in browser.get(desk(circle, meeting)).content.decode()
    browser.post(desk(circle, meeting), {**ANSWERS, "day": ahead(11), "minutes": "90"})
    moved = as_it_is(meeting)
    assert (moved.starts_at - meeting.starts_at, moved.lasts_for_minutes) == (timedelta(days=1), 90)
    last = browser.post(desk(circle, moved, "afzeggen/"), {"words": WORDS}, follow=True)
    assert as_it_is(meeting).cancelled_at
    assert "No meeting is planned yet." in last.content.decode()


def test_the_page_comes_back_with_what_was_typed_and_a_sentence_at_the_field(circle: Circle, browser: Client) -> None:
    answers = {**ANSWERS, "day": ahead(10), "minutes": "45"}
    browser.post(desk(circle), answers)
    page = browser.post(desk(circle), answers)
    assert page.status_code == 200
    assert [*page.context["form"].errors] == ["start"]
    assert "another meeting of the group" in page.content.decode()
    assert '<option value="45" selected>' in page.content.decode()
    assert Meeting.objects.count() == 1


NIGHT = "rooms.views.planning.timezone.now"


def test_the_night_of_spring_is_said_in_a_notice(
    circle: Circle, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NIGHT, lambda: A_WEEK_BEFORE)
    page = browser.post(desk(circle), {**ANSWERS, "day": "2026-03-29", "start": "02:30"})
    assert page.status_code == 302
    said = " ".join(str(message) for message in browser.get(desk(circle)).context["messages"])
    assert "skips 2:30" in said
    assert "3:00" in said


def test_the_night_of_autumn_asks_with_a_field_that_was_not_there(
    circle: Circle, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NIGHT, lambda: A_WEEK_BEFORE)
    night = {**ANSWERS, "day": "2026-10-25", "start": "02:30"}
    assert 'name="which"' not in browser.get(desk(circle)).content.decode()
    asked = browser.post(desk(circle), night).content.decode()
    assert asked.count('name="which"') == 2
    assert "the first 2:30, in summer time" in asked
    assert browser.post(desk(circle), {**night, "which": "second"}).status_code == 302
    assert Meeting.objects.get().starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_old_page_of_an_evening_leads_back_kindly(circle: Circle, browser: Client) -> None:
    meeting = Meeting(starts_at=datetime(2030, 1, 1, tzinfo=UTC))
    for path, fields in ((desk(circle, meeting), ANSWERS), (desk(circle, meeting, "afzeggen/"), {"words": "x"})):
        page = browser.post(path, fields, follow=True)
        assert page.redirect_chain == [(desk(circle), 302)]
        assert len(list(page.context["messages"])) == 1


@pytest.mark.parametrize("moment", ["20260230T2000Z", "20260303T2500Z", "20260303T2000", "nu", "00000303T2000Z"])
def test_a_moment_that_is_none_is_not_there(circle: Circle, browser: Client, moment: str) -> None:
    assert browser.get(f"{desk(circle)}{moment}/").status_code == 404


def test_the_desk_names_who_comes_and_what_was_not_held(circle: Circle, browser: Client) -> None:
    now = timezone.now()
    what = Plan(now + timedelta(days=3), 75, "Europe/Brussels", 8)
    confirm(membership=circle.ben, meeting=plan(by=circle.ada, what=what, now=now), now=now)
    Meeting.objects.create(
        room=circle.talk, starts_at=now - timedelta(days=3), kept_for_hours=24, phase="closed",
        closed_at=now, not_held_at=now - timedelta(days=3),
    )  # fmt: skip
    page = browser.get(desk(circle)).content.decode()
    assert f"<bdi>{circle.ben.pseudonym}</bdi>" in page
    assert "1 of 8 places taken" in page
    assert "Not held in the last month" in page


def test_the_page_costs_the_same_for_many_evenings(
    circle: Circle, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    for days in range(1, 7):
        meeting = plan(by=circle.ada, what=Plan(now + timedelta(days=days), 75, "Europe/Brussels", 8), now=now)
        for member in (circle.ben, joins(circle.group)):
            confirm(membership=member, meeting=meeting, now=now)
    with django_assert_max_num_queries(12):
        browser.get(desk(circle))


def test_the_front_page_shows_the_next_talks_and_no_more(
    circle: Circle, visitor: Client, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    assert "Nothing is planned" in visitor.get("/").content.decode()
    plan(by=circle.ada, what=Plan(now + timedelta(days=1), 75, "Europe/Brussels", 8), now=now)
    with django_assert_max_num_queries(4):
        page = visitor.get("/").content.decode()
    assert circle.group.name in page
    assert "There is room." in page
    Group.objects.update(status=Group.Status.PAUSED)
    assert circle.group.name not in visitor.get("/").content.decode()


def test_a_date_speaks_the_language_of_the_reader(circle: Circle, browser: Client) -> None:
    meeting = planned(circle, starts_at=STARTS.replace(year=timezone.now().year + 1))
    assert "3 March" in browser.get(desk(circle, meeting)).content.decode()
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "nl"
    assert "3 maart" in browser.get(desk(circle, meeting)).content.decode()
