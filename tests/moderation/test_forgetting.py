"""What moderation kept beside the talk."""

import uuid

from moderation.actions.forgetting import forget_due
from moderation.models import FrozenExcerpt, HeldLine
from rooms.actions.erasing import erase_due
from rooms.actions.meetings import close
from tests.rooms.circle import AN_HOUR, NOW, Circle


def test_an_excerpt_goes_when_its_case_has_ended(circle: Circle) -> None:
    for free_at in (NOW, NOW + AN_HOUR, None):
        FrozenExcerpt.objects.create(group=circle.group, frozen_at=NOW, free_at=free_at)
    assert forget_due(NOW) == 1
    assert FrozenExcerpt.objects.count() == 2


def test_a_line_that_was_held_goes_with_its_talk(talk: Circle) -> None:
    room = talk.talk
    assert room.meeting
    HeldLine.objects.create(
        room=room,
        meeting=room.meeting,
        author=talk.ben,
        client_id="a",
        content_hash=b"",
        ciphertext=b"",
        key_id=uuid.uuid4(),
        why="newcomer",
        held_at=NOW,
    )
    assert forget_due(NOW) == 0
    close(by=talk.ada, room=room, now=NOW)
    erase_due(NOW + 24 * AN_HOUR)
    assert forget_due(NOW) == 1
