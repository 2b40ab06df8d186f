"""Muting: reading along without a voice."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from audit.models import Entry
from groups.roles import State
from moderation.actions.measures import NoSuchMember, NotAllowed
from moderation.actions.muting import LONGEST_MINUTES, mute, unmute
from moderation.models import Measure
from moderation.queries import measures_towards
from rooms.actions.belonging import leave
from rooms.actions.leading import NotLeading
from rooms.queries import membership_of
from tests.rooms.circle import NOW, Circle, asks, leads, make_circle
from tests.rooms.fixtures import Rings

FIVE_MINUTES = timedelta(minutes=5)


def mutes(circle: Circle, minutes: int = 5) -> Measure:
    return mute(by=circle.ada, membership=circle.ben, minutes=minutes, rule="let-finish", words="Even.", now=NOW)


def test_a_muted_member_is_silent_until_the_minute_that_was_said_and_still_reads(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        measure = mutes(talk)
    talk.ben.refresh_from_db()
    assert talk.ben.muted_until == measure.until == NOW + FIVE_MINUTES
    assert membership_of(talk.ben.account, talk.talk.public_id)
    assert (talk.talk.tag, "rights") in rings.heard()


def test_the_member_is_told_and_the_audit_holds_it(talk: Circle) -> None:
    measure = mutes(talk)
    told = measures_towards(talk.ben.account).get()
    assert (told, told.kind, told.rule, told.words) == (measure, "mute", "let-finish", "Even.")
    assert Entry.objects.get(verb="mute").object_id == measure.audit_id


def test_the_voice_comes_back_before_its_time(talk: Circle) -> None:
    mutes(talk)
    unmute(by=talk.ada, membership=talk.ben, now=NOW + timedelta(minutes=1))
    talk.ben.refresh_from_db()
    assert talk.ben.muted_until is None
    assert measures_towards(talk.ben.account).get().lifted_at == NOW + timedelta(minutes=1)
    assert Entry.objects.get(verb="unmute").object_id == talk.ben.audit_id


@pytest.mark.parametrize("minutes", [-1, 0, LONGEST_MINUTES + 1])
def test_a_mute_has_an_end_within_a_day(talk: Circle, minutes: int) -> None:
    with pytest.raises(ValueError, match="minutes"):
        mutes(talk, minutes)
    assert not Measure.objects.exists()


def test_nobody_mutes_themselves_or_a_co_facilitator(talk: Circle) -> None:
    for membership in (talk.ada, leads(talk.group)):
        with pytest.raises(NotAllowed):
            mute(by=talk.ada, membership=membership, minutes=5, rule="be-kind", words="Nee.", now=NOW)
    assert not Measure.objects.exists()


def test_who_is_not_in_the_group_cannot_be_muted(talk: Circle) -> None:
    leave(membership=talk.ben, now=NOW)
    for membership in (talk.ben, asks(talk.group)):
        with pytest.raises(NoSuchMember):
            mute(by=talk.ada, membership=membership, minutes=5, rule="be-kind", words="Nee.", now=NOW)


@pytest.mark.parametrize("deed", ["mute", "unmute"])
@pytest.mark.parametrize("who", ["member", "other group's facilitator", "former facilitator"])
def test_nobody_else_mutes_or_unmutes(talk: Circle, who: str, deed: str) -> None:
    former = leads(talk.group)
    former.state = State.REMOVED
    former.save()
    by = {"member": talk.ben, "other group's facilitator": make_circle().ada, "former facilitator": former}[who]
    deeds: dict[str, Callable[..., object]] = {
        "mute": partial(mute, minutes=5, rule="be-kind", words="Nee."),
        "unmute": unmute,
    }
    with pytest.raises(NotLeading):
        deeds[deed](by=by, membership=talk.ben, now=NOW)
    talk.ben.refresh_from_db()
    assert talk.ben.muted_until is None
