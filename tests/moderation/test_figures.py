"""Sums for an organisation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.actions.coordinated import end_lead
from moderation.actions.holds import drop
from moderation.figures import figures_of
from moderation.models import Measure
from tests.moderation.test_appealing import a_post
from tests.moderation.test_ladder import take
from tests.rooms.circle import Circle, leads, make_circle, signed_in
from tests.rooms.live.writing import held_line

pytestmark = pytest.mark.once


def test_ten_are_told_and_nine_are_not_and_erasure_changes_nothing(talk: Circle) -> None:
    now = timezone.now()
    for _ in range(9):
        take("word", talk, now=now)
    line = held_line(talk, talk.ben, client_id="kind")
    drop(by=talk.ada, room=talk.talk, line_id=line.id, rule="be-kind", words="Nee.", now=now)
    for _ in range(9):
        take("word", talk, rule="let-finish", now=now)
    take("word", make_circle(), now=now)
    end_lead(by=a_post(talk), membership=leads(talk.group), words="Dank.", now=now)
    drop(by=talk.ada, room=talk.talk, line_id=held_line(talk, talk.ben).id, rule="sober", words="Nee.", now=now)
    Measure.objects.all().delete()
    figures = dict(figures_of(talk.group.organisation, now).rules)
    assert sorted(figures.values(), key=str) == [10, *[None] * 12]
    later = figures_of(talk.group.organisation, now + timedelta(days=366))
    assert {number for _, number in later.rules} == {None}
    page = signed_in(a_post(talk).account).get("/coordinatie/cijfers/").content.decode()
    assert "<dd>10</dd>" in page
    assert "<dd>9</dd>" not in page
