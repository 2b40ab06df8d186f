"""Objections in real browsers: two members read why, object, and a coordinator without a part answers both."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Facilitator, Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(300)]

COORDINATES: Final = """
from groups.models import Coordinator, Membership
member = Membership.objects.select_related("account", "group").get(public_id={member!r})
Coordinator.objects.create(account=member.account, organisation=member.group.organisation)
member.account.sessions.update(second_factor=True)
print(member.group.organisation.public_id)
"""
AGREED: Final = """
from django.utils import timezone
from groups.models import Agreement, Membership, Wording
member = Membership.objects.select_related("group").get(public_id={member!r})
wording = Wording.objects.get(group=member.group, kind="consent")
Agreement.objects.create(membership=member, wording=wording, agreed_at=timezone.now())
"""
"""Who never gave consent, as the people of `seed_load`, gets no place back."""
RAW_POST: Final = """([path, fields]) => {
  const csrfmiddlewaretoken = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken });
  return fetch(path, { method: "POST", redirect: "manual", body }).then((answer) => answer.status);
}"""
SAID_BY_BEN, SAID_BY_CAS = "Nee, luister nu eens.", "Jullie zijn allemaal dom."
MUTED_FOR, HIDDEN_FOR, BANNED_FOR = "Laat anderen uitspreken.", "Dit was te luid.", "Dit kwetst."
MUTED, HIDDEN, BANNED = "Even alleen meelezen", "Een bericht verborgen", "Uitgesloten"
UPHELD, OVERTURNED = "Je kreeg het eerst in woorden. Dat was eerlijk.", "Dit was te streng. Je bent weer welkom."
NO_ANSWER: Final = {"outcome": "upheld", "words": "Ik had gelijk."}


class Evening(NamedTuple):
    """Ada leads, Ben and Cas are members; Els coordinates, and leads elsewhere."""

    people: tuple[Facilitator, Member, Member, Facilitator]
    leads: str
    """Ada's membership."""
    organisation: str
    """Whose groups these are; both by their public ids."""


@pytest.fixture
def evening(embedded: Stack, chromium: Browser) -> Iterator[Evening]:
    first, second, third = embedded.seed(1, 3)
    (elsewhere,) = embedded.seed(1, 1)
    organisation = coordinates(embedded, elsewhere["member"])
    embedded.manage("shell", "-c", AGREED.format(member=third["member"]))
    base_url = embedded.base_urls[0]
    with (
        Facilitator(chromium, base_url) as ada,
        Member(chromium, base_url, phone=True) as ben,
        Member(chromium, base_url, phone=True) as cas,
        Facilitator(chromium, base_url) as els,
    ):
        ben.pseudonym, cas.pseudonym = "Person 2", "Person 3"
        people = ada.sit(first), ben.sit(second), cas.sit(third), els.sit(elsewhere)
        yield Evening(people, first["member"], organisation)


def test_both_object_and_what_was_too_severe_is_undone(evening: Evening, embedded: Stack) -> None:
    """Red when the reasons name no line or go with the place, when who decided answers, or nothing is given back."""
    ada, ben, cas, els = evening.people
    ben.say(SAID_BY_BEN)
    cas.say(SAID_BY_CAS)
    ada.hears(SAID_BY_BEN, SAID_BY_CAS)
    ada.mute(SAID_BY_BEN, "let-finish", MUTED_FOR, 60)
    ada.hide(SAID_BY_BEN, "let-finish", HIDDEN_FOR)
    bans(ada, SAID_BY_CAS)
    ben.cannot_write()
    cas.is_out()
    of_mute = objects(ben, MUTED, (MUTED_FOR, SAID_BY_BEN), "Ik werd zelf onderbroken.")
    of_hide = objects(ben, HIDDEN, (HIDDEN_FOR, SAID_BY_BEN), "Luid is geen schelden.")
    of_ban = objects(cas, BANNED, (BANNED_FOR, SAID_BY_CAS), "Het was een grapje.")

    assert_has_no_say(ada, evening.leads, els, embedded)
    answers(els, BANNED, ("Het was een grapje.", SAID_BY_CAS), "overturned", OVERTURNED)
    answers(els, MUTED, ("Ik werd zelf onderbroken.", SAID_BY_BEN), "overturned", OVERTURNED)
    answers(els, HIDDEN, ("Luid is geen schelden.", SAID_BY_BEN), "upheld", UPHELD)
    els.go(f"/coordinatie/logboek/{evening.organisation}/")
    for outcome, times in (("het besluit is teruggedraaid", 2), ("het besluit blijft", 1)):
        expect(els.page.locator("main li", has_text=f"beantwoordde een bezwaar: {outcome}")).to_have_count(times)

    reads(ben, of_hide, UPHELD, SAID_BY_BEN)
    reads(ben, of_mute, OVERTURNED, "Teruggedraaid op")
    ben.enter().say("Ik mag weer meedoen.")
    ada.hears("Ik mag weer meedoen.")
    reads(cas, of_ban, OVERTURNED, "Teruggedraaid op")
    cas.enter().say("Dank je.")
    ada.hears("Dank je.")
    expect(ada.line("Dank je.")).to_contain_text(cas.pseudonym)
    ada.go("/mijn-plek/")
    with ada.page.expect_navigation():
        ada.page.click("main a[href$='/bureau/']")
    with ada.page.expect_navigation():
        ada.page.click("main a[href$='/bureau/maatregelen/']")
    expect(ada.page.locator("main li", has_text=BANNED_FOR)).to_contain_text("teruggedraaid op")


def coordinates(site: Stack, member: str) -> str:
    """Makes a member a coordinator as well, with a second step shown; the organisation's public id."""
    return site.manage("shell", "-c", COORDINATES.format(member=member)).split()[-1]


def bans(ada: Facilitator, text: str) -> None:
    """The author of a line, by the ladder."""
    ada.look_closer(text)
    with ada.page.expect_navigation():
        ada.page.click("#line-dialog [data-deed=ladder] button")
    with ada.page.expect_navigation():
        ada.page.click("main a[href*='/uitsluiten/']")
    ada.page.select_option("#id_rule", "be-kind")
    ada.page.fill("#id_words", BANNED_FOR)
    ada.send("main form:has(#id_words)")
    ada.connected()


def objects(person: Member, measure: str, reasons: tuple[str, str], words: str) -> str:
    """From My place by the account to the reasons, which name the line, and objects there; the path of that page."""
    page = person.page
    person.go("/mijn-plek/")
    for link in ("/mijn-account/", "/mijn-account/besluiten/"):
        with page.expect_navigation():
            page.locator(f"main a[href='{link}']").click()
    with page.expect_navigation():
        page.locator("main .rows a", has_text=measure).click()
    for reason in reasons:
        expect(page.locator(".facts")).to_contain_text(reason)
    page.fill("#id_words", words)
    person.send("main form:has(#id_words)")
    expect(page.locator("main")).to_contain_text("die er niets mee te maken had")
    return person.path


def assert_has_no_say(ada: Facilitator, leads: str, els: Facilitator, site: Stack) -> None:
    """Who decided finds no objection and can answer none, also when coordinating the same groups."""
    els.go("/coordinatie/bezwaren/")
    waiting = els.page.locator("main .rows a").evaluate_all("links => links.map((link) => link.pathname)")
    assert len(waiting) == 3
    waiting += [f"{path}lezen/" for path in waiting]
    for becomes_a_coordinator in (False, True):
        if becomes_a_coordinator:
            coordinates(site, leads)
        assert [ada.page.evaluate(RAW_POST, [path, NO_ANSWER]) for path in waiting] == [404] * 6
    els.page.reload()
    expect(els.page.locator("main .rows strong")).to_have_count(3)


def answers(els: Facilitator, measure: str, told: tuple[str, str], outcome: str, words: str) -> None:
    """Reads an objection and, by a button, the line that it is about, and answers it."""
    objection, said = told
    with els.page.expect_navigation():
        els.page.locator("main .rows li:has(strong) a", has_text=measure).click()
    expect(els.page.locator("main")).to_contain_text(objection)
    expect(els.page.locator("main")).not_to_contain_text(said)
    els.send("main form[action$='/lezen/']")
    expect(els.page.locator("main .rows li.notice")).to_contain_text(said)
    els.page.check(f"main input[name=outcome][value={outcome}]")
    els.page.fill("#id_words", words)
    els.send("main form:has(#id_words)")
    expect(els.page.locator("main .rows li:has(strong) a", has_text=measure)).to_have_count(0)


def reads(person: Member, path: str, *answer: str) -> None:
    person.go(path)
    for words in answer:
        expect(person.page.locator("main")).to_contain_text(words)
