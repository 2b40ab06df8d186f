"""How somebody works a page: with a thumb, as slowly as people are, or with nothing but a keyboard."""

import time
from datetime import datetime
from typing import Protocol

from playwright.sync_api import Locator, Page

CLICK_SECONDS, CHARACTER_SECONDS = 0.3, 0.15
"""What a person takes for a click, and for a character on a phone."""
MOST_TABS = 250


class Hand(Protocol):
    """Presses, ticks, chooses and writes; each deed ends when the browser has taken it."""

    def press(self, target: Locator) -> None:
        """A link, a button or a summary."""

    def go_to(self, line: Locator, scroller: Locator) -> None:
        """A line of the talk, in the part of the page that scrolls."""

    def tick(self, target: Locator) -> None:
        """A box, or one of several."""

    def choose(self, target: Locator, value: str) -> None:
        """One of a list."""

    def write(self, target: Locator, text: str) -> None:
        """Into a field, in place of what stands there."""


class Thumb:
    """On a phone, at human speed; `hurried` leaves the pauses out where nobody measures."""

    def __init__(self, page: Page, *, hurried: bool = False) -> None:
        self.page = page
        self._speed = 0.0 if hurried else 1.0

    def press(self, target: Locator) -> None:
        time.sleep(self._speed * CLICK_SECONDS)
        target.tap()

    def go_to(self, line: Locator, scroller: Locator) -> None:
        line.scroll_into_view_if_needed()

    def tick(self, target: Locator) -> None:
        self.press(target)

    def choose(self, target: Locator, value: str) -> None:
        # Two taps: the list, and what is chosen in the phone's own picker.
        time.sleep(self._speed * 2 * CLICK_SECONDS)
        target.select_option(value)

    def write(self, target: Locator, text: str) -> None:
        self.press(target)
        target.clear()
        if (target.get_attribute("type") or "") in ("date", "time"):
            # The phone's own picker again: as long as writing it would take.
            time.sleep(self._speed * CHARACTER_SECONDS * len(text))
            target.fill(text)
        else:
            target.press_sequentially(text, delay=self._speed * CHARACTER_SECONDS * 1000)


class Keys:
    """At a desk, without a mouse: Tab, Shift, Space, Enter, arrows and letters."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        self._reach(target)
        self._sees(target)
        self.page.keyboard.press("Enter")

    def go_to(self, line: Locator, scroller: Locator) -> None:
        """Tab to the talk, then the arrows from line to line."""
        self._reach(scroller)
        for _ in range(MOST_TABS):
            self.page.keyboard.press("ArrowUp")
            if line.evaluate("node => node === document.activeElement"):
                return
        raise AssertionError(f"no way by keyboard to {line}")

    def tick(self, target: Locator) -> None:
        if target.get_attribute("type") == "radio":
            self._tick_one_of(target)
            return
        self._reach(target)
        self.page.keyboard.press("Space")
        assert target.is_checked()

    def choose(self, target: Locator, value: str) -> None:
        self._reach(target)
        place = target.evaluate("(list, value) => [...list.options].findIndex((each) => each.value === value)", value)
        self.page.keyboard.press("Home")
        for _ in range(place):
            self.page.keyboard.press("ArrowDown")
        assert target.input_value() == value

    def write(self, target: Locator, text: str) -> None:
        self._reach(target)
        kind = target.get_attribute("type")
        if kind in ("date", "time"):
            # The parts of such a field come in the order of the browser's own language: here American.
            form, shown = ("%Y-%m-%d", "%m%d%Y") if kind == "date" else ("%H:%M", "%I%M%p")
            self.page.keyboard.type(datetime.strptime(text, form).strftime(shown))
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        assert target.input_value() == text

    def _tick_one_of(self, target: Locator) -> None:
        """Tab comes to the group once, at the ticked one or an end; the arrows go round."""
        name = target.get_attribute("name")
        self._tab_until(f"document.activeElement.name === {name!r}", target)
        for _ in range(MOST_TABS):
            if target.evaluate("node => node === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert target.is_checked()

    def _reach(self, target: Locator) -> None:
        target.wait_for()
        if not target.evaluate("node => node === document.activeElement"):
            self._tab_until("", target)

    def _tab_until(self, condition: str, target: Locator) -> None:
        """Tab by Tab; who does not get there is in a trap, or the target cannot be reached."""
        target.wait_for()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            there = "node => node === document.activeElement"
            if self.page.evaluate(condition) if condition else target.evaluate(there):
                return
        raise AssertionError(f"no way by keyboard to {target}")

    def _sees(self, target: Locator) -> None:
        """Whoever works by keyboard must see where they are."""
        ring = "node => getComputedStyle(node).outlineStyle !== 'none' || node.matches('[type=radio], [type=checkbox]')"
        assert target.evaluate(ring), f"no focus ring at {target}"
