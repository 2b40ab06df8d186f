"""Measures towards a facilitator, by a coordinator."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from groups.coordinating import facilitator_in
from groups.models import News
from groups.roles import Role, State
from moderation.actions.coordinated import ban_leader, lift_as_coordinator, suspend_leader
from moderation.actions.lifting import AlreadyLifted, end_suspensions, lift
from moderation.actions.measures import NoSuchMember, NotAllowed
from moderation.models import Measure
from rooms.actions.standing import NotCoordinating
from tests.moderation.test_appealing import a_post
from tests.moderation.test_ladder import take
from tests.rooms.circle import NOW, Circle, leads, make_circle, signed_in

WHY: dict[str, Any] = {"rule": "be-kind", "words": "Dit kan niet.", "now": NOW}


def test_a_facilitator_is_suspended_and_leads_again_when_the_days_are_over(talk: Circle) -> None:
    leads(talk.group)
    by = a_post(talk)
    measure = suspend_leader(by=by, membership=talk.ada, days=3, **WHY)
    assert facilitator_in(talk.group, talk.ada.public_id) is None
    assert (measure.taken_as, measure.coordinator, measure.taken_by) == ("coordinator", by, None)
    assert News.objects.filter(account=talk.ada.account, code="measure-coordinated").exists()
    assert end_suspensions(NOW + timedelta(days=3)) == 1
    assert facilitator_in(talk.group, talk.ada.public_id) == talk.ada


def test_without_another_facilitator_the_talk_ends_and_the_coordinators_are_told(talk: Circle) -> None:
    by = a_post(talk)
    ban_leader(by=by, membership=talk.ada, **WHY)
    assert talk.phase == "closed"
    assert News.objects.filter(account=by.account, code="nobody-leads").exists()


def test_only_a_coordinator_takes_it_back_and_not_about_themselves(talk: Circle) -> None:
    fay, by = leads(talk.group), a_post(talk)
    measure = ban_leader(by=by, membership=talk.ada, **WHY)
    with pytest.raises(NotAllowed):
        lift(by=fay, measure=measure, now=NOW)
    with pytest.raises(NotAllowed):
        lift_as_coordinator(by=a_post(talk, talk.ada), measure=measure, now=NOW)
    with pytest.raises(NotCoordinating):
        lift_as_coordinator(by=a_post(make_circle()), measure=measure, now=NOW)
    lift_as_coordinator(by=by, measure=measure, now=NOW)
    talk.ada.refresh_from_db()
    assert (talk.ada.state, talk.ada.role) == (State.ACTIVE, Role.FACILITATOR)
    with pytest.raises(AlreadyLifted):
        lift_as_coordinator(by=by, measure=measure, now=NOW)


def test_a_coordinator_measures_no_member_and_not_themselves(talk: Circle) -> None:
    with pytest.raises(NoSuchMember):
        ban_leader(by=a_post(talk), membership=talk.ben, **WHY)
    with pytest.raises(NotAllowed):
        ban_leader(by=a_post(talk, talk.ada), membership=talk.ada, **WHY)
    assert not Measure.objects.exists()


@pytest.mark.once
def test_the_pages_of_it(talk: Circle) -> None:
    browser, here = signed_in(a_post(talk).account), f"/coordinatie/groepen/{talk.group.public_id}/"
    path = f"{here}begeleiders/{talk.ada.public_id}/schorsen/"
    for days in ("0", "-1", "3650"):
        assert [*browser.post(path, {**WHY, "days": days}).context["form"].errors] == ["days"]
    take("word", talk, now=timezone.now())
    for level in ("success", "info"):
        told = browser.post(path, {"rule": "be-kind", "words": "Dit kan niet.", "days": "3"}, follow=True)
        assert [message.level_tag for message in told.context["messages"]] == [level]
    measure = Measure.objects.get(kind="suspend")
    page = browser.get(f"{here}maatregelen/").content.decode()
    assert talk.ada.pseudonym in page
    assert talk.ben.pseudonym not in page
    told = browser.post(f"{here}maatregelen/{measure.public_id}/opheffen/", follow=True)
    assert [message.level_tag for message in told.context["messages"]] == ["success"]
