"""Passkeys, a second step and a recovery code in a real browser, with a device that the browser itself pretends."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Facilitator
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(180)]

ORGANISATION, GROUP = "Huis van de Sleutels", "Sleutelbos"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A phone that knows its person (the virtual authenticators of W3C WebDriver)."""


class Keeper(Facilitator):
    """Somebody whose device keeps passkeys."""

    def with_device(self, **otherwise: object) -> None:
        tools = self.context.new_cdp_session(self.page)
        tools.send("WebAuthn.enable")
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **otherwise}})

    def by_passkey(self, form: str = "form[data-passkey]") -> None:
        """Presses the button; the device does the rest."""
        self.send(f"main {form}")

    def sign_out(self) -> None:
        self.go("/uitloggen/")
        self.send()


@pytest.fixture
def comes(embedded: Stack, chromium: Browser) -> Iterator[Callable[[], Keeper]]:
    """Lets somebody come to the site by its name: passkeys are bound to names, never to numbers."""
    with ExitStack() as doors:
        base_url = embedded.base_urls[0].replace("127.0.0.1", "localhost")
        yield lambda: doors.enter_context(Keeper(chromium, base_url, phone=True))


def test_a_passkey_from_the_first_visit_to_a_group_that_is_led(embedded: Stack, comes: Callable[[], Keeper]) -> None:
    ada = comes()
    faults: list[str] = []
    ada.page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    ada.with_device()
    ada.go("/aanmelden/toegangssleutel/?next=/mijn-plek/")
    ada.page.fill("#id_label", "telefoon")
    ada.by_passkey()
    codes = ada.page.locator("#codes li").all_inner_texts()
    assert len(codes) == 10
    assert ada.page.locator("#login-name").count() == 0
    ada.send()
    assert ada.path == "/mijn-plek/"
    ada.sign_out()

    ada.go("/inloggen/")
    with ada.page.expect_navigation():
        ada.page.click("main a[href^='/inloggen/toegangssleutel/']")
    ada.by_passkey()
    assert ada.path == "/mijn-plek/"
    takes_the_post(ada, embedded)
    ada.go("/mijn-account/toegangssleutels/")
    expect(ada.page.get_by_role("heading", name="telefoon")).to_be_visible()
    assert faults == []

    found = comes()
    found.go("/inloggen/code/")
    found.page.fill("#id_code", codes[0])
    found.send()
    assert found.path == "/mijn-account/terug/"
    expect(found.page.locator("main .lead")).to_contain_text("9")
    found.go("/mijn-plek/")
    with found.page.expect_navigation():
        found.page.click("main a[href$='/bureau/']")
    assert found.path == "/mijn-account/tweede-stap/", "a code opens no desk"
    found.with_device()
    found.go("/mijn-account/toegangssleutels/")
    found.by_passkey()
    expect(found.page.locator("main .stack > li")).to_have_count(2)
    found.send("main .stack > li:first-child form[action$='/weghalen/']")
    expect(found.page.locator("main .stack > li")).to_have_count(1)
    ada.go("/mijn-plek/")
    assert ada.path == "/inloggen/", "what the lost device had opened is closed"


def takes_the_post(ada: Keeper, site: Stack) -> None:
    """A passkey is two factors in one: the desk opens at once."""
    site.manage("create_organisation", ORGANISATION)
    words = ("--name", GROUP, "--theme", "eenzaamheid", "--position", "zelf")
    site.manage("open_group", "--organisation", ORGANISATION, *words)
    link = site.manage("appoint", "--organisation", ORGANISATION, "--group", GROUP).strip()
    ada.go(urlsplit(link).path)
    ada.choose_a_name("Stille Sleutel")
    ada.send()
    with ada.page.expect_navigation():
        ada.page.click("main a[href$='/bureau/']")
    assert ada.path.endswith("/bureau/")


def test_a_device_that_does_not_know_its_person_and_a_browser_without_any_are_told_so(
    comes: Callable[[], Keeper],
) -> None:
    cleo = comes()
    cleo.with_device(hasUserVerification=False, isUserVerified=False)
    cleo.go("/aanmelden/toegangssleutel/")
    cleo.page.click("main form[data-passkey] button[type=submit]")
    expect(cleo.page.locator("main [data-failed]")).to_be_visible()
    expect(cleo.page.locator("main [data-failed]")).to_be_focused()
    assert cleo.path == "/aanmelden/toegangssleutel/"
    cleo.page.add_init_script("delete window.PublicKeyCredential")
    cleo.go("/inloggen/toegangssleutel/")
    expect(cleo.page.locator("main [data-without-passkeys]")).to_be_visible()
    expect(cleo.page.locator("main form[data-passkey]")).to_be_hidden()
