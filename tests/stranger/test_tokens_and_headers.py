"""What holds for every path alike: no deed without its token, the same headers, no cookie that is not needed."""

import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.stranger.client import HereSite, state, told, undone
from tests.stranger.matrix import Ask
from tests.stranger.table import UNPROVED, read
from tests.stranger.village import NOWHERE, OBJECTS, Village, path_of

pytestmark = [pytest.mark.once, pytest.mark.slow]

PAGES = [row for row in read() if "GET" in row.answers]
PUBLIC = [row for row in PAGES if row.answers["GET"]["visitor"] == "page"]

EVERYWHERE = {
    "content-security-policy": re.compile(
        r"^(?=.*default-src 'none')(?=.*frame-ancestors 'none')(?!.*(unsafe|http|\*))"
    ),
    "cross-origin-opener-policy": re.compile("same-origin"),
    "cross-origin-resource-policy": re.compile("same-origin"),
    "permissions-policy": re.compile(r"camera=\(\).*microphone=\(\)"),
    "referrer-policy": re.compile("same-origin"),
    "x-content-type-options": re.compile("nosniff"),
}
ON_PAGES = {
    **EVERYWHERE,
    "cache-control": re.compile("no-store"),
    "content-type": re.compile("; charset=utf-8$|^application/json$"),
    "vary": re.compile("Accept-Language, Cookie"),
    "x-frame-options": re.compile("DENY"),
    "x-robots-tag": re.compile("noindex"),
}


def missing(headers: tuple[tuple[str, str], ...], wanted: dict[str, re.Pattern[str]]) -> list[str]:
    """The names of headers that are not there, or say something else."""
    found = dict(headers)
    return [name for name, value in wanted.items() if not value.search(found.get(name, ""))]


def asks(site: HereSite, *methods: str, actors: tuple[str, ...] = ("visitor", "stranger", "facilitator")) -> list[Ask]:
    """One request for every page, actor and method, to the village's objects."""
    return [
        Ask(row.title, actor, method, path_of(row.title, site.village), site.village.fields(row.name))
        for row in PAGES
        for actor in actors
        for method in methods
    ]


def test_every_post_without_its_token_is_refused_and_tells_nothing(village: Village) -> None:
    site = HereSite(village, checks_tokens=True)
    answers = {(ask.title, ask.actor): site(ask) for ask in asks(site, "POST")}
    assert {who: found.status for who, found in answers.items() if found.status != 403 or found.changed} == {}
    for title, (part, _) in OBJECTS.items():
        if title not in {row.title for row in PAGES}:
            continue
        nowhere = site(Ask(title, "stranger", "POST", path_of(title, village, NOWHERE[part]), {}))
        assert nowhere == answers[title, "stranger"], title


def test_an_old_token_of_before_logging_in_does_nothing(village: Village) -> None:
    site = HereSite(village, checks_tokens=True)
    browser, before = site.browser("facilitator"), state()
    browser.get("/mijn-plek/")
    old = browser.cookies[settings.CSRF_COOKIE_NAME].value
    browser.cookies[settings.CSRF_COOKIE_NAME] = "n" * 32
    answer = browser.post(path_of("rooms:close", village), {"csrfmiddlewaretoken": old})
    assert answer.status_code == 403
    assert b"Nothing has changed" in answer.content
    assert missing(told(answer), ON_PAGES) == []
    assert state() == before


@pytest.mark.parametrize("token", ["", "x", "\x00" * 32, "é" * 32, "a" * 64, "a" * 5000, "<script>alert(1)</script>"])
def test_a_token_that_is_none_is_refused_with_the_same_page(token: str, visitor: Client) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    browser.cookies[settings.CSRF_COOKIE_NAME] = "n" * 32
    answer = browser.post("/taal/", {"csrfmiddlewaretoken": token, "language": "en"})
    assert answer.status_code == 403
    assert b"<script>alert" not in answer.content


def test_every_answer_carries_the_headers_that_keep_it_private(site: HereSite) -> None:
    found = {}
    for ask in asks(site, "GET", "POST", "PUT"):
        answer = site(ask)
        if faults := missing(answer.headers, ON_PAGES):
            found[ask.title, ask.actor, ask.method] = faults
    assert found == {}


def fails(*_: object) -> HttpResponse:
    raise RuntimeError("Ben said something")


def test_so_do_the_pages_of_what_went_wrong(site: HereSite, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = site.browser("stranger")
    answers = {
        404: browser.get("/nergens/"),
        400: browser.get("/", headers={"host": "evil.example"}),
        429: [site.browser("visitor").post("/inloggen/", {"login": "a"}) for _ in range(40)][-1],
    }
    monkeypatch.setattr("peerchat.views.places", fails)
    answers[500] = site.browser("stranger").get("/mijn-plek/")
    for status, answer in answers.items():
        assert answer.status_code == status
        assert missing(told(answer), ON_PAGES) == [], status
        assert b"Ben said" not in answer.content
        assert b"csrfmiddlewaretoken" not in answer.content


@pytest.mark.django_db
def test_a_file_of_the_site_may_be_kept_and_is_read_by_this_site_only(visitor: Client) -> None:
    answer = visitor.get("/static/css/base.css")
    headers, file = told(answer), b"".join(answer)
    assert (answer.status_code, bool(file)) == (200, True)
    assert missing(headers, EVERYWHERE) == []
    assert {"set-cookie", "access-control-allow-origin"}.isdisjoint(dict(headers))
    assert visitor.get("/static/css/../../manage.py").status_code == 404
    assert visitor.get("/static/%2e%2e/manage.py").status_code == 404


def test_a_visitor_gets_no_cookie_but_that_of_the_token(site: HereSite) -> None:
    for row in PUBLIC:
        browser = site.browser("visitor")
        browser.get(path_of(row.title, site.village))
        assert set(browser.cookies) <= {settings.CSRF_COOKIE_NAME}, row.title
    for path in ("/nergens/", path_of("rooms:room", site.village), path_of("groups:appointment@used", site.village)):
        browser = site.browser("visitor")
        browser.get(path)
        assert set(browser.cookies) == set(), path


def test_choosing_a_language_leaves_that_cookie_and_nothing_else(site: HereSite) -> None:
    with undone():
        browser = site.browser("visitor")
        answer = browser.post("/taal/", {"language": "en"})
        assert set(answer.cookies) == {settings.LANGUAGE_COOKIE_NAME}
        assert browser.post("/taal/", {"language": "xx"}).cookies == {}


def test_the_page_for_what_is_not_there_is_the_same_for_all_and_holds_nothing_of_the_request(site: HereSite) -> None:
    paths = (
        "/nergens/",
        "/kamer/",
        "/kamer/%3Cscript%3E/",
        "/nergens/?q=geheim",
        f"/kamer/{NOWHERE['room_id']}/sluiten/",
    )
    # Who is led to the second step does not come that far.
    actors = [actor for actor in site.village.keys if actor not in UNPROVED]
    pages = {site.browser(actor).get(path).content for actor in actors for path in paths}
    assert len(pages) == 1
    (page,) = pages
    for trace in (b"<script>", b"script&gt;", b"%3Cscript", b"geheim", b"nergens", b"csrf", b"uitloggen"):
        assert trace not in page
