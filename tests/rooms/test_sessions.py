"""Ending sessions."""

from datetime import timedelta

from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Session
from audit.models import SITE, Entry
from rooms.actions.meetings import open_talk
from rooms.actions.sessions import end_session, end_sessions
from tests.rooms.circle import Circle, make_circle, signed_in
from tests.rooms.fixtures import Rings


def test_signing_out_ends_one_session_and_rings_where_it_was_heard(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    elsewhere = make_circle()
    phone, desk = signed_in(talk.ben), signed_in(talk.ben)
    assert phone.get(f"/kamer/{talk.talk.public_id}/").status_code == 200
    first, second = Session.objects.filter(account=talk.ben.account).order_by("id")
    with django_capture_on_commit_callbacks(execute=True):
        end_session(session_id=first.id, now=timezone.now())
    assert list(Session.objects.filter(account=talk.ben.account)) == [second]
    assert sorted(browser.get(f"/kamer/{talk.talk.public_id}/").status_code for browser in (phone, desk)) == [200, 302]
    assert (talk.talk.tag, "rights") in rings.heard()
    assert (elsewhere.talk.tag, "rights") not in rings.heard()


def test_who_signs_out_is_gone_from_a_room_without_a_talk_too(
    circle: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """Sockets may sit there before the first talk, and lines wait for it to open."""
    signed_in(circle.ben)
    with django_capture_on_commit_callbacks(execute=True):
        end_sessions(account=circle.ben.account, now=timezone.now())
    assert (circle.talk.tag, "rights") in rings.heard()


def test_a_session_that_has_gone_already_is_no_error(talk: Circle) -> None:
    signed_in(talk.ben)
    session = Session.objects.get(account=talk.ben.account)
    end_session(session_id=session.id, now=timezone.now())
    end_session(session_id=session.id, now=timezone.now())
    assert not Session.objects.filter(account=talk.ben.account).exists()


def test_an_expired_session_is_cleared_away_without_a_ring(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    signed_in(talk.ben)
    session = Session.objects.get(account=talk.ben.account)
    with django_capture_on_commit_callbacks(execute=True):
        end_session(session_id=session.id, now=session.expires_at + timedelta(seconds=1))
    assert not Session.objects.exists()
    assert rings.heard() == set()


def test_all_sessions_but_this_one_end_and_the_site_remembers_how_many(talk: Circle) -> None:
    for _ in range(3):
        signed_in(talk.ben)
    signed_in(talk.ada)
    kept = Session.objects.filter(account=talk.ben.account).order_by("id")[0]
    assert end_sessions(account=talk.ben.account, except_id=kept.id, now=timezone.now()) == 2
    assert list(Session.objects.filter(account=talk.ben.account)) == [kept]
    assert Session.objects.filter(account=talk.ada.account).count() == 1
    entry = Entry.objects.filter(chain=SITE).order_by("number").last()
    assert entry is not None
    assert (entry.verb, entry.actor, entry.figures) == (
        "end_sessions",
        talk.ben.account.audit_id,
        {"sessions": 2},
    )


def test_without_an_exception_every_session_ends(circle: Circle) -> None:
    open_talk(by=circle.ada, room=circle.talk, now=timezone.now())
    signed_in(circle.ben)
    signed_in(circle.ben)
    assert end_sessions(account=circle.ben.account, now=timezone.now()) == 2
