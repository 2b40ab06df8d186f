"""The clock of an evening: the waiting room, the warnings, the end, and a facilitator who never comes."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from audit.models import Entry
from groups.models import Group, News
from rooms.actions import deadlines
from rooms.actions.deadlines import keep_time
from rooms.actions.meetings import NoTimeLeft, WrongPhase, close, extend, open_talk, pause, prepare
from rooms.actions.planning import plan
from rooms.actions.seats import confirm
from rooms.live.reading import phase_of
from rooms.live.seen import note_facilitators
from rooms.models import Meeting, MeetingKey
from rooms.words import NOTICES
from tests.rooms.circle import AN_HOUR, Circle, joins, make_circle, opened, signed_in
from tests.rooms.evenings import A_WEEK_BEFORE, ENDS, EVENING, STARTS, as_it_is, minutes, planned, the_clock
from tests.rooms.fixtures import Rings


def told(circle: Circle) -> list[object]:
    """What the talk's log says, one word an event."""
    return [line.get("name") or line.get("code") or line["kind"] for line in circle.lines()]


def held(circle: Circle) -> Meeting:
    """The evening, with its talk open since its start."""
    meeting = planned(circle)
    open_talk(by=circle.ada, room=circle.talk, now=STARTS)
    return meeting


def test_the_waiting_room_opens_ten_minutes_before_and_not_a_second_sooner(circle: Circle) -> None:
    meeting = planned(circle)
    assert the_clock(STARTS - minutes(10) - timedelta(seconds=1)) == 0
    assert circle.talk.head == 0
    now = STARTS - minutes(10)
    assert the_clock(now) == 1
    assert circle.talk.meeting == circle.backstage.meeting == meeting
    assert (circle.phase, as_it_is(meeting).begun_at) == ("waiting", now)
    assert MeetingKey.objects.filter(meeting=meeting).count() == 1
    assert circle.lines()[0] == {
        "seq": 1, "kind": "phase", "at": "2026-03-03T18:50:00Z", "name": "waiting", "ends_at": "2026-03-03T19:00:00Z",
    }  # fmt: skip
    assert phase_of(circle.talk) == {"name": "waiting", "ends_at": "2026-03-03T19:00:00Z"}
    assert (Entry.objects.latest("at").actor, circle.verbs()[-1]) == (None, "prepare")


def test_the_clock_does_everything_once(circle: Circle) -> None:
    planned(circle)
    assert [the_clock(STARTS - minutes(9)) for _ in range(3)] == [1, 0, 0]
    assert told(circle) == ["waiting"]


def test_of_two_processes_that_find_the_same_evening_one_opens_it(circle: Circle) -> None:
    stale = planned(circle)
    stale.room.group = circle.group
    the_clock(STARTS - minutes(9))
    assert not deadlines._do(stale, STARTS - minutes(9))
    assert not deadlines._claim(as_it_is(stale), 0)
    assert told(circle) == ["waiting"]


def test_the_serving_process_hears_of_it_after_the_commit(
    circle: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    planned(circle)
    with django_capture_on_commit_callbacks(execute=True):
        the_clock(STARTS - minutes(9))
        assert rings.heard() == set()
    assert (circle.talk.tag, "head") in rings.heard()


def test_it_opens_as_it_was_moved_and_not_at_all_when_it_was_taken_off(circle: Circle) -> None:
    meeting = planned(circle)
    Meeting.objects.update(cancelled_at=A_WEEK_BEFORE, closed_at=A_WEEK_BEFORE, phase="closed")
    assert the_clock(STARTS) == 0
    assert as_it_is(meeting).begun_at is None


def test_while_another_talk_goes_on_the_next_one_waits_and_is_given_its_time(circle: Circle) -> None:
    opened(circle, STARTS - minutes(80))
    meeting = planned(circle)
    assert the_clock(STARTS) == 0
    close(by=circle.ada, room=circle.talk, now=STARTS + minutes(5))
    assert the_clock(STARTS + minutes(5)) == 1
    assert circle.talk.meeting == meeting
    assert the_clock(STARTS + minutes(14)) == 0, "it is not given up ten minutes after a start that could not be"


def test_a_group_that_rests_opens_no_waiting_room(circle: Circle) -> None:
    planned(circle)
    Group.objects.update(status=Group.Status.PAUSED)
    assert the_clock(STARTS) == 0


@pytest.mark.parametrize("deed", [prepare, open_talk])
@pytest.mark.parametrize("before", [30, 15, 0, -20])
def test_a_talk_that_is_opened_around_its_time_is_the_planned_one(circle: Circle, deed: Any, before: int) -> None:
    meeting = planned(circle)
    assert deed(by=circle.ada, room=circle.talk, now=STARTS - minutes(before)) == meeting
    assert circle.talk.meeting == circle.backstage.meeting == meeting


@pytest.mark.parametrize("at", [STARTS - minutes(31), ENDS])
def test_a_talk_at_another_time_is_one_that_nobody_planned(circle: Circle, at: datetime) -> None:
    meeting = planned(circle)
    other = open_talk(by=circle.ada, room=circle.talk, now=at)
    assert other != meeting
    assert (other.ends_at, phase_of(circle.talk)) == (None, {"name": "open"})


def test_the_open_talk_tells_its_end_and_a_pause_takes_as_long_as_it_takes(circle: Circle) -> None:
    held(circle)
    assert phase_of(circle.talk) == {"name": "open", "ends_at": "2026-03-03T20:15:00Z"}
    pause(by=circle.ada, room=circle.talk, now=STARTS)
    assert phase_of(circle.talk) == {"name": "paused"}
    close(by=circle.ada, room=circle.talk, now=STARTS)
    assert phase_of(circle.talk) == {"name": "closed"}
    assert [line.get("ends_at") for line in circle.lines()] == ["2026-03-03T20:15:00Z", None, None]


@pytest.mark.parametrize("paused", [False, True])
def test_the_end_is_said_ten_and_two_minutes_before_once_each(circle: Circle, paused: bool) -> None:
    held(circle)
    if paused:
        pause(by=circle.ada, room=circle.talk, now=STARTS)
    before = len(told(circle))
    assert the_clock(ENDS - minutes(10) - timedelta(seconds=1)) == 0
    for left in (10, 9.7, 5, 2, 1.7, 0, -14):
        the_clock(ENDS - minutes(left))
    notices = circle.lines()[before:]
    assert [(line["code"], line["values"]) for line in notices] == [
        ("ends-soon", {"minutes": 10}),
        ("ends-soon", {"minutes": 2}),
    ]
    assert "by" not in notices[0]


def test_a_talk_that_opens_late_hears_how_long_it_really_has(circle: Circle) -> None:
    planned(circle)
    open_talk(by=circle.ada, room=circle.talk, now=ENDS - minutes(6))
    the_clock(ENDS - minutes(6))
    assert circle.lines()[-1]["values"] == {"minutes": 6}


def test_an_end_that_passed_unseen_is_not_announced_any_more(circle: Circle) -> None:
    held(circle)
    assert the_clock(ENDS) == 0


def test_a_longer_talk_is_told_and_warned_of_anew(circle: Circle) -> None:
    meeting = held(circle)
    the_clock(ENDS - minutes(2))
    extend(by=circle.ada, room=circle.talk, now=ENDS - minutes(1))
    notice = circle.lines()[-1]
    assert (notice["code"], notice["by"]) == ("extended", circle.ada.public_id)
    assert notice["values"] == {"minutes": 15, "ends_at": "2026-03-03T20:30:00Z"}
    assert phase_of(circle.talk)["ends_at"] == "2026-03-03T20:30:00Z"
    assert (as_it_is(meeting).lasts_for_minutes, circle.verbs()[-1]) == (90, "extend")
    the_clock(ENDS + minutes(5))
    assert circle.lines()[-1]["values"] == {"minutes": 10}


def test_a_talk_is_not_made_longer_than_until_the_next_one_or_without_end(circle: Circle) -> None:
    held(circle)
    planned(circle, starts_at=ENDS + minutes(20))
    extend(by=circle.ada, room=circle.talk, now=ENDS)
    with pytest.raises(NoTimeLeft):
        extend(by=circle.ada, room=circle.talk, now=ENDS)
    Meeting.objects.filter(begun_at=None).delete()
    Meeting.objects.update(lasts_for_minutes=225)
    extend(by=circle.ada, room=circle.talk, now=ENDS)
    with pytest.raises(NoTimeLeft):
        extend(by=circle.ada, room=circle.talk, now=ENDS)


def test_only_a_talk_with_an_end_is_made_longer(circle: Circle) -> None:
    with pytest.raises(WrongPhase):
        extend(by=circle.ada, room=circle.talk, now=STARTS)
    open_talk(by=circle.ada, room=circle.talk, now=STARTS)
    with pytest.raises(WrongPhase):
        extend(by=circle.ada, room=circle.talk, now=STARTS)


def test_the_button_makes_it_longer_and_says_when_it_cannot(circle: Circle) -> None:
    held(circle)
    browser, room = signed_in(circle.ada), f"/kamer/{circle.talk.public_id}/"
    for length in (90, 105):
        assert browser.post(f"{room}verlengen/")["Location"] == room
        assert as_it_is(circle.talk.meeting).lasts_for_minutes == length
    Meeting.objects.update(lasts_for_minutes=240)
    assert len(list(browser.post(f"{room}verlengen/", follow=True).context["messages"])) == 1


def test_nobody_is_cut_off_at_the_end_but_a_quarter_of_an_hour_later_it_closes(circle: Circle) -> None:
    meeting = held(circle)
    the_clock(ENDS + minutes(15) - timedelta(seconds=1))
    assert circle.phase == "open"
    now = ENDS + minutes(15)
    assert the_clock(now) == 1
    assert told(circle)[-2:] == ["over-time", "closed"]
    assert (as_it_is(meeting).closed_at, as_it_is(meeting).not_held_at) == (now, None)
    assert circle.verbs()[-1] == "over_time"


def test_a_talk_without_a_plan_is_only_closed_when_everybody_forgot_it(circle: Circle) -> None:
    opened(circle, STARTS)
    note_facilitators([circle.group.id], STARTS + AN_HOUR)
    for hours in (2, 12):
        assert the_clock(STARTS + hours * AN_HOUR) == 0
    assert the_clock(STARTS + 13 * AN_HOUR) == 1
    assert told(circle) == ["open", "over-time", "closed"]


def test_members_are_told_kindly_that_nobody_came(circle: Circle) -> None:
    meeting = planned(circle)
    joins(circle.group)
    confirm(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)
    the_clock(STARTS - minutes(10))
    assert the_clock(STARTS + minutes(10) - timedelta(seconds=1)) == 0
    now = STARTS + minutes(10)
    assert the_clock(now) == 1
    assert told(circle) == ["waiting", "not-held", "closed"]
    gone = as_it_is(meeting)
    assert (gone.not_held_at, gone.closed_at, gone.phase) == (now, now, "closed")
    news = News.objects.order_by("code", "account__memberships__ordinal")
    assert {(piece.account, piece.code, piece.about_at) for piece in news} == {
        (who.account, "meeting-not-held", STARTS) for who in (circle.ada, circle.ben)
    }
    assert circle.verbs()[-1] == "not_held"
    assert the_clock(now + AN_HOUR) == 0


def test_a_facilitator_who_is_there_has_the_time_to_open(circle: Circle) -> None:
    planned(circle)
    the_clock(STARTS - minutes(10))
    note_facilitators([circle.group.id], STARTS + minutes(8))
    assert the_clock(STARTS + minutes(17)) == 0
    open_talk(by=circle.ada, room=circle.talk, now=STARTS + minutes(17))
    assert the_clock(STARTS + minutes(30)) == 0
    assert circle.phase == "open"


def test_a_facilitator_who_came_and_went_before_it_opened_is_waited_for_ten_minutes(circle: Circle) -> None:
    planned(circle)
    prepare(by=circle.ada, room=circle.talk, now=STARTS - minutes(25))
    assert the_clock(STARTS + minutes(9)) == 0
    assert the_clock(STARTS + minutes(10)) == 1
    assert told(circle)[-2:] == ["not-held", "closed"]


def test_an_evening_that_the_site_slept_through_was_not_held(circle: Circle) -> None:
    meeting = planned(circle)
    confirm(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)
    assert the_clock(ENDS + AN_HOUR) == 1
    assert as_it_is(meeting).not_held_at == ENDS + AN_HOUR
    assert News.objects.filter(account=circle.ben.account).count() == 1
    assert (circle.talk.head, circle.talk.meeting) == (0, None)


def test_a_facilitator_is_seen_in_the_own_living_talk_only(circle: Circle) -> None:
    other = opened(make_circle(), STARTS)
    held(circle)
    later = planned(circle, starts_at=STARTS + timedelta(days=7))
    note_facilitators([circle.group.id], STARTS + minutes(3))
    assert as_it_is(circle.talk.meeting).facilitator_seen_at == STARTS + minutes(3)
    assert as_it_is(other.talk.meeting).facilitator_seen_at == STARTS
    assert as_it_is(later).facilitator_seen_at is None


def test_a_round_with_nothing_to_do_is_one_statement(
    circle: Circle, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    held(circle)
    for days in range(1, 5):
        planned(circle, starts_at=STARTS + timedelta(days=days))
    with django_assert_max_num_queries(1):
        assert keep_time(STARTS + minutes(20)) == 0


def test_the_page_has_words_for_every_notice_that_the_clock_gives(circle: Circle) -> None:
    planned(circle)
    the_clock(STARTS)
    the_clock(STARTS + minutes(10))
    again = make_circle()
    held(again)
    the_clock(ENDS - minutes(10))
    extend(by=again.ada, room=again.talk, now=ENDS)
    the_clock(ENDS + minutes(30))
    codes = {f"notice_{line['code']}" for each in (circle, again) for line in each.lines() if line["kind"] == "notice"}
    assert codes == set(NOTICES)


@pytest.fixture
def soon(circle: Circle) -> Meeting:
    """Begins in five minutes; its waiting room is still shut."""
    now = timezone.now()
    starts_at = (now + minutes(5)).replace(second=0, microsecond=0)
    return plan(by=circle.ada, what=replace(EVENING, starts_at=starts_at), now=now)


def test_the_room_says_when_it_begins_before_and_in_the_waiting_room(circle: Circle, soon: Meeting) -> None:
    browser, path = signed_in(circle.ben), f"/kamer/{circle.talk.public_id}/"
    closed = browser.get(path, headers={"accept-language": "en"}).content.decode()
    the_clock(timezone.now())
    waiting = browser.get(path, headers={"accept-language": "en"}).content.decode()
    shown = re.compile(r'data-when="(\w+)">(?:The talk|The next talk) begins: <time', re.MULTILINE)
    assert shown.findall(closed) == ["closed"]
    assert shown.findall(waiting) == ["waiting"]
    for page in (closed, waiting):
        assert f'data-starts-at="{timezone.localtime(soon.starts_at):%Y-%m-%dT%H:%M:%S}+' in page
    assert "verlengen/" not in waiting
    assert "verlengen/" in signed_in(circle.ada).get(path).content.decode()


def test_a_talk_that_nobody_planned_says_nothing_of_times(circle: Circle, soon: Meeting) -> None:
    Meeting.objects.update(starts_at=soon.starts_at + timedelta(days=1))
    open_talk(by=circle.ada, room=circle.talk, now=timezone.now())
    page = signed_in(circle.ada).get(f"/kamer/{circle.talk.public_id}/")
    assert page.context["evening"] is None
    assert "verlengen/" not in page.content.decode()
