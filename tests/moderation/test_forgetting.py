"""What moderation kept beside the talk."""

from datetime import timedelta

from groups.models import Membership
from groups.roles import State
from moderation.actions.appealing import appeal
from moderation.actions.forgetting import forget_due
from moderation.models import FrozenExcerpt, Measure
from rooms.actions.erasing import erase_due
from rooms.actions.meetings import close
from rooms.models import HeldLine
from tests.moderation.test_ladder import take
from tests.rooms.circle import AN_HOUR, NOW, Circle, make_circle
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


def test_a_measure_goes_half_a_year_after_all_of_it_is_over_and_a_ban_stays_while_it_holds(talk: Circle) -> None:
    half_a_year = timedelta(days=183)
    word, ban = take("word", talk), take("ban", talk)
    take("suspend", joined := make_circle(), days=30)
    waits = appeal(measure=take("word", joined), words="Zo was het niet.", now=NOW)
    assert forget_due(NOW + half_a_year - timedelta(days=1)) == 0
    assert forget_due(NOW + half_a_year) == 1
    assert not Measure.objects.filter(pk=word.pk).exists()
    assert forget_due(NOW + half_a_year + timedelta(days=30)) == 1
    assert set(Measure.objects.values_list("pk", flat=True)) == {ban.pk, waits.measure_id}
