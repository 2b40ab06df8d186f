"""The talk in a browser whose JavaScript is off: read, written and led with links and forms only."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Self

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.inspector import SMALLEST, WIDER
from tests.browser.people import Facilitator, Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow]

TWICE_AS_LARGE = "document.documentElement.style.fontSize = '225%'"
UNBROKEN = "zelfzorgondersteuningsgroepsbegeleidersoverleg" * 3


class Plain(Member):
    """Somebody without script."""

    def sit(self, seat: Mapping[str, str]) -> Self:
        """Goes to the talk as everybody does, and is led on."""
        name, value = seat["cookie"].split("=", 1)
        self.context.add_cookies([{"name": name, "value": value, "url": self.base_url}])
        self.go(f"/kamer/{seat['room']}/")
        self.page.wait_for_url("**/lezen/#nieuw")
        return self

    def refresh(self) -> None:
        with self.page.expect_navigation():
            self.page.click("a[href*='nu=']:visible")

    def write(self, text: str) -> None:
        self.page.fill("#id_text", text)
        with self.page.expect_navigation():
            self.page.click("#schrijven button[type=submit]")

    def line(self, text: str) -> Locator:
        return self.page.locator("li.line", has=self.page.locator(".line__text", has_text=text))

    def look_closer(self, text: str) -> Locator:
        with self.page.expect_navigation():
            self.line(text).locator(".line__more").click()
        return self.page.locator("main")

    def press(self, control: str) -> None:
        with self.page.expect_navigation():
            self.page.click(control)


class Talk(NamedTuple):
    """Ada in the live room, Ben on a phone without script."""

    ada: Facilitator
    ben: Plain


@pytest.fixture
def talk(embedded: Stack, chromium: Browser) -> Iterator[Talk]:
    leading, other = embedded.seed(1, 2)
    base_url = embedded.base_urls[0]
    with (
        Facilitator(chromium, base_url) as ada,
        Plain(chromium, base_url, phone=True, java_script_enabled=False) as ben,
    ):
        yield Talk(ada.sit(leading), ben.sit(other))


def test_one_talks_along_without_script_and_is_told_why_one_cannot(talk: Talk) -> None:
    ada, ben = talk
    ada.say("Welkom allemaal. Wie wil beginnen?")
    ben.refresh()
    expect(ben.page.locator("#nieuw")).to_be_in_viewport()
    expect(ben.line("Wie wil beginnen?")).to_be_in_viewport()
    ben.write("Ik wil wel iets zeggen.")
    expect(ben.line("Ik wil wel iets zeggen.")).to_be_in_viewport()
    ada.hears("Ik wil wel iets zeggen.")
    expect(ada.page.locator("#people-count")).to_have_text(re.compile("2"))
    ben.look_closer("Wie wil beginnen?")
    ben.press("a[href*='antwoord=']")
    ben.write("Mag ik?")
    expect(ada.line("Mag ik?").locator(".line__quote")).to_contain_text("Welkom allemaal.")
    expect(ben.line("Mag ik?").locator(".line__quote")).to_contain_text("Welkom allemaal.")
    ben.look_closer("Mag ik?")
    ben.press("form[action$='/terugnemen/'] button")
    for person in talk:
        expect(person.line("Mag ik?")).to_have_count(0)
    ada.turn("open", to="pauzeren")
    ben.write("Net te laat.")
    expect(ben.page.locator("#form-errors")).to_be_in_viewport()
    expect(ben.page.locator("#id_text")).to_have_value("Net te laat.")
    ben.refresh()
    expect(ben.page.locator("#why")).to_be_visible()
    expect(ben.page.locator("#id_text")).to_have_count(0)


def test_it_fits_on_a_small_screen_and_at_twice_the_size(talk: Talk) -> None:
    ada, ben = talk
    ada.say(UNBROKEN)
    ben.write(f"Een antwoord. {UNBROKEN}")
    wide = []
    for name, path in {"talk": ben.path, "line": f"{ben.path}3/"}.items():
        for size in (SMALLEST, {"width": 360, "height": 740}):
            ben.page.set_viewport_size(size)  # type: ignore[arg-type]  # a dict of sizes
            ben.go(path)
            for _ in ("as it comes", "twice as large"):
                if ben.page.evaluate(WIDER):
                    wide.append((name, size["width"]))
                ben.page.evaluate(TWICE_AS_LARGE)
    assert wide == []


def test_who_leads_without_script_hides_a_line_mutes_somebody_and_closes(embedded: Stack, chromium: Browser) -> None:
    leading, other = embedded.seed(1, 2)
    base_url = embedded.base_urls[0]
    with Plain(chromium, base_url, java_script_enabled=False) as ada, Member(chromium, base_url, phone=True) as ben:
        ada.sit(leading)
        ben.sit(other)
        ben.say("Wat een onzin.")
        ada.refresh()
        for deed in ("verbergen", "dempen"):
            about = "Wat een onzin." if deed == "verbergen" else "Sorry."
            ada.look_closer(about)
            ada.press(f"a[href*='/{deed}/']")
            ada.page.select_option("#id_rule", "be-kind")
            ada.page.fill("#id_words", "Zo praten we hier niet.")
            ada.press("main form button[type=submit]")
            assert ada.path.endswith("/lezen/")
            if deed == "verbergen":
                expect(ben.line("Zo praten we hier niet.")).to_have_count(1)
                ben.say("Sorry.")
                ada.refresh()
        ben.cannot_write()
        ada.page.click(".plain__people > summary")
        ada.press(".plain__people form[action$='/stem-terug/'] button")
        expect(ben.composer).to_be_editable()
        ada.page.click("details:has(form[action$='/sluiten/']) > summary")
        ada.press("form[action$='/sluiten/'] button")
        ben.cannot_write()
