"""Care: a worry told quietly, the card for one person, the steps, and the coordinator on duty."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from groups.models import Group, News
from groups.roles import Role
from moderation.actions.care import KEPT_FOR, MOST_WORRIES, REMINDED_AFTER, care_due
from moderation.caring import STEPS
from moderation.models import CardOffer, CareCase, CareStep, Concern, DutyAlert, DutyContact
from moderation.own import own_in_moderation
from rooms.models import Event
from tests.at_once import at_once
from tests.factories import Person, a_member, the_talk


@pytest.fixture
def cas(group: Group) -> Person:
    """Another member."""
    return a_member(group, "Cas")


@pytest.fixture
def dora(group: Group) -> Person:
    """Facilitates beside Ada."""
    return a_member(group, "Dora", role=Role.FACILITATOR)


def waits(person: Person) -> list[str]:
    """What the page of the talk tells this person alone."""
    room = the_talk(person.member.group).public_id
    return [call["words"] for call in person.client.get(f"/kamer/{room}/voor-jou/").json()["calls"]]


def worry(by: Person, about: Person, line: str = "") -> str:
    answer = by.client.post(f"/leden/{about.member.public_id}/zorgen/?regel={line}", follow=True)
    return str(answer.content.decode())


def care_of(group: Group) -> str:
    return f"/kamer/{the_talk(group).public_id}/zorg/"


def start(by: Person, about: Person) -> str:
    """Begins the steps; the path of the checklist."""
    return str(by.client.post(f"/leden/{about.member.public_id}/zorgstappen/")["Location"])


def test_a_worry_goes_to_who_leads_the_group_and_to_nobody_else(
    ada: Person, dora: Person, ben: Person, cas: Person, els: Person
) -> None:
    """Turns red when the person, the group or the coordinators find anything of it, or the giver is named."""
    before = Event.objects.count()
    assert "Nobody is told that it was you" in worry(cas, ben, "3")
    for leader in (ada, dora):
        assert waits(leader) == ["Somebody in the group is worried about Ben."]
        assert leader.member.called_at is not None
        page = leader.client.get(care_of(ben.member.group)).content.decode()
        assert "Ben" in page
        assert "Cas" not in page
    for other in (ben, cas):
        assert waits(other) == []
        assert other.member.called_at is None
        assert not News.objects.filter(account=other.account).exclude(code="admitted").exists()
    assert Event.objects.count() == before
    assert not Entry.objects.filter(verb__contains="worr").exists()
    assert "worried about" not in els.client.get("/coordinatie/").content.decode()
    assert Concern.objects.get().seq == 3


def test_the_same_worry_is_told_once_and_very_many_are_not(ben: Person, cas: Person, group: Group) -> None:
    for _ in range(2):
        worry(cas, ben)
    assert Concern.objects.count() == 1
    others = [a_member(group, f"Stille Vriend {letter}") for letter in "abcdefg"]
    said = [worry(cas, other) for other in others]
    assert Concern.objects.count() == MOST_WORRIES
    assert "Is somebody in danger now? Call 112." in said[-1]


def test_a_worry_about_oneself_leads_to_help(ben: Person) -> None:
    assert "open the help card" in worry(ben, ben)
    assert not Concern.objects.exists()


@pytest.mark.parametrize("line", ["-1", "x", "9" * 400, "%00"])
def test_a_line_that_is_none_is_left_out(ben: Person, cas: Person, line: str) -> None:
    worry(cas, ben, line)
    assert Concern.objects.get().seq is None


def test_a_worry_about_the_only_facilitator_reaches_the_coordinator(ada: Person, ben: Person, els: Person) -> None:
    worry(ben, ada)
    assert waits(ada) == []
    assert (
        "Ada"
        not in ada.client.get(care_of(ada.member.group))
        .content.decode()
        .partition("<main")[2]
        .partition("Care steps")[0]
    )
    assert "1 group asks for the coordinator" in els.client.get("/coordinatie/").content.decode()


def test_a_worry_is_settled(ada: Person, ben: Person, cas: Person) -> None:
    worry(cas, ben)
    ada.client.post(care_of(ben.member.group), {"member": ben.member.public_id})
    assert waits(ada) == []
    ada.client.post(care_of(ben.member.group), {"member": "m_\0"})


def test_the_card_is_offered_to_one_person_alone(ada: Person, ben: Person, cas: Person, dora: Person) -> None:
    for _ in range(2):
        ada.client.post(f"/leden/{ben.member.public_id}/hulpkaart/")
    assert len(waits(ben)) == 1
    assert waits(cas) == []
    assert CardOffer.objects.count() == 1
    page = ben.client.get(f"/kamer/{the_talk(ben.member.group).public_id}/lezen/").content.decode()
    assert "who is there for you" in page
    assert 'href="/hulp/"' in page
    assert "thinks of you" in ben.client.get("/mijn-plek/").content.decode()
    assert (
        "who is there for you" not in cas.client.get(f"/kamer/{the_talk(ben.member.group).public_id}/").content.decode()
    )
    CardOffer.objects.update(offered_at=timezone.now() - timedelta(hours=13))
    assert waits(ben) == []


def test_the_steps_call_the_other_facilitator_who_holds_the_room(
    ada: Person, dora: Person, ben: Person, cas: Person
) -> None:
    worry(cas, ben)
    path = start(ada, ben)
    assert waits(ada) == ["You take care of Ben. Nobody holds the room yet."]
    assert waits(dora) == ["Ada takes care of Ben. Take the room: the group needs you."]
    ada.client.post(path, {"step": "hold"})
    assert CareCase.objects.get().held_by is None, "who takes care does not hold the room as well"
    dora.client.post(path, {"step": "hold"})
    assert waits(ada) == ["Ada takes care of Ben. Dora holds the room."]
    for step in STEPS:
        if step != "hold":
            ada.client.post(path, {"step": step})
    assert set(CareStep.objects.values_list("step", flat=True)) == set(STEPS)
    assert not CareStep.objects.filter(done_at__second__gt=0).exists()
    assert len(waits(ben)) == 1, "the step with the card offers it"
    ada.client.post(path, {"step": "end"})
    assert waits(ada) == waits(dora) == []
    assert "Done at" in ada.client.get(path).content.decode()
    assert waits(cas) == []


def test_who_is_alone_is_told_to_pause_and_to_ask(ada: Person, ben: Person) -> None:
    page = ada.client.get(start(ada, ben)).content.decode()
    assert "Nobody else facilitates this group" in page


def test_begun_twice_is_one_case_and_unknown_steps_are_none(ada: Person, dora: Person, ben: Person) -> None:
    assert start(ada, ben) == start(dora, ben) == start(ada, ben)
    path = start(ada, ben)
    for step in ("", "x" * 300, "ask\0"):
        ada.client.post(path, {"step": step})
    assert not CareStep.objects.exists()


def test_a_tick_that_was_a_mistake_is_taken_away_until_the_steps_end(ada: Person, dora: Person, ben: Person) -> None:
    """The card and the room keep theirs: somebody was told of it."""
    path = start(ada, ben)
    dora.client.post(path, {"step": "hold"})
    for step in ("ask", "card", "safety"):
        ada.client.post(path, {"step": step})
    for step in ("ask", "ask", "card", "hold", "x\0"):
        dora.client.post(path, {"not_done": step})
    assert set(CareStep.objects.values_list("step", flat=True)) == {"card", "hold", "safety"}
    assert ada.client.get(path).content.decode().count("Not done after all") == 1
    ada.client.post(path, {"step": "end"})
    ada.client.post(path, {"not_done": "safety"})
    assert CareStep.objects.filter(step="safety").exists()
    ben.client.post(path, {"not_done": "safety"})
    assert CareStep.objects.filter(step="safety").exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_room_at_once_are_one(ada: Person, dora: Person, group: Group, ben: Person) -> None:
    path = start(ada, ben)
    eva = a_member(group, "Eva", role=Role.FACILITATOR)
    at_once([lambda who=who: who.client.post(path, {"step": "hold"}) for who in (dora, eva)])  # type: ignore[misc]  # a lambda with a default
    assert CareCase.objects.get().held_by is not None
    assert Entry.objects.filter(verb="hold_room").count() == 1


def test_the_coordinator_on_duty_is_reached_and_answers(ada: Person, els: Person, ben: Person, group: Group) -> None:
    els.client.post("/coordinatie/wacht/", {"words": "Bel 012 34 56 78."})
    page = ada.client.get(care_of(group)).content.decode()
    assert "Bel 012 34 56 78." in page
    assert ben.client.get(care_of(group)).status_code == 404
    for _ in range(2):
        ada.client.post(f"{care_of(group)}wacht/")
    alert = DutyAlert.objects.get()
    assert group.name in els.client.get("/coordinatie/wacht/").content.decode()
    for _ in range(2):
        els.client.post("/coordinatie/wacht/", {"alert": alert.pk.hex})
    assert "A coordinator took it on" in ada.client.get(care_of(group)).content.decode()
    assert Entry.objects.filter(verb="take_alert").count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "urges"), [("", False), ("Kom naar het bureau.", False), ("Bel 012 34 56 78.", True)]
)
def test_one_is_told_to_call_as_well_only_where_there_is_a_number(
    words: str, urges: bool, ada: Person, els: Person, group: Group
) -> None:
    if words:
        els.client.post("/coordinatie/wacht/", {"words": words})
    page = ada.client.post(f"{care_of(group)}wacht/", follow=True).content.decode()
    assert "The coordinators see it on their desk now." in page
    assert ("Call them as well." in page) is urges


@pytest.mark.once
def test_the_page_of_care_says_how_many_worry_and_not_who(ada: Person, ben: Person, cas: Person, group: Group) -> None:
    worry(cas, ben)
    assert "1 member is worried" in ada.client.get(care_of(group)).content.decode()
    worry(a_member(group, "Stille Vriend"), ben)
    page = ada.client.get(care_of(group)).content.decode()
    assert "2 members are worried" in page
    assert "Cas" not in page
    assert "Stille Vriend" not in page


def test_alerts_of_others_are_not_taken(ada: Person, els: Person, other_facilitator: Person) -> None:
    other_facilitator.client.post(f"{care_of(other_facilitator.member.group)}wacht/")
    els.client.post("/coordinatie/wacht/", {"alert": DutyAlert.objects.get().pk.hex})
    assert DutyAlert.objects.get().taken_at is None


def test_the_day_after_facilitators_are_asked_how_they_are_and_later_all_goes(
    ada: Person, dora: Person, ben: Person, cas: Person
) -> None:
    worry(cas, ben)
    path = start(ada, ben)
    dora.client.post(path, {"step": "hold"})
    ada.client.post(path, {"step": "end"})
    for _ in range(2):
        care_due(timezone.now() + REMINDED_AFTER)
    assert {news.account_id for news in News.objects.filter(code="aftercare")} == {ada.account.pk, dora.account.pk}
    assert News.objects.filter(code="aftercare").count() == 2
    care_due(timezone.now() + KEPT_FOR + timedelta(minutes=1))
    assert not Concern.objects.exists()
    assert not CareCase.objects.exists()
    assert not CareStep.objects.exists()


def test_one_s_own_data_tell_of_one_s_own_worries_and_of_care_without_names(
    ada: Person, ben: Person, cas: Person
) -> None:
    worry(cas, ben)
    start(ada, ben)
    assert len(own_in_moderation(cas.member)["worries_told"]) == 1
    about = own_in_moderation(ben.member)
    assert about["worries_told"] == []
    assert len(about["care"]) == 1
    assert "Cas" not in str(about)


def test_a_stranger_finds_nothing(cleo: Person, visitor: Client, ben: Person, els: Person) -> None:
    for client in (cleo.client, visitor, els.client):
        assert client.post(f"/leden/{ben.member.public_id}/zorgen/").status_code == 404
        assert client.post(f"/leden/{ben.member.public_id}/zorgstappen/").status_code == 404
    assert not Concern.objects.exists()
    assert not DutyContact.objects.exists()
