import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from audit.queries import first_fault
from groups.actions.joining import NotWaiting, decline
from groups.models import Group, Membership
from groups.queries import facilitated_group, facilitator_over, membership_in, requests_of
from groups.roles import Role, State
from tests.factories import Person, a_group, a_member, a_membership, a_person, a_request, an_account, names_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LINE = "Ik durf het thuis niet te zeggen."


def path_to(group: Group) -> str:
    return f"/groepen/{group.public_id}/bureau/"


@pytest.fixture
def asking(group: Group) -> Membership:
    return a_request(an_account(), group, "Zachte Regen", LINE)


def path_to_no(membership: Membership) -> str:
    return f"/leden/{membership.public_id}/afwijzen/"


def test_the_facilitator_sees_who_asks_with_the_line_and_who_is_in(
    ada: Person, ben: Person, asking: Membership, group: Group
) -> None:
    page = ada.client.get(path_to(group)).content.decode()
    assert all(word in page for word in ("Zachte Regen", LINE, "Ben"))
    assert f"/leden/{asking.public_id}/toelaten/" in page


def test_declining_tells_the_person_why_and_empties_the_line(ada: Person, asking: Membership) -> None:
    ada.client.post(path_to_no(asking), {"words": "De groep is nu vol. Probeer het in mei."})
    asking.refresh_from_db()
    assert (asking.state, asking.join_line_sealed) == (State.DECLINED, None)
    assert asking.decision_words == "De groep is nu vol. Probeer het in mei."
    assert b"mei" not in bytes(asking.decision_words_sealed or b"")


def test_declining_is_in_the_audit_of_the_organisation(ada: Person, asking: Membership, group: Group) -> None:
    decline(by=ada.member, membership=asking, words="Vol.", now=timezone.now())
    entry = Entry.objects.get(verb="decline")
    assert (entry.actor, entry.object_id) == (ada.member.audit_id, asking.audit_id)
    assert first_fault(str(group.organisation.audit_id)) is None


def test_declining_needs_words_and_keeps_the_request(ada: Person, asking: Membership) -> None:
    answer = ada.client.post(path_to_no(asking), {"words": "  "})
    asking.refresh_from_db()
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert asking.state == State.REQUESTED


def test_words_that_are_too_long_come_back(ada: Person, asking: Membership) -> None:
    answer = ada.client.post(path_to_no(asking), {"words": "woord " * 200})
    assert "woord woord" in answer.content.decode()


def test_declining_twice_keeps_the_first_words(ada: Person, asking: Membership) -> None:
    for words in ("Eerste.", "Tweede."):
        assert ada.client.post(path_to_no(asking), {"words": words})["Location"] == path_to(asking.group)
    asking.refresh_from_db()
    assert asking.decision_words == "Eerste."


@pytest.mark.parametrize("state", [State.ACTIVE, State.LEFT, State.BANNED])
def test_only_a_request_can_be_declined(ada: Person, group: Group, state: State) -> None:
    other = a_membership(an_account(), group, state=state)
    with pytest.raises(NotWaiting):
        decline(by=ada.member, membership=other, words="Nee.", now=timezone.now())
    other.refresh_from_db()
    assert other.state == state


def test_a_facilitator_cannot_decline_elsewhere_not_even_past_the_page(
    other_facilitator: Person, asking: Membership
) -> None:
    with pytest.raises(Membership.DoesNotExist):
        decline(by=other_facilitator.member, membership=asking, words="Nee.", now=timezone.now())


@pytest.mark.parametrize("who", ["cleo", "ben", "els", "other_facilitator"])
def test_to_everybody_else_the_desk_is_as_if_it_were_not_there(
    who: str, asking: Membership, group: Group, request: pytest.FixtureRequest
) -> None:
    """Turns red when a look-up becomes a bare get."""
    browser: Client = request.getfixturevalue(who).client
    nothing = path_to(group).replace(group.public_id, "g_" + "A" * 22)
    answer, absent = browser.get(path_to(group)), browser.get(nothing)
    assert (answer.status_code, answer.content, answer.headers) == (404, absent.content, absent.headers)
    assert browser.post(path_to(group)).status_code == 404
    for method in (browser.get, browser.post):
        answer, absent = method(path_to_no(asking)), method("/leden/m_" + "A" * 22 + "/afwijzen/")
        assert (answer.status_code, answer.content) == (404, absent.content)
    asking.refresh_from_db()
    assert asking.state == State.REQUESTED


@pytest.mark.parametrize("state", [State.REQUESTED, State.SUSPENDED, State.LEFT, State.REMOVED, State.BANNED])
def test_who_facilitated_and_does_not_any_more_finds_no_desk(group: Group, state: State) -> None:
    gone = a_member(group, role=Role.FACILITATOR)
    Membership.objects.filter(pk=gone.member.pk).update(state=state)
    assert gone.client.get(path_to(group)).status_code == 404
    assert facilitated_group(gone.account, group.public_id) is None


def test_a_visitor_is_asked_to_log_in_whether_the_desk_exists_or_not(visitor: Client, group: Group) -> None:
    for group_id in (group.public_id, "g_" + "A" * 22):
        path = f"/groepen/{group_id}/bureau/"
        assert visitor.get(path)["Location"] == f"/inloggen/?next={path}"


def test_a_visitor_declines_nobody(visitor: Client, asking: Membership) -> None:
    assert visitor.post(path_to_no(asking), {"words": "Nee."}).status_code == 404


def test_the_desk_answers_only_to_reading(ada: Person, asking: Membership, group: Group) -> None:
    assert ada.client.post(path_to(group)).status_code == 405
    assert ada.client.get(path_to_no(asking)).status_code == 405


def test_look_ups_stay_within_the_group(ada: Person, asking: Membership, group: Group) -> None:
    elsewhere = a_membership(an_account(), a_group())
    assert membership_in(group, asking.public_id) == asking
    assert membership_in(group, elsewhere.public_id) is None
    assert facilitator_over(ada.account, elsewhere.public_id) is None
    assert facilitator_over(ada.account, asking.public_id) == (ada.member, asking)


def test_the_longest_waiting_is_the_first(ada: Person, group: Group) -> None:
    for name in ("Eerst", "Daarna", "Laatst"):
        a_request(a_person(signed_in=False).account, group, name)
    assert names_of(requests_of(group)) == ["Eerst", "Daarna", "Laatst"]


def test_the_desk_costs_the_same_whatever_the_number_of_people(
    ada: Person, group: Group, django_assert_max_num_queries: object
) -> None:
    for name in ("Een", "Twee", "Drie", "Vier"):
        a_request(an_account(), group, f"Linde {name}")
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # pytest-django's fixture
        ada.client.get(path_to(group))
