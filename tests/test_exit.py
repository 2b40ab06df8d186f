"""Snel weg: by its button on every page, without a token and without JavaScript."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.test import Client, override_settings

from accounts.models import Session
from accounts.sessions import SHARED
from groups.models import Group
from peerchat import env
from rooms.live import doorbell
from tests.factories import Person, the_talk

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HERE = {"origin": "http://testserver"}
LEAVE = 'action="/snel-weg/"'


@contextmanager
def no_database() -> Iterator[None]:
    """Every statement inside fails, as when the server is away."""

    def fail(*_: object) -> None:
        raise OperationalError("away")

    with connection.execute_wrapper(fail):
        yield


def test_leaving_ends_the_session_and_leads_to_the_page_in_between(ben: Person) -> None:
    answer = ben.client.post("/snel-weg/", headers=HERE)
    assert (answer.status_code, answer["Location"]) == (303, "/snel-weg/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(account=ben.account).exists()
    assert ben.client.get("/mijn-plek/").status_code == 302


@pytest.mark.parametrize("shared", [False, True])
def test_no_cookie_stays_behind_but_the_silence_that_was_asked_for(ben: Person, shared: bool) -> None:
    """Silence goes too where others use the browser; without it the next page would tell what this one hid."""
    session = ben.client.session
    if shared:
        session[SHARED] = True
        session.save()
    for name in ("csrftoken", "django_language", "q"):
        ben.client.cookies[name] = "1"
    cookies = ben.client.post("/snel-weg/", headers=HERE).cookies
    gone = {"sessionid", "csrftoken", "django_language", *(["q"] if shared else [])}
    assert {name for name, cookie in cookies.items() if cookie["max-age"] == 0 or not cookie.value} == gone
    assert {*cookies} == gone


@pytest.mark.parametrize("address", ["https://www.wikipedia.org/", "https://weer.example/vandaag?plaats=gent"])
def test_the_page_in_between_leads_out_by_itself_and_by_a_link(visitor: Client, address: str) -> None:
    with override_settings(EXIT_URL=address):
        page = visitor.get("/snel-weg/")
    assert page["Refresh"] == f"0; url={address}"
    assert f'<a href="{address}"' in page.content.decode()
    assert "PeerChat" not in page.content.decode()


def test_a_visitor_may_leave_too(visitor: Client) -> None:
    assert visitor.post("/snel-weg/", headers=HERE).status_code == 303


def test_leaving_needs_no_token(ben: Person) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = ben.client.cookies
    assert browser.post("/snel-weg/", headers=HERE).status_code == 303
    assert not Session.objects.filter(account=ben.account).exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver"}, 303),
        ({"origin": "https://praat.example"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "https://testserver"}, 403),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
    ],
)
def test_only_a_page_of_this_site_signs_somebody_out(ben: Person, headers: dict[str, str], status: int) -> None:
    with override_settings(CSRF_TRUSTED_ORIGINS=["https://praat.example"]):
        assert ben.client.post("/snel-weg/", headers=headers).status_code == status
    assert Session.objects.filter(account=ben.account).exists() == (status == 403)


def test_the_rooms_of_who_left_hear_it(ben: Person, group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr(doorbell, "ring", lambda room, *what: rung.append(room.public_id))
    ben.client.post("/snel-weg/", headers=HERE)
    assert the_talk(group).public_id in rung


def test_nobody_waits_for_a_database_to_leave(ben: Person) -> None:
    with no_database():
        answer = ben.client.post("/snel-weg/", headers=HERE)
    assert answer.status_code == 303
    assert ben.client.cookies["sessionid"].value == ""


PAGES: dict[str, Callable[[Group], str]] = {
    "home": lambda group: "/",
    "group": lambda group: f"/groepen/{group.public_id}/",
    "my place": lambda group: "/mijn-plek/",
    "the room": lambda group: f"/kamer/{the_talk(group).public_id}/",
    "not here": lambda group: "/nergens/",
    "log out": lambda group: "/uitloggen/",
}


@pytest.mark.parametrize("name", PAGES)
def test_both_ways_are_on_every_page_once(ben: Person, group: Group, name: str) -> None:
    page = ben.client.get(PAGES[name](group)).content.decode()
    assert page.count(LEAVE) == 1
    assert 'class="button button--quiet always__button" href="/hulp/"' in page
    assert 'src="/static/js/exit.js"' in page
    assert ("data-private" in page) == (name != "not here")


def test_a_visitors_page_is_nobody_s_own(visitor: Client) -> None:
    assert "data-private" not in visitor.get("/").content.decode()


@pytest.mark.parametrize("status", ["400", "403", "404", "429", "500"])
def test_the_pages_of_what_went_wrong_have_them_too(status: str) -> None:
    from django.template.loader import render_to_string

    page = render_to_string(f"{status}.html")
    assert LEAVE in page
    assert 'href="/hulp/"' in page


@pytest.mark.parametrize(
    "address",
    [
        "http://www.wikipedia.org/",
        "www.wikipedia.org",
        "https://",
        "javascript:alert(1)",
        "https://a@b.example/",
        "https://a.example/; url=b",
        'https://a.example/"',
        "https://a.example/\nSet-Cookie: a=b",
        "https://é.example/",
    ],
)
def test_an_address_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PEERCHAT_EXIT_URL", address)
    with pytest.raises(ImproperlyConfigured, match="PEERCHAT_EXIT_URL"):
        env.web_address("PEERCHAT_EXIT_URL", "https://www.wikipedia.org/")
