"""Every page that exists, looked at: by axe, in two sizes and two themes, and for what a browser says and asks for.

`bin/pictures` goes the same way with a camera, in every language.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Route, expect

from peerchat import demo_data as demo
from tests.browser import inspector
from tests.browser.album import LANGUAGES, WANTED, Evening, today
from tests.browser.inspector import Inspector
from tests.browser.people import Facilitator, Member, Person
from tests.stack import MANAGE, Stack, new_file

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(300)]

STILL = ("-m", "tests.still")
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
GROUP = demo.GROUPS[0].name
LONG_LINE = "Vandaag was het anders dan anders, want " * 20
UNBROKEN = "zelfzorgondersteuningsgroepsbegeleidersoverleg" * 5
BAD_PAGE = """<!doctype html><html><head><title>x</title></head><body><img src="https://elsewhere.invalid/pixel.png">
<p style="width: 900px" id="x y">wide</p><form id="exit" data-private></form>
<script>console.warn("planted"); setTimeout(() => { throw new Error("planted"); });</script></body></html>"""


@pytest.fixture(scope="module")
def evening() -> Evening:
    return Evening()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, evening: Evening) -> Iterator[Stack]:
    """SQLite and one process, with the demo in it; for pictures on an evening that stands still."""
    folder = tmp_path_factory.mktemp("pages")
    entry = STILL if WANTED else MANAGE
    env = {"PEERCHAT_SECOND_FACTOR": "0"}  # as `bin/run` has it
    with Stack(folder, database_url=new_file(folder), entry=entry, env=env) as running:
        running.manage("demo")
        yield running


Looked = tuple[Member, Inspector]


@pytest.fixture(params=LANGUAGES)
def comes(
    request: pytest.FixtureRequest, site: Stack, evening: Evening, chromium: Browser
) -> Iterator[Callable[..., Looked]]:
    """Lets somebody come, logged in or not, with an inspector at their page; in the end nothing may have been found."""
    came: list[tuple[Person, Inspector]] = []

    def come(login_name: str = "") -> Looked:
        # In the docs a member is somebody with a phone: the page tells of no keys.
        phone = WANTED == "docs" and login_name == demo.BEN
        person = Facilitator(chromium, site.base_urls[0], phone=phone, language=request.param)
        person.clock = evening.now
        inspector = Inspector(person.page, person.base_url, request.param)
        came.append((person, inspector))
        if login_name:
            person.login_name, person.passphrase = login_name, demo.PASSPHRASE
            person.log_in()
            # The pages follow the account from here on, whatever the browser prefers.
            person.page.click(f"form.language button[value='{request.param}']")
        return person, inspector

    yield come
    for person, _ in came:
        person.context.close()
    found = sorted({fault for _, inspector in came for fault in inspector.faults})
    assert not found, "\n".join(found)


def test_what_a_visitor_sees(comes: Callable[..., Looked]) -> None:
    visitor, eye = comes()
    visitor.go("/")
    eye.look("home")
    visitor.go("/groepen/")
    eye.look("groups")
    visitor.go("/groepen/?q=onvindbaar")
    eye.look("groups-none")
    visitor.find(GROUP)
    eye.look("group")
    visitor.go("/stijl/")
    eye.look("style")
    visitor.go("/gewist/")
    eye.look("erased")
    visitor.go("/inloggen/")
    eye.look("log-in")
    visitor.page.fill("#id_login", "niet-mijn-naam")
    visitor.send()
    eye.look("log-in-errors")
    visitor.go("/inloggen/toegangssleutel/")
    eye.look("log-in-passkey")
    visitor.go("/inloggen/code/")
    eye.look("log-in-code")
    visitor.page.fill("#id_code", "0000-0000")
    visitor.send()
    eye.look("log-in-code-errors")
    visitor.go("/inloggen/?next=/groepen/")
    with visitor.page.expect_navigation():
        visitor.page.click(f"form.language button[value={eye.language}]")
    assert visitor.page.url.endswith("/inloggen/?next=/groepen/")
    visitor.go("/aanmelden/")
    eye.look("sign-up")
    visitor.page.fill("#id_passphrase", "kort")
    visitor.send()
    eye.look("sign-up-errors")
    visitor.go("/aanmelden/toegangssleutel/")
    eye.look("sign-up-passkey")


def test_help_and_what_a_host_must_give(comes: Callable[..., Looked]) -> None:
    visitor, eye = comes()
    for name, path in {
        "help": "/hulp/",
        "help-country": "/hulp/?land=nl",
        "privacy": "/over/privacy/",
        "report": "/melding/",
    }.items():
        visitor.go(path)
        eye.look(name)
    visitor.send()
    eye.look("report-errors")
    visitor.page.fill("#id_where", "Op de voorpagina.")
    visitor.page.fill("#id_why", "Dat is mijn naam.")
    visitor.send()
    eye.look("report-receipt")
    code = visitor.page.locator("#codes li").first.inner_text()
    visitor.page.fill("#id_code", code)
    visitor.send("#look-up ~ form")
    eye.look("report-waiting")
    coordinator, desk = comes(demo.ELS)
    coordinator.go("/coordinatie/meldingen/")
    desk.look("reports")
    coordinator.page.locator("main a[href^='/coordinatie/meldingen/']").first.click()
    desk.look("report-to-answer")
    coordinator.go("/coordinatie/hulplijnen/")
    desk.look("help-lines")
    coordinator.page.locator("main a[href^='/coordinatie/hulplijnen/']").first.click()
    desk.look("help-line-to-check")
    coordinator.go("/coordinatie/teksten/")
    desk.look("texts")
    coordinator.page.locator("main a[href^='/coordinatie/teksten/']").first.click()
    desk.look("text")


def test_what_is_not_there_and_what_does_not_go_through(comes: Callable[..., Looked]) -> None:
    visitor, eye = comes()
    eye.expect_noise("Failed to load resource: the server responded with a status of 40")
    visitor.go("/nergens/")
    eye.look("not-here")
    visitor.go("/aanstelling/van-niemand/")
    eye.look("appointment-gone")
    visitor.go("/inloggen/")
    visitor.context.clear_cookies()
    visitor.send()
    eye.look("not-through")


def test_what_a_newcomer_sees(comes: Callable[..., Looked]) -> None:
    newcomer, eye = comes()
    newcomer.find(GROUP)
    newcomer.start_joining()
    newcomer.page.check("#id_take_proposal")
    newcomer.send()
    eye.look("keep")
    newcomer.send()
    eye.look("join")
    newcomer.page.fill("#id_own_name", "begeleider")
    newcomer.send()
    eye.look("join-errors")
    newcomer.go("/mijn-plek/")
    eye.look("my-place-empty")
    newcomer.find(GROUP)
    newcomer.start_joining()
    newcomer.ask_to_join("Een zin voor de begeleider.")
    eye.look("my-place-asked")
    newcomer.find(GROUP)
    eye.look("group-asked")
    newcomer.go("/uitloggen/")
    eye.look("sign-out")


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


def test_what_one_chooses_for_oneself(comes: Callable[..., Looked]) -> None:
    ben, eye = comes(demo.BEN)
    ways = ("toegangssleutels/", "app/", "bevestigen/", "tweede-stap/", "codes/", "wachtzin/")
    for part in ("", "taal/", "lezen/", "apparaten/", *ways, "gegevens/", "wissen/"):
        ben.go(f"/mijn-account/{part}")
        eye.look(f"account-{part.strip('/') or 'all'}")
    ben.go("/mijn-account/gegevens/")
    ben.page.fill("#id_old", demo.PASSPHRASE)
    ben.send()
    eye.look("account-files")
    ben.go("/mijn-plek/")
    ben.page.click("details:has(form[action$='/verlaten/']) > summary")
    ben.page.click("a[href$='/toestemming/']")
    eye.look("take-back-consent")
    ben.go("/mijn-account/wachtzin/")
    ben.page.fill("#id_passphrase", "kort")
    ben.send()
    eye.look("account-errors")
    ben.go("/mijn-account/lezen/")
    for choice in ("large", "plain"):
        ben.page.check(f"input[value={choice}]")
    ben.send()
    eye.look("account-comfort")
    ben.go("/mijn-account/lezen/")
    for name in ("spacing", "face"):
        ben.page.check(f"input[name={name}][value=normal]")
    ben.send()


def test_who_has_an_app_and_who_lost_it(comes: Callable[..., Looked]) -> None:
    newcomer, eye = comes()
    newcomer.go("/aanmelden/")
    newcomer.sign_up()
    newcomer.set_up_an_app()
    newcomer.go("/mijn-account/app/")
    eye.look("account-app-set-up")
    newcomer.go("/uitloggen/")
    newcomer.send()
    newcomer.go("/inloggen/")
    newcomer.page.fill("#id_login", newcomer.login_name)
    newcomer.page.fill("#id_password", newcomer.passphrase)
    newcomer.send()
    eye.look("log-in-step")
    newcomer.page.fill("#id_code", "000000")
    newcomer.send()
    eye.look("log-in-step-errors")
    newcomer.page.click("main a[href^='/inloggen/code/']")
    newcomer.page.fill("#id_code", newcomer.codes[0])
    newcomer.send()
    eye.look("recovered")
    newcomer.go("/mijn-account/nieuwe-wachtzin/")
    eye.look("account-new-passphrase")


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


def test_what_keeps_people_safe_for_a_coordinator(comes: Callable[..., Looked]) -> None:
    els, eye = comes(demo.ELS)
    for page in ("wacht", "bezwaren", "cijfers"):
        els.go(f"/coordinatie/{page}/")
        eye.look(f"coordination-{page}")
    for page in ("woorden", "logboek"):
        els.go("/coordinatie/")
        els.page.locator(f"main a[href^='/coordinatie/{page}/']").first.click()
        eye.look(f"coordination-{page}")


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


def test_each_probe_finds_its_planted_fault(site: Stack, chromium: Browser) -> None:
    """The positive control: on a page with every fault, each kind is found."""

    def bad(route: Route) -> None:
        route.fulfill(body=BAD_PAGE, content_type="text/html")

    with Person(chromium, site.base_urls[0]) as person:
        person.page.route("**/slecht/", bad)
        eye = Inspector(person.page, person.base_url, "fr")
        person.go("/slecht/")
        eye.look("bad")
        kinds = {fault.split(":")[0] for fault in eye.faults}
        assert kinds == {"axe", "width", "console", "script", "elsewhere", "header", "cache", "language", "html"}
        assert sum(fault.startswith("header:") for fault in eye.faults) == 6


def test_a_word_that_is_too_long_in_another_language_is_found(
    site: Stack, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer: dict[str, dict[str, str]] = {"fr": {}, "en": {}}
    monkeypatch.setattr(inspector, "in_other_words", lambda spoken: longer)
    with Person(chromium, site.base_urls[0], language="nl") as person:
        eye = Inspector(person.page, person.base_url, "nl")
        person.go("/")
        said = person.page.locator("h1").inner_text()
        longer["fr"][said] = "x" * 200
        eye.look("home")
        assert eye.faults == ["width: home in fr"]
        assert person.page.locator("h1").inner_text() == said
        assert person.page.locator("html").get_attribute("lang") == "nl"
