import json
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from accounts.models import Account, Session
from accounts.queries import login_hash
from tests.accounts.test_signing_up import everything_stored
from tests.factories import PASSPHRASE, Person, a_person

pytestmark = pytest.mark.django_db
LOG_IN, LOG_OUT = "/inloggen/", "/uitloggen/"


@pytest.fixture
def person(db: None) -> Person:
    return a_person(signed_in=False)


def kept_in_memory() -> str:
    """The rate limits of this process, as text."""
    caches: Any = cache
    return repr(list(caches._cache.items()))


def test_the_right_words_log_in_however_they_are_typed(person: Person) -> None:
    typed = person.login_name.upper().replace("-", " ")
    answer = person.client.post(LOG_IN, {"login": typed, "password": PASSPHRASE})
    assert answer["Location"] == "/mijn-plek/"
    assert Session.objects.get().account == person.account


def test_logging_in_leads_on_to_an_own_path_only(person: Person) -> None:
    fields = {"login": person.login_name, "password": PASSPHRASE}
    assert Client().post(LOG_IN, fields | {"next": "/groepen/"})["Location"] == "/groepen/"
    assert Client().post(LOG_IN, fields | {"next": "https://elders.example/"})["Location"] == "/mijn-plek/"


def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_sentence(person: Person) -> None:
    wrong_name = person.client.post(LOG_IN, {"login": "niet-deze-naam", "password": PASSPHRASE})
    wrong_words = person.client.post(LOG_IN, {"login": person.login_name, "password": "niet deze woorden"})
    assert wrong_name.context["form"].errors == wrong_words.context["form"].errors
    assert wrong_name.context["form"].non_field_errors()


def test_a_closed_account_gets_that_sentence_too(person: Person) -> None:
    Account.objects.update(is_active=False)
    answer = person.client.post(LOG_IN, {"login": person.login_name, "password": PASSPHRASE})
    assert answer.context["form"].errors.as_data()["__all__"][0].code == "no_match"
    assert not Session.objects.exclude(account=None).exists()


def test_after_a_mistake_the_name_stays_and_the_passphrase_does_not(person: Person) -> None:
    page = person.client.post(LOG_IN, {"login": person.login_name, "password": "niet deze woorden"}).content.decode()
    assert person.login_name in page
    assert "niet deze woorden" not in page


def test_neither_session_nor_rate_limit_sees_the_log_in_name_or_the_address(person: Person) -> None:
    """Turns red when the form hands allauth the name as it was typed."""
    for password in ("niet deze woorden", PASSPHRASE):
        fields = {"login": person.login_name, "password": password}
        person.client.post(LOG_IN, fields, headers={"x-forwarded-for": "203.0.113.9"}, REMOTE_ADDR="203.0.113.9")
    session = json.loads(Session.objects.get().data)
    assert session["account_authentication_methods"]
    assert kept_in_memory() != "[]"
    for trace in (json.dumps(session), kept_in_memory(), everything_stored()):
        assert person.login_name not in trace
        assert "203.0.113.9" not in trace


def test_too_many_wrong_tries_are_stopped_also_with_the_right_words(person: Person) -> None:
    for _ in range(5):
        person.client.post(LOG_IN, {"login": person.login_name, "password": "niet deze woorden"})
    answer = person.client.post(LOG_IN, {"login": person.login_name, "password": PASSPHRASE})
    assert answer.context["form"].errors.as_data()["__all__"][0].code == "too_many_login_attempts"


def test_logging_in_gives_the_browser_a_new_session_key(person: Person) -> None:
    session = person.client.session
    session["before"] = "yes"
    session.save()
    person.client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key or ""
    person.client.post(LOG_IN, {"login": person.login_name, "password": PASSPHRASE})
    assert person.client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_the_hash_of_a_log_in_name_is_all_that_is_stored(person: Person) -> None:
    assert person.account.login_hash == login_hash(person.login_name)
    assert person.login_name not in everything_stored()


def test_signing_out_ends_the_session_and_clears_the_browser(cleo: Person) -> None:
    assert cleo.client.get(LOG_OUT).status_code == 200
    assert Session.objects.filter(account=cleo.account).exists()
    answer = cleo.client.post(LOG_OUT)
    assert answer["Location"] == "/"
    assert "storage" in answer["Clear-Site-Data"]
    assert not Session.objects.filter(account=cleo.account).exists()
    assert cleo.client.get("/mijn-plek/")["Location"].startswith(LOG_IN)


def test_an_old_cookie_is_worth_nothing_after_signing_out(cleo: Person) -> None:
    key = cleo.client.cookies[settings.SESSION_COOKIE_NAME].value
    cleo.client.post(LOG_OUT)
    cleo.client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert cleo.client.get("/mijn-plek/").status_code == 302


def test_a_visitor_who_signs_out_goes_home(visitor: Client) -> None:
    assert visitor.post(LOG_OUT)["Location"] == "/"
