"""The list of checks that look at a line before anybody hears it."""

import uuid
from collections.abc import Sequence

import pytest
from pytest_django import Settings

from groups.models import Membership
from rooms.actions.posting import Finding, Verdict, hand_in, look
from rooms.live.batch import Line
from rooms.live.protocol import Edit, Post
from rooms.live.speaking import Outcome
from rooms.live.writer import Answer
from rooms.queries import Seat

SEAT = Seat(uuid.uuid4(), "r_1", "tag", "talk", uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), "m_1", 1, "member")


class Desk:
    """A door that only takes."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def submit(self, line: Line, answer: Answer, until: float | None = None) -> None:
        self.lines.append(line)


def heard(_: Outcome) -> None:
    raise AssertionError("nothing is answered before the commit")


def shouts(seat: Seat, frame: Post | Edit, language: str, /) -> Verdict:
    """Finds capitals; a whole line of them may not be sent."""
    if not any(letter.isupper() for letter in frame.text):
        return Verdict()
    return Verdict([Finding("f1", "shouting", 0, len(frame.text), frame.text.isupper(), "Zeg het zachter.")])


def holds(seat: Seat, frame: Post | Edit, language: str, /) -> Verdict:
    """Holds what asks for it, and slows down what hurries."""
    return Verdict(hold="shield" if "wacht" in frame.text else "", wait=7 if "gauw" in frame.text else 0)


def waits(seat: Seat, frame: Post | Edit, language: str, /) -> Verdict:
    return Verdict(hold="newcomer", wait=3)


def reads(seat: Seat, frame: Post | Edit, language: str, /) -> Verdict:
    return Verdict(wait=Membership.objects.filter(pk=seat.membership_id).count())


@pytest.fixture
def checks(settings: Settings) -> None:
    settings.ROOM_CHECKS = ["tests.rooms.live.test_checks.shouts", "tests.rooms.live.test_checks.holds"]


def seen(frame: Post | Edit, confirmed: Sequence[str] = ()) -> Verdict:
    return look(SEAT, frame, language="nl", confirmed=confirmed)


def test_a_line_without_findings_goes_on(checks: None) -> None:
    assert seen(Post("a", "hoi", None, "drank")) == Verdict([])


def test_what_was_looked_at_reaches_the_door() -> None:
    desk = Desk()
    hand_in(door=desk, seat=SEAT, frame=Post("a", "hoi", None, "drank"), answer=heard)
    hand_in(door=desk, seat=SEAT, frame=Edit("b", 2, "dag"), answer=heard)
    assert [(line.fields, line.refers_to) for line in desk.lines] == [
        ({"text": "hoi", "note": "drank"}, None),
        ({"text": "dag"}, 2),
    ]


def test_a_finding_is_shown_first_and_may_be_confirmed(checks: None) -> None:
    first = seen(Post("a", "Hoi"))
    assert first.refused
    assert [found.wire() for found in first.findings] == [
        {"id": "f1", "kind": "shouting", "start": 0, "end": 3, "hard": False, "hint": "Zeg het zachter."}
    ]
    assert not seen(Post("b", "Hoi"), confirmed=["f1"]).refused


def test_a_hard_finding_cannot_be_confirmed(checks: None) -> None:
    assert seen(Post("a", "HOI"), confirmed=["f1"]).refused


def test_an_edit_is_looked_at_too(checks: None) -> None:
    assert seen(Edit("a", 2, "HOI")).refused
    assert not seen(Edit("b", 2, "hoi")).refused


def test_a_finding_in_a_note_says_so_by_its_id() -> None:
    fields = [Finding(id_, "phone", 0, 3, True, "").field for id_ in ("note.phone.0", "phone.0")]
    assert fields == ["note", "text"]


def test_a_check_may_slow_down_or_hold(checks: None) -> None:
    assert seen(Post("a", "gauw")).refused
    waiting = seen(Post("a", "wacht"))
    assert (waiting.refused, waiting.hold) == (False, "shield")
    desk = Desk()
    hand_in(door=desk, seat=SEAT, frame=Post("a", "wacht"), hold=waiting.hold, answer=heard)
    assert [line.hold for line in desk.lines] == ["shield"]


def test_the_first_reason_to_hold_and_the_longest_wait_count(checks: None, settings: Settings) -> None:
    settings.ROOM_CHECKS = [*settings.ROOM_CHECKS, "tests.rooms.live.test_checks.waits"]
    both = seen(Post("a", "wacht gauw"))
    assert (both.hold, both.wait) == ("shield", 7)
