"""The desk's page of shields, newcomers and slow mode, and the line to try."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import Guard
from moderation.actions.guarding import fingerprint
from moderation.checks import SHIELDS
from moderation.models import Shield
from moderation.queries import guard_of, shields_of
from rooms.models import Event
from tests.rooms.circle import Circle, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def fields(talk: Circle, **more: str) -> dict[str, str]:
    seen = fingerprint(guard_of(talk.group), shields_of(talk.group))
    return {**dict.fromkeys(SHIELDS, "off"), "slow_seconds": "0", "seen": seen, **more}


def page(talk: Circle, name: str = "guard") -> str:
    return reverse(f"moderation:{name}", args=[talk.group.public_id])


@pytest.fixture
def ada(talk: Circle) -> Client:
    return signed_in(talk.ada)


def test_what_is_chosen_is_kept_and_told_on_the_groups_page(talk: Circle, ada: Client) -> None:
    sent = fields(
        talk, numbers="refuse", numbers_words="Cijfers doen hier pijn.", holds_newcomers="on", slow_seconds="30"
    )
    assert ada.post(page(talk), sent).status_code == 302
    told = text_of(Client(headers={"accept-language": "en"}).get(reverse("groups:show", args=[talk.group.public_id])))
    for words in ("it cannot be sent", "Cijfers doen hier pijn.", "first three lines", "30 seconds"):
        assert words in told
    kept = text_of(ada.get(page(talk)))
    assert "Cijfers doen hier pijn." in kept


@pytest.mark.parametrize(
    "wrong",
    [
        {"numbers": "shout"},
        {"numbers": ""},
        {"numbers_words": "a" * 301},
        {"numbers_words": "a\x00b"},
        {"slow_seconds": "-1"},
        {"slow_seconds": "99999"},
        {"slow_seconds": "zes"},
    ],
)
def test_what_cannot_be_is_told_at_its_field(wrong: dict[str, str], talk: Circle, ada: Client) -> None:
    answer = ada.post(page(talk), fields(talk, **wrong))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(wrong)
    assert (Guard.objects.count(), Shield.objects.count()) == (0, 0)


def test_two_facilitators_at_once_are_told_of_each_other(talk: Circle, ada: Client) -> None:
    late = fields(talk, money="ask")
    ada.post(page(talk), fields(talk, numbers="ask"))
    answer = ada.post(page(talk), late)
    assert "Een andere begeleider" in text_of(answer)
    assert list(shields_of(talk.group)) == ["numbers"]
    ada.post(page(talk), late | {"seen": answer.context["form"]["seen"].value()})
    assert list(shields_of(talk.group)) == ["money"]


def test_a_line_is_tried_and_nothing_of_it_is_kept(talk: Circle, ada: Client) -> None:
    ada.post(page(talk), fields(talk, numbers="ask", methods="hold"))
    before = Event.objects.count()
    seen = text_of(ada.post(page(talk, "try_line"), {"line": "Ik weeg 52 kilo, bel 0470 12 34 56."}))
    for words in ("52 kilo", "0470 12 34 56", "kan niet verstuurd worden", "wordt eerst gevraagd"):
        assert words in seen
    assert "gaat meteen door" in text_of(ada.post(page(talk, "try_line"), {"line": "Dag allemaal."}))
    assert Event.objects.count() == before


def test_a_line_that_waits_is_said_to_wait(talk: Circle, ada: Client) -> None:
    ada.post(page(talk), fields(talk, numbers="hold"))
    assert "leest dit bericht eerst" in text_of(ada.post(page(talk, "try_line"), {"line": "Ik weeg 52 kilo."}))


@pytest.mark.parametrize("line", ["", " \u200b", "a\x00b", "a" * 4_001])
def test_a_line_that_cannot_be_looked_at_is_told_so(line: str, talk: Circle, ada: Client) -> None:
    answer = ada.post(page(talk, "try_line"), {"line": line})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["line"])
