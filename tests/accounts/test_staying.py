"""How long a browser stays signed in: as long as there are signs of life, and twelve hours at most."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.actions.signing_up import sign_up
from accounts.lifetimes import AT_MOST_FOR, IDLE_FOR, IDLE_FOR_SHARED
from accounts.models import Session
from tests.factories import PASSPHRASE, Person, a_login_name

pytestmark = pytest.mark.django_db
HERE = "/nog-hier/"
LANGUAGE = settings.LANGUAGE_COOKIE_NAME


def only(person: Person) -> Session:
    return Session.objects.get(account=person.account)


def quiet_for(person: Person, time: timedelta) -> Session:
    """As if nothing had been heard of the browser for so long."""
    session = only(person)
    session.expires_at -= time
    session.ends_at -= time
    session.save()
    return session


def near(moment: datetime, other: datetime) -> bool:
    return abs(moment - other) < timedelta(seconds=20)


def test_half_an_hour_without_a_sign_of_life_ends_it(cleo: Person) -> None:
    quiet_for(cleo, IDLE_FOR - timedelta(seconds=20))
    assert cleo.client.get("/mijn-plek/").status_code == 200
    quiet_for(cleo, IDLE_FOR + timedelta(seconds=20))
    assert cleo.client.get("/mijn-plek/").status_code == 302


def test_each_page_that_is_asked_for_is_a_sign_of_life(cleo: Person) -> None:
    quiet_for(cleo, timedelta(minutes=5))
    cleo.client.get("/groepen/")
    assert near(only(cleo).expires_at, timezone.now() + IDLE_FOR)


def test_signs_of_life_that_follow_each_other_closely_write_nothing(cleo: Person) -> None:
    quiet_for(cleo, timedelta(seconds=30))
    before = only(cleo).expires_at
    cleo.client.get("/mijn-plek/")
    assert only(cleo).expires_at == before


def test_after_twelve_hours_no_sign_of_life_helps(cleo: Person) -> None:
    session = only(cleo)
    assert near(session.ends_at, timezone.now() + AT_MOST_FOR)
    session.expires_at = session.ends_at = timezone.now() + timedelta(minutes=3)
    session.save()
    cleo.client.get("/mijn-plek/")
    cleo.client.post(HERE)
    assert only(cleo).expires_at == session.ends_at
    # A form that keeps something in the session must not begin the twelve hours anew.
    cleo.client.post("/mijn-account/lezen/", {"spacing": "normal"})
    cleo.client.post("/mijn-account/taal/", {"language": "nl", "country": ""})
    assert only(cleo).expires_at == session.ends_at


def test_a_page_asks_how_long_it_has_and_that_is_no_sign_of_life(cleo: Person) -> None:
    before = quiet_for(cleo, timedelta(minutes=20)).expires_at
    told = cleo.client.get(HERE).json()
    assert 590 <= told["left"] <= 600
    assert 42_000 - 20 * 60 - 60 < told["most"] <= 43_200 - 20 * 60
    assert only(cleo).expires_at == before


def test_whoever_says_so_stays(cleo: Person) -> None:
    quiet_for(cleo, timedelta(minutes=29))
    assert 1790 <= cleo.client.post(HERE).json()["left"] <= 1800


def test_what_has_ended_is_not_brought_back(cleo: Person, visitor: Client) -> None:
    quiet_for(cleo, timedelta(minutes=31))
    for ask in (cleo.client.get, cleo.client.post):
        assert ask(HERE).status_code == visitor.get(HERE).status_code == 404
    assert not near(only(cleo).expires_at, timezone.now() + IDLE_FOR)


def test_a_sign_of_life_from_elsewhere_needs_a_token(cleo: Person) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = cleo.client.cookies
    assert browser.post(HERE).status_code == 403


def test_pages_of_who_is_signed_in_bring_the_warning_and_others_do_not(cleo: Person, visitor: Client) -> None:
    page = cleo.client.get("/").content.decode()
    assert 'id="staying"' in page
    assert 'data-left="1' in page
    assert 'id="staying"' not in visitor.get("/").content.decode()
    assert "signed out, because" in visitor.get("/inloggen/?stil=1&next=/mijn-plek/").content.decode()


# On a device that others use too


@pytest.fixture
def shared() -> Client:
    """Somebody who speaks Dutch logged in on a French device and ticked that others use it."""
    name, browser = a_login_name(), Client(headers={"accept-language": "fr"})
    sign_up(login_name=name, passphrase=PASSPHRASE, language="nl", now=timezone.now())
    answer = browser.post("/inloggen/", {"login": name, "password": PASSPHRASE, "shared": "on"})
    assert answer.status_code == 302
    return browser


def test_a_shared_device_is_left_alone_for_ten_minutes_at_most(shared: Client) -> None:
    session = Session.objects.get(account__isnull=False)
    assert session.shared
    assert near(session.expires_at, timezone.now() + IDLE_FOR_SHARED)
    assert shared.post(HERE).json()["left"] <= 600


def test_nothing_is_left_in_a_shared_browser_and_the_pages_speak_all_the_same(shared: Client) -> None:
    for path in ("/", "/mijn-plek/", "/mijn-account/"):
        page = shared.get(path)
        assert '<html lang="nl"' in page.content.decode()
        assert page["Content-Language"] == "nl"
    shared.post("/taal/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in shared.get("/").content.decode()
    shared.post("/mijn-account/taal/", {"language": "nl", "country": ""})
    assert '<html lang="nl"' in shared.get("/").content.decode()
    assert LANGUAGE not in shared.cookies
    cookies = [cookie for cookie in shared.cookies.values() if cookie["max-age"] or cookie["expires"]]
    assert [cookie.key for cookie in cookies] in ([], [settings.CSRF_COOKIE_NAME])
    shared.post("/uitloggen/")
    assert '<html lang="fr"' in shared.get("/").content.decode()


def test_whoever_signs_up_may_say_so_too() -> None:
    browser = Client(headers={"accept-language": "en"})
    token = browser.get("/aanmelden/").context["form"].offer.token()
    browser.post("/aanmelden/", {"offer": token, "take_proposal": "on", "shared": "on"})
    assert Session.objects.get(account__isnull=False).shared


def test_on_ones_own_device_it_is_not_so(cleo: Person, visitor: Client) -> None:
    name = a_login_name()
    sign_up(login_name=name, passphrase=PASSPHRASE, language="nl", now=timezone.now())
    visitor.post("/inloggen/", {"login": name, "password": PASSPHRASE})
    assert visitor.cookies[LANGUAGE].value == "nl"
    assert not Session.objects.filter(shared=True).exists()
