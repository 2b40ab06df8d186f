"""The waiting room: what one reads before a talk opens, on the live page and on the one without script."""

import re
from datetime import datetime

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from groups.actions import memberships
from groups.actions.wording import publish_rules
from groups.models import Membership
from rooms.actions import meetings
from rooms.actions.seats import confirm, give_back
from rooms.models import Meeting, Room
from tests.factories import a_group
from tests.rooms.circle import Circle, joins, leads, opened, says, signed_in
from tests.rooms.evenings import A_WEEK_BEFORE, STARTS, minutes, planned

pytestmark = pytest.mark.once

SOON = STARTS - minutes(7)
LIVE, PLAIN = "rooms:room", "rooms:plain"
both_pages = pytest.mark.parametrize("name", [LIVE, PLAIN])


def page_of(who: Membership, room: Room, name: str = LIVE, now: datetime = SOON) -> str:
    browser = signed_in(who)
    with time_machine.travel(now, tick=False):
        page = browser.get(reverse(name, args=[room.public_id]), headers={"accept-language": "en"})
    assert page.status_code == 200
    return page.content.decode()


def waiting_room(page: str) -> str:
    """The part of the page from its tag on, without what is hidden."""
    found = re.search(r'<details class="waiting".*?</details>', page, re.DOTALL)
    return re.sub(r"<(p|span|strong)\b[^>]* hidden>.*?</\1>", "", found[0], flags=re.DOTALL) if found else ""


def is_shown(page: str) -> bool:
    tag = waiting_room(page).partition(">")[0]
    return bool(tag) and not tag.endswith("hidden")


def prepared(circle: Circle) -> Meeting:
    """An evening that is waited for."""
    meeting = planned(circle)
    meetings.prepare(by=circle.ada, room=circle.talk, now=SOON)
    return meeting


@both_pages
def test_it_tells_when_who_facilitates_the_rules_and_what_if_nobody_comes(circle: Circle, name: str) -> None:
    prepared(circle)
    publish_rules(by=circle.ada, text="Zacht praten.\nNiet roepen.", after=1, now=SOON)
    other = leads(a_group())
    page = page_of(circle.ben, circle.talk, name)
    assert is_shown(page)
    told = waiting_room(page)
    assert " open>" in told.partition("\n")[0]
    for words in (
        "The talk begins:",
        "20:00",
        circle.ada.pseudonym,
        "<li>Niet roepen.</li>",
        "If no facilitator comes",
    ):
        assert words in told
    assert other.pseudonym not in told
    assert circle.ben.pseudonym not in told


@both_pages
def test_a_reader_sees_whether_they_said_to_come_and_changes_it_there(circle: Circle, name: str) -> None:
    meeting = prepared(circle)
    path = reverse(name, args=[circle.talk.public_id])
    assert "/komen/" in waiting_room(page_of(circle.ben, circle.talk, name))
    confirm(membership=circle.ben, meeting=meeting, now=SOON)
    told = waiting_room(page_of(circle.ben, circle.talk, name))
    assert "You come." in told
    assert "/niet-komen/" in told
    assert f'name="next" value="{path}"' in told
    give_back(membership=circle.ben, meeting=meeting, now=SOON)
    assert "You do not come this time." in waiting_room(page_of(circle.ben, circle.talk, name))
    assert "komen/" not in waiting_room(page_of(circle.ben, circle.talk, name, STARTS))


@both_pages
def test_a_facilitator_is_not_asked_whether_they_come(circle: Circle, name: str) -> None:
    prepared(circle)
    told = waiting_room(page_of(circle.ada, circle.talk, name))
    assert circle.ada.pseudonym in told
    assert "komen/" not in told
    assert "If no facilitator comes" not in told


@both_pages
def test_before_it_opens_it_tells_of_the_next_evening_and_stays_folded(circle: Circle, name: str) -> None:
    planned(circle)
    page = page_of(circle.ben, circle.talk, name, A_WEEK_BEFORE)
    assert is_shown(page)
    told = waiting_room(page)
    assert " open>" not in told.partition("\n")[0]
    assert "The next talk begins:" in told
    assert "The talk begins:" not in told
    assert "The waiting room opens ten minutes before." in told


@both_pages
def test_it_is_not_seen_while_one_talks_or_when_nothing_is_planned(circle: Circle, name: str) -> None:
    assert not is_shown(page_of(circle.ben, circle.talk, name))
    prepared(circle)
    meetings.open_talk(by=circle.ada, room=circle.talk, now=STARTS)
    for deed in (None, meetings.pause, meetings.close):
        if deed:
            deed(by=circle.ada, room=circle.talk, now=STARTS)
        assert not is_shown(page_of(circle.ben, circle.talk, name, STARTS))


def test_a_page_that_is_open_already_has_it_ready_for_the_next_evening(circle: Circle) -> None:
    opened(circle, SOON)
    told = waiting_room(page_of(circle.ben, circle.talk))
    assert circle.ada.pseudonym in told
    assert "data-starts-at" not in told


@both_pages
def test_without_a_plan_nobody_is_told_a_time(circle: Circle, name: str) -> None:
    planned(circle, starts_at=STARTS + minutes(24 * 60))
    meetings.prepare(by=circle.ada, room=circle.talk, now=SOON)
    told = waiting_room(page_of(circle.ben, circle.talk, name))
    assert "The waiting room" in told
    assert "begins:" not in told
    assert "komen/" not in told


@both_pages
def test_who_facilitates_no_more_is_not_named(circle: Circle, name: str) -> None:
    second = leads(circle.group)
    prepared(circle)
    assert second.pseudonym in waiting_room(page_of(circle.ben, circle.talk, name))
    memberships.follow(second)
    assert second.pseudonym not in waiting_room(page_of(circle.ben, circle.talk, name))


def test_backstage_has_none(circle: Circle) -> None:
    prepared(circle)
    page = page_of(circle.ada, circle.backstage)
    assert waiting_room(page) == ""
    assert "The talk begins:" in page


@both_pages
@pytest.mark.parametrize("who", ["ben", "ada"])
def test_it_costs_no_more_than_other_pages_when_earlier_lines_are_kept(
    who: str, name: str, circle: Circle, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    opened(circle, A_WEEK_BEFORE)
    for _ in range(3):
        says(joins(circle.group), "Vorige week.", A_WEEK_BEFORE)
    meetings.close(by=circle.ada, room=circle.talk, now=A_WEEK_BEFORE)
    prepared(circle)
    browser, path = signed_in(getattr(circle, who)), reverse(name, args=[circle.talk.public_id])
    with time_machine.travel(SOON, tick=False), django_assert_max_num_queries(12):
        page = browser.get(path).content.decode()
    assert is_shown(page)
