from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.actions.signing_up import LoginNameTaken, sign_up, sign_up_again
from accounts.models import Account, RecoveryCode, Session
from accounts.offers import GOOD_FOR, new_offer, opened
from accounts.vault import token_digest
from accounts.words import normalised_recovery_code
from audit.models import SITE, Entry
from audit.queries import first_fault
from tests.factories import PASSPHRASE, Person

pytestmark = pytest.mark.django_db
SIGN_UP, KEEP = "/aanmelden/", "/bewaren/"


def everything_stored() -> str:
    """All rows of all tables, as the text that a thief of the database would search."""
    return "\n".join(_rows())


def _rows() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from (repr([_readable(value) for value in row]) for row in cursor.fetchall())


def _readable(value: object) -> object:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else value


def filled(visitor: Client, **fields: str) -> dict[str, str]:
    """What a browser sends from the page that the visitor has open."""
    offer = visitor.get(SIGN_UP).context["form"].offer
    return {"offer": offer.token(), "passphrase": PASSPHRASE, **fields}


def test_an_account_is_known_by_a_hash_and_comes_with_ten_codes() -> None:
    made = sign_up(login_name="Eik Water Maan", passphrase=PASSPHRASE, language="nl", now=timezone.now())
    assert Account.objects.get().check_password(PASSPHRASE)
    assert len(set(made.recovery_codes)) == 10
    stored = {bytes(code.code_hash) for code in RecoveryCode.objects.all()}
    assert stored == {token_digest(normalised_recovery_code(code)) for code in made.recovery_codes}


def test_signing_up_is_in_the_audit_of_the_site() -> None:
    made = sign_up(login_name="eik-water-maan", passphrase=PASSPHRASE, language="nl", now=timezone.now())
    entry = Entry.objects.get(chain=SITE)
    assert (entry.verb, entry.actor, entry.object_id) == ("sign_up", made.account.audit_id, made.account.audit_id)
    assert first_fault(SITE) is None


@pytest.mark.parametrize("typed", ["eik-water-maan", "EIK WATER MAAN", " eik  water-maan "])
def test_a_log_in_name_is_given_once_however_it_is_written(typed: str) -> None:
    sign_up(login_name="eik-water-maan", passphrase=PASSPHRASE, language="nl", now=timezone.now())
    with pytest.raises(LoginNameTaken):
        sign_up(login_name=typed, passphrase=PASSPHRASE, language="nl", now=timezone.now())
    assert Account.objects.count() == 1


def test_a_form_sent_twice_gives_one_account_and_the_codes_of_the_last_page() -> None:
    first = sign_up(login_name="eik-water-maan", passphrase=PASSPHRASE, language="nl", now=timezone.now())
    again = sign_up_again(login_name="eik-water-maan", passphrase=PASSPHRASE, now=timezone.now())
    assert again.account == first.account
    stored = {bytes(code.code_hash) for code in RecoveryCode.objects.all()}
    assert stored == {token_digest(normalised_recovery_code(code)) for code in again.recovery_codes}


def test_sent_twice_with_another_passphrase_is_somebody_else() -> None:
    sign_up(login_name="eik-water-maan", passphrase=PASSPHRASE, language="nl", now=timezone.now())
    with pytest.raises(LoginNameTaken):
        sign_up_again(login_name="eik-water-maan", passphrase=PASSPHRASE + "!", now=timezone.now())


def test_the_page_asks_no_name_and_no_address(visitor: Client) -> None:
    page = visitor.get(SIGN_UP)
    shown = page.content.decode()
    offer = page.context["form"].offer
    assert offer.login_name in shown
    assert offer.passphrase in shown
    assert 'autocomplete="username"' in shown
    assert 'type="email"' not in shown
    assert offer.login_name not in offer.token()


def test_a_visitor_signs_up_and_sees_name_and_codes_until_they_are_kept(visitor: Client) -> None:
    fields = filled(visitor, next="/groepen/")
    answer = visitor.post(SIGN_UP, fields)
    assert answer["Location"] == KEEP
    page = visitor.get(KEEP)
    name, codes = page.context["login_name"], page.context["codes"]
    assert all(code in page.content.decode() for code in [name, *codes])
    assert PASSPHRASE not in page.content.decode()
    assert visitor.get(KEEP).context["codes"] == codes
    assert visitor.post(KEEP)["Location"] == "/groepen/"
    assert visitor.get(KEEP)["Location"] == "/mijn-plek/"


def test_the_proposed_passphrase_is_taken_with_one_tick(visitor: Client) -> None:
    offer = visitor.get(SIGN_UP).context["form"].offer
    visitor.post(SIGN_UP, {"offer": offer.token(), "take_proposal": "on", "passphrase": ""})
    assert Account.objects.get().check_password(offer.passphrase)
    assert offer.passphrase in visitor.get(KEEP).content.decode()


def test_signing_up_gives_the_browser_a_new_session_key(visitor: Client) -> None:
    session = visitor.session
    session["before"] = "yes"
    session.save()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key or ""
    visitor.post(SIGN_UP, filled(visitor))
    assert visitor.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert not Session.objects.filter(key_hash=token_digest(before)).exists()


def test_nothing_that_is_shown_once_can_be_read_in_the_database(visitor: Client) -> None:
    """Turns red when the session's data, or a code, is stored unsealed."""
    visitor.post(SIGN_UP, filled(visitor))
    page = visitor.get(KEEP)
    key = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    stored = everything_stored()
    assert Account.objects.get().login_hash in stored
    for secret in [page.context["login_name"], *page.context["codes"], PASSPHRASE, key]:
        assert secret not in stored


@pytest.mark.parametrize("passphrase", ["", "te kort", "1" * 20, "x" * 201])
def test_a_weak_passphrase_is_refused_with_a_word_at_the_field(visitor: Client, passphrase: str) -> None:
    answer = visitor.post(SIGN_UP, filled(visitor, passphrase=passphrase))
    assert answer.status_code == 200
    assert answer.context["form"].errors["passphrase"]
    assert not Account.objects.exists()


EASY = [
    "123456789012345",
    "aaaaaaaaaaaaaaaaaaaa",
    "wachtwoord12345",
    "P@ssw0rd P@ssw0rd",
    "geheim geheim geheim",
    "qwertyuiopasdfgh",
    "azertyuiopqsdfgh",
    "manchesterunited",
    "PeerChat2026PeerChat",
]
"""From breaches, rows of keys and numbers, one word again and again, the name of the site."""


@pytest.mark.parametrize("passphrase", EASY)
def test_what_is_tried_first_is_no_passphrase_however_long(visitor: Client, passphrase: str) -> None:
    answer = visitor.post(SIGN_UP, filled(visitor, passphrase=passphrase))
    assert [error.code for error in answer.context["form"].errors.as_data()["passphrase"]] == ["easy"]
    assert passphrase not in answer.content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "passphrase", ["mijn oma bakt koek", "ik fiets nooit in de regen", "le chat dort sous le pont"]
)
def test_a_short_sentence_is_one(visitor: Client, passphrase: str) -> None:
    assert visitor.post(SIGN_UP, filled(visitor, passphrase=passphrase)).status_code == 302


def test_the_log_in_name_is_no_passphrase_however_it_is_typed(visitor: Client) -> None:
    fields = filled(visitor)
    name = opened(fields["offer"], timezone.now()).login_name
    answer = visitor.post(SIGN_UP, {**fields, "passphrase": name.upper().replace("-", "  ") + "   "})
    assert [error.code for error in answer.context["form"].errors.as_data()["passphrase"]] == ["log_in_name"]


def test_after_a_mistake_the_log_in_name_stays_and_the_passphrase_is_not_shown(visitor: Client) -> None:
    fields = filled(visitor, passphrase="zeven-dwergen")
    answer = visitor.post(SIGN_UP, fields)
    assert answer.context["form"].offer.token() != ""
    first = visitor.post(SIGN_UP, fields).context["form"].offer
    assert first.login_name == answer.context["form"].offer.login_name
    assert "zeven-dwergen" not in answer.content.decode()


@pytest.mark.parametrize("offer", ["", "abc", "=" * 40, "é", "AAAA" * 20])
def test_a_made_up_offer_gives_a_new_name_and_no_account(visitor: Client, offer: str) -> None:
    answer = visitor.post(SIGN_UP, {"offer": offer, "passphrase": PASSPHRASE})
    assert answer.context["form"].non_field_errors()
    assert not Account.objects.exists()


def test_an_offer_of_too_long_ago_gives_a_new_name(visitor: Client) -> None:
    old = new_offer(timezone.now() - GOOD_FOR * 2)
    answer = visitor.post(SIGN_UP, {"offer": old.token(), "passphrase": PASSPHRASE})
    assert answer.context["form"].offer.login_name != old.login_name
    assert not Account.objects.exists()


def test_a_double_click_makes_one_account_and_signs_in(visitor: Client) -> None:
    fields = filled(visitor)
    for browser in (Client(), visitor):
        assert browser.post(SIGN_UP, fields)["Location"] == KEEP
    assert Account.objects.count() == 1
    assert RecoveryCode.objects.count() == 10


@pytest.mark.parametrize("path", ["https://elders.example/", "//elders.example/", "/\\elders.example", "javascript:0"])
def test_signing_up_leads_to_no_other_site(visitor: Client, path: str) -> None:
    visitor.post(SIGN_UP, filled(visitor, next=path))
    assert visitor.post(KEEP)["Location"] == "/mijn-plek/"


def test_who_is_signed_in_needs_no_second_account(cleo: Person) -> None:
    assert cleo.client.get(SIGN_UP)["Location"] == "/mijn-plek/"


def test_there_is_nothing_to_keep_for_a_visitor(visitor: Client) -> None:
    assert visitor.get(KEEP).status_code == 302
    assert visitor.post(KEEP).status_code == 302
