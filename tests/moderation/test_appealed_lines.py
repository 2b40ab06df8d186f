"""The line because of which a measure was taken: named in its reasons, frozen with an objection, read on record."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from audit.models import Entry
from groups.models import Membership
from moderation.actions.appealing import HadAPart, decide_appeal, read_appealed
from moderation.actions.deciding import NothingFrozen, decide_report
from moderation.actions.forgetting import forget_due
from moderation.actions.hiding import hide
from moderation.actions.holds import drop
from moderation.actions.lifting import lift
from moderation.actions.measures import NotTheirLine
from moderation.actions.reporting import report_line
from moderation.models import Appeal, FrozenExcerpt, Measure, Report
from moderation.statements import statement_of
from peerchat.actions.erasing import erase_account
from rooms.actions.erasing import erase_due
from rooms.actions.meetings import close
from rooms.actions.waiting import put_away
from rooms.live import holding
from tests.at_once import at_once
from tests.moderation.test_appealing import a_post, objects
from tests.moderation.test_ladder import TAKES, take
from tests.rooms.circle import AN_HOUR, NOW, Circle, joins, leads, make_circle, opened, says, signed_in
from tests.rooms.live.writing import held_line

TEXT, DAY = "Jij bent een nul", timedelta(days=1)
A_DAY_LATER = NOW + 2 * DAY


def hides(circle: Circle, seq: int) -> Measure:
    return hide(by=circle.ada, room=circle.talk, seq=seq, rule="be-kind", words="Dit kwetst.", now=NOW)


def erases_the_talk(circle: Circle) -> None:
    close(by=circle.ada, room=circle.talk, now=NOW)
    assert erase_due(A_DAY_LATER)


def read(circle: Circle, made: Appeal) -> list[str]:
    return [line.text for line in read_appealed(by=a_post(circle), appeal=made, now=NOW)]


# Naming it


@pytest.mark.parametrize("kind", TAKES)
def test_the_person_reads_which_line_it_was_until_the_talk_is_erased(talk: Circle, kind: str) -> None:
    measure = take(kind, talk, seq=says(talk.ben, TEXT).seq)
    browser, path = signed_in(talk.ben), f"/mijn-account/besluiten/{measure.public_id}/"
    assert TEXT in browser.get(path).content.decode()
    erases_the_talk(talk)
    page = browser.get(path, headers={"accept-language": "en"}).content.decode()
    assert TEXT not in page
    assert "A line of yours that is not kept any more" in page


def test_a_line_that_is_hidden_besides_is_told_to_its_author_all_the_same(talk: Circle) -> None:
    line = says(talk.ben, TEXT)
    muted = take("mute", talk, seq=line.seq)
    hides(talk, line.seq)
    assert statement_of(muted, NOW).line == TEXT


@pytest.mark.parametrize("whose", ["of somebody else", "of nobody", "of another group"])
def test_a_line_of_others_is_no_reason(talk: Circle, whose: str) -> None:
    """Turns red when the number alone is believed: the statement would show what others said."""
    line = says(talk.ada, TEXT).seq if whose == "of somebody else" else 99
    if whose == "of another group":
        other = opened(make_circle())
        line = [says(other.ben, TEXT).seq for _ in range(9)][-1]
    with pytest.raises(NotTheirLine):
        take("ban", talk, seq=line)
    talk.ben.refresh_from_db()
    assert (talk.ben.state, Measure.objects.count()) == ("active", 0)
    told = signed_in(talk.ada).post(
        f"/leden/{talk.ben.public_id}/dempen/",
        {"rule": "be-kind", "words": "Dit kwetst.", "minutes": "5", "line": str(line)},
        follow=True,
    )
    assert [message.level_tag for message in told.context["messages"]] == ["info"]
    assert not Measure.objects.exists()


@pytest.mark.parametrize("line", ["0", "-1", "x", "1.5", "9" * 400, "a\0b"])
def test_what_is_no_number_of_a_line_is_said_and_goes_from_the_form(talk: Circle, line: str) -> None:
    path, typed = f"/leden/{talk.ben.public_id}/woord/", {"rule": "be-kind", "words": "Dit kwetst."}
    form = signed_in(talk.ada).post(path, {**typed, "line": line}).context["form"]
    assert (list(form.errors), form["line"].value(), form["words"].value()) == (["__all__"], "", "Dit kwetst.")
    assert not Measure.objects.exists()


def test_a_measure_from_a_report_names_the_reported_line_also_when_the_talk_is_gone(talk: Circle) -> None:
    fay = joins(talk.group)
    line = says(talk.ben, TEXT)
    report = report_line(by=fay, room=talk.talk, seq=line.seq, rule="", words="", now=NOW)
    page = signed_in(talk.ada).get(f"/bureau/meldingen/{report.public_id}/").content.decode()
    assert f"/dempen/?line={line.seq}&amp;next=" in page
    erases_the_talk(talk)
    measure = take("mute", talk, seq=line.seq)
    assert statement_of(measure, NOW).line == "", "that it is still kept would tell that somebody reported it"
    made = objects(measure)
    assert statement_of(measure, NOW).line == ""
    assert read(talk, made) == [TEXT]


def test_the_ladder_and_the_page_of_one_line_hand_the_line_on(talk: Circle) -> None:
    line, browser = says(talk.ben, TEXT), signed_in(talk.ada)
    here = f"/leden/{talk.ben.public_id}/"
    page = browser.get(f"/kamer/{talk.talk.public_id}/lezen/{line.seq}/").content.decode()
    for way in ("dempen/", "verwijderen/", "maatregelen/"):
        assert f"{here}{way}?line={line.seq}&amp;" in page
    ladder = browser.get(f"{here}maatregelen/?line={line.seq}").content.decode()
    assert f"{here}uitsluiten/?" in ladder
    assert f"line={line.seq}" in ladder
    asked = browser.get(f"{here}uitsluiten/?line={line.seq}").context["form"]
    assert asked["line"].value() == str(line.seq)


# Freezing it


@pytest.mark.parametrize("kind", ["hide", *TAKES])
def test_an_objection_freezes_the_line_with_five_on_each_side_and_outlives_the_talk(talk: Circle, kind: str) -> None:
    for number in range(7):
        says(talk.ada, f"ervoor {number}")
    seq = says(talk.ben, TEXT).seq
    for number in range(7):
        says(talk.ada, f"erna {number}")
    measure = hides(talk, seq) if kind == "hide" else take(kind, talk, seq=seq)
    made = objects(measure)
    assert made.excerpt
    assert TEXT.encode() not in bytes(made.excerpt.lines_sealed or b"")
    erases_the_talk(talk)
    assert read(talk, made) == [*(f"ervoor {n}" for n in range(2, 7)), TEXT, *(f"erna {n}" for n in range(5))]
    assert statement_of(measure, NOW).line == TEXT, "its author reads the own line as long as it is kept"


def test_an_objection_after_the_talk_is_gone_has_nothing_to_freeze(talk: Circle) -> None:
    measure = hides(talk, says(talk.ben, TEXT).seq)
    erases_the_talk(talk)
    made = objects(measure)
    assert made.excerpt is None
    with pytest.raises(NothingFrozen):
        read(talk, made)
    assert not Entry.objects.filter(verb="read_excerpt").exists()


def test_without_a_line_nothing_is_frozen(talk: Circle) -> None:
    says(talk.ben, TEXT)
    assert objects(take("ban", talk)).excerpt is None


def test_each_reading_is_an_entry_of_the_audit_and_names_no_member(talk: Circle) -> None:
    says(talk.ada, "Welkom")
    says(joins(talk.group), "Dag")
    made = objects(hides(talk, says(talk.ben, TEXT).seq))
    by = a_post(talk)
    browser, path = signed_in(by.account), f"/coordinatie/bezwaren/{made.public_id}/"
    assert TEXT not in browser.get(path).content.decode()
    for times in (1, 2):
        page = browser.post(f"{path}lezen/").content.decode()
        assert Entry.objects.filter(verb="read_excerpt", actor=by.audit_id, object_id=made.audit_id).count() == times
        assert TEXT in page
        assert talk.ada.pseudonym in page
        assert "(C)" in page
        assert talk.ben.pseudonym not in page
    assert browser.get(f"{path}lezen/").status_code == 405


def test_who_took_it_reads_nothing_also_by_raw_post(talk: Circle) -> None:
    made = objects(hides(talk, says(talk.ben, TEXT).seq))
    path = f"/coordinatie/bezwaren/{made.public_id}/lezen/"
    for who in (talk.ada, talk.ben, leads(talk.group)):
        by = a_post(talk, who)
        assert signed_in(by.account).post(path).status_code == 404
        with pytest.raises(HadAPart):
            read_appealed(by=by, appeal=made, now=NOW)
    assert not Entry.objects.filter(verb="read_excerpt").exists()


# A line that was not let through


def drops(circle: Circle) -> Measure:
    line = held_line(circle, circle.ben, TEXT)
    return drop(by=circle.ada, room=circle.talk, line_id=line.id, rule="be-kind", words="Dit kwetst.", now=NOW)


def test_its_author_reads_it_in_the_reasons_and_an_objection_freezes_it_where_it_would_have_stood(talk: Circle) -> None:
    for number in range(7):
        says(talk.ada, f"ervoor {number}")
    measure = drops(talk)
    says(talk.ada, "erna", now=NOW + AN_HOUR)
    page = signed_in(talk.ben).get(f"/mijn-account/besluiten/{measure.public_id}/").content.decode()
    assert TEXT in page
    assert "Dit kwetst." in page
    made = objects(measure)
    erases_the_talk(talk)
    assert read(talk, made) == [*(f"ervoor {n}" for n in range(2, 7)), TEXT, "erna"]
    assert statement_of(measure, NOW).line == TEXT


def test_what_its_author_put_away_is_not_kept_for_an_objection(talk: Circle) -> None:
    measure = drops(talk)
    put_away(author=talk.ben, room=talk.talk, client_id="h1")
    assert statement_of(measure, NOW).line == ""
    assert objects(measure).excerpt is None


def test_undone_while_the_talk_goes_on_the_line_waits_again_and_afterwards_nothing_is_heard(talk: Circle) -> None:
    lift(by=talk.ada, measure=drops(talk), now=NOW)
    (waits,) = holding.waiting_in(talk.talk)
    assert (waits.rule, waits.words_sealed) == ("", None)
    again = drop(by=talk.ada, room=talk.talk, line_id=waits.id, rule="sober", words="Toch niet.", now=NOW)
    close(by=talk.ada, room=talk.talk, now=NOW)
    decide_appeal(by=a_post(talk), appeal=objects(again), outcome=Appeal.Outcome.OVERTURNED, words="Ja.", now=NOW)
    assert not holding.waiting_in(talk.talk)
    again.refresh_from_db()
    assert again.lifted_at == NOW


# By the clock, and with who goes


def test_the_lines_go_thirty_days_after_the_answer_and_not_while_it_waits(talk: Circle) -> None:
    made = objects(hides(talk, says(talk.ben, TEXT).seq))
    assert forget_due(NOW + 100 * DAY) == 0
    decide_appeal(by=a_post(talk), appeal=made, outcome=Appeal.Outcome.UPHELD, words="Zo is het.", now=NOW)
    assert forget_due(NOW + 29 * DAY) == 0
    assert forget_due(NOW + 30 * DAY) == 1
    made.refresh_from_db()
    assert made.excerpt is None


def test_what_a_report_froze_stays_as_long_as_the_objection_goes_on(talk: Circle) -> None:
    line = says(talk.ben, TEXT)
    report = report_line(by=joins(talk.group), room=talk.talk, seq=line.seq, rule="", words="", now=NOW)
    measure = hides(talk, line.seq)
    erases_the_talk(talk)
    made = objects(measure)
    assert made.excerpt == report.excerpt
    decide_report(by=talk.ada, report=report, outcome=Report.Outcome.SPOKEN, words="Ja.", measure=None, now=NOW)
    forget_due(NOW + 100 * DAY)
    assert read(talk, made) == [TEXT]
    decide_appeal(by=a_post(talk), appeal=made, outcome=Appeal.Outcome.UPHELD, words="Zo is het.", now=NOW + 100 * DAY)
    forget_due(NOW + 130 * DAY)
    assert not FrozenExcerpt.objects.exists()


def test_what_was_frozen_for_an_objection_goes_with_who_objected(talk: Circle) -> None:
    objects(hides(talk, says(talk.ben, TEXT).seq))
    erase_account(account_id=talk.ben.account_id, now=NOW)
    assert not FrozenExcerpt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_an_objection_and_the_erasure_of_the_talk_at_once_either_comes_first() -> None:
    """Turns red when the lines are read without the lock of their room."""
    with transaction.atomic():
        circle = opened(make_circle())
        measure = hides(circle, says(circle.ben, TEXT).seq)
        close(by=circle.ada, room=circle.talk, now=NOW)
    made, _ = at_once([partial(objects, measure), partial(erase_due, A_DAY_LATER)])
    erase_due(A_DAY_LATER)
    assert Membership.objects.filter(pk=circle.ben.pk).exists()
    assert (read(circle, made) == [TEXT]) if made.excerpt else not FrozenExcerpt.objects.exists()
