"""Rather not reading somebody: only the own screen changes, and nobody learns of it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from audit.models import Entry
from groups.models import Concealment, Group, Membership
from groups.roles import Role, State
from tests.factories import Person, a_member, the_talk


@pytest.fixture
def dirk(group: Group) -> Membership:
    """Another member, whom Ben would rather not read."""
    return a_member(group, "Dirk").member


def path(whom: Membership, deed: str = "verbergen") -> str:
    return f"/leden/{whom.public_id}/{deed}/"


def page(who: Person) -> str:
    content: bytes = who.client.get(room_of(who)).content
    return content.decode()


def room_of(who: Person) -> str:
    return f"/kamer/{the_talk(who.member.group).public_id}/"


def test_who_folds_somebody_finds_that_on_the_own_page_and_a_way_back(ben: Person, dirk: Membership) -> None:
    for _ in ("done", "done once more"):
        assert ben.client.post(path(dirk))["Location"] == room_of(ben)
    assert Concealment.objects.get().whom == dirk
    assert f'data-concealed="{dirk.public_id}"' in page(ben)
    assert path(dirk, "tonen") in page(ben)
    for _ in ("done", "done once more"):
        assert ben.client.post(path(dirk, "tonen"))["Location"] == room_of(ben)
    assert not Concealment.objects.exists()
    assert dirk.public_id not in page(ben)


def test_nobody_else_learns_of_it(ben: Person, ada: Person, dirk: Membership) -> None:
    written = Entry.objects.count()
    ben.client.post(path(dirk))
    assert Entry.objects.count() == written
    assert dirk.public_id not in page(ada)
    assert 'data-concealed=""' in page(a_member(dirk.group))


def test_the_room_with_folded_people_costs_no_more_than_other_pages(
    ben: Person, group: Group, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        ben.client.post(path(a_member(group).member))
    page(ben)  # takes away what was said about the deeds
    with django_assert_max_num_queries(12):
        assert page(ben).count("/tonen/") == 5


@pytest.mark.parametrize("state", [State.LEFT, State.REMOVED, State.BANNED])
def test_somebody_who_is_gone_can_be_folded_since_their_lines_still_stand(
    ben: Person, dirk: Membership, state: State
) -> None:
    Membership.objects.filter(pk=dirk.pk).update(state=state)
    assert ben.client.post(path(dirk)).status_code == 302


def test_there_is_no_such_door_to_oneself_a_facilitator_or_who_has_never_been_in(
    ben: Person, ada: Person, group: Group
) -> None:
    asking = a_member(group, state=State.REQUESTED).member
    for whom in (ben.member, ada.member, asking):
        assert ben.client.post(path(whom)).status_code == 404
    assert not Concealment.objects.exists()


def test_who_leads_reads_everybody(ben: Person, ada: Person, dirk: Membership) -> None:
    assert ada.client.post(path(dirk)).status_code == 404
    ben.client.post(path(dirk))
    Membership.objects.filter(pk=dirk.pk).update(role=Role.FACILITATOR)
    assert 'data-concealed=""' in page(ben)


def test_strangers_and_those_who_left_find_nothing(ben: Person, cleo: Person, dirk: Membership) -> None:
    Membership.objects.filter(pk=ben.member.pk).update(state=State.LEFT)
    for client in (Client(), cleo.client, ben.client):
        assert client.post(path(dirk)).status_code == 404


def test_it_goes_only_by_a_form_of_the_page(ben: Person, dirk: Membership) -> None:
    assert ben.client.get(path(dirk)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben.account)
    assert strict.post(path(dirk)).status_code == 403
    assert not Concealment.objects.exists()
