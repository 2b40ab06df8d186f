"""Measures towards a facilitator, by a coordinator."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from groups.actions.memberships import lead
from groups.coordinating import facilitator_in
from groups.models import News
from groups.roles import Role, State
from moderation.actions.appealing import HadAPart
from moderation.actions.coordinated import ban_leader, end_lead, lift_as_coordinator, suspend_leader
from moderation.actions.lifting import AlreadyLifted, end_suspensions, lift
from moderation.actions.measures import NoSuchMember, NotAllowed
from moderation.models import Measure
from rooms.actions.standing import NotCoordinating
from tests.at_once import at_once
from tests.moderation.test_appealing import a_post, decides, objects
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


def test_who_lost_the_task_reads_why_objects_and_has_it_again_when_that_was_wrong(talk: Circle) -> None:
    leads(talk.group)
    by, other = a_post(talk), a_post(talk)
    measure = end_lead(by=by, membership=talk.ada, words="Dit kan niet.", now=NOW)
    talk.ada.refresh_from_db()
    assert (talk.ada.role, talk.ada.state) == (Role.MEMBER, State.ACTIVE)
    page = signed_in(talk.ada).get(f"/mijn-account/besluiten/{measure.public_id}/").content.decode()
    assert "Dit kan niet." in page
    made = objects(measure)
    answer = {"outcome": "upheld", "words": "Ik had gelijk."}
    assert signed_in(by.account).post(f"/coordinatie/bezwaren/{made.public_id}/", answer).status_code == 404
    with pytest.raises(HadAPart):
        decides(by, made)
    decides(other, made)
    talk.ada.refresh_from_db()
    assert talk.ada.role == Role.FACILITATOR
    assert facilitator_in(talk.group, talk.ada.public_id) == talk.ada


def test_a_task_that_was_ended_twice_is_not_back_when_one_of_the_two_is_undone(talk: Circle) -> None:
    leads(talk.group)
    by, why = a_post(talk), WHY
    first = end_lead(by=by, membership=talk.ada, **why)
    lead(talk.ada)
    second = end_lead(by=by, membership=talk.ada, **why)
    for measure, role in ((first, Role.MEMBER), (second, Role.FACILITATOR)):
        lift_as_coordinator(by=by, measure=measure, now=NOW)
        talk.ada.refresh_from_db()
        assert talk.ada.role == role


def test_a_coordinator_ends_no_task_of_their_own_nor_that_of_the_last(talk: Circle) -> None:
    with pytest.raises(NotAllowed):
        end_lead(by=a_post(talk, talk.ada), membership=talk.ada, words="Genoeg.", now=NOW)
    browser = signed_in(a_post(talk).account)
    path = f"/coordinatie/groepen/{talk.group.public_id}/begeleiders/{talk.ada.public_id}/"
    form = browser.post(path, {"rule": "", "words": "Genoeg."}).context["form"]
    assert (list(form.errors), form["words"].value()) == (["__all__"], "Genoeg.")
    assert [*browser.post(path, {"rule": "geen", "words": " "}).context["form"].errors] == ["rule", "words"]
    assert not Measure.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_the_same_task_at_once_one_does() -> None:
    """Turns red when the facilitators are looked up without a lock."""
    with transaction.atomic():
        circle = make_circle()
        leads(circle.group)
        posts = [a_post(circle), a_post(circle)]
    ends = at_once(
        [partial(end_lead, by=by, membership=circle.ada, words="Dit.", now=NOW) for by in posts], NoSuchMember
    )
    assert ends.count("NoSuchMember") == 1
    assert Measure.objects.count() == 1


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
