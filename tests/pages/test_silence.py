"""Silent mode: over every page, what a browser keeps of it tells nothing, and everything works all the same."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts.actions.signing_up import sign_up
from groups.models import Group
from peerchat import urls
from peerchat.silence import code, neutral_path
from tests.factories import PASSPHRASE, Person, a_login_name, the_talk
from tests.stranger.client import HereSite, undone
from tests.stranger.table import read
from tests.stranger.village import path_of, settle

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ACTORS = ("visitor", "stranger", "member", "facilitator", "coordinator")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ICON = re.compile(r'<link rel="icon" href="([^"]*)"')
ADDRESS = re.compile(r'\b(?:href|action)="(/[^"]*)"')
HIDDEN = re.compile(r'name="next" value="([^"]*)"')
FOR_SCRIPTS = {"rooms:history", "still_here", "moderation:calls"}


def told_words(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """Every word of an address that is not silent."""
    found: set[str] = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            found |= told_words(each.url_patterns)
        else:
            found |= set(re.sub("<[^>]*>", "", str(each.pattern)).split("/")) - {""}
    return found


TOLD = told_words(urls.urlpatterns)


def tells(address: str) -> set[str]:
    """The words of an address that say what the page is about."""
    parts = urlsplit(unescape(address))
    return set(parts.path.split("/")) & TOLD if not parts.path.startswith(settings.STATIC_URL) else set()


def kept_of(page: str) -> tuple[str, str]:
    """What a browser keeps: title and icon."""
    title, icon = TITLE.search(page), ICON.search(page)
    return title[1] if title else "", icon[1] if icon else ""


class SilentSite(HereSite):
    """The same people in browsers that are silent."""

    def browser(self, actor: str) -> Client:
        client = super().browser(actor)
        client.cookies[settings.SILENT_COOKIE_NAME] = "1"
        return client


def test_no_page_leaves_anything_that_tells() -> None:
    village = settle()
    site, seen = SilentSite(village), set()
    for row in read():
        for actor in ACTORS:
            if row.answers.get("GET", {}).get(actor) != "page" or row.name in FOR_SCRIPTS:
                continue
            with undone():
                answer: Any = site.browser(actor).get(path_of(row.title, village), follow=True)
            page, at = answer.content.decode(), answer.request["PATH_INFO"]
            assert answer.status_code == 200, row.title
            assert kept_of(page)[0] == "Page", row.title
            assert kept_of(page)[1] in ("/static/img/plain.svg", ""), row.title  # the way out has no icon at all
            assert tells(at) == set(), row.title
            assert {address for address in ADDRESS.findall(page) if tells(address)} == set(), row.title
            assert [path for path in HIDDEN.findall(page) if tells(path)] == [], row.title
            seen.add(row.title)
    assert len(seen) > 40


def test_without_it_a_page_tells(ben: Person) -> None:
    """The positive control."""
    page = ben.client.get("/mijn-plek/").content.decode()
    assert "PeerChat" in kept_of(page)[0]
    assert any(tells(address) for address in ADDRESS.findall(page))


@pytest.fixture
def silent(ben: Person) -> Client:
    ben.client.cookies[settings.SILENT_COOKIE_NAME] = "1"
    return ben.client


def test_what_is_not_there_and_what_went_wrong_tells_nothing_either(silent: Client) -> None:
    for path in ("/nergens/", "/aanstelling/weg/", f"/{code('kamer')}/r_x/"):
        assert kept_of(silent.get(path, follow=True).content.decode()) == ("Page", "/static/img/plain.svg"), path
    forged = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    forged.cookies = silent.cookies
    page = forged.post("/taal/", {"language": "en"})
    assert page.status_code == 403
    assert kept_of(page.content.decode()) == ("Page", "/static/img/plain.svg")


def test_a_page_that_is_drawn_without_looking_anybody_up_tells_nothing(rf: Any) -> None:
    from django.http import HttpResponse

    from peerchat.silence import hush

    for status in ("400", "429", "500"):
        response = HttpResponse(render_to_string(f"{status}.html"))
        hush(response)
        assert kept_of(response.content.decode())[1] == "/static/img/plain.svg"
        assert "PeerChat" not in kept_of(response.content.decode())[0]


def test_what_was_looked_for_does_not_stay_in_the_address(silent: Client, group: Group) -> None:
    group.name, group.search_text = "Nuchtere Dinsdag", "nuchtere dinsdag"
    group.save()
    led = silent.get("/groepen/?q=nuchtere")
    assert (led.status_code, "nuchtere" in led["Location"], tells(led["Location"])) == (302, False, set())
    page = silent.get(led["Location"])
    assert group.name in page.content.decode()
    assert 'value="nuchtere"' in page.content.decode()
    spoilt = silent.get(f"{led['Location'][:-6]}AAAA==")
    assert spoilt.status_code == 200


def test_a_script_is_led_nowhere(silent: Client, group: Group) -> None:
    """What it asks for is kept in no history, and a way round costs time on a slow line."""
    path = neutral_path(f"/kamer/{the_talk(group).public_id}/gezegd/")
    assert silent.get(f"{path}?voor=1", headers={"sec-fetch-dest": "empty"}).status_code == 200


def test_a_form_that_was_open_before_is_taken(silent: Client, ben: Person) -> None:
    sent = {"spacing": "large", "face": "plain", "arrival_seconds": "0", "announced_every_seconds": "5"}
    answer = silent.post("/mijn-account/lezen/", sent)
    assert answer["Location"] == f"/{code('mijn-account')}/"
    ben.account.refresh_from_db()
    assert ben.account.comfort["spacing"] == "large"


def test_a_silent_address_works_in_every_browser(group: Group, ben: Person, visitor: Client) -> None:
    path = neutral_path(f"/kamer/{the_talk(group).public_id}/")
    assert path
    assert ben.client.get(path).status_code == 200
    assert visitor.get(path)["Location"] == f"/{code('inloggen')}/?next={path}"


def test_every_address_has_a_silent_one_and_no_two_share_it() -> None:
    codes = {code(word) for word in TOLD}
    assert len(codes) == len(TOLD) > 40
    both = [get_resolver(name) for name in (settings.ROOT_URLCONF, "peerchat.silent_urls")]
    assert len({len(list(each.reverse_dict)) for each in both}) == 1


# Choosing it


def test_it_is_chosen_on_the_log_in_page_of_a_browser(visitor: Client) -> None:
    assert "Turn silent mode on" in visitor.get("/inloggen/").content.decode()
    answer = visitor.post("/stil/", {"on": "1", "next": "/inloggen/"})
    assert answer["Location"] == "/inloggen/"
    cookie = answer.cookies[settings.SILENT_COOKIE_NAME]
    assert (cookie.value, cookie["max-age"], bool(cookie["httponly"])) == ("1", 365 * 24 * 3600, True)
    page = visitor.get("/inloggen/", follow=True).content.decode()
    assert kept_of(page)[0] == "Page"
    assert "Turn silent mode off" in page
    visitor.post("/stil/", {"on": "0"})
    assert kept_of(visitor.get("/inloggen/").content.decode())[0] == "Log in · PeerChat"


def test_who_chose_it_for_the_account_finds_it_wherever_they_log_in(cleo: Person) -> None:
    assert "Turn silent mode on" in cleo.client.get("/mijn-account/").content.decode()
    cleo.client.post("/stil/", {"on": "1", "next": "/mijn-account/"})
    cleo.account.refresh_from_db()
    assert cleo.account.silent
    for shared in ({}, {"shared": "on"}):
        name, browser = a_login_name(), Client()
        made = sign_up(login_name=name, passphrase=PASSPHRASE, language="nl", now=timezone.now())
        made.account.silent = True
        made.account.save()
        answer = browser.post("/inloggen/", {"login": name, "password": PASSPHRASE, **shared})
        cookie = answer.cookies[settings.SILENT_COOKIE_NAME]
        assert bool(cookie["max-age"]) == (not shared)
    cleo.client.post("/stil/", {"on": "0"})
    cleo.account.refresh_from_db()
    assert not cleo.account.silent
