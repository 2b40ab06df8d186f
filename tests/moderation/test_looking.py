"""The early warning while somebody writes: looked at, answered, kept nowhere."""

import pytest
from django.urls import reverse

from moderation.views import looking
from rooms.actions.posting import look
from rooms.live.protocol import Post
from rooms.live.rates import PostRate
from rooms.models import Event
from rooms.queries import seat_of
from tests.factories import an_account
from tests.rooms.circle import Circle, joins, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LINE = {"text": "ik heet Katrien Vermeulen, 0470 12 34 56", "note": "bel 0470 12 34 56"}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_rate", PostRate(60, 3))


def path(talk: Circle) -> str:
    return reverse("moderation:look", args=[talk.talk.public_id])


def test_it_finds_what_sending_would_find_and_keeps_nothing(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    before = Event.objects.count()
    answer = browser.post(path(talk), LINE)
    ben = seat_of(talk.talk, talk.ben, talk.ben.account.sessions.get().id)
    sending = look(ben, Post("a", LINE["text"], None, LINE["note"]), language="nl").findings
    assert answer.json()["findings"] == [found.wire() for found in sending]
    assert len(sending) == 3
    assert Event.objects.count() == before
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("text", ["", "\u200b", "a\x00b", "a" * 4_001])
def test_what_cannot_be_sent_at_all_is_left_to_the_answer(text: str, talk: Circle) -> None:
    answer = signed_in(talk.ben).post(path(talk), {"text": text})
    assert (answer.status_code, answer.json()) == (200, {"findings": []})


def test_who_asks_very_often_is_not_answered_for_a_while(talk: Circle) -> None:
    browser, other = signed_in(talk.ben), signed_in(joins(talk.group))
    assert [browser.post(path(talk), LINE).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert other.post(path(talk), LINE).status_code == 200


def test_a_stranger_gets_nothing(talk: Circle) -> None:
    assert signed_in(an_account()).post(path(talk), LINE).status_code == 404
