"""Snel weg in a real browser: by the button, by Shift three times, without JavaScript; and what Back shows then."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from peerchat import demo_data as demo
from tests.browser.people import Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(120)]

OUTSIDE = "https://www.wikipedia.org/"
NEUTRAL = "<!doctype html><html lang='nl'><title>Iets anders</title><h1>Iets anders</h1></html>"


@pytest.fixture(scope="module")
def site(embedded: Stack) -> Stack:
    embedded.manage("demo")
    return embedded


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def ben(request: pytest.FixtureRequest, site: Stack, chromium: Browser) -> Iterator[Member]:
    """Ben, logged in, where the page outside is one of ours: nothing leaves this machine."""
    with Member(chromium, site.base_urls[0], java_script_enabled=request.param) as person:
        person.login_name, person.passphrase = demo.BEN, demo.PASSPHRASE
        person.context.route(f"{OUTSIDE}**", outside)
        person.log_in()
        yield person


def outside(route: Route) -> None:
    route.fulfill(body=NEUTRAL, content_type="text/html")


def is_out_and_stays_out(page: Page) -> None:
    """Outside now; and Back, as often as one likes, shows nothing of before."""
    page.wait_for_url(OUTSIDE)
    expect(page.get_by_role("heading")).to_have_text("Iets anders")
    for _ in range(3):
        page.go_back(wait_until="commit")
        page.wait_for_timeout(500)
        text = page.locator("body").inner_text()
        assert demo.GROUPS[0].name not in text
        assert page.locator("form[action='/uitloggen/']").count() == 0


def test_the_button_leads_out_and_back_shows_nothing(ben: Member) -> None:
    ben.go("/mijn-plek/")
    assert demo.GROUPS[0].name in ben.page.inner_text("main")
    ben.page.click("#exit button")
    is_out_and_stays_out(ben.page)
    ben.go("/mijn-plek/")
    assert ben.path == "/inloggen/"


@pytest.mark.parametrize("ben", [True], ids=["with JavaScript"], indirect=True)
def test_shift_three_times_leaves_the_room_whatever_was_typed(ben: Member) -> None:
    asked: list[str] = []
    ben.page.on("dialog", lambda question: asked.append(question.message))
    ben.enter()
    ben.composer.fill("Dit leest niemand.")
    ben.composer.press("Shift+A")
    for key in ("Shift", "Shift", "a", "Shift"):
        ben.page.keyboard.press(key)
    expect(ben.composer).to_be_visible()
    for _ in range(2):
        ben.page.keyboard.press("Shift")
    is_out_and_stays_out(ben.page)
    assert asked == []
    ben.go("/mijn-plek/")
    assert ben.path == "/inloggen/"


@pytest.mark.parametrize("ben", [True], ids=["with JavaScript"], indirect=True)
def test_a_page_out_of_the_browser_s_memory_loads_anew(ben: Member) -> None:
    ben.go("/mijn-plek/")
    ben.page.evaluate("window.old = true")
    with ben.page.expect_navigation():
        ben.page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert ben.page.evaluate("window.old === undefined")
