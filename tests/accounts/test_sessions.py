from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from accounts.actions.sessions import end_expired_sessions
from accounts.models import Session
from accounts.sessions import SessionStore
from accounts.vault import token_digest
from tests.accounts.test_signing_up import everything_stored
from tests.factories import Person, a_person

pytestmark = pytest.mark.django_db


def test_the_table_holds_the_hash_of_a_key_and_never_the_key(cleo: Person) -> None:
    key = cleo.client.cookies[settings.SESSION_COOKIE_NAME].value
    row = Session.objects.get(account=cleo.account)
    assert bytes(row.key_hash) == token_digest(key)
    assert key not in everything_stored()


def test_a_session_was_last_seen_at_a_whole_hour(cleo: Person) -> None:
    seen = Session.objects.get(account=cleo.account).last_seen_at
    assert (seen.minute, seen.second, seen.microsecond) == (0, 0, 0)


def test_an_expired_session_opens_nothing(cleo: Person) -> None:
    Session.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert cleo.client.get("/mijn-plek/").status_code == 302


def test_housekeeping_ends_what_ran_out_and_nothing_else(cleo: Person) -> None:
    living = a_person()
    Session.objects.filter(account=cleo.account).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert end_expired_sessions(timezone.now()) == 1
    assert [session.account for session in Session.objects.all()] == [living.account]


def test_a_session_that_ends_while_a_page_is_made_stays_ended(cleo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing out on another device between the look-up and the save is no fault of the server."""
    store = SessionStore(cleo.client.cookies[settings.SESSION_COOKIE_NAME].value)
    store["place"] = "mijn plek"
    found = SessionStore._row

    def found_too_late(self: SessionStore, must_create: bool, now: datetime) -> Session:
        row = found(self, must_create, now)
        Session.objects.all().delete()
        return row

    monkeypatch.setattr(SessionStore, "_row", found_too_late)
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


def test_session_data_that_was_tampered_with_is_a_visitors(cleo: Person) -> None:
    row = Session.objects.get(account=cleo.account)
    row.data_sealed = bytes(row.data_sealed or b"")[:-1] + b"\0"
    row.save()
    assert cleo.client.get("/mijn-plek/").status_code == 302
