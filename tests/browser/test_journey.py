"""The main job, done by people in real browsers: from the first visit to the last trace of what was said."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.archives import archive_of, found_in_logs, left_of, sealed_talk
from tests.browser.people import Facilitator, Member
from tests.browser.thief import readable, together
from tests.stack import Stack
from tests.stack_fixtures import MakeStack, an_embedded

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(300)]

ORGANISATION, GROUP = "Huis van Zelfhulp", "Nuchtere Dinsdag"
DAY_AFTER = timedelta(hours=25)
WITHIN = 4.0  # s: three by the promise, one for the form and the page
PAST_THE_PAGE = {"type": "post", "text": "langs de pagina om"}

WELCOME = "Welkom, fijn dat jullie er zijn."
HEAVY = "Het was een zware week bij de kanaalbrug."
KNOWN = "Dat herken ik van de fluwelen dagen."
REPLY = "Ik dacht net hetzelfde over die brug."
REGRET = "Dit had ik liever niet over mijn zus gezegd."
IN_THE_TUNNEL, STILL_THERE = "Ik schrijf dit in de tunnel.", "En dit is de tweede uit de tunnel."
MEANWHILE = "Intussen zei ik iets over appeltaart."
SHARP = "Jij moet gewoon eens flink zijn."
LISTEN = "We luisteren nog even naar elkaar."
AFTERWARDS = "Dit hoort alleen wie er nog is."
SAID = (WELCOME, HEAVY, KNOWN, REPLY, IN_THE_TUNNEL, STILL_THERE, MEANWHILE, SHARP, LISTEN, AFTERWARDS)

JOIN_LINE = "Ik ken de stilte van zondagavond."
HIDE_WORDS = "Zonder oordeel, zo spraken we het af."
MUTE_WORDS = "Lees een kwartier mee, daarna ben je welkom."
REMOVE_WORDS = "Vanavond lukt het niet, vraag het gerust opnieuw."


class People(NamedTuple):
    """Who comes: each in a browser of their own, Ben on a phone."""

    ada: Facilitator
    ben: Member
    noor: Member
    cleo: Member


@pytest.fixture(params=["two-processes", "embedded"])
def site(request: pytest.FixtureRequest, make_stack: MakeStack, tmp_path: Path) -> Iterator[Stack]:
    """PostgreSQL, Redis and two processes; then SQLite and one. Nobody was there before."""
    with make_stack() if request.param == "two-processes" else an_embedded(tmp_path) as running:
        yield running


@pytest.fixture
def people(site: Stack, chromium: Browser) -> Iterator[People]:
    """Ada and Noor come to the first process, Ben and Cleo to the last."""
    first, last = site.base_urls[0], site.base_urls[-1]
    with ExitStack() as doors:
        yield People(
            ada=doors.enter_context(Facilitator(chromium, first, language="en-GB")),
            ben=doors.enter_context(Member(chromium, last, phone=True)),
            noor=doors.enter_context(Member(chromium, first, language="nl-NL")),
            cleo=doors.enter_context(Member(chromium, last)),
        )


def test_a_talk_from_the_first_visit_to_the_last_trace(site: Stack, people: People, services: dict[str, str]) -> None:
    """Turns red when any stop of the way breaks, and when a text or its key outlives the talk."""
    they_find_each_other(site, people)
    nobody_writes_before_it_opens(people)
    they_talk_both_ways(people)
    one_loses_the_network_and_one_loads_the_page_again(people)
    the_facilitator_takes_measures(people)
    strangers_find_nothing(people)
    it_closes_and_one_leaves(people)
    if len(site.pids) > 1:
        they_were_served_by_two_processes(site, people)
    it_is_forgotten(site, people, services)


def they_find_each_other(site: Stack, people: People) -> None:
    ada, ben, noor, cleo = people
    site.manage("create_organisation", ORGANISATION)
    words = ("--name", GROUP, "--theme", "verslaving", "--position", "zelf", "--summary", "Voor wie stopt met drinken.")
    site.manage("open_group", "--organisation", ORGANISATION, *words)
    ada.take_up(site.manage("appoint", "--organisation", ORGANISATION, "--group", GROUP).strip(), "Kalme Linde")
    for newcomer, own_name in ((ben, ""), (noor, "Avondmerel")):
        newcomer.find(GROUP)
        newcomer.start_joining()
        newcomer.sign_up().ask_to_join(JOIN_LINE, own_name)
        assert newcomer.path == "/mijn-plek/"
        assert newcomer.page.locator("a[href^='/kamer/']").count() == 0
        ada.admit(newcomer)
    cleo.go("/aanmelden/")
    cleo.sign_up()
    keys = [(len(person.login_name.split("-")), len(set(person.codes))) for person in people]
    assert keys == [(3, 10)] * 4
    assert len({person.login_name for person in people}) == 4


def nobody_writes_before_it_opens(people: People) -> None:
    ada, ben, noor, _ = people
    for person in (ada, ben, noor):
        person.enter()
        person.cannot_write()
    closed = ben.cannot_write()
    assert ben.by_hand(PAST_THE_PAGE | {"id": "1"})["code"] == "closed"
    ada.turn("closed", to="klaarzetten")
    expect(ben.page.locator("#composer-why")).not_to_have_text(closed)
    ben.cannot_write()
    assert ben.by_hand(PAST_THE_PAGE | {"id": "2"})["code"] == "waiting"
    ada.turn("waiting", to="openen")


def they_talk_both_ways(people: People) -> None:
    ada, ben, noor, _ = people
    ada.say(WELCOME)
    ben.say(HEAVY)
    noor.say(KNOWN)
    noor.hears(HEAVY)
    noor.reply(HEAVY, REPLY)
    ben.say(REGRET)
    noor.hears(REGRET)
    ben.retract(REGRET)
    all_hear(people, WELCOME, HEAVY, KNOWN, REPLY)
    for person in (ada, ben, noor):
        expect(person.line(REPLY).locator(".line__quote")).to_contain_text(HEAVY)
        expect(person.line(REGRET)).to_have_count(0)
        expect(person.page.locator(".line__text--gone")).to_have_count(1)


def one_loses_the_network_and_one_loads_the_page_again(people: People) -> None:
    ada, ben, noor, _ = people
    ben.lose_network()
    ben.write(IN_THE_TUNNEL)
    ben.write(STILL_THERE)
    noor.say(MEANWHILE)
    assert ben.page.locator("#pending .line").count() == 2
    assert not any(IN_THE_TUNNEL in frame for frame in noor.heard)
    ben.find_network()
    all_hear(people, MEANWHILE, IN_THE_TUNNEL, STILL_THERE)
    expect(ben.page.locator("#pending .line")).to_have_count(0)
    assert ada.lines()[-3:] == [MEANWHILE, IN_THE_TUNNEL, STILL_THERE]
    before = noor.lines()
    noor.page.reload()
    noor.connected()
    assert noor.lines() == before == ada.lines() == ben.lines()


def the_facilitator_takes_measures(people: People) -> None:
    ada, ben, noor, _ = people
    noor.say(SHARP)
    ada.hears(SHARP)
    ada.hide(SHARP, "be-kind", HIDE_WORDS)
    for person in (ada, ben, noor):
        expect(person.line(HIDE_WORDS)).to_have_count(1)
        expect(person.page.get_by_text(SHARP)).to_have_count(0)
    ada.mute(KNOWN, "let-finish", MUTE_WORDS, minutes=15)
    assert noor.by_hand(PAST_THE_PAGE | {"id": "3"})["code"] == "muted"
    noor.cannot_write()  # told at once, not by trying
    noor.page.reload()
    noor.connected().cannot_write()
    ada.say(LISTEN)
    noor.hears(LISTEN)
    room = noor.path
    ada.remove(noor, "facilitator-decides", REMOVE_WORDS)
    noor.is_out()
    ada.say(AFTERWARDS)
    ben.hears(AFTERWARDS)
    assert not any(AFTERWARDS in frame for frame in noor.heard)
    told = noor.my_place()
    assert all(words in told for words in (HIDE_WORDS, MUTE_WORDS, REMOVE_WORDS))
    assert noor.by_hand(room=room)["code"] == 4404


def strangers_find_nothing(people: People) -> None:
    ada, _, noor, cleo = people
    ada.go("/mijn-plek/")
    desk = ada.page.locator("a[href$='/bureau/']").get_attribute("href") or ""
    ada.enter()
    for outsider, path in itertools.product((noor, cleo), (ada.path, desk)):
        answer = outsider.page.goto(path)
        assert answer is not None
        assert answer.status == 404
    assert cleo.by_hand(room=ada.path)["code"] == 4404


def it_closes_and_one_leaves(people: People) -> None:
    ada, ben, *_ = people
    ada.turn("open", to="pauzeren")
    ben.cannot_write()
    assert ben.by_hand(PAST_THE_PAGE | {"id": "4"})["code"] == "paused"
    ada.turn("paused", to="openen")
    expect(ben.composer).to_be_editable()
    ada.close_the_talk()
    for person in (ada, ben):
        person.cannot_write()
        person.hears(HEAVY, AFTERWARDS)
    assert ben.by_hand(PAST_THE_PAGE | {"id": "5"})["code"] == "closed"
    ben.leave_the_group()
    assert ben.page.locator("a[href^='/kamer/']").count() == 0
    assert ben.by_hand(room=ada.path)["code"] == 4404


def they_were_served_by_two_processes(site: Stack, people: People) -> None:
    first, last = (int(address.rsplit(":", 1)[1]) for address in site.base_urls)
    assert len(set(site.pids)) == 2
    assert (people.ada.ports, people.noor.ports, people.ben.ports) == ({first}, {first}, {last})


def it_is_forgotten(site: Stack, people: People, services: dict[str, str]) -> None:
    archive = archive_of(site, services)
    copies, sealed = archive.copies(), sealed_talk(site)
    assert missing(readable(copies.whole)) == []
    assert REGRET not in readable(copies.whole)
    assert left_of(sealed, archive.raw()) == sealed
    site.manage("housekeeping", "--now", (datetime.now(UTC) + DAY_AFTER).isoformat())
    now = archive.rows()
    assert missing(readable(now)) == list(SAID)
    assert missing(readable(together(copies.without_keys, now))) == list(SAID)
    assert left_of(sealed, archive.raw()) == []
    assert not any(text.encode() in archive.raw() for text in (*SAID, REGRET, JOIN_LINE))
    assert (
        found_in_logs(site, *SAID, *itertools.chain(*((who.login_name, who.pseudonym or "?") for who in people))) == []
    )
    receipt_stands_in_a_whole_chain(site)
    people.ada.is_out()
    people.ada.log_in()
    people.ada.enter()
    expect(people.ada.page.locator("#nothing-yet")).to_be_visible()


def receipt_stands_in_a_whole_chain(site: Stack) -> None:
    receipts = site.sql("SELECT figures FROM audit_entry WHERE verb = 'erase'")
    assert len(receipts) == 1
    assert "events" in str(receipts[0][0])
    look = "from audit.models import Entry; from audit.queries import first_fault as bad; "
    chains = "{bad(chain) for chain in Entry.objects.values_list('chain', flat=True)}"
    assert site.manage("shell", "-v0", "-c", f"{look}print({chains})").strip() == "{None}"


def missing(text: str) -> list[str]:
    """Which of the lines cannot be read in it."""
    return [said for said in SAID if said not in text]


def all_hear(people: People, *texts: str) -> None:
    for person in people[:3]:
        person.hears(*texts)


def test_with_the_bell_dropped_a_removed_member_hears_nothing_more_either(
    silent_stack: Stack, chromium: Browser
) -> None:
    """Turns red when a removal reaches another process by the bell alone."""
    leading, removed, _ = silent_stack.seed(1, 3)
    first, last = silent_stack.base_urls
    with Facilitator(chromium, first) as ada, Member(chromium, last) as ben:
        ada.sit(leading)
        ben.sit(removed)
        ben.say(HEAVY)
        expect(ada.line(HEAVY)).to_be_visible(timeout=WITHIN * 1000)
        ada.say(WELCOME)
        expect(ben.line(WELCOME)).to_be_visible(timeout=WITHIN * 1000)
        ada.remove_author(HEAVY, "facilitator-decides", REMOVE_WORDS)
        ben.is_out(within=WITHIN)
        ada.connected()
        ada.say(AFTERWARDS)
        ben.page.wait_for_timeout(WITHIN * 1000)
        assert not any(AFTERWARDS in frame for frame in ben.heard)
        assert REMOVE_WORDS in ben.my_place()
