"""What becomes of a report: who reads the lines, who decides, who is told, and when all of it goes."""

from datetime import timedelta
from functools import partial

import pytest

from accounts.models import Account
from audit.models import Entry
from groups.models import Coordinator, Membership
from groups.roles import Role
from moderation.actions.deciding import NothingFrozen, decide_report, read_excerpt
from moderation.actions.forgetting import forget_due
from moderation.actions.handing_on import (
    AlreadyDecided,
    NotYours,
    WithCoordinator,
    escalate,
    hand_on_unanswered,
)
from moderation.actions.muting import mute
from moderation.actions.reporting import report_line
from moderation.models import Appeal, FrozenExcerpt, Report
from moderation.queries import measures_for, reports_before, reports_for_coordinator, reports_for_leader, reports_made
from rooms.actions.belonging import leave
from tests.at_once import at_once
from tests.factories import a_coordinator, a_group
from tests.rooms.circle import NOW, Circle, joins, leads, make_circle, opened, says

TEXT, ANSWER = "Jij bent een nul", "We hebben met deze persoon gesproken."
DAY = timedelta(days=1)


def reported(circle: Circle, about: Membership | None = None) -> Report:
    line = says(about or joins(circle.group), TEXT)
    return report_line(by=circle.ben, room=circle.talk, seq=line.seq, rule="be-kind", words="", now=NOW)


def a_post(circle: Circle) -> Coordinator:
    els = a_coordinator(circle.group.organisation)
    return Coordinator.objects.select_related("organisation", "account").get(account=els.account)


def decides(by: Membership | Coordinator, report: Report) -> None:
    decide_report(by=by, report=report, outcome=Report.Outcome.SPOKEN, words=ANSWER, measure=None, now=NOW)


def news(account: Account) -> list[tuple[str, str]]:
    return [(piece.code, piece.words) for piece in account.news.order_by("told_at", "id")]


def test_each_reading_of_the_lines_is_an_entry_of_the_audit(talk: Circle) -> None:
    report = reported(talk)
    for times in (1, 2, 3):
        assert [line.text for line in read_excerpt(by=talk.ada, report=report, now=NOW)] == [TEXT]
        entries = Entry.objects.filter(verb="read_excerpt", actor=talk.ada.audit_id, object_id=report.audit_id)
        assert entries.count() == times


def test_the_answer_reaches_who_reported_and_the_audit_the_outcome_alone(talk: Circle) -> None:
    report = reported(talk)
    decides(talk.ada, report)
    assert ("report-answered", ANSWER) in news(talk.ben.account)
    assert (report.about and report.about.account.news.count()) == 0
    entry = Entry.objects.get(verb="decide_report")
    assert (entry.actor, entry.rule) == (talk.ada.audit_id, "spoken")
    assert ANSWER not in str(vars(entry))
    made = reports_made(talk.ben.account).get()
    assert (made.outcome, made.answer) == ("spoken", ANSWER)


def test_who_left_meanwhile_reads_the_answer_still(talk: Circle) -> None:
    report = reported(talk)
    leave(membership=talk.ben, now=NOW)
    decides(talk.ada, report)
    assert ("report-answered", ANSWER) in news(talk.ben.account)


def test_the_measure_that_was_taken_is_linked(talk: Circle) -> None:
    report, stranger = reported(talk), joins(talk.group)
    assert report.about
    for member in (report.about, stranger):
        mute(by=talk.ada, membership=member, minutes=5, rule="be-kind", words="Even stil.", now=NOW)
    measure = measures_for(report).get()
    decide_report(by=talk.ada, report=report, outcome=Report.Outcome.MEASURE, words=ANSWER, measure=measure, now=NOW)
    report.refresh_from_db()
    assert report.measure == measure
    assert measure.membership == report.about


def test_handed_on_it_is_the_coordinators_and_the_group_only_looks(talk: Circle) -> None:
    post, report = a_post(talk), reported(talk)
    assert not reports_for_coordinator(post).exists()
    with pytest.raises(NotYours):
        read_excerpt(by=post, report=report, now=NOW)
    with pytest.raises(NotYours):
        decides(post, report)
    escalate(by=talk.ada, report=report, now=NOW)
    assert news(post.account) == [("report-handed-on", "")]
    with pytest.raises(WithCoordinator):
        decides(talk.ada, report)
    with pytest.raises(WithCoordinator):
        escalate(by=talk.ada, report=report, now=NOW)
    assert [line.text for line in read_excerpt(by=post, report=report, now=NOW)] == [TEXT]
    decides(post, report)
    assert ("report-answered", ANSWER) in news(talk.ben.account)
    assert Entry.objects.get(verb="decide_report").actor == post.audit_id


def test_a_coordinator_reads_the_names_of_who_is_reported_and_who_leads_alone(talk: Circle) -> None:
    """Turns red when the coordinator learns who is in a group, or who sat beside the line."""
    says(talk.ada, "Welkom")
    says(talk.ben, "Dag")
    report = reported(talk)
    escalate(by=talk.ada, report=report, now=NOW)
    assert report.about
    names = [line.name for line in read_excerpt(by=a_post(talk), report=report, now=NOW)]
    assert (names[0], names[2]) == (talk.ada.pseudonym, report.about.pseudonym)
    assert names[1].endswith("(B)")
    assert talk.ben.pseudonym not in str(names)


@pytest.mark.parametrize("who", ["the reported facilitator", "another facilitator of the group", "elsewhere"])
def test_a_report_about_a_facilitator_is_for_nobody_who_leads(who: str, talk: Circle) -> None:
    fay = leads(talk.group)
    report = reported(talk, about=fay)
    by = {"the reported facilitator": fay, "another facilitator of the group": talk.ada}.get(who) or make_circle().ada
    deeds = (
        partial(read_excerpt, by=by, report=report, now=NOW),
        partial(escalate, by=by, report=report, now=NOW),
        partial(decides, by, report),
    )
    for deed in deeds:
        with pytest.raises(NotYours):
            deed()
    report.refresh_from_db()
    assert (report.decided_at, report.escalated_at) == (None, None)
    assert list(reports_for_coordinator(a_post(talk))) == [report]


def test_who_comes_to_lead_afterwards_does_not_find_the_report_about_them(talk: Circle) -> None:
    report = reported(talk)
    assert report.about
    Membership.objects.filter(pk=report.about.pk).update(role=Role.FACILITATOR)
    assert not reports_for_leader(talk.ada).exists()
    assert not reports_for_leader(report.about).exists()
    assert list(reports_for_coordinator(a_post(talk))) == [report]


def test_who_comes_to_lead_afterwards_decides_on_no_report_of_their_own(talk: Circle) -> None:
    report = reported(talk)
    Membership.objects.filter(pk=talk.ben.pk).update(role=Role.FACILITATOR)
    assert not reports_for_leader(talk.ben).exists()
    with pytest.raises(NotYours):
        decides(talk.ben, report)
    assert list(reports_for_leader(talk.ada)) == [report]


def test_a_coordinator_decides_on_nothing_that_is_about_them_or_by_them(talk: Circle) -> None:
    fay = leads(talk.group)
    report = reported(talk, about=fay)
    for account in (fay.account, talk.ben.account):
        post = Coordinator.objects.create(account=account, organisation=talk.group.organisation)
        assert not reports_for_coordinator(post).exists()
        with pytest.raises(NotYours):
            decides(post, report)


def test_another_organisation_s_coordinator_finds_nothing(talk: Circle) -> None:
    report = reported(talk, about=leads(talk.group))
    stranger = a_coordinator(a_group().organisation)
    assert not reports_before(stranger.account).exists()
    with pytest.raises(NotYours):
        decides(Coordinator.objects.get(account=stranger.account), report)


def test_who_no_longer_leads_decides_nothing(talk: Circle) -> None:
    report = reported(talk)
    Membership.objects.filter(pk=talk.ada.pk).update(role=Role.MEMBER)
    with pytest.raises(NotYours):
        decides(talk.ada, report)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does_and_the_other_is_told() -> None:
    talk = opened(make_circle())
    fay, report = leads(talk.group), reported(talk)
    ends = at_once([partial(decides, by, report) for by in (talk.ada, fay)], AlreadyDecided)
    assert sorted(map(str, ends)) == ["AlreadyDecided", "None"]
    assert [code for code, _ in news(talk.ben.account)].count("report-answered") == 1
    assert Entry.objects.filter(verb="decide_report").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_deciding_and_handing_on_at_once_one_counts() -> None:
    talk = opened(make_circle())
    fay, report, post = leads(talk.group), reported(talk), a_post(talk)
    deeds = [partial(decides, talk.ada, report), partial(escalate, by=fay, report=report, now=NOW)]
    ends = at_once(deeds, AlreadyDecided, WithCoordinator)
    report.refresh_from_db()
    assert list(map(str, ends)).count("None") == 1
    assert bool(report.decided_at) != bool(report.escalated_at)
    assert bool(news(post.account)) == bool(report.escalated_at)


# By the clock


def test_the_lines_go_thirty_days_after_the_answer_and_never_before_it(talk: Circle) -> None:
    report = reported(talk)
    assert forget_due(NOW + 1000 * DAY) == 0
    decides(talk.ada, report)
    assert forget_due(NOW + 29 * DAY) == 0
    assert forget_due(NOW + 30 * DAY) == 1
    assert not FrozenExcerpt.objects.exists()
    with pytest.raises(NothingFrozen):
        read_excerpt(by=talk.ada, report=report, now=NOW)
    assert not Entry.objects.filter(verb="read_excerpt").exists()
    assert reports_made(talk.ben.account).get().answer == ANSWER
    assert forget_due(NOW + 183 * DAY) == 1
    assert not Report.objects.exists()


def test_the_lines_stay_while_the_member_objects_and_thirty_days_after_that_answer(talk: Circle) -> None:
    report = reported(talk)
    assert report.about
    mute(by=talk.ada, membership=report.about, minutes=5, rule="be-kind", words="Even stil.", now=NOW)
    measure = measures_for(report).get()
    decide_report(by=talk.ada, report=report, outcome=Report.Outcome.MEASURE, words=ANSWER, measure=measure, now=NOW)
    appeal = Appeal.objects.create(measure=measure, appealed_at=NOW, due_at=NOW + 14 * DAY)
    forget_due(NOW + 100 * DAY)
    assert FrozenExcerpt.objects.exists()
    Appeal.objects.filter(pk=appeal.pk).update(outcome="upheld", decided_at=NOW + 100 * DAY)
    forget_due(NOW + 129 * DAY)
    assert FrozenExcerpt.objects.exists()
    forget_due(NOW + 130 * DAY)
    assert not FrozenExcerpt.objects.exists()


def test_what_nobody_answers_for_a_week_goes_to_the_coordinators(talk: Circle) -> None:
    post, report = a_post(talk), reported(talk)
    decided = reported(talk)
    decides(talk.ada, decided)
    assert hand_on_unanswered(NOW + 6 * DAY) == 0
    assert hand_on_unanswered(NOW + 7 * DAY) == 1
    assert hand_on_unanswered(NOW + 8 * DAY) == 0
    assert list(reports_for_coordinator(post)) == [report]
    entry = Entry.objects.get(verb="escalate_report")
    assert (entry.actor, entry.object_id) == (None, report.audit_id)
