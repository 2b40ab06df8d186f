"""A place at an evening: taken, given back, never one too many, and nobody but a facilitator sees who."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Account
from groups.models import Membership
from groups.roles import Role, State
from rooms.actions.planning import Plan, cancel, plan
from rooms.actions.seats import Full, NoLongerPlanned, confirm, give_back
from rooms.models import Meeting, MeetingSeat
from rooms.paths import Evening
from rooms.planned import evenings_of, who_comes
from tests.at_once import at_once
from tests.factories import a_group, a_membership, an_account
from tests.rooms.circle import Circle, asks, joins, make_circle, signed_in
from tests.rooms.evenings import A_WEEK_BEFORE, STARTS, planned

SOON = timedelta(days=2)


def coming(circle: Circle, now: datetime = A_WEEK_BEFORE) -> int:
    return evenings_of(circle.group, None, now)[0].taken


def test_a_place_is_taken_and_given_back_and_taken_again(circle: Circle) -> None:
    meeting = planned(circle)
    for deed, taken in ((confirm, 1), (confirm, 1), (give_back, 0), (give_back, 0), (confirm, 1)):
        deed(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)
        assert coming(circle) == taken
    assert MeetingSeat.objects.count() == 1


def test_giving_back_what_one_did_not_take_says_that_one_does_not_come(circle: Circle) -> None:
    give_back(membership=circle.ben, meeting=planned(circle), now=A_WEEK_BEFORE)
    assert MeetingSeat.objects.get().state == "given-back"


def test_there_is_never_one_too_many(circle: Circle) -> None:
    meeting = planned(circle, places=3)
    for member in (circle.ben, joins(circle.group), joins(circle.group)):
        confirm(membership=member, meeting=meeting, now=A_WEEK_BEFORE)
    late = joins(circle.group)
    with pytest.raises(Full):
        confirm(membership=late, meeting=meeting, now=A_WEEK_BEFORE)
    assert len(who_comes(meeting)) == 3
    confirm(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)  # who has a place keeps it
    give_back(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)
    confirm(membership=late, meeting=meeting, now=A_WEEK_BEFORE)
    assert late in who_comes(meeting)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_want_the_last_place_at_once_one_has_it() -> None:
    circle = make_circle()
    meeting = planned(circle, places=3)
    for member in (circle.ben, joins(circle.group)):
        confirm(membership=member, meeting=meeting, now=A_WEEK_BEFORE)
    rivals = [joins(circle.group), joins(circle.group)]
    ends = at_once([partial(confirm, membership=each, meeting=meeting, now=A_WEEK_BEFORE) for each in rivals], Full)
    assert ends.count("Full") == 1
    assert len(who_comes(meeting)) == 3


@pytest.mark.parametrize("state", [State.LEFT, State.REMOVED, State.SUSPENDED, State.BANNED])
def test_who_is_no_longer_in_the_group_leaves_the_place_free(circle: Circle, state: State) -> None:
    meeting = planned(circle)
    confirm(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)
    circle.ben.state = state
    circle.ben.save()
    assert coming(circle) == 0
    assert who_comes(meeting) == []


def test_an_evening_that_started_moved_or_was_taken_off_has_no_places(circle: Circle) -> None:
    meeting = planned(circle)
    for deed in (confirm, give_back):
        with pytest.raises(NoLongerPlanned):
            deed(membership=circle.ben, meeting=meeting, now=STARTS)
        other = Meeting(id=meeting.id, starts_at=STARTS + SOON)
        with pytest.raises(NoLongerPlanned):
            deed(membership=circle.ben, meeting=other, now=A_WEEK_BEFORE)
    cancel(by=circle.ada, meeting=meeting, words="Ziek.", now=A_WEEK_BEFORE)
    with pytest.raises(NoLongerPlanned):
        confirm(membership=circle.ben, meeting=meeting, now=A_WEEK_BEFORE)


# The pages


@pytest.fixture
def meeting(circle: Circle) -> Meeting:
    """In two days, three places."""
    now = timezone.now()
    starts_at = (now + SOON).replace(second=0, microsecond=0)
    return plan(by=circle.ada, what=Plan(starts_at, 75, "Europe/Brussels", 3), now=now)


def path(circle: Circle, meeting: Meeting, deed: str = "komen") -> str:
    return f"/groepen/{circle.group.public_id}/avonden/{Evening().to_url(meeting.starts_at)}/{deed}/"


def english(browser: Client) -> Client:
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_a_member_comes_and_gives_back_at_my_place_and_at_the_group(circle: Circle, meeting: Meeting) -> None:
    browser = english(signed_in(circle.ben))
    for page in ("/mijn-plek/", f"/groepen/{circle.group.public_id}/"):
        assert path(circle, meeting) in browser.get(page).content.decode()
        back = browser.post(path(circle, meeting), {"next": page})
        assert (back.status_code, back["Location"]) == (302, page)
        shown = browser.get(page).content.decode()
        assert "You come." in shown
        assert path(circle, meeting, "niet-komen") in shown
        browser.post(path(circle, meeting, "niet-komen"), {"next": page})
        assert "You do not come this time." in browser.get(page).content.decode()


def test_who_was_a_moment_late_is_told_kindly(circle: Circle, meeting: Meeting) -> None:
    for _ in range(3):
        confirm(membership=joins(circle.group), meeting=meeting, now=timezone.now())
    page = english(signed_in(circle.ben)).post(path(circle, meeting), follow=True)
    assert "Just now the last place was taken." in page.content.decode()
    assert not MeetingSeat.objects.filter(membership=circle.ben).exists()


def test_an_old_button_is_answered_kindly(circle: Circle, meeting: Meeting) -> None:
    cancel(by=circle.ada, meeting=meeting, words="Ziek.", now=timezone.now())
    page = english(signed_in(circle.ben)).post(path(circle, meeting), follow=True)
    assert "That meeting has begun or was changed." in page.content.decode()


def test_outside_one_sees_whether_there_is_room_and_not_how_many_or_who(circle: Circle, meeting: Meeting) -> None:
    member, browser = joins(circle.group), english(Client())
    confirm(membership=circle.ben, meeting=meeting, now=timezone.now())
    page = browser.get(f"/groepen/{circle.group.public_id}/").content.decode()
    assert "There is room." in page
    assert "/komen/" not in page
    assert circle.ben.pseudonym not in page
    for more in (member, joins(circle.group)):
        confirm(membership=more, meeting=meeting, now=timezone.now())
    assert "All places are taken." in browser.get(f"/groepen/{circle.group.public_id}/").content.decode()


def test_a_member_does_not_see_who_comes(circle: Circle, meeting: Meeting) -> None:
    other = joins(circle.group)
    confirm(membership=other, meeting=meeting, now=timezone.now())
    for page in ("/mijn-plek/", f"/groepen/{circle.group.public_id}/"):
        assert other.pseudonym not in signed_in(circle.ben).get(page).content.decode()


@pytest.mark.parametrize("deed", ["komen", "niet-komen"])
def test_a_place_that_is_not_yours_to_take_is_not_there(circle: Circle, meeting: Meeting, deed: str) -> None:
    removed = joins(circle.group)
    removed.state = State.REMOVED
    removed.save()
    others: list[Membership | Account] = [asks(circle.group), removed, make_circle().ben, circle.ada, an_account()]
    for browser in (Client(), *(signed_in(other) for other in others)):
        assert browser.post(path(circle, meeting, deed)).status_code == 404
    assert signed_in(circle.ben).get(path(circle, meeting, deed)).status_code == 405
    assert not MeetingSeat.objects.exists()


def test_a_listener_comes_too(circle: Circle, meeting: Meeting) -> None:
    listener = a_membership(an_account(), circle.group, role=Role.LISTENER)
    assert signed_in(listener).post(path(circle, meeting)).status_code == 302
    assert who_comes(meeting) == [listener]


def test_another_site_is_not_where_a_button_leads(circle: Circle, meeting: Meeting) -> None:
    answer = signed_in(circle.ben).post(path(circle, meeting), {"next": "https://evil.example/"})
    assert answer["Location"] == "/mijn-plek/"


def test_my_place_costs_the_same_for_many_groups_and_evenings(
    circle: Circle, meeting: Meeting, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    for _ in range(4):
        group = a_group()
        leader = a_membership(an_account(), group, role=Role.FACILITATOR)
        a_membership(circle.ben.account, group)
        for days in (1, 2, 3):
            plan(by=leader, what=Plan(now + timedelta(days=days), 75, "Europe/Brussels", 8), now=now)
    browser = signed_in(circle.ben)
    with django_assert_max_num_queries(10):
        page = browser.get("/mijn-plek/").content.decode()
    assert page.count("/komen/") == 13
