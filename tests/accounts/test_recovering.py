"""Logging in with a recovery code."""

import re
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.actions.codes import CodeGone, replace_codes, use_code
from accounts.models import Account, RecoveryCode
from accounts.queries import account_named
from accounts.words import recovery_code
from audit.models import Entry
from tests.at_once import at_once
from tests.factories import PASSPHRASE, Person, a_person

pytestmark = pytest.mark.django_db

WAY, BACK, NEW = "/inloggen/code/", "/mijn-account/terug/", "/mijn-account/nieuwe-wachtzin/"


@pytest.fixture
def person(db: None) -> Person:
    return a_person(signed_in=False)


@pytest.fixture
def codes(person: Person) -> tuple[str, ...]:
    return replace_codes(account=person.account, now=timezone.now())


def words_of(page: Any) -> str:
    """The page without the token of its form, and without what was typed."""
    plain = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode())
    return re.sub(r'name="code" value="[^"]*"', "", plain)


def is_in(browser: Client) -> bool:
    return browser.get("/mijn-plek/").status_code == 200


def test_a_code_opens_its_account_and_says_how_many_are_left(codes: tuple[str, ...], visitor: Client) -> None:
    typed = codes[0].lower().replace("-", "  ")
    answer = visitor.post(WAY, {"code": typed, "next": "/groepen/"}, follow=True)
    assert answer.request["PATH_INFO"] == BACK
    assert answer.context["left"] == 9
    assert 'href="/groepen/"' in answer.content.decode()
    assert Entry.objects.filter(verb="use_recovery_code").count() == 1


def test_used_wrong_replaced_and_closed_codes_get_one_answer(
    person: Person, codes: tuple[str, ...], visitor: Client
) -> None:
    wrong = words_of(visitor.post(WAY, {"code": recovery_code()}))
    visitor.post(WAY, {"code": codes[0]})
    visitor.post("/uitloggen/")
    visitor.cookies.clear()
    assert words_of(visitor.post(WAY, {"code": codes[0]})) == wrong, "used"
    Account.objects.filter(pk=person.account.pk).update(is_active=False)
    assert words_of(visitor.post(WAY, {"code": codes[1]})) == wrong, "of a closed account"
    Account.objects.filter(pk=person.account.pk).update(is_active=True)
    replace_codes(account=person.account, now=timezone.now())
    assert words_of(visitor.post(WAY, {"code": codes[1]})) == wrong, "replaced"
    assert not is_in(visitor)


def test_codes_are_not_guessed_quickly_and_a_right_one_tells_nothing_then(
    codes: tuple[str, ...], visitor: Client
) -> None:
    """Turns red when the limit is taken away."""
    for _ in range(10):
        visitor.post(WAY, {"code": recovery_code()})
    slowed = words_of(visitor.post(WAY, {"code": recovery_code()}))
    assert "Too many tries" in slowed
    assert words_of(visitor.post(WAY, {"code": codes[0]})) == slowed
    assert RecoveryCode.objects.filter(used_at__isnull=True).count() == 10


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_code_at_once_one_gets_in(person: Person, codes: tuple[str, ...]) -> None:
    ends = at_once([partial(use_code, code=codes[0], now=timezone.now())] * 2, CodeGone)
    let_in = [end for end in ends if end != "CodeGone"]
    assert let_in == [person.account]


def test_the_key_of_the_session_changes(codes: tuple[str, ...], visitor: Client) -> None:
    visitor.post("/toegangssleutel/tonen/")
    planted = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    visitor.post(WAY, {"code": codes[0]})
    assert visitor.cookies[settings.SESSION_COOKIE_NAME].value != planted


def test_afterwards_a_new_passphrase_is_set_without_the_old_one_and_ends_what_was(
    person: Person, codes: tuple[str, ...], visitor: Client
) -> None:
    elsewhere = Client()
    elsewhere.force_login(person.account)
    visitor.post(WAY, {"code": codes[0]})
    assert visitor.get("/mijn-account/wachtzin/")["Location"] == NEW
    assert visitor.post(NEW, {"passphrase": "te kort"}).context["form"].errors["passphrase"]
    assert visitor.post(NEW, {"passphrase": "een heel andere stille zin"})["Location"] == "/mijn-account/"
    person.account.refresh_from_db()
    assert person.account.check_password("een heel andere stille zin")
    assert account_named(person.login_name) == person.account
    assert is_in(visitor)
    assert not is_in(elsewhere)


def test_who_forgot_the_log_in_name_too_gets_a_new_one(person: Person, codes: tuple[str, ...], visitor: Client) -> None:
    visitor.post(WAY, {"code": codes[0]})
    offer = visitor.get(NEW).context["form"].offer
    visitor.post(NEW, {"offer": offer.token(), "new_name": "on", "passphrase": "een heel andere stille zin"})
    name = visitor.get("/bewaren/").context["login_name"]
    assert account_named(name) == person.account
    assert account_named(person.login_name) is None


def test_without_a_code_the_old_passphrase_is_asked(cleo: Person) -> None:
    cleo.client.post("/mijn-account/bevestigen/", {"way": "passphrase", "old": PASSPHRASE})
    assert cleo.client.get(NEW)["Location"] == "/mijn-account/wachtzin/"
    assert cleo.client.get(BACK)["Location"] == "/mijn-account/"
