"""The talk and what is round it, for a member and a facilitator, in every state."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from peerchat import demo_data as demo
from tests.browser.album import WANTED
from tests.browser.inspector import Inspector, Looked
from tests.browser.people import Facilitator, Person
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(300)]

TALKS_ON = """() => {
  const text = document.getElementById("composer-text");
  let said = 0;
  const talking = setInterval(() => {
    text.value = `${document.documentElement.lang}: nog een gedachte, nummer ${(said += 1)}.`;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    document.getElementById("composer-send").click();
    if (said === 40) clearInterval(talking);
  }, 250);
}"""
LONG_LINE = "Vandaag was het anders dan anders, want " * 20
UNBROKEN = "zelfzorgondersteuningsgroepsbegeleidersoverleg" * 5


def test_the_room_in_every_phase_for_a_member_and_a_facilitator(comes: Callable[..., Looked]) -> None:
    ben, bens = comes(demo.BEN)
    ada, adas = comes(demo.ADA)
    assert isinstance(ada, Facilitator)
    eyes = (bens, adas)
    bens.look("my-place-member")
    adas.look("my-place-facilitator")
    ben.enter()
    ada.enter()
    bens.picture("room-member")
    adas.picture("room-facilitator")
    long_line, unbroken = LONG_LINE + bens.language, UNBROKEN + bens.language
    ben.say(long_line)
    ben.say(f"Ik ben er ook weer ({bens.language}).")
    ada.say(unbroken)
    ben.reply(unbroken, f"Een antwoord op dat lange woord ({bens.language}).")
    ben.composer.fill(unbroken)
    look_all(eyes, "room-open")
    ben.composer.fill("")
    for deed in ("hide", "mute", "remove"):
        ada.about(long_line, deed)
        adas.look(f"dialog-{deed}")
        ada.page.keyboard.press("Escape")
    ada.line(long_line).locator(".line__more").click()
    adas.look("dialog-line")
    ada.page.keyboard.press("Escape")
    ada.page.click("#people-count")
    adas.look("room-people")
    ada.page.click("#ask-close")
    adas.look("dialog-close")
    ada.page.keyboard.press("Escape")
    ada.hide(long_line, "be-kind", "Korter graag, dan kan iedereen het volgen.")
    ada.turn("open", to="pauzeren")
    expect(ben.composer).not_to_be_editable()
    look_all(eyes, "room-paused")
    ada.turn("paused", to="openen")
    ada.close_the_talk()
    look_all(eyes, "room-closed")
    ada.turn("closed", to="klaarzetten")
    look_all(eyes, "room-waiting")
    ada.turn("waiting", to="openen")


def test_the_talk_without_script_and_the_reasons_of_measures(comes: Callable[..., Looked]) -> None:
    ben, bens = comes(demo.BEN)
    ada, adas = comes(demo.ADA)
    ben.enter()
    ben.say(f"Dit lees je ook zonder script ({bens.language}).")
    plain = f"{ben.path}lezen/"
    for person, eye, who in ((ben, bens, "member"), (ada, adas, "facilitator")):
        person.go(plain)
        person.page.click(".plain__people > summary")
        eye.look(f"plain-{who}")
        person.go(plain)
        person.page.locator(".line__more").last.click()
        eye.look(f"plain-line-{who}")
    for deed in ("verbergen", "dempen", "verwijderen"):
        ada.page.click(f"a[href*='/{deed}/']")
        adas.look(f"measure-{deed}")
        ada.send("main form")
        adas.look(f"measure-{deed}-errors")
        ada.page.go_back()
        ada.page.go_back()
    ben.page.click("a[href*='antwoord=']")
    bens.look("plain-reply")
    ben.page.fill("#id_text", "x" * 4_001)
    ben.send("#schrijven form")
    bens.look("plain-errors")
    ada.go(plain)
    ada.send("form[action$='/pauzeren/']")
    ben.go(plain)
    bens.look("plain-paused")
    ada.send("form[action$='/openen/']:not([hidden])")


def test_what_keeps_people_safe_for_a_member_and_a_facilitator(comes: Callable[..., Looked]) -> None:
    ben, bens = comes(demo.BEN)
    ada, adas = comes(demo.ADA)
    said, heard = f"Soms weet ik het niet meer ({bens.language}).", f"Dat lees ik vaker ({bens.language})."
    ben.go("/mijn-account/woorden/")
    ben.send("main form:has(#id_words)")
    bens.look("leak-words-errors")
    ben.go("/mijn-plek/")
    ben.enter()
    ben.say(said)
    room = ben.path
    ada.enter()
    ada.say(heard)
    for person, words in ((ada, said), (ben, heard)):
        person.go(f"{room}lezen/")
        person.page.locator(".line", has_text=words).locator(".line__more").click()
    ben.page.click("a[href*='/melden/']")
    bens.look("report-a-line")
    ben.page.select_option("#id_rule", "be-kind")
    ben.page.fill("#id_words", "Dit deed pijn.")
    ben.send("main form")
    ben.go("/mijn-meldingen/")
    bens.look("reports-made")
    about = ada.page.url
    ada.page.click("a[href*='/maatregelen/']")
    adas.look("ladder")
    ada.page.goto(about)
    ada.send("form[action$='/zorgstappen/']")
    adas.look("care-steps")
    ada.go(f"{room}zorg/")
    adas.look("care")
    ada.page.goto(about)
    ada.page.click("a[href*='/verbergen/']")
    ada.page.select_option("#id_rule", "be-kind")
    ada.page.fill("#id_words", "Liever samen, na het gesprek.")
    ada.send("main form")
    ben.go("/mijn-account/besluiten/")
    bens.look("decisions")
    ben.page.locator("main a[href^='/mijn-account/besluiten/']").first.click()
    bens.look("statement")
    ada.go("/mijn-plek/")
    ada.page.click("a[href$='/bureau/']")
    desk = ada.path
    for page in ("afscherming", "wachten", "meldingen"):
        ada.go(f"{desk}{page}/")
        adas.look(f"desk-{page}")


def test_the_room_while_lines_arrive(comes: Callable[..., Looked]) -> None:
    ben, bens = comes(demo.BEN)
    ada, _ = comes(demo.ADA)
    ben.enter()
    ada.enter()
    ada.page.evaluate(TALKS_ON)
    ben.hears(f"{bens.language}: nog een gedachte, nummer 2.")
    before = len(ben.lines())
    bens.look("room-while-lines-arrive")
    assert len(ben.lines()) > before or WANTED


def test_the_room_when_one_is_cut_off_muted_and_signed_out(comes: Callable[..., Looked], site: Stack) -> None:
    ben, bens = comes(demo.BEN)
    ada, _ = comes(demo.ADA)
    assert isinstance(ada, Facilitator)
    ben.enter()
    ada.enter()
    frank, lonely = (
        f"Ik zeg het zoals het is ({bens.language}).",
        f"Dit schrijf ik zonder verbinding ({bens.language}).",
    )
    ben.say(frank)
    bens.expect_noise("net::ERR_INTERNET_DISCONNECTED")
    ben.lose_network()
    ben.write(lonely)
    bens.look("room-offline")
    ben.find_network()
    ben.hears(lonely)
    ada.mute(frank, "let-finish", "Lees even mee.", minutes=1)
    ben.cannot_write()
    bens.look("room-muted")
    ben.go("/mijn-plek/")
    bens.look("my-place-muted")
    ben.enter()
    bens.look("room-muted-from-the-start")
    sign_out_elsewhere(ben)
    ben.is_out()
    bens.look("room-ended")
    site.sql("UPDATE groups_membership SET muted_until = NULL")


def sign_out_elsewhere(person: Person) -> None:
    tab = person.context.new_page()
    tab.goto("/uitloggen/")
    tab.locator("main button").click()
    tab.wait_for_url("**/")


def look_all(eyes: tuple[Inspector, Inspector], name: str) -> None:
    for eye, who in zip(eyes, ("member", "facilitator"), strict=True):
        eye.look(f"{name}-{who}")
