"""Removing a member."""

from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from audit.models import Entry
from groups.actions.names import NameTaken
from groups.models import Membership
from groups.roles import State
from moderation.actions.measures import NoSuchMember, NotAllowed
from moderation.actions.removing import remove
from moderation.models import Measure
from moderation.queries import measures_towards
from rooms.actions.leading import NotLeading
from rooms.queries import membership_of
from tests import factories
from tests.at_once import at_once
from tests.rooms.circle import NOW, Circle, asks, leads, make_circle, opened
from tests.rooms.fixtures import Rings


def removes(circle: Circle, by: Membership | None = None) -> Measure:
    return remove(by=by or circle.ada, membership=circle.ben, rule="be-kind", words="Dit kwetst.", now=NOW)


def test_a_removed_member_has_no_seat_any_more(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert membership_of(talk.ben.account, talk.talk.public_id)
    with django_capture_on_commit_callbacks(execute=True):
        removes(talk)
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.REMOVED
    assert membership_of(talk.ben.account, talk.talk.public_id) is None
    assert {(talk.talk.tag, "rights"), (talk.backstage.tag, "rights")} <= rings.heard()


def test_a_removed_member_is_told_why(talk: Circle) -> None:
    measure = removes(talk)
    told = measures_towards(talk.ben.account).get()
    assert (told, told.kind, told.rule, told.words) == (measure, "remove", "be-kind", "Dit kwetst.")
    assert Entry.objects.get(verb="remove").object_id == measure.audit_id


def test_the_name_of_who_was_removed_rests(talk: Circle) -> None:
    removes(talk)
    with pytest.raises(NameTaken):
        factories.a_request(factories.an_account(), talk.group, talk.ben.pseudonym)


def test_a_removal_is_told_as_a_going_where_the_group_tells_those(db: None) -> None:
    circle = opened(make_circle(shows_comings=True))
    removes(circle)
    assert circle.kinds() == ["phase", "left"]


def test_nobody_removes_themselves_or_a_co_facilitator(talk: Circle) -> None:
    for membership in (talk.ada, leads(talk.group)):
        with pytest.raises(NotAllowed):
            remove(by=talk.ada, membership=membership, rule="be-kind", words="Nee.", now=NOW)
    assert not Measure.objects.exists()


def test_who_only_asked_is_declined_not_removed(talk: Circle) -> None:
    with pytest.raises(NoSuchMember):
        remove(by=talk.ada, membership=asks(talk.group), rule="be-kind", words="Nee.", now=NOW)


@pytest.mark.parametrize("who", ["member", "other group's facilitator"])
def test_nobody_else_removes(talk: Circle, who: str) -> None:
    by = talk.ben if who == "member" else make_circle().ada
    with pytest.raises(NotLeading):
        removes(talk, by)
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_of_two_facilitators_who_remove_at_once_one_does() -> None:
    """Red on PostgreSQL when neither the rooms nor the membership are locked."""
    with transaction.atomic():
        circle = make_circle()
        fay = leads(circle.group)

    def remove_as(by: Membership) -> object:
        return remove(by=by, membership=circle.ben, rule="be-kind", words="Dit kwetst.", now=timezone.now())

    ends = at_once([partial(remove_as, by) for by in (circle.ada, fay)], NoSuchMember)
    assert ends.count("NoSuchMember") == 1
    assert Measure.objects.count() == 1
