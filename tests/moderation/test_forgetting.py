"""What moderation kept beside the talk."""

from groups.models import Membership
from groups.roles import State
from moderation.actions.forgetting import forget_due
from moderation.models import FrozenExcerpt
from rooms.actions.erasing import erase_due
from rooms.actions.meetings import close
from rooms.models import HeldLine
from tests.rooms.circle import AN_HOUR, NOW, Circle
from tests.rooms.live.writing import held_line


def test_an_excerpt_goes_when_its_case_has_ended(circle: Circle) -> None:
    for free_at in (NOW, NOW + AN_HOUR, None):
        FrozenExcerpt.objects.create(group=circle.group, frozen_at=NOW, free_at=free_at)
    assert forget_due(NOW) == 1
    assert FrozenExcerpt.objects.count() == 2


def test_a_line_that_was_held_goes_with_its_talk(talk: Circle) -> None:
    held_line(talk, talk.ben)
    assert forget_due(NOW) == 0
    close(by=talk.ada, room=talk.talk, now=NOW)
    assert HeldLine.objects.count() == 1, "its author may still take the text back"
    (receipt,) = erase_due(NOW + 24 * AN_HOUR)
    assert receipt.held == 1
    assert not HeldLine.objects.exists()


def test_a_line_that_was_held_goes_with_its_author(talk: Circle) -> None:
    """Turns red when only the deeds that end a place know of it."""
    held_line(talk, talk.ben)
    Membership.objects.filter(pk=talk.ben.pk).update(state=State.BANNED)
    assert forget_due(NOW) == 1
