"""What who is not in a group yet sees, and what anybody chooses for their own account."""

from collections.abc import Callable

import pytest

from peerchat import demo_data as demo
from tests.browser.inspector import Looked

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(300)]

GROUP = demo.GROUPS[0].name


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
