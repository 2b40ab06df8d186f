"""The inspector finds what is planted."""

import pytest
from playwright.sync_api import Browser, Route

from tests.browser import inspector
from tests.browser.inspector import Inspector
from tests.browser.people import Person
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(300)]

BAD_PAGE = """<!doctype html><html><head><title>x</title></head><body><img src="https://elsewhere.invalid/pixel.png">
<p style="width: 900px" id="x y">wide</p><form id="exit" data-private></form>
<script>console.warn("planted"); setTimeout(() => { throw new Error("planted"); });</script></body></html>"""


def test_each_probe_finds_its_planted_fault(site: Stack, chromium: Browser) -> None:
    """The positive control: on a page with every fault, each kind is found."""

    def bad(route: Route) -> None:
        route.fulfill(body=BAD_PAGE, content_type="text/html")

    with Person(chromium, site.base_urls[0]) as person:
        person.page.route("**/slecht/", bad)
        eye = Inspector(person.page, person.base_url, "fr")
        person.go("/slecht/")
        eye.look("bad")
        kinds = {fault.split(":")[0] for fault in eye.faults}
        assert kinds == {"axe", "width", "console", "script", "elsewhere", "header", "cache", "language", "html"}
        assert sum(fault.startswith("header:") for fault in eye.faults) == 6


def test_a_word_that_is_too_long_in_another_language_is_found(
    site: Stack, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer: dict[str, dict[str, str]] = {"fr": {}, "en": {}}
    monkeypatch.setattr(inspector, "in_other_words", lambda spoken: longer)
    with Person(chromium, site.base_urls[0], language="nl") as person:
        eye = Inspector(person.page, person.base_url, "nl")
        person.go("/")
        said = person.page.locator("h1").inner_text()
        longer["fr"][said] = "x" * 200
        eye.look("home")
        assert eye.faults == ["width: home in fr"]
        assert person.page.locator("h1").inner_text() == said
        assert person.page.locator("html").get_attribute("lang") == "nl"
