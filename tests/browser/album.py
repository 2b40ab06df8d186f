"""Which pictures are taken of a page, and where they go. Nothing is taken in a usual run of the tests."""

import base64
import os
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Page, ViewportSize

from tests.browser.people import DESK, PHONE
from tests.still import EVENING

ROOT: Final = Path(__file__).resolve().parents[2]
EVERY, DOCS = ROOT / "var" / "pictures", ROOT / "docs" / "pictures"
WANTED: Final = os.environ.get("PEERCHAT_PICTURES", "")
"""all: every page at each size and in each theme; docs: the few that the docs show; else none."""
LANGUAGES: Final = os.environ.get("PEERCHAT_PICTURES_LANGUAGES", "nl").split()
"""The tests go the way in one, and hold the words of the others against the same pages; pictures are taken in all."""
SIZES: Final = {"phone": PHONE, "desk": DESK}
Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
SHARPNESS = 1.5
QUALITY = 75
TALLEST: Final = {"phone": 1100, "desk": 1000}
"""What a picture in the docs shows of a long page."""

IN_DOCS: Final = {
    "home": "home-phone-light",
    "group": "group-phone-light",
    "keep": "keep-phone-light",
    "join": "join-phone-light",
    "my-place-asked": "my-place-asked-phone-light",
    "my-place-member": "my-place-member-phone-light",
    "help": "help-phone-light",
    "room-member": "room-member-phone-light",
    "room-at-night": "room-member-phone-dark",
    "plain-member": "plain-member-phone-light",
    "account-all": "account-all-phone-light",
    "desk": "desk-desk-light",
    "evenings": "evenings-desk-light",
    "desk-invitation": "desk-invitation-desk-light",
    "room-facilitator": "room-facilitator-desk-light",
    "dialog-mute": "dialog-mute-desk-light",
    "coordination": "coordination-desk-light",
    "open-a-group": "open-a-group-desk-light",
    "links-to-give": "links-to-give-desk-light",
    "coordinated": "coordinated-desk-light",
    "reports": "reports-desk-light",
}
"""What the README and the tours show: its name there, and the picture's own."""


def today() -> date:
    """On the site whose pictures are taken it is always the same evening."""
    return EVENING.date() if WANTED else date.today()


class Evening:
    """The clock of the site whose pictures are taken: it goes on from its evening when the site begins."""

    def __init__(self) -> None:
        self._began = datetime.now(UTC)

    def now(self) -> datetime:
        passed = datetime.now(UTC) - self._began
        return EVENING + passed if WANTED else self._began + passed


def stand_still(page: Page) -> None:
    """The clock of the browser is that of the site."""
    page.clock.set_fixed_time(EVENING)
    page.emulate_media(reduced_motion="reduce")


def take(page: Page, name: str, language: str) -> None:
    """The pictures of the page as it stands now."""
    for theme, (size, viewport) in product(THEMES, SIZES.items()):
        picture = f"{name}-{size}-{theme}"
        wanted = [DOCS / language / f"{shown}.webp" for shown, taken in IN_DOCS.items() if taken == picture]
        if WANTED == "docs" and not wanted:
            continue
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(viewport)
        if WANTED == "all":
            page.screenshot(path=EVERY / language / f"{picture}.png", full_page=True)
        else:
            for path in wanted:
                _take_for_docs(page, path, viewport, TALLEST[size])
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)


def _take_for_docs(page: Page, path: Path, viewport: ViewportSize, tallest: int) -> None:
    """In WebP, which is a third of the same in PNG; Playwright itself does not know it."""
    tall = int(page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": viewport["width"], "height": min(tall, tallest), "scale": SHARPNESS}
    link = page.context.new_cdp_session(page)
    options = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    taken = link.send("Page.captureScreenshot", options)
    link.detach()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(taken["data"]))
