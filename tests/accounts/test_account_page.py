import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.actions.signing_up import sign_up
from accounts.comfort import Comfort, comfort_of
from accounts.models import Account, RecoveryCode, Session
from accounts.vault import token_digest
from accounts.words import normalised_recovery_code
from audit.models import SITE, Entry
from tests.accounts.test_signing_up import everything_stored
from tests.factories import PASSPHRASE, Person, confirmed

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ACCOUNT = "/mijn-account/"
DEVICES = "/mijn-account/apparaten/"
CODES = "/mijn-account/codes/"
CHANGE = "/mijn-account/wachtzin/"
CONFIRM = "/mijn-account/bevestigen/"
NEW = "een heel andere stille zin"
COMFORT = {"spacing": "large", "face": "plain", "arrival_seconds": "2", "announced_every_seconds": "15"}


def another_browser(person: Person) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(person.account)
    return browser


def row_of(browser: Client) -> Session:
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return Session.objects.get(key_hash=token_digest(key))


def test_the_page_leads_to_all_that_can_be_chosen(cleo: Person, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        page = cleo.client.get(ACCOUNT).content.decode()
    for part in ("taal", "lezen", "apparaten", "toegangssleutels", "app", "codes", "wachtzin", "wissen"):
        assert f"{ACCOUNT}{part}/" in page
    assert ACCOUNT in cleo.client.get("/mijn-plek/").content.decode()


@pytest.mark.parametrize("part", ["", "taal/", "lezen/", "apparaten/", "codes/", "wachtzin/"])
def test_a_visitor_is_asked_to_log_in(part: str, visitor: Client) -> None:
    assert visitor.get(ACCOUNT + part)["Location"] == f"/inloggen/?next={ACCOUNT}{part}"
    assert visitor.post(ACCOUNT + part).status_code == 404


# Language and country


def test_language_and_country_are_kept_and_the_pages_follow_at_once(cleo: Person) -> None:
    browser = Client(headers={"accept-language": "nl"})
    browser.force_login(cleo.account)
    assert browser.post(f"{ACCOUNT}taal/", {"language": "en", "country": "NL"})["Location"] == ACCOUNT
    cleo.account.refresh_from_db()
    assert (cleo.account.language, cleo.account.country) == ("en", "NL")
    assert '<html lang="en"' in browser.get(ACCOUNT).content.decode()


def test_who_logs_in_reads_on_in_the_language_of_the_account(visitor: Client) -> None:
    sign_up(login_name="boom-roos-vis", passphrase=PASSPHRASE, language="nl", now=timezone.now())
    assert '<html lang="en"' in visitor.get("/").content.decode()
    visitor.post("/inloggen/", {"login": "boom roos vis", "password": PASSPHRASE})
    assert '<html lang="nl"' in visitor.get("/mijn-plek/").content.decode()


def test_another_language_at_the_foot_of_a_page_is_kept_for_the_account(cleo: Person, visitor: Client) -> None:
    cleo.client.post("/taal/", {"language": "en", "next": "/"})
    cleo.client.post("/taal/", {"language": "tlh", "next": "/"})
    visitor.post("/taal/", {"language": "en", "next": "/"})
    cleo.account.refresh_from_db()
    assert cleo.account.language == "en"


# Reading comfort


def test_comfort_is_kept_and_shows_on_every_page(cleo: Person) -> None:
    assert 'data-spacing="large"' not in cleo.client.get("/").content.decode()
    assert cleo.client.post(f"{ACCOUNT}lezen/", COMFORT)["Location"] == ACCOUNT
    cleo.account.refresh_from_db()
    assert comfort_of(cleo.account) == Comfort("large", "plain", 2, 15)
    page = cleo.client.get("/").content.decode()
    assert 'data-spacing="large" data-face="plain"' in page
    assert cleo.client.get(f"{ACCOUNT}lezen/").context["form"]["arrival_seconds"].value() == 2


@pytest.mark.parametrize(
    "stored",
    [
        {},
        [],
        None,
        {"spacing": "huge", "arrival_seconds": 3},
        {"spacing": ["large"], "unknown": 1},
        {"arrival_seconds": True, "announced_every_seconds": "1"},
    ],
)
def test_what_is_stored_and_is_no_choice_is_the_usual(stored: Any) -> None:
    assert comfort_of(Account(comfort=stored)) == Comfort()


def test_a_visitor_reads_as_usual(visitor: Client) -> None:
    assert comfort_of(None) == Comfort()
    assert "data-face" not in visitor.get("/").content.decode()


# Devices


def test_devices_are_told_by_the_own_word_and_the_day(cleo: Person) -> None:
    device = row_of(cleo.client)
    cleo.client.post(f"{DEVICES}noemen/", {"device": str(device.pk), "word": "telefoon in de keuken"})
    page = cleo.client.get(DEVICES).content.decode()
    assert "telefoon in de keuken" in page
    assert not re.search(r"\d\d:\d\d|127\.0\.0|Mozilla", page)
    assert "keuken" not in everything_stored()


def test_a_word_outlives_a_later_page_and_can_be_taken_back(cleo: Person) -> None:
    device = row_of(cleo.client)
    for word in ("telefoon", ""):
        cleo.client.post(f"{DEVICES}noemen/", {"device": str(device.pk), "word": word})
        cleo.client.get(ACCOUNT)
        assert row_of(cleo.client).device_word == word


def test_a_word_that_is_too_long_comes_back_at_its_field(cleo: Person) -> None:
    answer = cleo.client.post(f"{DEVICES}noemen/", {"device": str(row_of(cleo.client).pk), "word": "x" * 41})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "x" * 41 in page
    assert 'role="alert"' in page


def test_one_device_is_ended_and_twice_says_so(cleo: Person) -> None:
    other = another_browser(cleo)
    fields = {"device": str(row_of(other).pk)}
    for _ in range(2):
        page = cleo.client.post(f"{DEVICES}afmelden/", fields, follow=True)
        assert len(list(page.context["messages"])) == 1
    assert other.get(ACCOUNT).status_code == 302
    assert cleo.client.get(ACCOUNT).status_code == 200


def test_this_device_signs_out_in_the_usual_way(cleo: Person) -> None:
    answer = cleo.client.post(f"{DEVICES}afmelden/", {"device": str(row_of(cleo.client).pk)})
    assert answer["Location"] == "/uitloggen/"
    assert cleo.client.get(ACCOUNT).status_code == 200


@pytest.mark.parametrize("deed", ["noemen", "afmelden"])
def test_somebody_elses_device_is_out_of_reach(deed: str, cleo: Person, ben: Person) -> None:
    device = row_of(ben.client)
    for wrong in (str(device.pk), "", "x", "\0"):
        assert cleo.client.post(f"{DEVICES}{deed}/", {"device": wrong, "word": "van mij"}).status_code == 302
    assert row_of(ben.client).device_word == ""
    assert ben.client.get(ACCOUNT).status_code == 200


def test_all_others_are_ended_at_once(cleo: Person, ben: Person) -> None:
    others = [another_browser(cleo) for _ in range(2)]
    cleo.client.post(f"{DEVICES}andere-afmelden/")
    assert [browser.get(ACCOUNT).status_code for browser in (*others, cleo.client, ben.client)] == [302, 302, 200, 200]


def test_a_device_that_ran_out_is_not_listed(cleo: Person, django_assert_max_num_queries: Any) -> None:
    for _ in range(4):
        another_browser(cleo)
    Session.objects.filter(pk=row_of(another_browser(cleo)).pk).update(expires_at=timezone.now() - timedelta(hours=1))
    with django_assert_max_num_queries(12):
        assert len(cleo.client.get(DEVICES).context["devices"]) == 5


# Recovery codes


def test_ten_new_codes_come_after_the_passphrase_and_are_shown_until_kept(cleo: Person) -> None:
    cleo.account.recovery_codes.create(code_hash=b"old")
    asked = cleo.client.get(CODES)["Location"]
    assert cleo.client.post(asked, {"way": "passphrase", "old": PASSPHRASE, "next": CODES})["Location"] == CODES
    assert cleo.client.post(CODES)["Location"] == "/bewaren/"
    page = cleo.client.get("/bewaren/")
    codes = page.context["codes"]
    assert "login-name" not in page.content.decode()
    hashes = {token_digest(normalised_recovery_code(code)) for code in codes}
    assert {bytes(code.code_hash) for code in RecoveryCode.objects.all()} == hashes
    assert len(hashes) == 10
    assert all(code not in everything_stored() for code in codes)
    assert cleo.client.post("/bewaren/")["Location"] == ACCOUNT
    assert cleo.client.get("/bewaren/")["Location"] == "/mijn-plek/"


def test_without_the_passphrase_the_codes_stay(cleo: Person) -> None:
    cleo.account.recovery_codes.create(code_hash=b"old")
    answer = cleo.client.post(CONFIRM, {"way": "passphrase", "old": "een zin die niet past"})
    assert answer.context["form"].errors["old"]
    assert "een zin die niet past" not in answer.content.decode()
    assert cleo.client.post(CODES)["Location"].startswith(CONFIRM)
    assert RecoveryCode.objects.count() == 1


def test_codes_that_were_used_are_not_counted(cleo: Person) -> None:
    cleo.account.recovery_codes.create(code_hash=b"used", used_at=timezone.now())
    cleo.account.recovery_codes.create(code_hash=b"left")
    assert confirmed(cleo).client.get(CODES).context["left"] == 1


@pytest.mark.parametrize("path", [CONFIRM, CHANGE])
def test_the_passphrase_is_not_to_be_guessed(path: str, cleo: Person) -> None:
    """Turns red when the limit is taken away."""
    fields = {"passphrase": NEW, "way": "passphrase"}
    for _ in range(10):
        cleo.client.post(path, {**fields, "old": "een zin die niet past"})
    answer = cleo.client.post(path, {**fields, "old": PASSPHRASE})
    assert answer.context["form"].non_field_errors()
    cleo.account.refresh_from_db()
    assert cleo.account.check_password(PASSPHRASE)
    assert not RecoveryCode.objects.exists()


# Passphrase


def test_another_passphrase_ends_the_other_devices_and_keeps_this_one(cleo: Person) -> None:
    other, before = another_browser(cleo), cleo.client.cookies[settings.SESSION_COOKIE_NAME].value
    cleo.client.post(f"{DEVICES}noemen/", {"device": str(row_of(cleo.client).pk), "word": "laptop"})
    assert cleo.client.post(CHANGE, {"old": PASSPHRASE, "passphrase": NEW})["Location"] == ACCOUNT
    cleo.account.refresh_from_db()
    assert cleo.account.check_password(NEW)
    assert [browser.get(ACCOUNT).status_code for browser in (cleo.client, other)] == [200, 302]
    assert cleo.client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert not Session.objects.filter(key_hash=token_digest(before)).exists()
    assert row_of(cleo.client).device_word == "laptop"
    entry = Entry.objects.filter(chain=SITE).order_by("number").last()
    assert entry
    assert (entry.verb, entry.actor, entry.figures) == ("change_passphrase", cleo.account.audit_id, {"sessions": 2})


def test_the_proposed_passphrase_is_shown_once_more_to_keep(cleo: Person) -> None:
    offer = cleo.client.get(CHANGE).context["form"].offer
    answer = cleo.client.post(CHANGE, {"old": PASSPHRASE, "take_proposal": "on", "offer": offer.token()})
    assert answer["Location"] == "/bewaren/"
    page = cleo.client.get("/bewaren/").content.decode()
    assert offer.passphrase in page
    assert "Ten codes" not in page
    cleo.account.refresh_from_db()
    assert cleo.account.check_password(offer.passphrase)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"old": "een zin die niet past", "passphrase": NEW}, "old"),
        ({"old": PASSPHRASE, "passphrase": "te kort"}, "passphrase"),
        ({"old": "", "passphrase": NEW}, "old"),
    ],
)
def test_a_mistake_changes_nothing_and_ends_nothing(fields: dict[str, str], at: str, cleo: Person) -> None:
    other = another_browser(cleo)
    answer = cleo.client.post(CHANGE, fields)
    assert list(answer.context["form"].errors) == [at]
    assert NEW not in answer.content.decode()
    assert other.get(ACCOUNT).status_code == 200
    cleo.account.refresh_from_db()
    assert cleo.account.check_password(PASSPHRASE)


def test_sent_twice_the_second_says_that_the_old_one_is_no_more(cleo: Person) -> None:
    fields = {"old": PASSPHRASE, "passphrase": NEW}
    cleo.client.post(CHANGE, fields)
    answer = cleo.client.post(CHANGE, fields)
    assert list(answer.context["form"].errors) == ["old"]
    assert cleo.client.get(ACCOUNT).status_code == 200
