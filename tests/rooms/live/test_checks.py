"""The list of checks that look at a line before anybody hears it."""

import uuid
from collections.abc import Sequence

import pytest
from pytest_django import Settings

from rooms.actions.posting import Finding, NeedsLook, speak
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

    def submit(self, line: Line, answer: Answer) -> None:
        self.lines.append(line)


def shouts(seat: Seat, frame: Post | Edit) -> Sequence[Finding]:
    """Finds capitals; a whole line of them may not be sent."""
    if not any(letter.isupper() for letter in frame.text):
        return []
    return [Finding("f1", "shouting", 0, len(frame.text), frame.text.isupper(), "Zeg het zachter.")]


def heard(_: Outcome) -> None:
    raise AssertionError("nothing is answered before the commit")


@pytest.fixture
def desk(settings: Settings) -> Desk:
    settings.ROOM_CHECKS = ["tests.rooms.live.test_checks.shouts"]
    return Desk()


def test_the_list_is_empty_by_default(settings: Settings) -> None:
    assert settings.ROOM_CHECKS == []


def test_a_line_without_findings_goes_on(desk: Desk) -> None:
    speak(door=desk, seat=SEAT, frame=Post("a", "hoi", None, "drank"), answer=heard)
    assert [line.fields for line in desk.lines] == [{"text": "hoi", "note": "drank"}]


def test_a_finding_is_shown_first_and_may_be_confirmed(desk: Desk) -> None:
    with pytest.raises(NeedsLook) as look:
        speak(door=desk, seat=SEAT, frame=Post("a", "Hoi"), answer=heard)
    assert [found.wire() for found in look.value.findings] == [
        {"id": "f1", "kind": "shouting", "start": 0, "end": 3, "hard": False, "hint": "Zeg het zachter."}
    ]
    assert desk.lines == []
    speak(door=desk, seat=SEAT, frame=Post("b", "Hoi", confirm=("f1",)), answer=heard)
    assert len(desk.lines) == 1


def test_a_hard_finding_cannot_be_confirmed(desk: Desk) -> None:
    with pytest.raises(NeedsLook):
        speak(door=desk, seat=SEAT, frame=Post("a", "HOI", confirm=("f1",)), answer=heard)
    assert desk.lines == []


def test_an_edit_is_looked_at_too(desk: Desk) -> None:
    with pytest.raises(NeedsLook):
        speak(door=desk, seat=SEAT, frame=Edit("a", 2, "HOI"), answer=heard)
    speak(door=desk, seat=SEAT, frame=Edit("b", 2, "hoi"), answer=heard)
    assert [(line.fields, line.refers_to) for line in desk.lines] == [({"text": "hoi"}, 2)]
