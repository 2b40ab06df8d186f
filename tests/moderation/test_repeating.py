"""The same words again and again are asked about; what people say often in a talk, and a resend, are not."""

import uuid
from dataclasses import replace

import pytest
from pytest_django import Settings

from moderation import repeating
from moderation.repeating import MOST_MEMBERS, OFTEN, WITHIN, Repeats, repeats
from rooms.live.protocol import Edit, Post
from rooms.queries import Seat
from tests.rooms.live.test_pieces import Clock

SAID = "Koop nu de beste thee van het land"
BEN = Seat(uuid.uuid4(), "r_1", "tag", "talk", uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), "m_1", 1, "member")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(repeating, "_repeats", Repeats(clock))
    return clock


def asked(seat: Seat, number: int, text: str = SAID) -> bool:
    return repeats(seat, Post(f"c{number}", text), "nl").refused


def test_the_same_words_are_asked_about_once_they_came_often(clock: Clock) -> None:
    """However they are set, and until a minute has gone by."""
    assert [asked(BEN, number) for number in range(OFTEN + 1)] == [*[False] * OFTEN, True]
    assert asked(BEN, 9, f"  {SAID.upper()} ")
    assert not asked(BEN, 10, "Iets heel anders, en lang genoeg")
    clock.now += WITHIN + 1
    assert not asked(BEN, 11)


def test_the_same_request_again_is_no_repeat(clock: Clock) -> None:
    """Turns red when a resend after a lost connection counts as another line."""
    assert not any(asked(BEN, 1) for _ in range(OFTEN + 3))


def test_it_can_be_confirmed_and_says_why(clock: Clock) -> None:
    for number in range(OFTEN):
        asked(BEN, number)
    (finding,) = repeats(BEN, Post("c9", SAID), "nl").findings
    assert (finding.id, finding.kind, finding.hard, finding.end) == ("repeat", "repeat", False, len(SAID))
    assert "net" in finding.hint


def test_short_words_edits_others_rooms_and_who_leads_are_left_alone(clock: Clock, settings: Settings) -> None:
    assert not any(asked(BEN, number, "ja, ik ook") for number in range(9))
    assert not any(repeats(BEN, Edit(f"e{number}", 2, SAID), "nl").refused for number in range(9))
    for seat in (replace(BEN, role="facilitator"), replace(BEN, kind="backstage")):
        assert not any(asked(seat, number) for number in range(9))
    for number in range(9):
        assert not asked(replace(BEN, membership_id=uuid.uuid4()), number), "each member counts alone"
    settings.POST_RATE = 0
    assert not any(asked(BEN, number) for number in range(9))


def test_no_more_is_remembered_than_a_process_can_bear(clock: Clock) -> None:
    seen = Repeats(clock)
    for _ in range(MOST_MEMBERS + 1):
        seen.is_one(uuid.uuid4(), "c1", SAID)
    assert len(seen._sent) == 1
