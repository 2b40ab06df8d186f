"""A member reports a line or a person: what is frozen, what is refused, who is told, and that nobody learns who did."""

import json
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from audit.models import Entry
from audit.queries import first_fault
from groups.models import Membership, News
from groups.roles import Role, State
from moderation.actions import reporting
from moderation.actions.hiding import hide
from moderation.actions.reporting import AboutOneself, NoSuchLine, TooMany, report_line, report_person
from moderation.excerpts import Line, Named, lines_of
from moderation.models import FrozenExcerpt, Report
from moderation.queries import reports_for_leader, reports_made
from peerchat.actions.erasing import erase_account
from rooms.actions.belonging import NotThere, leave
from rooms.actions.erasing import erase_due
from rooms.actions.meetings import close
from rooms.live import log, writer
from rooms.models import Event
from rooms.phases import EventKind, Gone
from rooms.words import say
from tests.at_once import at_once
from tests.factories import a_coordinator, a_membership, an_account
from tests.rooms.circle import AN_HOUR, NOW, Circle, joins, leads, make_circle, opened, says
from tests.rooms.live.writing import a_retraction, a_session, an_edit

TEXT, WORDS = "Jij bent een nul", "Dit raakte me <b>erg</b>."


def reports(by: Membership, line: Event, rule: str = "be-kind", words: str = WORDS) -> Report:
    return report_line(by=by, room=line.room, seq=line.seq, rule=rule, words=words, now=NOW)


def reports_who(by: Membership, person: Membership) -> Report:
    return report_person(by=by, person=person, rule="", words="", now=NOW)


def texts(report: Report) -> list[str]:
    report.refresh_from_db()
    return [line.text for line in lines(report)]


def lines(report: Report) -> list[Line]:
    return lines_of(report.excerpt, Named.EVERYBODY) if report.excerpt else []


# What is frozen


def test_a_line_is_frozen_with_five_on_each_side_and_nothing_else(talk: Circle) -> None:
    dora = joins(talk.group)
    for number in range(7):
        says(talk.ben, f"ervoor {number}")
    line = says(dora, TEXT)
    for number in range(7):
        says(talk.ben, f"erna {number}")
    report = reports(talk.ben, line)
    assert texts(report) == [*(f"ervoor {n}" for n in range(2, 7)), TEXT, *(f"erna {n}" for n in range(5))]
    assert [each.marked for each in lines(report)].index(True) == 5
    assert {each.name for each in lines(report)} == {talk.ben.pseudonym, dora.pseudonym}
    assert (report.about, report.made_by, report.seq, report.rule, report.words) == (
        dora, talk.ben, line.seq, "be-kind", WORDS,
    )  # fmt: skip


def test_what_is_frozen_is_sealed(talk: Circle) -> None:
    report = reports(talk.ben, says(joins(talk.group), TEXT))
    with connection.cursor() as cursor:
        cursor.execute("SELECT lines_sealed FROM moderation_frozenexcerpt")
        kept = bytes(cursor.fetchone()[0])
    assert not any(word.encode() in kept for word in (TEXT, talk.ben.public_id, "text"))
    assert WORDS.encode() not in bytes(report.words_sealed or b"")


@pytest.mark.parametrize("deed", ["edit", "retract", "hide", "erasure", "the talk's end"])
def test_what_comes_after_leaves_the_excerpt_whole(deed: str, talk: Circle) -> None:
    """Turns red when the excerpt points at the log and does not keep the words."""
    dora = joins(talk.group)
    line = says(dora, TEXT)
    report = reports(talk.ben, line)
    session = a_session(dora)
    room = talk.talk
    match deed:
        case "edit":
            writer.store([an_edit(room, dora, session, "c1", line.seq, "Lief")])
        case "retract":
            writer.store([a_retraction(room, dora, session, "c1", line.seq)])
        case "hide":
            hide(by=talk.ada, room=room, seq=line.seq, rule="be-kind", words="x", now=NOW)
        case "erasure":
            erase_account(account_id=dora.account_id, now=NOW)
        case _:
            close(by=talk.ada, room=room, now=NOW)
            erase_due(NOW + 25 * AN_HOUR)
    assert TEXT not in str(talk.lines()) or deed == "edit"
    assert texts(report) == [TEXT]


def test_the_text_as_it_stands_is_frozen_and_not_what_was_said_before(talk: Circle) -> None:
    dora = joins(talk.group)
    line, gone = says(dora, "Eerste woorden"), says(dora, "Teruggenomen")
    room = talk.talk
    log.take_text(room, [line.seq], gone=Gone.EDITED)
    log.take_text(room, [gone.seq], gone=Gone.RETRACTED)
    log.append(room, kind=EventKind.EDITED, author=dora, fields={"text": TEXT}, refers_to=line.seq, now=NOW)
    report = reports(talk.ben, line)
    assert texts(report) == [TEXT, ""]
    assert "Eerste" not in json.dumps(report.excerpt.lines if report.excerpt else "")


def test_of_a_person_the_last_five_lines_are_frozen_and_nothing_of_others(talk: Circle) -> None:
    dora = joins(talk.group)
    for number in range(7):
        says(dora, f"regel {number}")
        says(talk.ben, "van een ander")
    report = reports_who(talk.ben, dora)
    assert texts(report) == [f"regel {number}" for number in range(2, 7)]
    assert (report.seq, report.about) == (None, dora)


def test_a_person_who_said_nothing_can_be_reported_too(talk: Circle) -> None:
    report = reports_who(talk.ben, joins(talk.group))
    assert report.excerpt is None
    assert lines(report) == []


def test_what_somebody_can_read_they_can_report_also_what_was_said_before_they_came(talk: Circle) -> None:
    line = says(talk.ben, TEXT)
    assert texts(reports(joins(talk.group), line)) == [TEXT]


# What is no line


def test_a_line_that_is_not_there_cannot_be_reported(talk: Circle) -> None:
    for seq in (0, 1, 99, 10**14):  # the first event is a phase
        with pytest.raises(NoSuchLine):
            report_line(by=talk.ben, room=talk.talk, seq=seq, rule="", words="", now=NOW)
    says(joins(talk.group), TEXT)
    close(by=talk.ada, room=talk.talk, now=NOW)
    erase_due(NOW + 25 * AN_HOUR)
    with pytest.raises(NoSuchLine):
        report_line(by=talk.ben, room=talk.talk, seq=2, rule="", words="", now=NOW)
    assert not FrozenExcerpt.objects.exists()


@pytest.mark.parametrize("gone", [Gone.RETRACTED, Gone.HIDDEN])
def test_a_line_that_lost_its_text_is_no_line(talk: Circle, gone: Gone) -> None:
    line = says(joins(talk.group), TEXT)
    log.take_text(talk.talk, [line.seq], gone=gone)
    with pytest.raises(NoSuchLine):
        reports(talk.ben, line)


def test_a_number_counts_in_its_own_room_only(talk: Circle) -> None:
    elsewhere = opened(make_circle())
    line = says(elsewhere.ada, TEXT)
    with pytest.raises(NotThere):
        reports(talk.ben, line)
    with pytest.raises(NotThere):
        report_line(by=talk.ben, room=talk.backstage, seq=1, rule="", words="", now=NOW)
    assert not Report.objects.exists()


@pytest.mark.parametrize("state", [State.SUSPENDED, State.LEFT, State.REMOVED, State.BANNED])
def test_who_is_out_reports_nothing(talk: Circle, state: State) -> None:
    line = says(joins(talk.group), TEXT)
    Membership.objects.filter(pk=talk.ben.pk).update(state=state)
    with pytest.raises(NotThere):
        reports(talk.ben, line)


def test_nobody_reports_themselves_nor_what_they_said_under_an_older_name(talk: Circle) -> None:
    line = says(talk.ben, TEXT)
    with pytest.raises(AboutOneself):
        reports(talk.ben, line)
    with pytest.raises(AboutOneself):
        reports_who(talk.ben, talk.ben)
    leave(membership=talk.ben, now=NOW)
    again = a_membership(talk.ben.account, talk.group, "Nieuwe Naam")
    with pytest.raises(AboutOneself):
        reports(again, line)
    assert not FrozenExcerpt.objects.exists()


# Often


def test_the_same_again_is_the_same_report(talk: Circle) -> None:
    dora = joins(talk.group)
    line = says(dora, TEXT)
    first = reports(talk.ben, line)
    log.take_text(talk.talk, [line.seq], gone=Gone.RETRACTED)
    assert reports(talk.ben, line, words="nog eens") == first
    assert reports_who(talk.ben, dora) == reports_who(talk.ben, dora) != first
    assert reports_made(talk.ben.account).count() == 2
    assert Entry.objects.filter(verb="report").count() == 2


def test_a_thousand_reports_end_at_so_many_a_day(talk: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "MOST", 2)
    dora = joins(talk.group)
    lines = [says(dora, f"regel {number}") for number in range(3)]
    for line in lines[:2]:
        reports(talk.ben, line)
    with pytest.raises(TooMany):
        reports(talk.ben, lines[2])
    assert reports(talk.ben, lines[0]), "what was reported before is no new one"
    assert reports(talk.ada, lines[2]), "others are not kept waiting"
    later = NOW + timedelta(days=1, seconds=1)
    assert report_line(by=talk.ben, room=talk.talk, seq=lines[2].seq, rule="", words="", now=later)


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_of_a_report_and_a_retraction_at_once_either_the_words_are_kept_or_nothing_was_reported() -> None:
    """Turns red without the lock of the room: a report with an excerpt in which the line has no words."""
    talk = opened(make_circle())
    dora = joins(talk.group)
    session = a_session(dora)
    for number in range(6):
        line = says(dora, f"{TEXT} {number}")
        takes_back = partial(writer.store, [a_retraction(talk.talk, dora, session, f"c{number}", line.seq)])
        became, _ = at_once([partial(reports, talk.ben, line), takes_back], NoSuchLine)
        if became == "NoSuchLine":
            assert not Report.objects.filter(seq=line.seq).exists()
        else:
            assert [each.text for each in lines(became) if each.marked] == [f"{TEXT} {number}"]
        assert talk.lines()[-1]["kind"] == "retracted"


@pytest.mark.django_db(transaction=True)
def test_the_same_report_twice_at_once_is_one() -> None:
    talk = opened(make_circle())
    line = says(joins(talk.group), TEXT)
    assert len({report.pk for report in at_once([partial(reports, talk.ben, line)] * 2)}) == 1
    assert Report.objects.count() == FrozenExcerpt.objects.count() == 1


# Who is told, and what


def codes(account_of: Membership) -> list[str]:
    return list(account_of.account.news.order_by("told_at", "id").values_list("code", flat=True))


def test_who_reports_and_who_leads_are_told_and_nobody_else(talk: Circle) -> None:
    fay, dora, els = leads(talk.group), joins(talk.group), a_coordinator(talk.group.organisation)
    reports(talk.ben, says(dora, TEXT))
    reports(talk.ben, says(dora, TEXT))
    assert codes(talk.ben) == ["report-received"]
    assert codes(talk.ada) == codes(fay) == ["report-waits"], "once, until it was seen"
    assert codes(dora) == []
    assert not News.objects.filter(account=els.account).exists()


def test_what_is_about_a_facilitator_goes_to_the_coordinators_alone(talk: Circle) -> None:
    fay, els = leads(talk.group), a_coordinator(talk.group.organisation)
    report = reports(talk.ben, says(fay, TEXT))
    assert report.past_the_group
    for leader in (talk.ada, fay):
        assert codes(leader) == []
        assert not reports_for_leader(leader).exists()
    assert list(News.objects.filter(account=els.account).values_list("code", flat=True)) == ["report-handed-on"]


def test_what_a_facilitator_reports_goes_past_the_others_who_lead(talk: Circle) -> None:
    fay = leads(talk.group)
    assert reports(talk.ada, says(talk.ben, TEXT)).past_the_group
    assert not reports_for_leader(fay).exists()
    assert codes(fay) == []


def test_who_led_before_under_another_name_counts_as_leading(talk: Circle) -> None:
    account = an_account()
    a_membership(account, talk.group, role=Role.FACILITATOR, state=State.LEFT)
    again = a_membership(account, talk.group)
    assert reports(talk.ben, says(again, TEXT)).past_the_group


def test_the_audit_tells_of_the_report_and_not_who_made_it(talk: Circle) -> None:
    report = reports(talk.ben, says(joins(talk.group), TEXT))
    entry = Entry.objects.get(verb="report")
    assert (entry.actor, entry.object_kind, entry.object_id, entry.rule) == (None, "report", report.audit_id, "be-kind")
    assert str(talk.ben.audit_id) not in str(vars(entry))
    assert first_fault(str(talk.group.organisation.audit_id)) is None


# Who goes


def test_a_report_stays_when_who_made_it_goes_and_names_nobody(talk: Circle) -> None:
    report = reports(talk.ben, says(joins(talk.group), TEXT))
    erase_account(account_id=talk.ben.account_id, now=NOW)
    report.refresh_from_db()
    assert report.made_by is None
    assert texts(report) == [TEXT]
    assert list(reports_for_leader(talk.ada)) == [report]


def test_a_report_stays_when_whom_it_is_about_goes_and_the_excerpt_names_nobody(talk: Circle) -> None:
    dora = joins(talk.group)
    says(talk.ben, "Hoi")
    report = reports(talk.ben, says(dora, TEXT))
    erase_account(account_id=dora.account_id, now=NOW)
    report.refresh_from_db()
    assert report.about is None
    assert [line.name for line in lines(report)] == [talk.ben.pseudonym, say("somebody")]
    assert dora.pseudonym not in (report.excerpt.lines if report.excerpt else "")
    assert list(reports_for_leader(talk.ada)) == [report]
