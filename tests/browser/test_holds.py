"""A line that waits, in a real browser: it stays with its author, comes back with a word, or lands."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Facilitator, Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(300)]

WANTS_IT = """
from groups.models import Group, Guard
Guard.objects.create(group=Group.objects.get(rooms__public_id={room!r}), holds_newcomers=True)
"""


class Evening(NamedTuple):
    ada: Facilitator
    ben: Member


@pytest.fixture
def evening(embedded: Stack, chromium: Browser) -> Iterator[Evening]:
    """Ada leads a group that reads the first lines of new members first; Ben is new."""
    leading, other = embedded.seed(1, 2)
    embedded.manage("shell", "-c", WANTS_IT.format(room=leading["room"]))
    base_url = embedded.base_urls[0]
    with Facilitator(chromium, base_url) as ada, Member(chromium, base_url, phone=True) as ben:
        yield Evening(ada.sit(leading), ben.sit(other))


def picture(page: Member, name: str) -> None:
    folder = os.environ.get("HOLDS_PICTURES")
    if folder:
        page.page.screenshot(path=Path(folder) / f"{name}.png")


def test_a_line_waits_comes_back_with_a_word_and_is_let_through_when_said_otherwise(evening: Evening) -> None:
    ada, ben = evening
    waits = ben.page.locator("#pending .line--pending")
    ben.write("Ik heet Ben en ben hier nieuw.")
    expect(waits).to_contain_text("Een begeleider leest je eerste berichten")
    ben.page.reload()
    ben.connected()
    expect(waits).to_contain_text("Een begeleider leest je eerste berichten")
    picture(ben, "waits")
    expect(ada.page.locator("#held > summary")).to_contain_text("Er wacht 1 bericht op je")
    assert ada.lines() == []
    ada.page.locator("#held > summary").click()
    picture(ada, "panel")
    ada.page.locator("#held a[href*='/teruggeven/']").click()
    picture(ada, "word")
    ada.page.locator("#id_words").fill("Zonder je naam mag het.")
    ada.page.locator("form:has(#id_words) button[type=submit]").click()
    ada.connected()
    expect(waits).to_contain_text("Zonder je naam mag het.")
    picture(ben, "back")
    waits.get_by_role("button", name="Aanpassen").click()
    expect(ben.composer).to_have_value("Ik heet Ben en ben hier nieuw.")
    ben.composer.fill("")
    ben.write("Ik ben hier nieuw.")
    expect(waits).to_contain_text("Een begeleider leest je eerste berichten")
    ada.page.locator("#held > summary").click()
    ada.page.locator("#held form[action$='/doorlaten/'] button").click()
    ada.connected()
    ada.hears("Ik ben hier nieuw.")
    ben.hears("Ik ben hier nieuw.")
    expect(waits).to_have_count(0)
    expect(ada.page.locator("#held")).to_be_hidden()
