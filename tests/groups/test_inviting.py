from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Account
from audit.models import Entry
from audit.queries import first_fault
from groups.actions import inviting
from groups.actions.inviting import InvitationGone, invite, revoke
from groups.actions.joining import AlreadyThere, NotAgreed
from groups.actions.names import NameTaken
from groups.models import Group, Invitation, News
from groups.queries import current_wordings, open_invitation, own_membership
from groups.roles import Role, State
from rooms.actions.accepting import NotForYou, accept
from rooms.actions.meetings import open_talk
from tests.at_once import at_once
from tests.factories import Person, a_group, a_member, a_membership, a_request, an_account, the_talk
from tests.rooms.fixtures import Rings, rings

__all__ = ["rings"]
pytestmark = pytest.mark.django_db


def link(ada: Person, uses: int = 1, days: int = 7) -> str:
    return invite(by=ada.member, days=days, uses=uses, now=timezone.now())


def comes(account: Account, token: str, group: Group, pseudonym: str = "Oude Linde") -> object:
    agreed = current_wordings(group).ids()
    return accept(account=account, token=token, pseudonym=pseudonym, agreed=agreed, now=timezone.now())


def path_to(token: str) -> str:
    return f"/uitnodiging/{token}/"


def desk_of(group: Group) -> str:
    return f"/groepen/{group.public_id}/bureau/uitnodigingen/"


def filled(group: Group, name: str = "Oude Linde") -> dict[str, str]:
    wordings = current_wordings(group)
    boxes = {"rules": str(wordings.rules.pk), "consent": str(wordings.consent.pk)}
    return {"choice": "own", "own_name": name, **boxes}


def test_who_comes_by_a_link_is_a_member_at_once(cleo: Person, ada: Person, group: Group) -> None:
    comes(cleo.account, link(ada), group)
    own = own_membership(cleo.account, group)
    assert own
    assert (own.pseudonym, own.role, own.state) == ("Oude Linde", Role.MEMBER, State.ACTIVE)
    assert own.agreements.count() == 2


def test_open_talks_hear_that_somebody_came(
    cleo: Person,
    ada: Person,
    group: Group,
    rings: Rings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        comes(cleo.account, link(ada), group)
    assert (the_talk(group).tag, "rights") in rings.heard()


def test_a_group_that_shows_comings_tells_of_it(cleo: Person, ada: Person, group: Group) -> None:
    Group.objects.filter(pk=group.pk).update(shows_comings=True)
    open_talk(by=ada.member, room=the_talk(group), now=timezone.now())
    comes(cleo.account, link(ada), group)
    assert list(the_talk(group).events.values_list("kind", flat=True).order_by("seq"))[-1] == "joined"


def test_who_invited_is_told_and_the_audit_has_it_all(cleo: Person, ada: Person, group: Group) -> None:
    comes(cleo.account, link(ada), group)
    assert [(news.account, news.code) for news in News.objects.all()] == [(ada.account, "invited")]
    chain = str(group.organisation.audit_id)
    verbs = Entry.objects.filter(chain=chain, object_kind="invitation").order_by("number")
    own = own_membership(cleo.account, group)
    assert own
    told = [("invite", ada.member.audit_id), ("accept_invitation", own.audit_id)]
    assert list(verbs.values_list("verb", "actor")) == told
    assert first_fault(chain) is None


def test_a_link_lets_in_as_many_as_was_said(ada: Person, group: Group) -> None:
    token = link(ada, uses=2)
    comes(an_account(), token, group, "Een Linde")
    comes(an_account(), token, group, "Twee Beuken")
    with pytest.raises(InvitationGone):
        comes(an_account(), token, group, "Drie Eiken")


def test_a_link_ends_with_its_time(cleo: Person, ada: Person, group: Group) -> None:
    token = link(ada, days=1)
    assert open_invitation(token, timezone.now() + timedelta(hours=23))
    with pytest.raises(InvitationGone):
        accept(account=cleo.account, token=token, now=timezone.now() + timedelta(days=1))


def test_a_link_that_was_taken_back_lets_nobody_in(cleo: Person, ada: Person, group: Group) -> None:
    token = link(ada)
    revoke(by=ada.member, invitation_id=Invitation.objects.get().pk, now=timezone.now())
    with pytest.raises(InvitationGone):
        comes(cleo.account, token, group)


def test_a_group_that_rests_lets_nobody_in(cleo: Person, ada: Person, group: Group) -> None:
    token = link(ada)
    Group.objects.filter(pk=group.pk).update(status="paused")
    with pytest.raises(InvitationGone):
        comes(cleo.account, token, group)
    assert Invitation.objects.get().uses_left == 1


@pytest.mark.parametrize(("days", "uses"), [(2, 1), (0, 1), (7, 0), (7, 21)])
def test_a_link_has_its_bounds_past_the_page_too(ada: Person, days: int, uses: int) -> None:
    with pytest.raises(ValueError):
        link(ada, uses, days)


@pytest.mark.parametrize("state", [State.SUSPENDED, State.BANNED])
def test_a_link_undoes_no_measure_and_keeps_its_use(cleo: Person, ada: Person, group: Group, state: State) -> None:
    a_membership(cleo.account, group, state=state)
    token = link(ada)
    with pytest.raises(NotForYou):
        comes(cleo.account, token, group)
    assert Invitation.objects.get().uses_left == 1
    assert cleo.client.post(path_to(token)).status_code == 404


def test_what_goes_wrong_uses_nothing(cleo: Person, ben: Person, ada: Person, group: Group) -> None:
    token = link(ada)
    with pytest.raises(NameTaken):
        comes(cleo.account, token, group, "ben")
    with pytest.raises(NotAgreed):
        accept(account=cleo.account, token=token, pseudonym="Oude Linde", now=timezone.now())
    with pytest.raises(AlreadyThere):
        comes(ben.account, token, group)
    assert Invitation.objects.get().uses_left == 1
    comes(cleo.account, token, group)


def test_a_request_is_answered_by_the_link_with_one_button(cleo: Person, ada: Person, group: Group) -> None:
    request = a_request(cleo.account, group, line="Mag ik?")
    assert cleo.client.post(path_to(link(ada)))["Location"] == "/mijn-plek/"
    request.refresh_from_db()
    assert (request.state, request.join_line) == (State.ACTIVE, "")


def test_who_found_the_link_a_moment_too_early_gets_nothing(
    cleo: Person, ada: Person, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns red when the use is taken off by an unconditional update."""
    token = link(ada)
    seen_before = open_invitation(token, timezone.now())
    comes(an_account(), token, group)
    monkeypatch.setattr(inviting, "open_invitation", lambda token, now: seen_before)
    monkeypatch.setattr("rooms.actions.accepting.open_invitation", lambda token, now: seen_before)
    with pytest.raises(InvitationGone):
        comes(cleo.account, token, group, "Jonge Berk")
    assert own_membership(cleo.account, group) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_at_the_last_use_one_comes_in() -> None:
    with transaction.atomic():
        group = a_group()
        token = link(a_member(group, role=Role.FACILITATOR))
    people = {"Een Linde": an_account(), "Twee Beuken": an_account()}
    outcomes = at_once([partial(comes, who, token, group, name) for name, who in people.items()], InvitationGone)
    assert outcomes.count("InvitationGone") == 1
    assert Invitation.objects.get().uses_left == 0


def test_looking_at_the_page_uses_nothing(visitor: Client, cleo: Person, ada: Person) -> None:
    path = path_to(link(ada))
    for browser in (visitor, cleo.client, cleo.client):
        assert browser.get(path).status_code == 200
        assert browser.head(path).status_code == 200
    assert Invitation.objects.get().uses_left == 1


def test_a_visitor_is_led_to_an_account_and_back(visitor: Client, ada: Person) -> None:
    path = path_to(link(ada))
    page = visitor.post(path)
    assert f"/aanmelden/?next={path}" in page.content.decode()
    assert Invitation.objects.get().uses_left == 1


def test_sent_twice_and_looked_at_again_leads_to_my_place(cleo: Person, ada: Person, group: Group) -> None:
    path = path_to(link(ada, uses=2))
    for answer in (
        cleo.client.post(path, filled(group)),
        cleo.client.post(path, filled(group)),
        cleo.client.get(path),
    ):
        assert answer["Location"] == "/mijn-plek/"
    assert Invitation.objects.get().uses_left == 1


def test_a_taken_name_is_said_on_the_page(cleo: Person, ben: Person, ada: Person, group: Group) -> None:
    answer = cleo.client.post(path_to(link(ada)), filled(group, "BEN"))
    assert answer.context["form"].errors["own_name"]
    assert 'role="alert"' in answer.content.decode()


def test_links_that_end_show_one_kind_page_that_offers_the_way_on(cleo: Person, ada: Person, group: Group) -> None:
    used, revoked, expired = link(ada), link(ada), link(ada)
    comes(an_account(), used, group)
    for token, change in ((revoked, {"revoked_at": timezone.now()}), (expired, {"expires_at": timezone.now()})):
        Invitation.objects.filter(pk=open_invitation(token, timezone.now()).pk).update(**change)  # type: ignore[union-attr]  # fails when there is none
    pages = [cleo.client.get(path_to(token)) for token in (used, revoked, expired, "n" * 43)]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert "/groepen/" in pages[0].content.decode()
    assert group.name not in pages[0].content.decode()


def test_the_desk_shows_a_new_link_once_and_keeps_no_word_of_it(ada: Person, group: Group) -> None:
    answer = ada.client.post(desk_of(group), {"days": "7", "uses": "3"})
    assert answer["Location"] == desk_of(group)
    page = ada.client.get(desk_of(group))
    token = page.context["link"].rpartition("/uitnodiging/")[2].strip("/")
    assert page.context["link"].startswith("http://testserver/uitnodiging/")
    assert open_invitation(token, timezone.now())
    assert token.encode() not in bytes(Invitation.objects.get().token_hash)
    assert token not in ada.client.get(desk_of(group)).content.decode()


def test_the_desk_lists_what_is_left_and_takes_it_back(ada: Person, group: Group) -> None:
    link(ada, uses=5)
    page = ada.client.get(desk_of(group)).content.decode()
    assert "For 5 more people" in page
    fields = {"invitation": str(Invitation.objects.get().pk)}
    for _ in range(2):
        assert ada.client.post(f"{desk_of(group)}intrekken/", fields)["Location"] == desk_of(group)
    assert Entry.objects.filter(verb="revoke_invitation").count() == 1
    assert "None at the moment." in ada.client.get(desk_of(group)).content.decode()


def test_a_link_of_another_group_cannot_be_taken_back(ada: Person, other_facilitator: Person) -> None:
    link(ada)
    path = f"{desk_of(other_facilitator.member.group)}intrekken/"
    other_facilitator.client.post(path, {"invitation": str(Invitation.objects.get().pk)})
    assert Invitation.objects.get().revoked_at is None


def test_the_pages_cost_few_queries(
    ada: Person, cleo: Person, group: Group, django_assert_max_num_queries: Any
) -> None:
    token = link(ada)
    link(ada)
    with django_assert_max_num_queries(12):
        ada.client.get(desk_of(group))
    with django_assert_max_num_queries(12):
        cleo.client.get(path_to(token))
