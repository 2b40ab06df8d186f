"""The three journeys as people make them: with a thumb at human speed, by keyboard alone, and without JavaScript."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from accounts import totp
from tests.browser.hands import Hand, Keys, Thumb
from tests.browser.people import Facilitator, Person
from tests.browser.talks import LiveTalk, PlainTalk, Talk
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(420)]

ORGANISATION = "Huis van de Wandelaars"
REQUEST_WITHIN, HELLO_WITHIN, OPENING_WITHIN = 90, 30, 600
"""Seconds."""
HELLO = "Hallo allemaal"
SHARP = "Dat is dom"
WAYS = ("thumb", "keyboard", "no script")


class Way:
    """One way to use the site, and the people who come by it."""

    def __init__(self, name: str, browser: Browser, base_url: str, doors: ExitStack) -> None:
        self.name = name
        self.group = f"Wandelaars {WAYS.index(name) + 1}"
        self._browser, self._base_url, self._doors = browser, base_url, doors

    def comes(self) -> tuple[Person, Hand]:
        """Somebody new, at the front page of nothing yet."""
        phone = self.name != "keyboard"
        script: dict[str, Any] = {"java_script_enabled": False} if self.name == "no script" else {}
        person = self._doors.enter_context(Facilitator(self._browser, self._base_url, phone=phone, **script))
        hand = Keys(person.page) if self.name == "keyboard" else Thumb(person.page, hurried=self.name == "no script")
        return person, hand

    def talk(self, person: Person, hand: Hand) -> Talk:
        """How the room is used this way."""
        return (PlainTalk if self.name == "no script" else LiveTalk)(person.page, hand)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, embedded: Stack, chromium: Browser) -> Iterator[Way]:
    with ExitStack() as doors:
        yield Way(request.param, chromium, embedded.base_urls[0], doors)


@pytest.fixture
def organisation(embedded: Stack) -> str:
    if not embedded.sql("SELECT id FROM groups_organisation WHERE name = %s", [ORGANISATION]):
        embedded.manage("create_organisation", ORGANISATION)
    return ORGANISATION


def timed(deed: Callable[[], None]) -> float:
    """Seconds that it took."""
    began = time.monotonic()
    deed()
    return time.monotonic() - began


def test_from_the_first_visit_to_a_led_talk(way: Way, embedded: Stack, organisation: str) -> None:
    """A visitor asks to join; the facilitator plans, admits, opens; the member says hello; hides, mutes, closes."""
    words = ("--name", way.group, "--theme", "eenzaamheid", "--position", "zelf")
    embedded.manage("open_group", "--organisation", organisation, *words)
    link = embedded.manage("appoint", "--organisation", organisation, "--group", way.group).strip()
    ada, ada_hand = way.comes()
    takes_the_post(ada, ada_hand, link)
    plans_an_evening(ada, ada_hand)

    ben, ben_hand = way.comes()
    asking = timed(lambda: asks_to_join(ben, ben_hand, way.group))
    admits(ada, ada_hand)
    leading = way.talk(ada, ada_hand)
    leading.enter(way.group)
    leading.open()

    talking = way.talk(ben, ben_hand)
    greeting = timed(lambda: says_hello(ben, talking, way.group))
    print(f"{way.name}: asked to join in {asking:.0f} s, said hello in {greeting:.0f} s")
    assert asking <= REQUEST_WITHIN
    assert greeting <= HELLO_WITHIN
    talking.say(SHARP)

    leading.hears(HELLO)
    leading.hide(SHARP, "be-kind", "Liever zonder oordeel.")
    leading.mute(HELLO, "let-finish", "Lees even mee.")
    talking.cannot_write()
    leading.close()


def test_a_coordinator_opens_a_group_with_its_first_meeting(way: Way, embedded: Stack, organisation: str) -> None:
    link = embedded.manage("appoint", "--organisation", organisation, "--coordinator").strip()
    els, hand = way.comes()
    signs_up_by(els, hand, link)
    hand.press(els.page.locator("main form button[type=submit]"))
    sets_up_an_app(els, hand)
    expect(els.page.locator("nav a[href='/coordinatie/']")).to_be_visible()
    opening = timed(lambda: opens_a_group(els, hand, f"{way.group} op zondag"))
    print(f"{way.name}: opened a group in {opening:.0f} s")
    assert opening < OPENING_WITHIN


def asks_to_join(ben: Person, hand: Hand, group: str) -> None:
    page = ben.page
    ben.go("/")
    hand.write(page.locator("#id_q"), group)
    hand.press(submit(ben))
    hand.press(page.get_by_role("link", name=group))
    hand.press(page.locator("main a[href$='/meedoen/']").first)
    makes_an_account(ben, hand)
    chooses_a_name(ben, hand)
    hand.write(page.locator("#id_line"), "Ik wil graag meepraten.")
    hand.press(submit(ben))
    page.wait_for_url("**/mijn-plek/")


def says_hello(ben: Person, talk: Talk, group: str) -> None:
    ben.go("/mijn-plek/")
    talk.enter(group)
    talk.say(HELLO)


def makes_an_account(person: Person, hand: Hand) -> None:
    hand.tick(person.page.locator("#id_take_proposal"))
    hand.press(submit(person))
    person.page.locator("#codes").wait_for()
    hand.press(submit(person))


def chooses_a_name(person: Person, hand: Hand) -> None:
    page = person.page
    hand.tick(page.locator("input[name=choice]").first)
    hand.tick(page.locator("#id_rules"))
    hand.tick(page.locator("#id_consent"))


def signs_up_by(person: Person, hand: Hand, link: str) -> None:
    person.go(link)
    hand.press(person.page.locator("main a[href^='/aanmelden/']"))
    makes_an_account(person, hand)


def takes_the_post(ada: Person, hand: Hand, link: str) -> None:
    signs_up_by(ada, hand, link)
    chooses_a_name(ada, hand)
    hand.press(submit(ada))
    hand.press(ada.page.locator("main a[href^='/mijn-account/tweede-stap/']"))
    sets_up_an_app(ada, hand)
    expect(ada.page.locator("main a[href$='/bureau/']").first).to_be_visible()


def sets_up_an_app(person: Person, hand: Hand) -> None:
    """From the page that says why, and back to where the task begins."""
    page = person.page
    hand.press(page.locator("main a[href^='/mijn-account/app/']"))
    secret = page.inner_text("#secret").replace(" ", "")
    hand.write(page.locator("#id_code"), totp.code_at(secret, datetime.now(UTC)))
    hand.press(submit(person))


def plans_an_evening(ada: Person, hand: Hand) -> None:
    page = ada.page
    hand.press(page.locator("main a[href$='/bureau/']").first)
    hand.press(page.locator("main a[href$='/avonden/']"))
    hand.write(page.locator("#id_day"), f"{date.today() + timedelta(days=9)}")
    hand.write(page.locator("#id_start"), "20:00")
    hand.press(page.locator("form:has(#id_day) button[type=submit]"))
    expect(page.locator("main a[href$='Z/']")).to_be_visible()


def admits(ada: Person, hand: Hand) -> None:
    hand.press(ada.page.locator("nav a[href='/mijn-plek/']"))
    hand.press(ada.page.locator("main a[href$='/bureau/']").first)
    hand.press(ada.page.locator("form[action$='/toelaten/'] button"))
    expect(ada.page.locator("form[action$='/toelaten/']")).to_have_count(0)
    hand.press(ada.page.locator("nav a[href='/mijn-plek/']"))


def opens_a_group(els: Person, hand: Hand, name: str) -> None:
    page = els.page
    hand.press(page.locator("nav a[href='/coordinatie/']"))
    hand.press(page.locator("main a[href='/coordinatie/openen/']"))
    hand.write(page.locator("#id_name"), name)
    hand.choose(page.locator("#id_theme"), "eenzaamheid")
    hand.tick(page.locator("input[name=position][value=zelf]"))
    hand.tick(page.locator("input[name=links][value='2']"))
    hand.write(page.locator("#id_first_on"), f"{date.today() + timedelta(days=12)}")
    hand.write(page.locator("#id_first_at"), "19:30")
    hand.press(submit(els))
    expect(page.locator("#link-2")).to_be_visible()
    hand.press(submit(els))
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.locator("main")).to_contain_text("19")


def submit(person: Person) -> Locator:
    return person.page.locator("main form button[type=submit]").first
