"""The room as a hand uses it: live, and as the plain page that works without JavaScript."""

import re
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import Hand


class Talk(Protocol):
    """One person in one room."""

    def __init__(self, page: Page, hand: Hand) -> None: ...

    def enter(self, group: str) -> None:
        """From My place."""

    def open(self) -> None: ...

    def close(self) -> None: ...

    def say(self, text: str) -> None: ...

    def hears(self, text: str) -> None: ...

    def hide(self, text: str, rule: str, words: str) -> None: ...

    def mute(self, text: str, rule: str, words: str) -> None:
        """Whoever said so."""

    def cannot_write(self) -> None: ...


def way_in(page: Page, group: str) -> Locator:
    place = page.locator("main .card", has=page.get_by_role("heading", name=group))
    return place.locator("a[href^='/kamer/']").first


class LiveTalk:
    """By the socket."""

    def __init__(self, page: Page, hand: Hand) -> None:
        self.page, self.hand = page, hand

    def enter(self, group: str) -> None:
        self.hand.press(way_in(self.page, group))
        self._connected()

    def open(self) -> None:
        self.hand.press(self.page.locator("form[data-when*=closed][action$='/openen/'] button"))
        expect(self.page.locator("#composer-text")).to_be_editable()
        self._connected()

    def close(self) -> None:
        self.hand.press(self.page.locator("#ask-close"))
        self.hand.press(self.page.locator("#close-dialog button[type=submit]"))
        expect(self.page.locator("#room")).to_have_attribute("data-phase", "closed")

    def say(self, text: str) -> None:
        composer = self.page.locator("#composer-text")
        expect(composer).to_be_editable()
        self.hand.write(composer, text)
        self.hand.press(self.page.locator("#composer-send"))
        self.hears(text)

    def hears(self, text: str) -> None:
        expect(self._line(text)).to_be_visible()

    def hide(self, text: str, rule: str, words: str) -> None:
        self._measure("hide", text, rule, words)
        expect(self._line(text)).to_have_count(0)

    def mute(self, text: str, rule: str, words: str) -> None:
        self._measure("mute", text, rule, words)

    def cannot_write(self) -> None:
        expect(self.page.locator("#composer-text")).to_have_attribute("readonly", "")
        expect(self.page.locator("#composer-why")).not_to_be_empty()

    def _line(self, text: str) -> Locator:
        return self.page.locator("#lines [data-seq]", has=self.page.locator(".line__text", has_text=text))

    def _measure(self, deed: str, text: str, rule: str, words: str) -> None:
        self.hand.go_to(self._line(text), self.page.locator("#scroller"))
        self.hand.press(self._line(text).locator(".line__more"))
        self.hand.press(self.page.locator(f"#line-dialog [data-deed={deed}]"))
        self.hand.choose(self.page.locator(f"#{deed}-rule"), rule)
        self.hand.write(self.page.locator(f"#{deed}-words"), words)
        with self.page.expect_navigation():
            self.hand.press(self.page.locator(f"#{deed}-dialog button[type=submit]"))
        self._connected()

    def _connected(self) -> None:
        expect(self.page.locator("#log")).to_have_attribute("aria-busy", "false")
        expect(self.page.locator("#people-count")).to_contain_text(re.compile(r"[1-9]"))


class PlainTalk:
    """By forms; what others did shows when the page is loaded again."""

    def __init__(self, page: Page, hand: Hand) -> None:
        self.page, self.hand = page, hand

    def enter(self, group: str) -> None:
        self.hand.press(way_in(self.page, group))
        self.page.wait_for_url("**/lezen/**")

    def open(self) -> None:
        self.hand.press(self.page.locator("form[action$='/openen/'] button").first)
        expect(self.page.locator("#id_text")).to_be_visible()

    def close(self) -> None:
        closing = self.page.locator("form[action$='/sluiten/'] button")
        if not closing.is_visible():
            self.hand.press(self.page.locator("summary", has_text=re.compile("sluit", re.IGNORECASE)))
        self.hand.press(closing)
        expect(self.page.locator("#id_text")).to_have_count(0)

    def say(self, text: str) -> None:
        self.hand.write(self.page.locator("#id_text"), text)
        self.hand.press(self.page.locator("form:has(#id_text) button[type=submit]").first)
        self.hears(text)

    def hears(self, text: str) -> None:
        if not self._line(text).is_visible():
            self._refresh()
        expect(self._line(text)).to_be_visible()

    def hide(self, text: str, rule: str, words: str) -> None:
        self._measure("verbergen", text, rule, words)
        expect(self._line(text)).to_have_count(0)

    def mute(self, text: str, rule: str, words: str) -> None:
        self._measure("dempen", text, rule, words)

    def cannot_write(self) -> None:
        self._refresh()
        expect(self.page.locator("#why")).not_to_be_empty()
        expect(self.page.locator("#id_text")).to_have_count(0)

    def _refresh(self) -> None:
        self.hand.press(self.page.locator("a[href*='nu=']").first)
        self.page.wait_for_load_state()

    def _line(self, text: str) -> Locator:
        return self.page.locator(".lines .line", has=self.page.locator(".line__text", has_text=text))

    def _measure(self, deed: str, text: str, rule: str, words: str) -> None:
        self.hears(text)
        self.hand.press(self._line(text).locator(".line__more"))
        self.hand.press(self.page.locator(f"a[href*='/{deed}/']"))
        self.hand.choose(self.page.locator("#id_rule"), rule)
        self.hand.write(self.page.locator("#id_words"), words)
        with self.page.expect_navigation():  # the address of the form has that of the talk in it
            self.hand.press(self.page.locator("form:has(#id_words) button[type=submit]"))
        self.page.wait_for_url("**/lezen/**")
