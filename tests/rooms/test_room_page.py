"""The room's page and the buttons of its facilitator, from outside."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.actions.comfort import put_comfort
from accounts.comfort import Comfort
from groups.roles import State
from moderation.actions.muting import mute, unmute
from rooms.actions.belonging import leave
from rooms.models import ReadPointer, Room
from tests.factories import an_account, sign_in
from tests.rooms.circle import NOW, Circle, asks, joins, make_circle, signed_in

pytestmark = pytest.mark.once

NOBODY_ROOM, NOBODY_MEMBER, NOBODY_GROUP = (f"{kind}_{'A' * 22}" for kind in "rmg")
DEEDS = ("klaarzetten", "openen", "pauzeren", "sluiten")


def strangers(circle: Circle) -> dict[str, Client]:
    """Everyone who has no seat in the circle's talk."""
    removed, gone = joins(circle.group), joins(circle.group)
    removed.state = State.REMOVED
    removed.save()
    leave(membership=gone, now=NOW)
    return {
        "visitor": Client(),
        "stranger": signed_in(an_account()),
        "requested": signed_in(asks(circle.group)),
        "removed": signed_in(removed),
        "left": signed_in(gone),
        "another group's facilitator": signed_in(make_circle().ada),
    }


def test_a_member_sees_the_room_and_no_button_of_the_facilitator(
    talk: Circle, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(talk.ben)
    with django_assert_max_num_queries(12):
        page = browser.get(f"/kamer/{talk.talk.public_id}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert f"/ws/rooms/{talk.talk.public_id}/" in text
    assert "sluiten/" not in text
    assert "/regels/{seq}/verbergen/" not in text
    assert "stem-terug/" not in text


def test_a_facilitator_sees_where_the_deeds_go(talk: Circle) -> None:
    text = signed_in(talk.ada).get(f"/kamer/{talk.talk.public_id}/").content.decode()
    for path in (f"/kamer/{talk.talk.public_id}/regels/{{seq}}/verbergen/", "/leden/{member}/dempen/", "/sluiten/"):
        assert path in text


def test_the_script_finds_where_each_deed_of_the_dialog_goes(talk: Circle) -> None:
    """Without a path for one of them the dialog does not open at all."""
    for who in (talk.ada, talk.ben):
        text = signed_in(who).get(f"/kamer/{talk.talk.public_id}/").content.decode()
        deeds = re.findall(r'<form[^>]* data-deed="([a-z]+)"', text)
        assert deeds
        assert not [deed for deed in deeds if f' data-{deed}="/' not in text]


def test_only_a_facilitator_is_told_who_may_only_read_along(talk: Circle) -> None:
    mute(by=talk.ada, membership=talk.ben, minutes=10, rule="be-kind", words="Even rustig.", now=timezone.now())
    told = f'data-muted="{talk.ben.public_id}"'
    pages = {who: signed_in(who).get(f"/kamer/{talk.talk.public_id}/").content.decode() for who in (talk.ada, talk.ben)}
    assert told in pages[talk.ada]
    assert "data-muted=" not in pages[talk.ben]
    unmute(by=talk.ada, membership=talk.ben, now=timezone.now())
    assert told not in signed_in(talk.ada).get(f"/kamer/{talk.talk.public_id}/").content.decode()


@pytest.mark.parametrize(
    ("floor", "head", "seen", "begins"),
    [
        (0, 5_000, 5_000, "4950"),
        (0, 5_000, 4_900, "4900"),
        (0, 5_000, 4_799, ""),
        (0, 5_000, 0, ""),
        (0, 20, 15, "0"),
        (100, 120, 115, "100"),
        (100, 120, 90, ""),
    ],
)
def test_who_comes_back_gets_all_that_was_missed_at_once_unless_it_is_a_great_deal(
    talk: Circle, floor: int, head: int, seen: int, begins: str
) -> None:
    """An empty place is the newest lines, as the protocol gives them."""
    Room.objects.filter(pk=talk.talk.pk).update(floor=floor, head=head)
    ReadPointer.objects.create(room=talk.talk, membership=talk.ben, seq=seen)
    page = signed_in(talk.ben).get(f"/kamer/{talk.talk.public_id}/").content.decode()
    assert f'data-from="{begins}"' in page


def test_the_page_follows_how_its_reader_reads_best(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    assert 'data-arrival="0" data-announced-every="5"' in browser.get(f"/kamer/{talk.talk.public_id}/").content.decode()
    put_comfort(account=talk.ben.account, comfort=Comfort("large", "plain", 2, 15))
    page = browser.get(f"/kamer/{talk.talk.public_id}/").content.decode()
    assert 'data-spacing="large" data-face="plain"' in page
    assert 'data-arrival="2" data-announced-every="15"' in page


def test_the_page_of_a_room_that_is_not_yours_is_the_page_of_one_that_is_not_there(talk: Circle) -> None:
    signed_in_strangers = {who: browser for who, browser in strangers(talk).items() if who != "visitor"}
    for who, browser in signed_in_strangers.items():
        theirs = browser.get(f"/kamer/{talk.talk.public_id}/")
        nothing = browser.get(f"/kamer/{NOBODY_ROOM}/")
        assert (theirs.status_code, nothing.status_code) == (404, 404), who
        assert theirs.content == nothing.content, who
        assert theirs.headers == nothing.headers, who


def test_a_visitor_is_asked_to_log_in_whether_the_room_exists_or_not(talk: Circle) -> None:
    for room in (talk.talk.public_id, NOBODY_ROOM):
        assert Client().get(f"/kamer/{room}/")["Location"] == f"/inloggen/?next=/kamer/{room}/"
        assert Client().post(f"/kamer/{room}/").status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_that_is_not_yours_is_not_there(talk: Circle, deed: str, method: str) -> None:
    head = talk.talk.head
    for who, browser in {**strangers(talk), "member": signed_in(talk.ben)}.items():
        theirs = getattr(browser, method)(f"/kamer/{talk.talk.public_id}/{deed}/")
        nothing = getattr(browser, method)(f"/kamer/{NOBODY_ROOM}/{deed}/")
        assert (theirs.status_code, theirs.content) == (404, nothing.content), who
    assert talk.talk.head == head


@pytest.mark.parametrize("deed", DEEDS)
def test_a_facilitator_who_only_looks_at_a_deed_is_told_the_method(talk: Circle, deed: str) -> None:
    assert signed_in(talk.ada).get(f"/kamer/{talk.talk.public_id}/{deed}/").status_code == 405


def test_a_facilitator_leads_an_evening_with_buttons(circle: Circle) -> None:
    browser, room = signed_in(circle.ada), f"/kamer/{circle.talk.public_id}/"
    for deed, phase in zip(DEEDS, ("waiting", "open", "paused", "closed"), strict=True):
        answer = browser.post(f"{room}{deed}/")
        assert (answer.status_code, answer["Location"]) == (302, room)
        assert circle.phase == phase


def test_a_button_of_an_old_page_says_so_kindly(talk: Circle) -> None:
    browser = signed_in(talk.ada)
    page = browser.post(f"/kamer/{talk.talk.public_id}/openen/", follow=True)
    assert page.status_code == 200
    assert len(list(page.context["messages"])) == 1


def test_without_its_token_a_form_does_nothing(circle: Circle) -> None:
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, circle.ada.account)
    assert browser.post(f"/kamer/{circle.talk.public_id}/openen/").status_code == 403
    assert circle.talk.head == 0


@pytest.mark.parametrize(
    "path",
    [
        "/kamer/r_short/",
        "/kamer/m_AAAAAAAAAAAAAAAAAAAAAA/",
        "/kamer/r_AAAAAAAAAAAAAAAAAAAAA%00/",
        "/kamer/r_AAAAAAAAAAAAAAAAAAAAA%C3%A9/",
        "/kamer/r_AAAAAAAAAAAAAAAAAAAAA'/openen/",
        "/leden/m_AAAA/toelaten/",
        "/groepen/g_AAAAAAAAAAAAAAAAAAAAA%00/verlaten/",
    ],
)
def test_an_id_that_cannot_be_one_is_not_there(circle: Circle, path: str) -> None:
    assert signed_in(circle.ada).get(path).status_code == 404
    assert signed_in(circle.ada).post(path).status_code == 404


def test_admitting_from_the_desk_goes_back_to_the_desk(circle: Circle) -> None:
    asking, browser = asks(circle.group), signed_in(circle.ada)
    path = f"/leden/{asking.public_id}/toelaten/"
    assert browser.get(path).status_code == 405
    for _ in ("done", "done already"):
        answer = browser.post(path)
        assert (answer.status_code, answer["Location"]) == (302, f"/groepen/{circle.group.public_id}/bureau/")
    asking.refresh_from_db()
    assert asking.state == State.ACTIVE


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_but_the_facilitator_finds_the_door_to_admit(circle: Circle, method: str) -> None:
    asking = asks(circle.group)
    for who, browser in {**strangers(circle), "member": signed_in(circle.ben), "self": signed_in(asking)}.items():
        theirs = getattr(browser, method)(f"/leden/{asking.public_id}/toelaten/")
        nothing = getattr(browser, method)(f"/leden/{NOBODY_MEMBER}/toelaten/")
        assert (theirs.status_code, theirs.content) == (404, nothing.content), who
    asking.refresh_from_db()
    assert asking.state == State.REQUESTED


def test_a_member_leaves_by_a_button_and_the_room_is_gone_for_them(talk: Circle) -> None:
    browser, path = signed_in(talk.ben), f"/groepen/{talk.group.public_id}/verlaten/"
    assert browser.get(path).status_code == 405
    assert browser.post(path)["Location"] == "/mijn-plek/"
    assert browser.get(f"/kamer/{talk.talk.public_id}/").status_code == 404
    assert browser.post(path)["Location"] == "/mijn-plek/"


def test_who_is_not_in_a_group_cannot_leave_it(circle: Circle) -> None:
    never_in = {who: browser for who, browser in strangers(circle).items() if who != "left"}
    for who, browser in never_in.items():
        theirs = browser.post(f"/groepen/{circle.group.public_id}/verlaten/")
        nothing = browser.post(f"/groepen/{NOBODY_GROUP}/verlaten/")
        assert (theirs.status_code, theirs.content) == (404, nothing.content), who
