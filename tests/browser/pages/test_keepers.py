"""What who keeps a group or a region sees."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from peerchat import demo_data as demo
from tests.browser.album import today
from tests.browser.inspector import Looked
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(300)]

GROUP = demo.GROUPS[0].name


def test_what_somebody_with_a_task_sees(comes: Callable[..., Looked], site: Stack) -> None:
    organisation = ("--organisation", demo.ORGANISATION)
    person, eye = comes()
    person.go(site.manage("appoint", *organisation, "--group", demo.GROUPS[1].name).strip())
    eye.look("appointment-visitor")
    person.page.click("main a[href^='/aanmelden/']")
    person.sign_up()
    eye.look("appointment")
    person.send()
    eye.look("appointment-errors")
    person.go(site.manage("appoint", *organisation, "--coordinator").strip())
    eye.look("appointment-coordinator")
    facilitator, at_desk = comes(demo.ADA)
    facilitator.page.click("a[href$='/bureau/']")
    facilitator.page.locator("summary").first.click()
    at_desk.look("desk")
    facilitator.page.locator("form[action$='/afwijzen/'] button").first.click()
    at_desk.look("desk-errors")
    facilitator.send("form.language")
    assert facilitator.path.endswith("/bureau/")


def test_what_keeps_a_group(comes: Callable[..., Looked]) -> None:
    ada, eye = comes(demo.ADA)
    ada.page.click("a[href$='/bureau/']")
    desk = ada.path
    for page in ("teksten", "afspraken", "overdracht", "maatregelen", "uitnodigingen"):
        ada.go(f"{desk}{page}/")
        eye.look(f"desk-{page}")
    ada.page.fill("#id_uses", "21")
    ada.page.click("main form:has(#id_uses) button")
    eye.look("desk-invitation-errors")
    ada.page.fill("#id_uses", "1")
    ada.page.click("main form:has(#id_uses) button")
    link = ada.page.locator("#link").input_value()
    eye.look("desk-invitation")
    ada.go(link)
    assert ada.path == "/mijn-plek/"
    stranger, theirs = comes()
    stranger.go(link)
    theirs.look("invitation-visitor")
    stranger.page.click("main a[href^='/aanmelden/']")
    stranger.sign_up()
    theirs.look("invitation")


def test_the_evenings_of_a_group_at_its_desk_and_for_who_comes(comes: Callable[..., Looked]) -> None:
    ada, adas = comes(demo.ADA)
    ada.page.click("a[href$='/bureau/']")
    ada.page.click("a[href$='/avonden/']")
    adas.look("evenings-before")
    ada.send("form:has(#id_day)")
    adas.look("evenings-errors")
    ada.page.fill("#id_day", f"{today() + timedelta(days=20)}")
    ada.page.fill("#id_start", "20:00")
    ada.send("form:has(#id_day)")
    adas.look("evenings")
    ben, bens = comes(demo.BEN)
    bens.look("my-place-evenings")
    ben.send("form[action$='/komen/']")
    bens.look("my-place-comes")
    ben.send("form[action$='/niet-komen/']")
    ben.go("/")
    bens.look("home-talks")
    ada.page.locator("a[href$='Z/']").first.click()
    adas.look("evening")
    ada.send("form[action$='/afzeggen/']")
    adas.look("evening-errors")


def test_what_a_coordinator_sees(comes: Callable[..., Looked]) -> None:
    els, eye = comes(demo.ELS)
    els.page.click("nav a[href='/coordinatie/']")
    eye.look("coordination")
    els.page.click("main a[href='/coordinatie/openen/']")
    eye.look("open-a-group")
    els.send()
    eye.look("open-a-group-errors")
    els.page.fill("#id_name", f"Stille {eye.language}")
    els.page.select_option("#id_theme", "rouw-verlies")
    els.page.check("input[name=position][value=nabestaande]")
    els.page.check("input[name=links][value='2']")
    els.send()
    eye.look("links-to-give")
    els.send()
    eye.look("coordinated")
    for part in ("teksten", "pauzeren", "sluiten"):
        els.page.click(f"main a[href$='/{part}/']")
        eye.look(f"coordinated-{part}")
        els.page.go_back()
    els.page.click("main a[href$='/pauzeren/']")
    els.page.fill("#id_words", "Even rust.")
    els.send()
    eye.look("coordinated-paused")
    els.page.click("main a[href^='/groepen/']")
    eye.look("group-paused")
    els.go("/coordinatie/")
    els.page.click(f"main h3 a:text-is('{GROUP}')")
    els.page.click("main a[href*='/begeleiders/']")
    eye.look("end-a-lead")


def test_what_keeps_people_safe_for_a_coordinator(comes: Callable[..., Looked]) -> None:
    els, eye = comes(demo.ELS)
    for page in ("wacht", "bezwaren", "cijfers"):
        els.go(f"/coordinatie/{page}/")
        eye.look(f"coordination-{page}")
    for page in ("woorden", "logboek"):
        els.go("/coordinatie/")
        els.page.locator(f"main a[href^='/coordinatie/{page}/']").first.click()
        eye.look(f"coordination-{page}")
