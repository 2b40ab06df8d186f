"""How often somebody may try to log in: counted by name and by address, both as keyed hashes in memory."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import Account
from accounts.queries import login_hash
from tests.factories import PASSPHRASE, Person, a_login_name, a_person

pytestmark = pytest.mark.django_db

WRONG = "niet deze woorden"
TRIES_WITH_A_NAME, TRIES_FROM_AN_ADDRESS = 5, 10


def tried(name: str, passphrase: str = WRONG, address: str = "198.51.100.7", forwarded: str = "") -> str:
    """How a try ends: "in", or the code of the refusal."""
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    fields = {"login": name, "password": passphrase}
    answer = Client().post("/inloggen/", fields, REMOTE_ADDR=address, headers=headers)
    if answer.status_code == 302:
        return "in"
    code: str = answer.context["form"].errors.as_data()["__all__"][0].code
    return code


@pytest.fixture
def person(db: None) -> Person:
    return a_person(signed_in=False)


@pytest.fixture
def behind_a_proxy(settings: Settings) -> None:
    """As on a real site."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def test_a_name_is_tried_five_times_however_it_is_typed_and_from_wherever(person: Person) -> None:
    ways = [person.login_name, person.login_name.upper(), person.login_name.replace("-", " ")]
    for number in range(TRIES_WITH_A_NAME):
        assert tried(ways[number % 3], address=f"198.51.100.{number}") == "no_match"
    assert tried(f" {person.login_name} ", PASSPHRASE, address="203.0.113.1") == "too_many_login_attempts"


def test_a_name_that_nobody_has_is_counted_just_the_same() -> None:
    name = a_login_name()
    codes = [tried(name) for _ in range(TRIES_WITH_A_NAME + 1)]
    assert codes == ["no_match"] * TRIES_WITH_A_NAME + ["too_many_login_attempts"]


def test_an_address_is_stopped_also_when_it_tries_another_name_each_time(person: Person) -> None:
    for _ in range(TRIES_FROM_AN_ADDRESS):
        assert tried(a_login_name()) == "no_match"
    assert tried(person.login_name, PASSPHRASE) == "too_many_login_attempts"
    assert tried(person.login_name, PASSPHRASE, address="203.0.113.1") == "in"


def test_logging_in_well_is_not_counted(person: Person) -> None:
    assert {tried(person.login_name, PASSPHRASE) for _ in range(TRIES_FROM_AN_ADDRESS + 2)} == {"in"}


def test_without_a_proxy_a_made_up_forwarded_address_helps_nobody() -> None:
    codes = [tried(a_login_name(), forwarded=f"203.0.113.{number}") for number in range(TRIES_FROM_AN_ADDRESS + 1)]
    assert codes[-1] == "too_many_login_attempts"


@pytest.mark.usefixtures("behind_a_proxy")
def test_behind_the_proxy_one_person_s_mistakes_do_not_keep_the_others_out(person: Person) -> None:
    """Turns red when the address is that of the connection: all of a real site's people share the proxy's."""
    for _ in range(TRIES_FROM_AN_ADDRESS + 1):
        tried(a_login_name(), forwarded="203.0.113.9")
    assert tried(a_login_name(), forwarded="203.0.113.9") == "too_many_login_attempts"
    assert tried(person.login_name, PASSPHRASE, forwarded="203.0.113.10") == "in"


@pytest.mark.usefixtures("behind_a_proxy")
def test_behind_the_proxy_only_what_the_proxy_itself_added_counts() -> None:
    tries = range(TRIES_FROM_AN_ADDRESS + 1)
    codes = [tried(a_login_name(), forwarded=f"192.0.2.{number}, 203.0.113.9") for number in tries]
    assert codes[-1] == "too_many_login_attempts"


@pytest.mark.parametrize(
    ("addresses", "last"),
    [
        ([f"2001:db8:1:2::{number}" for number in range(TRIES_FROM_AN_ADDRESS + 1)], "too_many_login_attempts"),
        ([f"2001:db8:1:{number}::1" for number in range(TRIES_FROM_AN_ADDRESS + 1)], "no_match"),
        ([f"::ffff:198.51.100.{number}" for number in range(TRIES_FROM_AN_ADDRESS + 1)], "no_match"),
        (["no address"] * (TRIES_FROM_AN_ADDRESS + 1), "too_many_login_attempts"),
    ],
)
def test_the_addresses_of_one_household_count_as_one(addresses: list[str], last: str) -> None:
    assert [tried(a_login_name(), address=address) for address in addresses][-1] == last


def work_of(name: str, passphrase: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """What a try costs: how often a passphrase is hashed, and what the database is asked."""
    hashed, encode = [], MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(salt)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    with CaptureQueriesContext(connection) as caught:
        assert tried(name, passphrase) == "no_match"
    monkeypatch.undo()
    return len(hashed), [query["sql"].replace(login_hash(name), "…") for query in caught]


def test_a_name_that_nobody_has_takes_the_same_work(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns red when an unknown name is refused without hashing: Argon2id takes long enough to be seen from afar."""
    closed = a_person(signed_in=False)
    Account.objects.filter(pk=closed.account.pk).update(is_active=False)
    unknown = work_of(a_login_name(), WRONG, monkeypatch)
    assert unknown[0] == 1
    assert work_of(person.login_name, WRONG, monkeypatch) == unknown
    assert work_of(closed.login_name, WRONG, monkeypatch) == unknown


def test_the_account_is_found_by_its_index(person: Person) -> None:
    """Turns red with ACCOUNT_PRESERVE_USERNAME_CASING, which compares UPPER() of every row."""
    with CaptureQueriesContext(connection) as caught:
        assert tried(person.login_name, PASSPHRASE) == "in"
    look_ups = [query["sql"] for query in caught if person.account.login_hash in query["sql"]]
    assert look_ups
    assert [sql for sql in look_ups if "UPPER" in sql or "LIKE" in sql] == []
