"""Leading a talk: prepare, open, pause, close."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from groups.roles import Role, State
from rooms.actions.leading import NotLeading
from rooms.actions.meetings import WrongPhase, close, open_talk, pause, prepare
from rooms.models import Meeting, MeetingKey
from rooms.phases import Phase
from rooms.views.meetings import Turn
from tests.rooms.circle import AN_HOUR, NOW, Circle, leads, make_circle
from tests.rooms.fixtures import Rings

STEPS = {"prepare": prepare, "open": open_talk, "pause": pause, "close": close}
LEADS_TO = {"prepare": Phase.WAITING, "open": Phase.OPEN, "pause": Phase.PAUSED, "close": Phase.CLOSED}
ALLOWED = {
    (): {"prepare", "open"},
    ("prepare",): {"open", "close"},
    ("open",): {"pause", "close"},
    ("open", "pause"): {"open", "close"},
    ("open", "close"): {"prepare", "open"},
}
"""What a facilitator may do after these steps."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("way", ALLOWED, ids="-".join)
def test_a_talk_goes_only_where_it_may(circle: Circle, way: tuple[str, ...], step: str) -> None:
    for before in way:
        STEPS[before](by=circle.ada, room=circle.talk, now=NOW)
    if step in ALLOWED[way]:
        STEPS[step](by=circle.ada, room=circle.talk, now=NOW)
        assert circle.phase == LEADS_TO[step]
    else:
        head = circle.talk.head
        with pytest.raises(WrongPhase):
            STEPS[step](by=circle.ada, room=circle.talk, now=NOW)
        assert circle.talk.head == head


def test_an_evening_is_told_in_its_log_and_in_the_audit(circle: Circle) -> None:
    for step in (prepare, open_talk, pause, open_talk, close):
        step(by=circle.ada, room=circle.talk, now=NOW)
    assert [line.get("name", line["kind"]) for line in circle.lines()] == [
        "waiting",
        "open",
        "paused",
        "open",
        "closed",
    ]
    assert {line["by"] for line in circle.lines()} == {circle.ada.public_id}
    assert circle.verbs()[-5:] == ["prepare", "open", "pause", "open", "close"]


def test_a_meeting_has_its_own_key_and_is_the_meeting_of_the_backstage_too(circle: Circle) -> None:
    meeting = open_talk(by=circle.ada, room=circle.talk, now=NOW)
    assert circle.talk.meeting == circle.backstage.meeting == meeting
    assert MeetingKey.objects.filter(meeting=meeting).count() == 1
    close(by=circle.ada, room=circle.talk, now=NOW)
    assert circle.talk.meeting == meeting, "what was said can still be read"
    following = prepare(by=circle.ada, room=circle.talk, now=NOW + AN_HOUR)
    assert following != meeting
    assert following.key.wrapped != meeting.key.wrapped


def test_who_was_told_one_day_keeps_one_day(circle: Circle) -> None:
    prepare(by=circle.ada, room=circle.talk, now=NOW)
    circle.group.kept_for_hours = 72
    circle.group.save()
    assert open_talk(by=circle.ada, room=circle.talk, now=NOW).kept_for_hours == 24


def test_every_change_counts_and_is_a_sign_of_the_facilitator(circle: Circle) -> None:
    prepare(by=circle.ada, room=circle.talk, now=NOW)
    meeting = open_talk(by=circle.ada, room=circle.talk, now=NOW + AN_HOUR)
    assert (meeting.version, meeting.facilitator_seen_at) == (2, NOW + AN_HOUR)


def test_of_two_facilitators_who_open_at_once_the_second_is_told_to_look_again(circle: Circle) -> None:
    fay, stale = leads(circle.group), circle.talk
    open_talk(by=circle.ada, room=stale, now=NOW)
    with pytest.raises(WrongPhase):
        open_talk(by=fay, room=stale, now=NOW)
    assert Meeting.objects.filter(room=circle.talk).count() == 1
    assert circle.kinds() == ["phase"]


def test_the_serving_process_hears_of_a_new_phase_after_the_commit(
    circle: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        open_talk(by=circle.ada, room=circle.talk, now=NOW)
        assert rings.heard() == set()
    assert (circle.talk.tag, "head") in rings.heard()


@pytest.mark.parametrize("step", STEPS.values())
def test_a_member_cannot_lead(circle: Circle, step: Turn) -> None:
    with pytest.raises(NotLeading):
        step(by=circle.ben, room=circle.talk, now=NOW)
    assert circle.talk.head == 0


@pytest.mark.parametrize("step", STEPS.values())
def test_another_groups_facilitator_cannot_lead(circle: Circle, step: Turn) -> None:
    with pytest.raises(NotLeading):
        step(by=make_circle().ada, room=circle.talk, now=NOW)
    assert circle.talk.head == 0


@pytest.mark.parametrize(("field", "value"), [("state", State.REMOVED), ("state", State.LEFT), ("role", Role.MEMBER)])
def test_who_led_until_a_moment_ago_cannot_lead(circle: Circle, field: str, value: str) -> None:
    setattr(circle.ada, field, value)
    circle.ada.save()
    setattr(circle.ada, field, State.ACTIVE if field == "state" else Role.FACILITATOR)  # what an old page remembers
    with pytest.raises(NotLeading):
        open_talk(by=circle.ada, room=circle.talk, now=NOW)
