"""Making somebody facilitator, and stepping back."""

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from groups.actions.memberships import end
from groups.models import Membership, News
from groups.roles import Role, State
from rooms.actions.leading import NotLeading
from rooms.actions.roles import LastFacilitator, NotAMember, appoint_facilitator, step_down
from tests.rooms.circle import Circle, joins, leads, make_circle, signed_in
from tests.rooms.fixtures import Rings


def test_a_facilitator_makes_a_member_facilitator_and_open_talks_hear_it(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        appoint_facilitator(by=talk.ada, membership=talk.ben, now=timezone.now())
    talk.ben.refresh_from_db()
    assert talk.ben.role == Role.FACILITATOR
    assert {(talk.talk.tag, "rights"), (talk.backstage.tag, "rights")} <= rings.heard()
    assert [(news.account, news.code) for news in News.objects.all()] == [(talk.ben.account, "facilitator")]
    assert talk.verbs()[-1] == "appoint_facilitator"
    assert signed_in(talk.ben).get(f"/groepen/{talk.group.public_id}/bureau/").status_code == 200


@pytest.mark.parametrize("state", [State.REQUESTED, State.SUSPENDED, State.LEFT, State.REMOVED, State.BANNED])
def test_only_an_active_member_becomes_facilitator(circle: Circle, state: State) -> None:
    Membership.objects.filter(pk=circle.ben.pk).update(state=state)
    with pytest.raises(NotAMember):
        appoint_facilitator(by=circle.ada, membership=circle.ben, now=timezone.now())


def test_twice_is_done_once_and_said(circle: Circle) -> None:
    browser, path = signed_in(circle.ada), f"/leden/{circle.ben.public_id}/begeleider/"
    for _ in range(2):
        answer = browser.post(path, follow=True)
        assert len(list(answer.context["messages"])) == 1
    assert circle.verbs().count("appoint_facilitator") == 1


def test_nobody_is_made_facilitator_elsewhere(circle: Circle) -> None:
    other = make_circle()
    with pytest.raises(NotLeading):
        appoint_facilitator(by=other.ada, membership=circle.ben, now=timezone.now())
    assert signed_in(other.ada).post(f"/leden/{circle.ben.public_id}/begeleider/").status_code == 404


def test_a_member_makes_nobody_facilitator(circle: Circle) -> None:
    other = joins(circle.group)
    assert signed_in(circle.ben).post(f"/leden/{other.public_id}/begeleider/").status_code == 404


def test_who_steps_back_stays_as_a_member_and_hears_backstage_no_more(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    leads(talk.group)
    browser = signed_in(talk.ada)
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(f"/groepen/{talk.group.public_id}/begeleider-af/")
    talk.ada.refresh_from_db()
    assert (answer["Location"], talk.ada.role, talk.ada.state) == ("/mijn-plek/", Role.MEMBER, State.ACTIVE)
    assert (talk.backstage.tag, "rights") in rings.heard()
    assert browser.get(f"/kamer/{talk.backstage.public_id}/").status_code == 404
    assert browser.get(f"/kamer/{talk.talk.public_id}/").status_code == 200
    assert talk.verbs()[-1] == "step_down"


def test_the_last_facilitator_stays(circle: Circle) -> None:
    gone = leads(circle.group)
    end(gone, State.LEFT, timezone.now())
    with pytest.raises(LastFacilitator):
        step_down(membership=circle.ada, now=timezone.now())
    answer = signed_in(circle.ada).post(f"/groepen/{circle.group.public_id}/begeleider-af/", follow=True)
    assert len(list(answer.context["messages"])) == 1
    circle.ada.refresh_from_db()
    assert circle.ada.role == Role.FACILITATOR


def test_of_two_who_step_back_after_each_other_one_stays(circle: Circle) -> None:
    other = leads(circle.group)
    step_down(membership=circle.ada, now=timezone.now())
    with pytest.raises(LastFacilitator):
        step_down(membership=other, now=timezone.now())
    with pytest.raises(NotLeading):
        step_down(membership=circle.ada, now=timezone.now())
