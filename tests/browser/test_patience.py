"""The sum that the sign-up page asks for in a flood, done by a real browser and checked by the server's own rule."""

import re
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Route

from accounts.patience import MANY, is_patient, note_sign_up
from tests.catalogues import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(60)]
SITE = "https://praat.example"


class Flooded:
    """A page of the site while very many people sign up, by https, and what its browser sends."""

    def __init__(self, chromium: Browser, path: str) -> None:
        for _ in range(MANY):
            note_sign_up(timezone.now())
        self._flooded = Client().get(path)
        self.ticket: str = self._flooded.context["ticket"]
        self.sent: list[str] = []
        self.page = chromium.new_page()
        self.page.route(f"{SITE}/**", self._answer)
        self.page.goto(f"{SITE}{path}")

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if route.request.method == "POST":
            self.sent.append(route.request.post_data or "")
            route.fulfill(body="<p>made</p>", content_type="text/html", status=429 if "maken" in path else 200)
        elif path.startswith("/static/"):
            route.fulfill(path=ROOT / path.removeprefix("/"))
        else:
            route.fulfill(body=self._flooded.content.decode(), content_type="text/html")


def test_a_browser_does_the_sum_and_sends_the_form_by_itself(chromium: Browser) -> None:
    flooded = Flooded(chromium, "/aanmelden/")
    flooded.page.check("#id_take_proposal")
    flooded.page.click("#sign-up button[type=submit]")
    flooded.page.get_by_text("made").wait_for(timeout=30_000)
    flooded.page.close()
    (sent,) = [parse_qs(each, keep_blank_values=True) for each in flooded.sent]
    assert sent["ticket"] == [flooded.ticket]
    assert is_patient(flooded.ticket, sent["proof"][0])


def test_a_device_is_asked_for_a_passkey_once_the_sum_is_done(chromium: Browser) -> None:
    """The server that stands in for ours answers “wait”, which the page says."""
    flooded = Flooded(chromium, "/aanmelden/toegangssleutel/")
    flooded.page.click("#sign-up button[type=submit]")
    flooded.page.locator("[data-wait]").wait_for(timeout=30_000)
    flooded.page.close()
    (sent,) = flooded.sent
    proof = re.search(r'name="proof"\s+(\d+)', sent)
    assert proof
    assert flooded.ticket in sent
    assert is_patient(flooded.ticket, proof[1])
