"""How often accounts are made: once a minute from an address, and with patience when very many come."""

import hashlib
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Account
from accounts.patience import BITS, GOOD_FOR, MANY, WAIT, WITHIN, is_patient, new_ticket, note_sign_up
from tests.accounts.device import Device

pytestmark = pytest.mark.django_db
SIGN_UP, BY_PASSKEY = "/aanmelden/", "/aanmelden/toegangssleutel/"
HOME, OTHER = "198.51.100.7", "203.0.113.9"


def a_form(address: str = HOME) -> dict[str, str]:
    """What somebody at this address sends who takes what the page proposes."""
    page = Client(headers={"accept-language": "en"}).get(SIGN_UP, REMOTE_ADDR=address).context
    riddle = {"ticket": page["ticket"], "proof": ""} if "ticket" in page else {}
    return {"offer": page["form"].offer.token(), "take_proposal": "on", **riddle}


def sent(form: dict[str, str], address: str = HOME) -> Any:
    return Client(headers={"accept-language": "en"}).post(SIGN_UP, form, REMOTE_ADDR=address)


def solved(ticket: str) -> str:
    """The sum that the browser does."""
    for number in count():
        if hashlib.sha256(f"{ticket}:{number}".encode()).digest()[: BITS // 8] == bytes(BITS // 8):
            return str(number)
    raise AssertionError


@pytest.fixture
def flood() -> None:
    for _ in range(MANY):
        note_sign_up(timezone.now())


def test_one_account_a_minute_from_one_address() -> None:
    with time_machine.travel(datetime(2026, 5, 1, 20, 0, 30).astimezone(), tick=False) as clock:
        assert sent(a_form()).status_code == 302
        again = a_form()
        refused = sent(again)
        assert "From your network somebody made an account a moment ago." in refused.content.decode()
        assert refused.context["form"].offer.token() != ""
        assert sent(a_form(OTHER), OTHER).status_code == 302
        clock.shift(timedelta(seconds=61))
        assert sent(again).status_code == 302
    assert Account.objects.count() == 3


def test_one_household_is_one_address_and_one_may_send_a_form_twice() -> None:
    form = a_form("2001:db8:1:2::1")
    for _ in range(2):
        assert sent(form, "2001:db8:1:2::1").status_code == 302
    assert sent(a_form(), "2001:db8:1:2:ffff::9").status_code == 200
    assert Account.objects.count() == 1


def test_a_mistake_costs_no_turn() -> None:
    form = a_form()
    assert sent({**form, "take_proposal": "", "passphrase": "te kort"}).status_code == 200
    assert sent(form).status_code == 302


def test_no_address_is_kept_to_count_by() -> None:
    sent(a_form())
    kept = f"{list(cache._cache)} {list(cache._cache.values())}"  # type: ignore[attr-defined]  # all that is kept, whatever its name
    assert "signup" in kept
    assert HOME not in kept
    assert HOME.encode().hex() not in kept


def test_as_many_as_the_site_allows(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": None}
    assert [sent(a_form()).status_code for _ in range(2)] == [302, 302]


# When very many come


def test_a_quiet_site_asks_for_no_patience(visitor: Client) -> None:
    for _ in range(MANY - 1):
        note_sign_up(timezone.now())
    assert 'id="patience"' not in visitor.get(SIGN_UP).content.decode()


def test_in_a_flood_it_takes_a_sum_or_a_minute(flood: None) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        form = a_form()
        refused = sent(form)
        assert "Wait a minute on this page" in refused.content.decode()
        assert refused.context["ticket"] == form["ticket"]  # whoever waits goes on waiting
        assert sent({**form, "proof": solved(form["ticket"])}).status_code == 302
        waiting = a_form(OTHER)
        clock.shift(WAIT + timedelta(seconds=1))
        assert sent(waiting, OTHER).status_code == 302
    assert Account.objects.count() == 2


def test_a_flood_passes(flood: None) -> None:
    with time_machine.travel(timezone.now() + WITHIN + timedelta(seconds=1)):
        assert sent(a_form()).status_code == 302


def test_a_ticket_is_good_once_for_a_while_and_only_ours(flood: None) -> None:
    ticket = new_ticket()
    proof = solved(ticket)
    assert is_patient(ticket, proof)
    for other in ("", "0", "x", proof + "0", "9" * 100, " " + proof):
        assert not is_patient(ticket, other)
    for forged in ("", "x", ticket[:-1] + ("A" if ticket[-1] != "A" else "B"), "a:b:c"):
        assert not is_patient(forged, solved(forged))
    with time_machine.travel(timezone.now() + GOOD_FOR + timedelta(seconds=2)):
        assert not is_patient(ticket, proof)
    assert sent({**a_form(), "ticket": ticket, "proof": proof}).status_code == 302
    assert sent({**a_form(OTHER), "ticket": ticket, "proof": proof}, OTHER).status_code == 200
    assert Account.objects.count() == 1


def test_in_a_flood_a_passkey_takes_the_same_patience_as_a_passphrase(visitor: Client, flood: None) -> None:
    assert visitor.post(reverse("accounts:ask_to_make")).status_code == 428
    page = visitor.get(BY_PASSKEY)
    assert 'src="/static/js/patience.js"' in page.content.decode()
    ticket = page.context["ticket"]
    assert visitor.post(reverse("accounts:ask_to_make"), {"ticket": ticket, "proof": "0"}).status_code == 428
    worked = {"ticket": ticket, "proof": solved(ticket)}
    asked = visitor.post(reverse("accounts:ask_to_make"), worked)
    assert asked.status_code == 200
    assert visitor.post(BY_PASSKEY, {"credential": Device().make(asked.json())})["Location"] == "/bewaren/"
    assert Account.objects.count() == 1


def test_one_ticket_makes_one_account_however_many_browsers_ask_with_it(visitor: Client, flood: None) -> None:
    ticket = new_ticket()
    worked = {"ticket": ticket, "proof": solved(ticket)}
    browsers = [Client(REMOTE_ADDR=f"198.51.100.{number}") for number in range(2)]
    asked = [browser.post(reverse("accounts:ask_to_make"), worked).json() for browser in browsers]
    answers = [
        browser.post(BY_PASSKEY, {"credential": Device().make(question)})
        for browser, question in zip(browsers, asked, strict=True)
    ]
    assert [answer.status_code for answer in answers] == [302, 200]
    assert Account.objects.count() == 1
