"""The pages about lines that wait: facilitators decide, authors read why and can say it otherwise."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.models import Guard, Membership
from moderation.actions.holds import give_back
from peerchat.actions.withdrawing import withdraw_consent
from rooms.models import HeldLine
from tests import factories
from tests.rooms.circle import Circle, make_circle, opened

SAYS = "Driehonderd euro was het."


@pytest.fixture
def evening(db: None) -> Circle:
    """A talk that is open now, in a group that reads the first lines of new members first."""
    circle = opened(make_circle(), timezone.now())
    Guard.objects.create(group=circle.group, holds_newcomers=True)
    return circle


def browser(who: Membership) -> Client:
    client = Client()
    factories.sign_in(client, who.account)
    return client


@pytest.fixture
def ben(evening: Circle) -> Client:
    return browser(evening.ben)


@pytest.fixture
def ada(evening: Circle) -> Client:
    return browser(evening.ada)


def reading(circle: Circle) -> str:
    return reverse("rooms:plain", args=[circle.talk.public_id])


def waiting(circle: Circle) -> str:
    return reverse("moderation:held", args=[circle.group.public_id])


def decides(circle: Circle, deed: str, line: HeldLine) -> str:
    return reverse(f"moderation:{deed}_held", args=[circle.talk.public_id, line.pk])


def says(circle: Circle, ben: Client) -> HeldLine:
    ben.post(reading(circle), {"id": "a", "text": SAYS})
    return HeldLine.objects.get()


def test_a_line_that_waits_is_read_by_its_author_and_the_facilitators_alone(
    evening: Circle, ben: Client, ada: Client
) -> None:
    says(evening, ben)
    own = ben.get(reading(evening)).content.decode()
    assert SAYS in own
    assert 'id="wachtend"' in own
    assert f'"text": "{SAYS}"' in ben.get(reverse("rooms:room", args=[evening.talk.public_id])).content.decode()
    assert SAYS not in ada.get(reading(evening)).content.decode()
    assert waiting(evening) in ada.get(reading(evening)).content.decode(), "she is led to it"
    there = ada.get(waiting(evening)).content.decode()
    assert SAYS in there
    assert 'data-count="1"' in there, "what the room's page looks for"
    cleo = browser(factories.a_membership(factories.an_account(), evening.group))
    assert SAYS not in cleo.get(reading(evening)).content.decode()
    assert cleo.get(waiting(evening)).status_code == 404


def test_a_line_is_let_through_once_and_the_second_is_told_kindly(evening: Circle, ben: Client, ada: Client) -> None:
    line = says(evening, ben)
    there = decides(evening, "release", line)
    first = ada.post(there, {"next": waiting(evening)}, follow=True)
    assert first.redirect_chain == [(waiting(evening), 302)]
    assert SAYS in ben.get(reading(evening)).content.decode()
    second = ada.post(there, follow=True)
    assert "wacht niet meer" in second.content.decode()
    assert [event.get("text") for event in evening.lines()[1:]] == [SAYS]


def test_a_line_comes_back_with_a_word_and_its_text(evening: Circle, ben: Client, ada: Client) -> None:
    line = says(evening, ben)
    there = decides(evening, "return", line)
    assert SAYS in ada.get(there).content.decode()
    assert ada.post(there, {"words": " "}).status_code == 200, "a word is asked"
    ada.post(there, {"words": "Kan het zonder bedrag?"})
    own = ben.get(reading(evening)).content.decode()
    assert "Kan het zonder bedrag?" in own
    again = ben.get(reading(evening), {"weer": "a"}).content.decode()
    assert f">\n{SAYS}</textarea>" in again
    assert "Kan het zonder bedrag?" in ben.get(reverse("my_place")).content.decode()
    ben.post(reverse("rooms:put_away", args=[evening.talk.public_id]), {"id": "a"})
    assert SAYS not in ben.get(reading(evening)).content.decode()


def test_a_line_that_is_not_let_through_needs_a_rule_and_words(evening: Circle, ben: Client, ada: Client) -> None:
    line = says(evening, ben)
    there = decides(evening, "drop", line)
    assert ada.post(there, {"rule": "geen afspraak", "words": "Nee"}).status_code == 200
    ada.post(there, {"rule": "be-kind", "words": "Dit kwetst."})
    assert "Dit kwetst." in ben.get(reading(evening)).content.decode()
    assert HeldLine.objects.get().rule == "be-kind"


def test_nothing_of_a_muted_member_is_let_through_and_the_page_says_so(
    evening: Circle, ben: Client, ada: Client
) -> None:
    line = says(evening, ben)
    Membership.objects.filter(pk=evening.ben.pk).update(muted_until=timezone.now() + timedelta(minutes=5))
    told = ada.post(decides(evening, "release", line), follow=True).content.decode()
    assert "leest nu alleen mee" in told
    assert HeldLine.objects.get().state == HeldLine.State.WAITING


@pytest.mark.parametrize("deed", ["release", "return", "drop"])
def test_a_made_up_id_or_the_line_of_another_group_is_not_there_to_decide(
    evening: Circle, ben: Client, ada: Client, deed: str
) -> None:
    line, elsewhere = says(evening, ben), opened(make_circle(), timezone.now())
    eva = browser(elsewhere.ada)
    fields = {"rule": "be-kind", "words": "Zomaar"}
    assert eva.post(decides(evening, deed, line), fields).status_code == 404
    assert eva.post(decides(elsewhere, deed, line), fields).status_code == 302
    assert HeldLine.objects.get().state == HeldLine.State.WAITING


def test_what_came_back_is_put_away_by_its_author_alone_whatever_is_sent(
    evening: Circle, ben: Client, ada: Client
) -> None:
    line = says(evening, ben)
    give_back(by=evening.ada, room=evening.talk, line_id=line.id, words="Anders", now=timezone.now())
    there = reverse("rooms:put_away", args=[evening.talk.public_id])
    for given in ("", "a\0b", "x" * 5_000, "iets anders"):
        assert ben.post(there, {"id": given}).status_code == 302
    assert ada.post(there, {"id": "a"}).status_code == 302
    assert HeldLine.objects.count() == 1
    ben.post(there, {"id": "a"})
    assert HeldLine.objects.count() == 0


def test_a_line_that_waits_goes_with_the_consent_of_its_author(evening: Circle, ben: Client) -> None:
    says(evening, ben)
    withdraw_consent(membership=evening.ben, now=timezone.now())
    assert not HeldLine.objects.exists()
