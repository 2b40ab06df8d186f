from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.actions.joining import decline
from groups.models import Group
from groups.roles import State
from moderation.models import Measure
from tests.factories import Person, a_group, a_membership, a_request, the_talk

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PATH = "/mijn-plek/"


def test_a_visitor_is_asked_to_log_in(visitor: Client) -> None:
    assert visitor.get(PATH)["Location"] == "/inloggen/?next=/mijn-plek/"


def test_a_stranger_has_no_groups(cleo: Person, ada: Person) -> None:
    page = cleo.client.get(PATH)
    assert page.context["places"] == []
    assert "Nuchtere Dinsdag" not in page.content.decode()


def test_a_member_finds_the_way_into_the_talk_and_no_desk(ben: Person, group: Group) -> None:
    page = ben.client.get(PATH).content.decode()
    assert f"/kamer/{the_talk(group).public_id}/" in page
    assert f"/groepen/{group.public_id}/verlaten/" in page
    assert "bureau" not in page


def test_a_facilitator_finds_the_desk(ada: Person, group: Group) -> None:
    assert f"/groepen/{group.public_id}/bureau/" in ada.client.get(PATH).content.decode()


def test_each_group_is_shown_under_its_own_name(cleo: Person, group: Group) -> None:
    a_membership(cleo.account, group, "Maan")
    a_membership(cleo.account, a_group(name="Vonk"), "Zon")
    page = cleo.client.get(PATH).content.decode()
    assert page.index("Vonk") < page.index("Zon") < page.index("Nuchtere Dinsdag") < page.index("Maan")


def test_who_was_declined_reads_why(ada: Person, cleo: Person, group: Group) -> None:
    request = a_request(cleo.account, group)
    decline(by=ada.member, membership=request, words="De groep is vol. <b>Tot later</b>", now=timezone.now())
    page = cleo.client.get(PATH).content.decode()
    assert "De groep is vol. &lt;b&gt;Tot later&lt;/b&gt;" in page
    assert "/kamer/" not in page


@pytest.mark.parametrize("state", [State.REQUESTED, State.SUSPENDED, State.LEFT, State.REMOVED, State.BANNED])
def test_who_is_not_in_has_no_way_into_the_talk(cleo: Person, group: Group, state: State) -> None:
    a_membership(cleo.account, group, state=state)
    page = cleo.client.get(PATH).content.decode()
    assert "Nuchtere Dinsdag" in page
    assert "/kamer/" not in page


def test_what_was_decided_about_somebody_is_told_with_rule_and_words(ada: Person, ben: Person, group: Group) -> None:
    now = timezone.now()
    measure = Measure(group=group, membership=ben.member, taken_by=ada.member, kind="mute", rule="no-advertising")
    measure.until, measure.taken_at, measure.words = now + timedelta(minutes=10), now, "Even luisteren alsjeblieft."
    measure.save(force_insert=True)
    page = ben.client.get(PATH).content.decode()
    assert "Even luisteren alsjeblieft." in page
    assert "No advertising" in page
    assert "Even luisteren" not in ada.client.get(PATH).content.decode()


def test_many_groups_cost_no_more_queries(cleo: Person, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        a_membership(cleo.account, a_group(), f"Maan {number}")
    with django_assert_max_num_queries(9):
        cleo.client.get(PATH)


def test_codes_that_were_not_kept_yet_are_remembered_here(visitor: Client) -> None:
    offer = visitor.get("/aanmelden/").context["form"].offer
    visitor.post("/aanmelden/", {"offer": offer.token(), "take_proposal": "on"})
    assert "/bewaren/" in visitor.get(PATH).content.decode()
    visitor.post("/bewaren/")
    assert "/bewaren/" not in visitor.get(PATH).content.decode()
