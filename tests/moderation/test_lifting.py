"""Taking measures back: what they took is there again, as far as it can be."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from audit.models import Entry
from groups.actions.names import free_rested_names
from groups.models import Membership, NameClaim, News
from groups.roles import State
from moderation.actions.hiding import hide
from moderation.actions.lifting import AlreadyLifted, lift
from moderation.actions.measures import NotAllowed
from moderation.models import HiddenOriginal, Measure
from rooms.actions.erasing import erase_due
from rooms.actions.leading import NotLeading
from rooms.actions.meetings import close, open_talk
from rooms.actions.roles import appoint_facilitator
from rooms.phases import Gone
from tests import factories
from tests.at_once import at_once
from tests.moderation.test_ladder import TAKES, take
from tests.rooms.circle import AN_HOUR, NOW, Circle, leads, make_circle, says

A_YEAR = timedelta(days=365)


def lifts(circle: Circle, measure: Measure, by: Membership | None = None) -> None:
    lift(by=by or circle.ada, measure=measure, now=NOW + AN_HOUR)


def hidden(circle: Circle, text: str = "Wat een onzin.") -> tuple[int, Measure]:
    line = says(circle.ben, text)
    why: dict[str, Any] = {"rule": "be-kind", "words": "Dit kwetst.", "now": NOW}
    return line.seq, hide(by=circle.ada, room=circle.talk, seq=line.seq, **why)


@pytest.mark.parametrize("kind", TAKES)
def test_a_measure_is_taken_back_told_and_in_the_audit(talk: Circle, kind: str) -> None:
    measure = take(kind, talk)
    lifts(talk, measure)
    measure.refresh_from_db()
    talk.ben.refresh_from_db()
    assert measure.lifted_at == NOW + AN_HOUR
    assert (talk.ben.state, talk.ben.muted_until) == (State.ACTIVE, None)
    assert NameClaim.objects.get(membership=talk.ben).free_at is None
    assert News.objects.filter(account=talk.ben.account, code="measure-lifted").count() == 1
    assert Entry.objects.get(verb="lift").object_id == measure.audit_id
    with pytest.raises(AlreadyLifted):
        lifts(talk, measure)


def test_the_place_comes_back_under_another_name_when_somebody_bears_the_old_one(talk: Circle) -> None:
    measure, name = take("remove", talk), talk.ben.pseudonym
    free_rested_names(NOW + A_YEAR)
    factories.a_request(factories.an_account(), talk.group, name)
    lifts(talk, measure)
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.ACTIVE
    assert talk.ben.pseudonym != name
    assert NameClaim.objects.filter(membership=talk.ben, free_at=None).count() == 1


def test_who_asked_anew_meanwhile_gets_the_old_place_and_who_came_in_anew_keeps_that(talk: Circle) -> None:
    measure = take("remove", talk)
    asked = factories.a_request(talk.ben.account, talk.group, talk.ben.pseudonym)
    lifts(talk, measure)
    for place in (talk.ben, asked):
        place.refresh_from_db()
    assert (talk.ben.state, asked.state) == (State.ACTIVE, State.LEFT)
    other = make_circle()
    measure = take("remove", other)
    factories.a_membership(other.ben.account, other.group)
    lifts(other, measure)
    other.ben.refresh_from_db()
    assert other.ben.state == State.REMOVED


def test_what_another_measure_holds_stays(talk: Circle) -> None:
    suspended, banned = take("suspend", talk), take("ban", talk)
    lifts(talk, suspended)
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.BANNED
    lifts(talk, banned)
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.ACTIVE


def test_the_days_go_on_when_only_the_ban_was_wrong(talk: Circle) -> None:
    take("suspend", talk)
    lifts(talk, take("ban", talk))
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.SUSPENDED


def test_without_consent_there_is_no_place_to_give_back(talk: Circle) -> None:
    measure = take("ban", talk)
    talk.ben.agreements.update(withdrawn_at=NOW)
    lifts(talk, measure)
    talk.ben.refresh_from_db()
    assert talk.ben.state == State.LEFT


def test_a_hidden_line_is_said_anew_by_its_author(talk: Circle) -> None:
    seq, measure = hidden(talk)
    lifts(talk, measure)
    line, *_, last = (found for found in talk.lines() if seq in (found["seq"], found.get("refers_to")))
    assert (line["text"], line["gone"], line["by"]) == (None, Gone.EDITED, talk.ben.public_id)
    told = {"kind": "edited", "by": talk.ben.public_id, "refers_to": seq, "text": "Wat een onzin."}
    assert told.items() <= last.items()
    assert not HiddenOriginal.objects.exists()


def test_a_line_whose_talk_is_over_stays_hidden_when_another_began_or_it_is_erased(talk: Circle) -> None:
    _, first = hidden(talk)
    _, second = hidden(talk, "Nog meer onzin.")
    close(by=talk.ada, room=talk.talk, now=NOW)
    open_talk(by=talk.ada, room=talk.talk, now=NOW)
    before = talk.lines()
    lifts(talk, first)
    assert talk.lines() == before
    close(by=talk.ada, room=talk.talk, now=NOW)
    erase_due(NOW + A_YEAR)
    lifts(talk, second)
    assert Measure.objects.filter(lifted_at=None).count() == 0


def test_nobody_else_takes_a_measure_back_nor_who_it_is_about(talk: Circle) -> None:
    measure = take("mute", talk)
    for by in (make_circle().ada, talk.ben):
        with pytest.raises(NotLeading):
            lifts(talk, measure, by)
    appoint_facilitator(by=talk.ada, membership=talk.ben, now=NOW)
    with pytest.raises(NotAllowed):
        lifts(talk, measure, talk.ben)
    assert Measure.objects.get().lifted_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_facilitators_who_take_it_back_at_once_one_does() -> None:
    """Red on PostgreSQL when the measure is not looked at under its lock."""
    with transaction.atomic():
        circle = make_circle()
        fay, measure = leads(circle.group), take("ban", circle)
    ends = at_once([partial(lifts, circle, measure, by) for by in (circle.ada, fay)], AlreadyLifted)
    assert ends.count("AlreadyLifted") == 1
    assert News.objects.filter(code="measure-lifted").count() == 1
