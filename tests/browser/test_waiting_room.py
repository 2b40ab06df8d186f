"""The waiting room in a real browser: a countdown in words, a laptop that sleeps, and a talk that opens by itself."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from tests.browser.people import Facilitator, Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow]

PLAN = """
from datetime import datetime
from groups.models import Membership
from rooms.actions.planning import Plan, plan
from django.utils import timezone
by = Membership.objects.select_related("group__organisation").get(public_id={facilitator!r})
plan(by=by, what=Plan(datetime.fromisoformat({starts_at!r}), 75, "Europe/Brussels", places=8), now=timezone.now())
"""
KEEP_WHAT_IS_TOLD = """() => {
  window.told = [];
  const place = document.getElementById("waiting-told");
  const keep = () => { if (place.textContent) told.push(place.textContent); };
  new MutationObserver(keep).observe(place, { childList: true });
}"""
LEFT = "() => Date.parse(document.getElementById('waiting').dataset.startsAt) - Date.now()"  # ms
AHEAD = 9  # minutes: soon enough for the waiting room


class Before(NamedTuple):
    """Ada and Ben in a room that is closed, with an evening planned for soon."""

    ada: Facilitator
    ben: Member


@pytest.fixture
def before(embedded: Stack, chromium: Browser) -> Iterator[Before]:
    leading, other = embedded.seed(1, 2)
    base_url = embedded.base_urls[0]
    with Facilitator(chromium, base_url) as ada, Member(chromium, base_url, phone=True) as ben:
        ada.sit(leading).close_the_talk()
        starts_at = (timezone.now() + timedelta(minutes=AHEAD)).replace(second=0, microsecond=0)
        embedded.manage("shell", "-c", PLAN.format(facilitator=leading["member"], starts_at=starts_at.isoformat()))
        ben.page.clock.install()
        yield Before(ada, ben.sit(other))


def test_it_counts_in_words_is_right_after_a_sleep_and_goes_when_the_talk_opens(
    embedded: Stack, before: Before
) -> None:
    ada, ben = before
    page, waiting, countdown = ben.page, ben.page.locator("#waiting"), ben.page.locator("#countdown")
    embedded.manage("housekeeping")
    expect(waiting).to_have_attribute("open", "")
    expect(waiting.locator(".waiting__people")).to_contain_text("Person 1")
    send = page.locator("#composer-send")
    place = send.bounding_box()
    page.evaluate(KEEP_WHAT_IS_TOLD)
    page.clock.fast_forward(page.evaluate(LEFT) - 270_000)
    expect(countdown).to_have_text("Het begint over 5 minuten.")
    page.clock.fast_forward(4 * 60_000)
    expect(countdown).to_have_text("Het begint over 1 minuut.")
    page.clock.fast_forward(60 * 60_000)  # the laptop slept
    expect(countdown).to_have_text("Het begint zo.")
    assert page.evaluate("told") == ["Het begint over 5 minuten.", "Het begint over 1 minuut.", "Het begint zo."]
    page.evaluate("window.sameDocument = true")
    ada.turn("waiting", to="openen")
    expect(waiting).to_be_hidden()
    expect(ben.composer).to_be_editable()
    assert page.evaluate("window.sameDocument")
    assert send.bounding_box() == place
    ada.close_the_talk()
    expect(ben.composer).not_to_be_editable()
    expect(waiting).to_be_hidden()


def test_before_that_it_is_a_line_that_unfolds_and_takes_the_focus_along_when_it_goes(before: Before) -> None:
    ada, ben = before
    waiting = ben.page.locator("#waiting")
    expect(waiting).to_be_visible()
    ben.page.locator("#waiting > summary").focus()
    ada.page.locator("form[action$='/openen/'] button").first.click()
    ada.connected()
    expect(waiting).to_be_hidden()
    expect(ben.page.locator("#scroller")).to_be_focused()
