"""Passkeys: an account and a way in without name, passphrase or address, and nothing for whoever forges one."""

import json
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts.entering import CONFIRMED_FOR
from accounts.models import Account, Passkey
from accounts.passkeys import ASKED_FOR
from accounts.queries import login_hash
from accounts.vault import token_digest
from tests.accounts.device import KNOWN, PRESENT, Device, asked_to_make, asked_to_show, text
from tests.factories import Person, a_person, confirmed

pytestmark = pytest.mark.django_db

SIGN_UP, LOG_IN = "/aanmelden/toegangssleutel/", "/inloggen/toegangssleutel/"
OWN = "/mijn-account/toegangssleutels/"


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def signed_up(client: Client, device: Device, label: str = "") -> Account:
    """An account that this device opens."""
    answer = client.post(SIGN_UP, {"credential": device.make(asked_to_make(client, label)), "label": label})
    assert answer.status_code == 302
    passkey = Passkey.objects.get()
    return passkey.account


def shows(client: Client, device: Device, **more: str) -> Any:
    return client.post(LOG_IN, {"credential": device.show(asked_to_show(client)), **more})


def somebodys(device: Device) -> Passkey:
    """A passkey that an account has from before."""
    client = Client()
    signed_up(client, device)
    return Passkey.objects.get()


def is_in(client: Client) -> bool:
    return client.get("/mijn-plek/").status_code == 200


def test_a_passkey_makes_an_account_without_name_and_passphrase_and_opens_it_again(visitor: Client) -> None:
    device = Device()
    account = signed_up(visitor, device, "telefoon")
    assert not account.has_usable_password()
    assert len(visitor.get("/bewaren/").context["codes"]) == 10
    again = Client()
    answer = shows(again, device, next="/groepen/")
    assert answer["Location"] == "/groepen/"
    assert is_in(again)
    assert Passkey.objects.get().sign_count == 2


def test_the_device_is_told_the_members_own_word_or_a_neutral_one_and_no_name(visitor: Client, ben: Person) -> None:
    assert asked_to_make(visitor, "telefoon")["user"]["displayName"] == "telefoon"
    assert asked_to_make(visitor)["user"]["name"] == "My account"
    mine = confirmed(ben).client
    asked = json.dumps(asked_to_make(mine))
    assert ben.login_name not in asked
    assert ben.account.login_hash not in asked
    assert ben.account.pk.hex not in asked.replace("-", "")
    assert ben.member.pseudonym not in asked


def test_whoever_asks_to_log_in_is_told_of_no_passkey(visitor: Client) -> None:
    before = set(asked_to_show(visitor))
    somebodys(Device())
    assert set(asked_to_show(visitor)) == before == {"challenge", "rpId", "userVerification"}


def test_the_key_of_the_session_changes_when_somebody_comes_in(visitor: Client) -> None:
    device = Device()
    somebodys(device)
    asked_to_show(visitor)
    planted = key_of(visitor)
    shows(visitor, device)
    assert key_of(visitor) != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(thief)


def of_another_site(device: Device) -> None:
    device.site = "praat.example"


def through_another_site(device: Device) -> None:
    device.origin = "http://localhost.praat.example"


def by_a_device_that_did_not_look_who_it_was(device: Device) -> None:
    device.flags = PRESENT


def by_nobody_there(device: Device) -> None:
    device.flags = KNOWN


def by_a_copy(device: Device) -> None:
    device.count = 0


def under_another_id(device: Device) -> None:
    device.id = b"x" * 32


def for_another_account(device: Device) -> None:
    device.handle = b"h" * 32


def by_another_key(device: Device) -> None:
    device.key = Device().key


SPOILT = [
    of_another_site,
    through_another_site,
    by_a_device_that_did_not_look_who_it_was,
    by_nobody_there,
    by_a_copy,
    under_another_id,
    for_another_account,
    by_another_key,
]


def words_of(page: Any) -> str:
    """The page without what is drawn anew for each."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode())


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_passkey_that_proves_nothing_opens_nothing_and_the_answer_is_one(
    spoil: Callable[[Device], None], visitor: Client
) -> None:
    device = Device()
    somebodys(device)
    nothing = words_of(visitor.post(LOG_IN, {"credential": ""}))
    spoil(device)
    answer = shows(visitor, device)
    assert answer.status_code == 200
    assert words_of(answer) == nothing
    assert not is_in(visitor)


@pytest.mark.parametrize("spoil", SPOILT[:4])
def test_a_passkey_of_another_site_or_of_nobody_makes_no_account(
    spoil: Callable[[Device], None], visitor: Client
) -> None:
    device = Device()
    spoil(device)
    answer = visitor.post(SIGN_UP, {"credential": device.make(asked_to_make(visitor)), "label": "telefoon"})
    assert answer.status_code == 200
    assert b'value="telefoon"' in answer.content
    assert not Account.objects.exists()


def test_an_answer_is_good_once_for_its_own_question_its_own_browser_and_five_minutes(
    visitor: Client, time_machine: TimeMachineFixture
) -> None:
    device = Device()
    somebodys(device)
    answer = device.show(asked_to_show(visitor))
    assert not is_in(_sends(Client(), answer)), "another browser"
    asked_to_show(visitor)
    assert not is_in(_sends(visitor, answer)), "another question"
    answer = device.show(asked_to_show(visitor))
    _sends(visitor, answer)
    assert is_in(visitor)
    visitor.post("/uitloggen/")
    assert not is_in(_sends(visitor, answer)), "a second time"
    answer = device.show(asked_to_show(visitor))
    time_machine.move_to(timezone.now() + ASKED_FOR + timedelta(seconds=1))
    assert not is_in(_sends(visitor, answer)), "too late"


def _sends(client: Client, answer: str) -> Client:
    client.post(LOG_IN, {"credential": answer})
    return client


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
def test_an_answer_in_which_anything_was_changed_opens_nothing(part: str, visitor: Client) -> None:
    device = Device()
    somebodys(device)
    answer = json.loads(device.show(asked_to_show(visitor)))
    changed = answer["response"][part]
    answer["response"][part] = changed[:-4] + text(b"xyz")
    assert not is_in(_sends(visitor, json.dumps(answer)))


@pytest.mark.parametrize(
    "sent", ["", "null", "[]", "{", '{"rawId": 1}', '{"id": "a", "rawId": "b"}', '{"rawId": "\u00e9"}', "9" * 999]
)
def test_what_is_no_answer_at_all_is_refused_like_a_wrong_one(sent: str, visitor: Client) -> None:
    asked_to_show(visitor)
    assert visitor.post(LOG_IN, {"credential": sent}).status_code == 200
    asked_to_make(visitor)
    assert visitor.post(SIGN_UP, {"credential": sent}).status_code == 200
    assert not Account.objects.exists()


def test_the_question_for_one_account_adds_no_passkey_to_another(ben: Person, cleo: Person) -> None:
    asked = asked_to_make(confirmed(ben).client)
    hers = confirmed(cleo).client.session
    hers["passkey_asked"] = ben.client.session["passkey_asked"]
    hers.save()
    assert cleo.client.post(OWN, {"credential": Device().make(asked)}).status_code == 200
    assert not Passkey.objects.exists()


def test_a_member_adds_names_and_removes_passkeys(ben: Person) -> None:
    mine, phone, key = confirmed(ben).client, Device(), Device()
    for device, label in ((phone, "telefoon"), (key, "")):
        asked = asked_to_make(mine, label)
        assert mine.post(OWN, {"credential": device.make(asked), "label": label}).status_code == 302
    assert [item["id"] for item in asked_to_make(mine)["excludeCredentials"]] == [text(phone.id), text(key.id)]
    first, second = Passkey.objects.order_by("added_at")
    mine.post(f"{OWN}noemen/", {"passkey": second.pk, "label": "sleutelhanger"})
    page = mine.get(OWN).content.decode()
    assert "telefoon" in page
    assert "sleutelhanger" in page
    mine.post(f"{OWN}weghalen/", {"passkey": first.pk})
    assert list(Passkey.objects.values_list("pk", flat=True)) == [second.pk]
    gone = Client()
    assert shows(gone, phone).status_code == 200
    assert not is_in(gone)


def test_a_passkey_is_nobody_elses_to_name_or_remove(ben: Person) -> None:
    passkey = somebodys(Device())
    mine = confirmed(ben).client
    mine.post(f"{OWN}noemen/", {"passkey": passkey.pk, "label": "van mij"})
    mine.post(f"{OWN}weghalen/", {"passkey": passkey.pk})
    passkey.refresh_from_db()
    assert passkey.label == ""


def test_from_one_address_a_second_account_waits_a_minute_before_its_passkey_is_made(visitor: Client) -> None:
    somebodys(Device())
    assert visitor.post(reverse("accounts:ask_to_make")).status_code == 429


def test_one_passkey_belongs_to_one_account(visitor: Client) -> None:
    device = Device()
    somebodys(device)
    answer = visitor.post(SIGN_UP, {"credential": device.make(asked_to_make(visitor))})
    assert answer.status_code == 200
    assert Account.objects.count() == 1


def test_the_only_way_in_is_not_removed_and_that_is_said(visitor: Client) -> None:
    account = signed_up(visitor, Device())
    answer = visitor.post(f"{OWN}weghalen/", {"passkey": Passkey.objects.get().pk}, follow=True)
    assert "only way to log in" in answer.content.decode()
    assert account.passkeys.exists()


def test_who_has_only_a_passkey_gets_a_log_in_name_with_a_passphrase(visitor: Client) -> None:
    account = signed_up(visitor, Device())
    assert visitor.get("/mijn-account/wachtzin/")["Location"] == reverse("new_passphrase")
    offer = visitor.get("/mijn-account/nieuwe-wachtzin/").context["form"].offer
    answer = visitor.post("/mijn-account/nieuwe-wachtzin/", {"offer": offer.token(), "take_proposal": "on"})
    assert answer["Location"] == "/bewaren/"
    kept = visitor.get("/bewaren/").context
    account.refresh_from_db()
    assert account.login_hash == login_hash(kept["login_name"])
    assert account.check_password(kept["passphrase"])
    assert visitor.get(OWN).status_code == 200, "the new session is as good as the one before"


def test_who_has_only_a_passkey_fetches_and_erases_all_by_showing_it(
    visitor: Client, time_machine: TimeMachineFixture
) -> None:
    device = Device()
    signed_up(visitor, device)
    time_machine.move_to(timezone.now() + CONFIRMED_FOR + timedelta(seconds=1))
    asked = visitor.get("/mijn-account/wissen/")["Location"]
    assert visitor.post("/mijn-account/wissen/")["Location"] == asked
    assert visitor.post("/mijn-account/gegevens/")["Location"].startswith("/mijn-account/bevestigen/")
    assert Account.objects.exists()
    visitor.post(asked, {"way": "passkey", "credential": device.show(asked_to_show(visitor))})
    assert visitor.get("/mijn-account/wissen/").status_code == 200
    assert visitor.post("/mijn-account/gegevens/")["Location"].startswith("/mijn-account/gegevens/")
    visitor.post("/mijn-account/wissen/")
    assert not Account.objects.exists()
    assert not Passkey.objects.exists()


def test_removing_a_passkey_ends_the_other_sessions_but_not_this_one(ben: Person) -> None:
    mine, device = confirmed(ben).client, Device()
    mine.post(OWN, {"credential": device.make(asked_to_make(mine))})
    elsewhere = Client()
    shows(elsewhere, device)
    mine.post(f"{OWN}weghalen/", {"passkey": Passkey.objects.get().pk})
    assert not is_in(elsewhere)
    assert is_in(mine)
    assert not ben.account.sessions.get(key_hash=token_digest(key_of(mine))).second_factor


def test_a_passkey_is_stored_sealed_and_no_log_tells_its_id(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    device = Device()
    with caplog.at_level(logging.DEBUG, "peerchat"):
        signed_up(visitor, device, "telefoon")
        shows(Client(), device)
    row = Passkey.objects.get()
    stored = bytes(row.credential_sealed or b"") + bytes(row.label_sealed or b"")
    assert device.id not in stored
    assert b"telefoon" not in stored
    assert device.id.hex() not in caplog.text
    assert row.label == "telefoon"


def test_who_did_not_just_prove_who_they_are_adds_no_passkey(ben: Person) -> None:
    assert ben.client.post(reverse("accounts:ask_to_make")).status_code == 404
    answer = ben.client.get(OWN)
    assert answer["Location"].startswith(reverse("accounts:confirm"))
    assert a_person().client.post(OWN, {"credential": "{}"}).status_code == 302
