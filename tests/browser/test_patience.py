"""The sum that the sign-up page asks for in a flood, done by a real browser and checked by the server's own rule."""

from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Route

from accounts.patience import MANY, is_patient, note_sign_up
from tests.catalogues import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(60)]
SITE = "https://praat.example"


def test_a_browser_does_the_sum_and_sends_the_form_by_itself(chromium: Browser) -> None:
    for _ in range(MANY):
        note_sign_up(timezone.now())
    flooded = Client().get("/aanmelden/")
    ticket, sent = flooded.context["ticket"], []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if route.request.method == "POST":
            sent.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
            route.fulfill(body="<p>made</p>", content_type="text/html")
        elif path.startswith("/static/"):
            route.fulfill(path=ROOT / path.removeprefix("/"))
        else:
            route.fulfill(body=flooded.content.decode(), content_type="text/html")

    page = chromium.new_page()
    page.route(f"{SITE}/**", answer)
    page.goto(f"{SITE}/aanmelden/")
    page.check("#id_take_proposal")
    page.click("#sign-up button[type=submit]")
    page.get_by_text("made").wait_for(timeout=30_000)
    page.close()
    assert len(sent) == 1
    assert sent[0]["ticket"] == [ticket]
    assert is_patient(ticket, sent[0]["proof"][0])
