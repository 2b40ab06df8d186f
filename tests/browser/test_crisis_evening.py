"""A crisis evening in real browsers: a member worries about another, two facilitators care, the group sees nothing."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.people import Facilitator, Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow]

LEADS = """
from groups.actions import memberships
from groups.models import Membership
member = Membership.objects.select_related("account").get(public_id={member!r})
memberships.lead(member)
member.account.sessions.update(second_factor=True)
"""
WORRYING = "Het hoeft voor mij niet meer."
TELLING = ("zorgstappen", "zorgt voor", "maakt zich zorgen", "hulpkaart", "neemt de groep", "/zorg/z_")
"""Words that nobody of the group but those concerned may find on their page or in their frames."""
ALL_OF_IT = "document.documentElement.outerHTML + document.documentElement.textContent"
PLANTED = "document.body.append(Object.assign(document.createElement('p'), { hidden: true, textContent: 'hulpkaart' }))"
TAKEN_AWAY = "document.body.lastElementChild.remove()"


class Evening(NamedTuple):
    """Ada and Dora lead; Ben says something worrying; Cas reads it."""

    ada: Facilitator
    dora: Facilitator
    ben: Member
    cas: Member


@pytest.fixture
def evening(embedded: Stack, chromium: Browser) -> Iterator[Evening]:
    first, second, third, fourth = embedded.seed(1, 4)
    embedded.manage("shell", "-c", LEADS.format(member=second["member"]))
    base_url = embedded.base_urls[0]
    with (
        Facilitator(chromium, base_url) as ada,
        Facilitator(chromium, base_url) as dora,
        Member(chromium, base_url, phone=True) as ben,
        Member(chromium, base_url) as cas,
    ):
        yield Evening(ada.sit(first), dora.sit(second), ben.sit(third), cas.sit(fourth))


@pytest.mark.timeout(300)
def test_nothing_of_the_care_for_one_is_seen_by_the_others(evening: Evening) -> None:
    """Turns red when a worry, the steps or the card reach a page or a socket of somebody else."""
    ada, dora, ben, cas = evening
    assert_the_search_finds(cas)
    ben.say(WORRYING)
    cas.hears(WORRYING)
    cas.look_closer(WORRYING).locator("[data-deed=worry] button").click()
    cas.connected()
    for leader in (ada, dora):
        expect(leader.page.locator("#calls")).to_contain_text("maakt zich zorgen om")
        assert "maakt zich zorgen" in told(leader)
    assert_calm(ben, cas)

    ada.page.locator("#calls a").click()
    ada.page.locator("form[action$='/zorgstappen/'] button").click()
    expect(ada.page.locator("h1")).to_contain_text("Zorgstappen voor")
    expect(dora.page.locator("#calls")).to_contain_text("Neem jij de groep")
    dora.page.locator("#calls a[href*='/zorg/z_']").click()
    dora.page.locator("button[value=hold]").click()
    expect(dora.page.locator("main")).to_contain_text("neemt de groep")
    ada.page.locator("button[value=ask]").click()
    assert_calm(ben, cas)

    ada.page.locator("button[value=card]").click()
    expect(ben.page.locator("#calls")).to_contain_text("Alleen jij ziet dit")
    ada.page.locator("button[value=end]").click()
    expect(ada.page.locator("main")).to_contain_text("eindigden")
    assert_calm(cas)
    dora.page.go_back()
    cas.say("Dank dat jullie luisteren.")
    ben.hears("Dank dat jullie luisteren.")
    assert_calm(cas)


def assert_calm(*members: Member) -> None:
    """Nothing of it is anywhere in their page, seen or not, or in what their sockets heard since they sat down."""
    for member in members:
        expect(member.page.locator("#calls")).to_be_hidden()
        assert not told(member)


def told(member: Member) -> set[str]:
    """The telling words in the whole of each frame of their page, and in all that their sockets heard."""
    frames: list[Frame] = member.page.frames
    texts = [*(str(frame.evaluate(ALL_OF_IT)) for frame in frames), *member.heard]
    return {word for word in TELLING for text in texts if word in text.lower()}


def assert_the_search_finds(member: Member) -> None:
    """What is planted, hidden in the page or among what the socket heard; else it would find nothing ever."""
    assert member.heard, "listens since before the seat was taken"
    assert not told(member)
    member.page.evaluate(PLANTED)
    assert told(member) == {"hulpkaart"}
    member.page.evaluate(TAKEN_AWAY)
    member.heard.append('{"type": "call", "words": "Zorgstappen"}')
    assert told(member) == {"zorgstappen"}
    member.heard.pop()
