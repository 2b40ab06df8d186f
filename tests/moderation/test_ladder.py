"""The rungs between a word and a ban: what each does, and to whom none is taken."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from audit.models import Entry
from groups.actions.appointing import appoint, take_up
from groups.actions.joining import AlreadyThere
from groups.models import Membership, News
from groups.roles import State
from moderation.actions.lifting import end_suspensions
from moderation.actions.measures import NoSuchMember, NotAllowed
from moderation.actions.muting import LONGEST_MINUTES, NoTalk, mute
from moderation.actions.removing import LONGEST_DAYS, ban, remove, suspend
from moderation.actions.saying import say_a_word
from moderation.models import Measure
from rooms.actions.belonging import leave
from rooms.actions.leading import NotLeading
from rooms.actions.meetings import close
from rooms.queries import membership_of
from tests import factories
from tests.at_once import at_once
from tests.rooms.circle import NOW, Circle, leads, make_circle

WHY = {"rule": "be-kind", "words": "Dit kwetst.", "now": NOW}
TAKES: dict[str, Callable[..., Measure]] = {
    "word": say_a_word,
    "mute": partial(mute, minutes=5),
    "suspend": partial(suspend, days=3),
    "remove": remove,
    "ban": ban,
}


def take(kind: str, circle: Circle, whom: Membership | None = None, **more: Any) -> Measure:
    return TAKES[kind](**{"by": circle.ada, "membership": whom or circle.ben, **WHY, **more})


@pytest.mark.parametrize("kind", TAKES)
def test_every_measure_is_written_down_told_and_in_the_audit(talk: Circle, kind: str) -> None:
    measure = take(kind, talk)
    assert (measure.kind, measure.rule, measure.words, measure.taken_by) == (kind, "be-kind", "Dit kwetst.", talk.ada)
    assert bytes(measure.words_sealed or b"").find(b"kwetst") == -1
    assert News.objects.filter(account=talk.ben.account, code="measure-taken").count() == 1
    entry = Entry.objects.get(verb=kind)
    assert (entry.object_id, entry.actor, entry.rule) == (measure.audit_id, talk.ada.audit_id, "be-kind")


@pytest.mark.parametrize(
    ("kind", "state"),
    [("word", "active"), ("mute", "active"), ("suspend", "suspended"), ("remove", "removed"), ("ban", "banned")],
)
def test_what_becomes_of_the_place(talk: Circle, kind: str, state: str) -> None:
    take(kind, talk)
    talk.ben.refresh_from_db()
    assert talk.ben.state == state
    assert (membership_of(talk.ben.account, talk.talk.public_id) is not None) == (state == "active")


@pytest.mark.parametrize("kind", TAKES)
def test_nobody_measures_themselves_a_co_facilitator_a_coordinator_or_another_group(talk: Circle, kind: str) -> None:
    """Red when the look-up of the coordinator's post, or of the group, is left out."""
    token = appoint(organisation=talk.group.organisation, expires_for=timedelta(days=1))
    take_up(account=talk.ben.account, token=token, now=NOW)
    for whom in (talk.ada, leads(talk.group), talk.ben):
        with pytest.raises(NotAllowed):
            take(kind, talk, whom)
    with pytest.raises(NotLeading):
        take(kind, talk, make_circle().ben)
    assert not Measure.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, LONGEST_DAYS + 1, 3_650])
def test_a_suspension_has_an_end_within_months(talk: Circle, days: int) -> None:
    with pytest.raises(ValueError, match="days"):
        take("suspend", talk, days=days)


def test_a_suspension_ends_by_itself_and_the_person_is_told(talk: Circle) -> None:
    measure = take("suspend", talk)
    assert end_suspensions(NOW + timedelta(days=2, hours=23)) == 0
    assert end_suspensions(NOW + timedelta(days=3)) == 1
    assert end_suspensions(NOW + timedelta(days=3)) == 0
    talk.ben.refresh_from_db()
    assert (talk.ben.state, measure.until) == (State.ACTIVE, NOW + timedelta(days=3))
    assert membership_of(talk.ben.account, talk.talk.public_id)
    assert News.objects.filter(account=talk.ben.account, code="suspension-over").count() == 1
    assert Entry.objects.get(verb="end_suspension").actor is None


def test_of_several_suspensions_the_longest_counts(talk: Circle) -> None:
    take("suspend", talk)
    take("suspend", talk, days=1)
    assert end_suspensions(NOW + timedelta(days=2)) == 0
    assert end_suspensions(NOW + timedelta(days=3)) == 1


def test_a_suspended_member_who_is_banned_does_not_come_back_by_the_clock(talk: Circle) -> None:
    take("suspend", talk)
    take("ban", talk)
    assert end_suspensions(NOW + timedelta(days=30)) == 0
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.BANNED


def test_who_is_removed_may_ask_again_and_who_is_banned_may_not(talk: Circle) -> None:
    take("remove", talk)
    assert factories.a_request(talk.ben.account, talk.group, "Stille Wilg").state == State.REQUESTED
    other = make_circle()
    take("ban", other)
    with pytest.raises(AlreadyThere):
        factories.a_request(other.ben.account, other.group, "Stille Wilg")


def test_who_left_in_time_can_be_banned_unless_they_came_in_anew(talk: Circle) -> None:
    leave(membership=talk.ben, now=NOW)
    take("ban", talk)
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.BANNED
    other = make_circle()
    leave(membership=other.ben, now=NOW)
    factories.a_request(other.ben.account, other.group, "Stille Wilg")
    with pytest.raises(NoSuchMember):
        take("ban", other)


def test_a_mute_for_the_talk_ends_with_it(talk: Circle) -> None:
    measure = take("mute", talk, minutes=LONGEST_MINUTES, this_talk=True)
    talk.ben.refresh_from_db()
    assert talk.ben.muted_until == NOW + timedelta(minutes=LONGEST_MINUTES)
    assert measure.meeting == talk.talk.meeting
    close(by=talk.ada, room=talk.talk, now=NOW + timedelta(minutes=40))
    talk.ben.refresh_from_db()
    ben = Membership.objects.get(pk=talk.ben.pk)
    assert (ben.muted_until, ben.voice_back_at_close) == (None, False)


def test_without_a_talk_nobody_is_muted_for_it(circle: Circle) -> None:
    with pytest.raises(NoTalk):
        take("mute", circle, this_talk=True)
    assert not Measure.objects.exists()


def test_of_several_mutes_the_longest_counts(talk: Circle) -> None:
    take("mute", talk, minutes=60)
    take("mute", talk, minutes=5)
    talk.ben.refresh_from_db()
    assert talk.ben.muted_until == NOW + timedelta(minutes=60)


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_who_mute_at_once_each_write_down_their_own() -> None:
    """Red on PostgreSQL when the member is not locked: then one of the two ends overwrites the other."""
    with transaction.atomic():
        circle = make_circle()
        fay = leads(circle.group)
    at_once(
        [partial(take, "mute", circle, by=by, minutes=minutes) for by, minutes in ((circle.ada, 30), (fay, 5))],
        NoSuchMember,
    )
    circle.ben.refresh_from_db()
    assert circle.ben.muted_until == NOW + timedelta(minutes=30)
    assert Measure.objects.count() == 2
