"""Coming in and going out."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from groups.actions.names import NameTaken
from groups.models import Membership, NameClaim
from groups.roles import State
from rooms.actions.belonging import AlreadyDecided, NotThere, admit, leave
from rooms.actions.leading import NotLeading
from tests import factories
from tests.rooms.circle import NOW, Circle, asks, leads, make_circle, opened
from tests.rooms.fixtures import Rings


def test_a_facilitator_lets_in_who_asked(circle: Circle) -> None:
    asking = asks(circle.group)
    admit(by=circle.ada, membership=asking, now=NOW)
    asking.refresh_from_db()
    assert (asking.state, asking.decided_at, asking.join_line) == (State.ACTIVE, NOW, "")
    assert circle.verbs()[-1] == "admit"


def test_of_two_facilitators_who_admit_the_second_is_told_that_it_was_done(circle: Circle) -> None:
    asking, fay = asks(circle.group), leads(circle.group)
    seen_by_fay = Membership.objects.get(pk=asking.pk)
    admit(by=circle.ada, membership=asking, now=NOW)
    with pytest.raises(AlreadyDecided):
        admit(by=fay, membership=seen_by_fay, now=NOW)
    assert circle.verbs().count("admit") == 1


def test_a_talk_tells_of_comings_and_goings_only_where_the_group_wants_that(db: None) -> None:
    silent, telling = make_circle(), make_circle(shows_comings=True)
    for circle in (opened(silent), opened(telling)):
        asking = asks(circle.group)
        admit(by=circle.ada, membership=asking, now=NOW)
        leave(membership=asking, now=NOW)
    assert silent.kinds() == ["phase"]
    assert telling.kinds() == ["phase", "joined", "left"]
    assert {line.get("member") for line in telling.lines()[1:]} == {asking.public_id}


def test_coming_is_told_also_while_there_is_no_meeting(db: None) -> None:
    circle = make_circle(shows_comings=True)
    admit(by=circle.ada, membership=asks(circle.group), now=NOW)
    assert circle.kinds() == ["joined"]


@pytest.mark.parametrize("who", ["member", "other group's facilitator", "the person"])
def test_nobody_else_lets_anybody_in(circle: Circle, who: str) -> None:
    asking = asks(circle.group)
    by = {"member": circle.ben, "other group's facilitator": make_circle().ada, "the person": asking}[who]
    with pytest.raises(NotLeading):
        admit(by=by, membership=asking, now=NOW)
    asking.refresh_from_db()
    assert asking.state == State.REQUESTED


def test_who_leaves_is_gone_at_once_and_the_name_rests(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        leave(membership=talk.ben, now=NOW)
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.LEFT
    assert {(talk.talk.tag, "rights"), (talk.backstage.tag, "rights")} <= rings.heard()
    assert NameClaim.objects.get(membership=talk.ben).free_at is not None
    with pytest.raises(NameTaken):
        factories.a_request(factories.an_account(), talk.group, talk.ben.pseudonym)


def test_leaving_is_told_to_an_open_talk_only(db: None) -> None:
    """Turns red when the log tells of it where nobody was: the next evening would begin with it."""
    circle = make_circle(shows_comings=True)
    leave(membership=circle.ben, now=NOW)
    assert circle.kinds() == []


@pytest.mark.parametrize("another", [False, True])
def test_when_the_last_facilitator_leaves_the_talk_ends_and_coordinators_are_told(talk: Circle, another: bool) -> None:
    els = factories.a_coordinator(talk.group.organisation)
    if another:
        leads(talk.group)
    leave(membership=talk.ada, now=NOW)
    assert talk.phase == ("open" if another else "closed")
    assert [news.code for news in els.account.news.all()] == ([] if another else ["nobody-leads"])


def test_nobody_leaves_twice(circle: Circle) -> None:
    leave(membership=circle.ben, now=NOW)
    with pytest.raises(NotThere):
        leave(membership=circle.ben, now=NOW)
    assert circle.verbs().count("leave") == 1
