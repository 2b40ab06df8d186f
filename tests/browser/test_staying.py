"""Staying signed in, in a real browser: the warning by keyboard, the end, and what Back shows after it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from peerchat import demo_data as demo
from tests.browser.people import Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(120)]

ALMOST = "29:00"
"""Just before the page that was opened would say something."""


@pytest.fixture
def ben(embedded: Stack, chromium: Browser) -> Iterator[Member]:
    embedded.manage("demo")
    with Member(chromium, embedded.base_urls[0]) as person:
        person.login_name, person.passphrase = demo.BEN, demo.PASSPHRASE
        person.page.clock.install()
        person.log_in()
        yield person


def left(site: Stack, ends: str) -> None:
    """The server lets the session end so soon, in SQLite's words; the page learns it when it asks."""
    site.sql(f"UPDATE accounts_session SET expires_at = datetime('now', '{ends}') WHERE account_id IS NOT NULL")


def test_whoever_does_nothing_is_warned_stays_by_one_key_and_is_out_in_the_end(ben: Member, embedded: Stack) -> None:
    page, warning = ben.page, ben.page.locator("#staying")
    ben.go("/mijn-plek/")
    page.clock.fast_forward(ALMOST)
    expect(warning).to_be_hidden()  # another page or a talk keeps them signed in: the server said so
    left(embedded, "+90 seconds")
    page.clock.fast_forward(ALMOST)
    expect(warning).to_be_visible()
    expect(warning.get_by_role("alert")).to_contain_text("twee minuten")
    expect(warning.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    with page.expect_response(lambda told: told.url.endswith("/nog-hier/") and told.json()["left"] > 1700):
        page.clock.fast_forward(ALMOST)
    left(embedded, "+40 seconds")
    page.clock.fast_forward(ALMOST)
    expect(warning.get_by_role("alert")).to_contain_text("een minuut")
    left(embedded, "-1 seconds")
    page.clock.fast_forward("01:00")
    page.wait_for_url("**/inloggen/?stil=1&next=%2Fmijn-plek%2F")
    expect(page.locator(".notice")).to_contain_text("omdat er hier een tijd niets gebeurde")
    page.go_back(wait_until="commit")
    expect(page.locator("#id_login")).to_be_visible()
    assert demo.GROUPS[0].name not in page.locator("body").inner_text()


def test_after_signing_out_back_shows_nothing(ben: Member) -> None:
    for path in ("/mijn-account/", "/mijn-plek/"):
        ben.go(path)
    assert demo.GROUPS[0].name in ben.page.inner_text("main")
    with ben.page.expect_navigation():
        ben.page.click("form[action='/uitloggen/'] button")
    for _ in range(2):
        ben.page.go_back(wait_until="commit")
        expect(ben.page.locator("#id_login")).to_be_visible()
        assert demo.GROUPS[0].name not in ben.page.locator("body").inner_text()
