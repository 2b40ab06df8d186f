"""Taking back the consent to one group: the place ends, its lines go, everything else stays."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from groups.models import Agreement, Membership
from groups.roles import State
from peerchat.actions.withdrawing import NothingToWithdraw, withdraw_consent
from rooms.models import MeetingSeat
from tests import factories
from tests.rooms.circle import NOW, Circle, make_circle, opened, says, signed_in
from tests.rooms.fixtures import Rings

SENTENCE = "Ik durf het thuis niet te zeggen"


def path(circle: Circle) -> str:
    return f"/groepen/{circle.group.public_id}/toestemming/"


def test_lines_go_with_the_place_and_the_talk_of_others_stays(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    says(talk.ben, SENTENCE)
    says(talk.ada, "Fijn dat je er bent")
    MeetingSeat.objects.create(meeting=talk.talk.meetings.get(), membership=talk.ben, state="confirmed", changed_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert withdraw_consent(membership=talk.ben, now=NOW) == 1
    assert [line["text"] for line in talk.lines() if line["kind"] == "message"] == [None, "Fijn dat je er bent"]
    assert talk.ben.public_id not in str(talk.lines())
    talk.ben.refresh_from_db()
    assert (talk.ben.state, MeetingSeat.objects.count()) == (State.LEFT, 0)
    assert {(talk.talk.tag, "head"), (talk.talk.tag, "rights")} <= rings.heard()
    assert talk.verbs()[-1] == "withdraw_consent"


def test_the_other_groups_of_the_account_stay_as_they_are(talk: Circle) -> None:
    other = opened(make_circle())
    place = factories.a_membership(talk.ben.account, other.group)
    says(place, SENTENCE)
    withdraw_consent(membership=talk.ben, now=NOW)
    place.refresh_from_db()
    assert place.state == State.ACTIVE
    assert SENTENCE in str(other.lines())


def test_it_is_kept_when_the_consent_ended_and_who_comes_back_is_asked_anew(talk: Circle) -> None:
    withdraw_consent(membership=talk.ben, now=NOW)
    agreements = Agreement.objects.filter(membership=talk.ben)
    assert [*agreements.filter(withdrawn_at=NOW).values_list("wording__kind", flat=True)] == ["consent"]
    page = signed_in(talk.ben).get(f"/groepen/{talk.group.public_id}/meedoen/")
    assert page.status_code == 200
    assert 'name="consent"' in page.content.decode()


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (State.REQUESTED, State.LEFT),
        (State.SUSPENDED, State.LEFT),
        (State.LEFT, State.LEFT),
        (State.REMOVED, State.REMOVED),
        (State.BANNED, State.BANNED),
    ],
)
def test_it_can_be_taken_back_however_one_stands(talk: Circle, state: State, after: State) -> None:
    """A ban is no place, so it stays."""
    place = factories.a_membership(factories.an_account(), talk.group, state=state)
    says(place, SENTENCE)
    assert signed_in(place).post(path(talk))["Location"] == "/mijn-plek/"
    place.refresh_from_db()
    assert place.state == after
    assert SENTENCE not in str(talk.lines())


def test_twice_does_nothing_more(talk: Circle) -> None:
    withdraw_consent(membership=talk.ben, now=NOW)
    with pytest.raises(NothingToWithdraw):
        withdraw_consent(membership=talk.ben, now=NOW)
    assert signed_in(talk.ben).get(path(talk)).status_code == 404


def test_the_last_facilitator_takes_the_lead_along(talk: Circle) -> None:
    els = factories.a_coordinator(talk.group.organisation)
    withdraw_consent(membership=talk.ada, now=NOW)
    assert talk.phase == "closed"
    assert [news.code for news in els.account.news.all()] == ["nobody-leads"]


def test_my_place_leads_there_from_each_group_with_a_consent(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    assert path(talk) in browser.get("/mijn-plek/").content.decode()
    browser.post(path(talk))
    assert path(talk) not in browser.get("/mijn-plek/").content.decode()
    assert Membership.objects.filter(pk=talk.ben.pk).exists(), "what was decided about it can still be read"
