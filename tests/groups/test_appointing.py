from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Account
from audit.models import Entry
from audit.queries import first_fault
from groups.actions import appointing
from groups.actions.appointing import AppointmentGone, NotForYou, appoint, take_up
from groups.actions.joining import NotAgreed
from groups.actions.names import NameTaken
from groups.models import Appointment, Coordinator, Group, Membership, Organisation
from groups.queries import coordinated_groups, current_wordings, facilitated_group, open_appointment, own_membership
from groups.roles import Role, State
from tests.at_once import at_once
from tests.factories import Person, a_membership, a_request, an_account, an_organisation, proved

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def link_for(group: Group) -> str:
    return appoint(organisation=group.organisation, group=group, expires_for=WEEK)


def take(account: Account, token: str, group: Group | None = None, pseudonym: str = "Oude Linde") -> object:
    agreed = current_wordings(group).ids() if group else frozenset()
    return take_up(account=account, token=token, pseudonym=pseudonym, agreed=agreed, now=timezone.now())


def test_a_link_makes_a_coordinator(cleo: Person, group: Group) -> None:
    take(cleo.account, appoint(organisation=group.organisation, expires_for=WEEK))
    assert list(coordinated_groups(cleo.account)) == []
    assert list(coordinated_groups(proved(cleo).account)) == [group]


def test_a_link_makes_a_facilitator_under_a_pseudonym(cleo: Person, group: Group) -> None:
    take(cleo.account, link_for(group), group)
    own = own_membership(cleo.account, group)
    assert own
    assert (own.pseudonym, own.role, own.state) == ("Oude Linde", Role.FACILITATOR, State.ACTIVE)
    assert facilitated_group(cleo.account, group.public_id) is None
    assert facilitated_group(proved(cleo).account, group.public_id) == group
    assert own.agreements.count() == 2


def test_a_member_who_takes_the_link_keeps_the_own_name(ben: Person, group: Group) -> None:
    take(ben.account, link_for(group))
    assert (ben.member.pseudonym, ben.member.role) == ("Ben", Role.FACILITATOR)


def test_a_request_is_answered_by_the_link(cleo: Person, group: Group) -> None:
    request = a_request(cleo.account, group, line="Mag ik?")
    take(cleo.account, link_for(group))
    request.refresh_from_db()
    assert (request.role, request.state, request.join_line) == (Role.FACILITATOR, State.ACTIVE, "")


@pytest.mark.parametrize("state", [State.SUSPENDED, State.BANNED])
def test_a_link_undoes_no_measure_and_stays_unused(cleo: Person, group: Group, state: State) -> None:
    a_membership(cleo.account, group, state=state)
    with pytest.raises(NotForYou):
        take(cleo.account, link_for(group))
    assert Appointment.objects.get().used_at is None
    assert facilitated_group(cleo.account, group.public_id) is None


def test_a_link_works_once(cleo: Person, ben: Person, group: Group) -> None:
    token = link_for(group)
    take(cleo.account, token, group)
    with pytest.raises(AppointmentGone):
        take(ben.account, token, group)
    assert ben.member.role == Role.MEMBER


def test_a_link_ends_with_its_time(cleo: Person, group: Group) -> None:
    token = link_for(group)
    with pytest.raises(AppointmentGone):
        take_up(account=cleo.account, token=token, now=timezone.now() + WEEK)


@pytest.mark.parametrize("token", ["", "nergens", "x" * 5000, "\0"])
def test_a_made_up_link_is_gone(cleo: Person, token: str) -> None:
    with pytest.raises(AppointmentGone):
        take(cleo.account, token)


def test_what_goes_wrong_leaves_the_link_unused(cleo: Person, ben: Person, group: Group) -> None:
    token = link_for(group)
    with pytest.raises(NameTaken):
        take(cleo.account, token, group, "ben")
    with pytest.raises(NotAgreed):
        take(cleo.account, token)
    assert Appointment.objects.get().used_at is None
    take(cleo.account, token, group)


def test_the_link_itself_is_nowhere_in_the_database(group: Group) -> None:
    token = link_for(group)
    assert token.encode() not in bytes(Appointment.objects.get().token_hash)
    assert len(token) >= 43


def test_appointing_and_taking_up_are_in_the_audit(cleo: Person, group: Group) -> None:
    take(cleo.account, link_for(group), group)
    chain = str(group.organisation.audit_id)
    verbs = Entry.objects.filter(chain=chain, object_kind="appointment").order_by("number").values_list("verb", "actor")
    own = own_membership(cleo.account, group)
    assert own
    assert list(verbs) == [("appoint", None), ("take_up_post", own.audit_id)]
    assert first_fault(chain) is None


def test_who_found_the_link_unused_a_moment_too_early_gets_nothing(
    cleo: Person, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns red when the link is used by an unconditional update."""
    token = appoint(organisation=group.organisation, expires_for=WEEK)
    seen_before = open_appointment(token, timezone.now())
    take(an_account(), token)
    monkeypatch.setattr(appointing, "open_appointment", lambda token, now: seen_before)
    with pytest.raises(AppointmentGone):
        take(cleo.account, token)


@pytest.mark.django_db(transaction=True)
def test_of_two_with_the_same_link_at_once_one_gets_the_post() -> None:
    organisation: Organisation = an_organisation()
    token = appoint(organisation=organisation, expires_for=WEEK)
    outcomes = at_once([partial(take, an_account(), token) for _ in range(2)], AppointmentGone)
    assert outcomes.count("AppointmentGone") == 1
    assert Coordinator.objects.count() == 1


def test_looking_at_the_page_uses_nothing(visitor: Client, cleo: Person, group: Group) -> None:
    path = f"/aanstelling/{link_for(group)}/"
    for browser in (visitor, cleo.client, cleo.client):
        assert browser.get(path).status_code == 200
        assert browser.head(path).status_code == 200
    assert Appointment.objects.get().used_at is None


def test_a_visitor_is_led_to_an_account_and_cannot_use_the_link(visitor: Client, group: Group) -> None:
    path = f"/aanstelling/{link_for(group)}/"
    page = visitor.post(path)
    assert f"/aanmelden/?next={path}" in page.content.decode()
    assert Appointment.objects.get().used_at is None


def test_the_page_makes_a_facilitator(cleo: Person, group: Group) -> None:
    path, wordings = f"/aanstelling/{link_for(group)}/", current_wordings(group)
    fields = {"choice": "own", "own_name": "Oude Linde", "rules": str(wordings.rules.pk)}
    refused = cleo.client.post(path, fields)
    assert list(refused.context["form"].errors) == ["consent"]
    for _ in range(2):
        answer = cleo.client.post(path, fields | {"consent": str(wordings.consent.pk)})
        assert answer["Location"] == "/mijn-plek/"
    assert Membership.objects.get(account=cleo.account).role == Role.FACILITATOR


def test_a_taken_name_is_said_on_the_page(cleo: Person, ben: Person, group: Group) -> None:
    path, wordings = f"/aanstelling/{link_for(group)}/", current_wordings(group)
    boxes = {"rules": str(wordings.rules.pk), "consent": str(wordings.consent.pk)}
    answer = cleo.client.post(path, {"choice": "own", "own_name": "BEN", **boxes})
    assert answer.context["form"].errors["own_name"]


def test_the_page_makes_a_coordinator_with_one_button(cleo: Person, group: Group) -> None:
    token = appoint(organisation=group.organisation, expires_for=WEEK)
    assert cleo.client.post(f"/aanstelling/{token}/")["Location"] == "/coordinatie/"
    assert Coordinator.objects.filter(account=cleo.account).exists()


def test_used_expired_and_unknown_links_show_the_same_kind_page(cleo: Person, els: Person, group: Group) -> None:
    used, expired = link_for(group), appoint(organisation=group.organisation, group=group, expires_for=-WEEK)
    take(an_account(), used, group)
    pages = [cleo.client.get(f"/aanstelling/{token}/") for token in (used, expired, "n" * 43)]
    assert {page.status_code for page in pages} == {404}
    assert {page.templates[0].name for page in pages} == {"groups/link_gone.html"}
    assert group.name not in "".join(page.content.decode() for page in pages)
    assert cleo.client.post(f"/aanstelling/{used}/").status_code == 404


def test_who_is_banned_gets_that_page_too(cleo: Person, group: Group) -> None:
    a_membership(cleo.account, group, state=State.BANNED)
    assert cleo.client.post(f"/aanstelling/{link_for(group)}/").status_code == 404
