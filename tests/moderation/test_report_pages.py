"""The pages of reports: one tap to report, one page to answer, and the reporter on none but the own."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups.models import Membership
from moderation.actions import reporting
from moderation.actions.handing_on import escalate
from moderation.actions.reporting import report_line
from moderation.models import Measure, Report
from rooms.models import Event
from tests.factories import a_coordinator
from tests.rooms.circle import Circle, joins, leads, make_circle, opened, says, signed_in

pytestmark = pytest.mark.once
TEXT, WORDS = "Jij bent een nul", "Dit raakte me <b>erg</b>."
ANSWER = {"outcome": "spoken", "words": "We hebben erover gepraat."}


def line_path(line: Event) -> str:
    return reverse("moderation:report_line", args=[line.room.public_id, line.seq])


def told(answer: object) -> list[str]:
    return [message.level_tag for message in answer.context["messages"]]  # type: ignore[attr-defined]  # a test answer


def reported(circle: Circle, about: Membership) -> Report:
    line = says(about, TEXT)
    now = timezone.now()
    return report_line(by=circle.ben, room=line.room, seq=line.seq, rule="be-kind", words=WORDS, now=now)


# Reporting


def test_a_line_is_reported_by_one_form_without_a_reason_and_leads_back(talk: Circle) -> None:
    dora = joins(talk.group)
    line, browser = says(dora, TEXT), signed_in(talk.ben)
    back = f"/kamer/{talk.talk.public_id}/lezen/"
    page = browser.get(f"{line_path(line)}?next={back}").content.decode()
    assert TEXT in page
    assert f'name="next" value="{back}"' in page
    answer = browser.post(line_path(line), {"rule": "other", "words": "", "next": back}, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert told(answer) == ["success"]
    assert Report.objects.get().rule == ""
    again = browser.post(line_path(line), {"rule": "be-kind", "words": "nog eens"}, follow=True)
    assert told(again) == ["success"]
    assert Report.objects.count() == 1


def test_a_report_shows_in_the_menu_of_a_line_and_beside_a_name_on_both_pages(talk: Circle) -> None:
    line = says(joins(talk.group), TEXT)
    for reader in (talk.ben, talk.ada):
        browser = signed_in(reader)
        room = browser.get(f"/kamer/{talk.talk.public_id}/").content.decode()
        assert f'data-report="/kamer/{talk.talk.public_id}/regels/{{seq}}/melden/"' in room
        assert 'data-report-person="/leden/{member}/melden/"' in room
        plain = browser.get(f"/kamer/{talk.talk.public_id}/lezen/{line.seq}/").content.decode()
        assert f'href="{line_path(line)}?next=' in plain
    signed_in(talk.ada).get(f"/kamer/{talk.talk.public_id}/lezen/")
    here = signed_in(talk.ben).get(f"/kamer/{talk.talk.public_id}/lezen/").content.decode()
    assert f'href="/leden/{talk.ada.public_id}/melden/?next=' in here
    assert f"/leden/{talk.ben.public_id}/melden/" not in here


def test_one_s_own_is_refused_kindly_and_so_is_what_is_gone(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    own = says(talk.ben, TEXT)
    paths = (
        line_path(own),
        reverse("moderation:report_person", args=[talk.ben.public_id]),
        reverse("moderation:report_line", args=[talk.talk.public_id, 1]),
        reverse("moderation:report_line", args=[talk.talk.public_id, 99]),
        reverse("moderation:report_line", args=[talk.talk.public_id, 10**14]),
    )
    for path in paths:
        for answer in (browser.get(path, follow=True), browser.post(path, {"rule": "other"}, follow=True)):
            assert answer.status_code == 200
            assert told(answer) == ["info"], path
    assert not Report.objects.exists()


def test_too_much_in_a_day_is_said_kindly_and_what_was_typed_stays(
    talk: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST", 0)
    line = says(joins(talk.group), TEXT)
    page = signed_in(talk.ben).post(line_path(line), {"rule": "be-kind", "words": "Blijft staan"})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert "Blijft staan" in page.content.decode()


def test_html_is_shown_as_it_was_typed_and_never_as_html(talk: Circle) -> None:
    report = reported(talk, joins(talk.group))
    for browser, path in (
        (signed_in(talk.ada), reverse("moderation:report", args=[report.public_id])),
        (signed_in(talk.ben), reverse("moderation:reports_made")),
    ):
        page = browser.get(path).content.decode()
        assert "Dit raakte me &lt;b&gt;erg&lt;/b&gt;." in page
        assert "<b>erg</b>" not in page


# Answering


def test_a_facilitator_reads_and_answers_and_the_reporter_reads_the_answer(talk: Circle) -> None:
    report = reported(talk, joins(talk.group))
    ada, ben = signed_in(talk.ada), signed_in(talk.ben)
    desk = ada.get(reverse("groups:desk", args=[talk.group.public_id])).content.decode()
    index = reverse("moderation:reports", args=[talk.group.public_id])
    path = reverse("moderation:report", args=[report.public_id])
    assert f'href="{index}"' in desk
    assert f'href="{path}"' in ada.get(index).content.decode()
    assert TEXT not in ada.get(path).content.decode(), "the lines come when they are asked for"
    assert TEXT in ada.post(reverse("moderation:read_report", args=[report.public_id])).content.decode()
    answer = ada.post(path, ANSWER, follow=True)
    assert answer.redirect_chain == [(index, 302)]
    assert told(answer) == ["success"]
    place = ben.get(reverse("my_place")).content.decode()
    assert ANSWER["words"] in place
    mine = reverse("moderation:reports_made")
    assert f'href="{mine}"' in place
    assert ANSWER["words"] in ben.get(mine).content.decode()


def test_how_many_wait_is_said_beside_the_people_to_who_leads_alone(talk: Circle) -> None:
    reported(talk, joins(talk.group))
    index = reverse("moderation:reports", args=[talk.group.public_id])
    room = f"/kamer/{talk.talk.public_id}/"
    assert index in signed_in(talk.ada).get(room).content.decode()
    assert index not in signed_in(talk.ben).get(room).content.decode()


def test_of_two_facilitators_the_second_is_told(talk: Circle) -> None:
    report = reported(talk, joins(talk.group))
    path = reverse("moderation:report", args=[report.public_id])
    signed_in(talk.ada).post(path, ANSWER)
    late = signed_in(leads(talk.group)).post(path, {"outcome": "nothing", "words": "Niets."}, follow=True)
    assert told(late) == ["info"]
    report.refresh_from_db()
    assert report.outcome == "spoken"


def test_handed_on_a_coordinator_finds_it_among_the_visitors_reports(talk: Circle) -> None:
    els, report = a_coordinator(talk.group.organisation), reported(talk, joins(talk.group))
    path = reverse("moderation:coordinated_report", args=[report.public_id])
    assert els.client.get(path).status_code == 404
    hand_on = reverse("moderation:hand_on_report", args=[report.public_id])
    for level in ("success", "info"):
        assert told(signed_in(talk.ada).post(hand_on, follow=True)) == [level]
    desk, both = reverse("rooms:coordination"), reverse("moderation:notices")
    assert f'href="{both}"' in els.client.get(desk).content.decode()
    assert f'href="{path}"' in els.client.get(both).content.decode()
    read = els.client.post(reverse("moderation:read_coordinated_report", args=[report.public_id])).content.decode()
    assert TEXT in read
    assert told(els.client.post(path, ANSWER, follow=True)) == ["success"]


@pytest.mark.parametrize("who", ["reported", "co", "elsewhere"])
def test_a_report_about_a_facilitator_is_not_there_for_who_leads_also_by_raw_posts(who: str, talk: Circle) -> None:
    fay = leads(talk.group)
    report = reported(talk, fay)
    by = {"reported": fay, "co": talk.ada}.get(who) or opened(make_circle()).ada
    browser = signed_in(by)
    for name, fields in (
        ("report", ANSWER),
        ("read_report", {}),
        ("hand_on_report", {}),
        ("coordinated_report", ANSWER),
    ):
        path = reverse(f"moderation:{name}", args=[report.public_id])
        assert browser.post(path, fields).status_code == 404
    if by.group == talk.group:
        index = browser.get(reverse("moderation:reports", args=[talk.group.public_id])).content.decode()
        assert report.public_id not in index
        assert "waits for an answer" not in browser.get(f"/kamer/{talk.talk.public_id}/").content.decode()
    report.refresh_from_db()
    assert (report.decided_at, report.escalated_at) == (None, None)


def test_about_a_facilitator_a_coordinator_goes_from_the_report_to_a_measure_that_names_the_line(talk: Circle) -> None:
    els, fay = a_coordinator(talk.group.organisation), leads(talk.group)
    report = reported(talk, fay)
    path = reverse("moderation:coordinated_report", args=[report.public_id])
    page = html.unescape(els.client.get(path).content.decode())
    kinds = ("end_lead", "suspend", "ban")
    ways = {
        kind: reverse(f"moderation:coordinated_{kind}", args=[talk.group.public_id, fay.public_id]) for kind in kinds
    }
    assert all(f'href="{way}?' in page for way in ways.values())
    assert f"{ways['ban']}?line={report.seq}&next={path}" in page
    asked = els.client.get(f"{ways['ban']}?line={report.seq}&next={path}").content.decode()
    assert f'name="line" value="{report.seq}"' in asked
    assert f'name="next" value="{path}"' in asked
    reasons = {"rule": "be-kind", "words": "Zo kan het niet.", "line": report.seq, "next": path}
    answer = els.client.post(ways["ban"], reasons, follow=True)
    assert (answer.redirect_chain, told(answer)) == ([(path, 302)], ["success"])
    measure = Measure.objects.get()
    assert (measure.kind, measure.seq, measure.taken_as) == ("ban", report.seq, "coordinator")
    assert ways["ban"] not in answer.content.decode(), "nobody is there any more to do anything about"


def test_about_a_member_a_coordinator_has_no_measure(talk: Circle) -> None:
    els, dora = a_coordinator(talk.group.organisation), joins(talk.group)
    report = reported(talk, dora)
    escalate(by=talk.ada, report=report, now=timezone.now())
    page = els.client.get(reverse("moderation:coordinated_report", args=[report.public_id])).content.decode()
    assert dora.pseudonym in page
    assert dora.public_id not in page


# The reporter


def pages_of(circle: Circle, report: Report) -> list[tuple[str, bytes]]:
    """Every page on the other side that has to do with the report."""
    ada, els = signed_in(circle.ada), a_coordinator(circle.group.organisation).client
    group, own = [circle.group.public_id], [report.public_id]
    paths = [
        reverse(name, args=args)
        for name, args in (
            ("my_place", []),
            ("moderation:reports", group),
            ("moderation:report", own),
            ("moderation:taken", group),
        )
    ]
    found = [(path, ada.get(path).content) for path in paths]
    found.append(("read", ada.post(reverse("moderation:read_report", args=own)).content))
    escalate(by=circle.ada, report=report, now=timezone.now())
    post = reverse("deeds", args=[circle.group.organisation.public_id])
    places = (
        "/mijn-plek/",
        "/coordinatie/",
        "/coordinatie/meldingen/",
        f"/coordinatie/meldingen/leden/{own[0]}/",
        post,
    )
    found += [(path, els.get(path).content) for path in places]
    found.append(("read as coordinator", els.post(f"/coordinatie/meldingen/leden/{own[0]}/lezen/").content))
    found.append(("again", ada.get(paths[1]).content))
    assert report.about
    reported_one = signed_in(report.about)
    found += [(path, reported_one.get(path).content) for path in ("/mijn-plek/", "/mijn-meldingen/")]
    return found


def marks_of(member: Membership, report: Report) -> list[bytes]:
    at = timezone.localtime(report.reported_at)
    marks = [member.pseudonym, member.public_id, str(member.pk), member.pk.hex, str(member.account_id)]
    return [mark.encode() for mark in [*marks, f"{at:%H:%M}", f"{at:%H.%M}", str(member.audit_id)]]


def test_the_reporter_is_on_no_page_of_the_other_side(talk: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns red when a page, a piece of news or an entry names who reported, or when in the day it was."""
    dora = joins(talk.group)
    report = reported(talk, dora)
    Report.objects.filter(pk=report.pk).update(reported_at=report.reported_at.replace(hour=3, minute=7))
    report.refresh_from_db()
    marks = marks_of(talk.ben, report)
    found = [(where, mark) for where, page in pages_of(talk, report) for mark in marks if mark in page]
    # Who leads sees by name who is in the group, and nothing that ties anybody to a report.
    assert found == []
    own = signed_in(talk.ben).get(reverse("moderation:reports_made")).content
    assert dora.pseudonym.encode() in own, "the control: who reported finds it"


def test_a_link_to_the_reporter_would_be_found(talk: Circle) -> None:
    """The control of the one above: who is reported is on these pages, and is found by the same search."""
    dora = joins(talk.group)
    report = reported(talk, dora)
    pages = pages_of(talk, report)
    assert sum(dora.pseudonym.encode() in page for _, page in pages) > 5


@pytest.mark.parametrize("part", ["desk", "coordinator"])
def test_the_pages_ask_little_of_the_database(
    part: str, talk: Circle, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    report = reported(talk, leads(talk.group) if part == "coordinator" else joins(talk.group))
    browser: Client = signed_in(talk.ada)
    paths = [reverse("moderation:reports", args=[talk.group.public_id])]
    if part == "coordinator":
        browser, paths = a_coordinator(talk.group.organisation).client, ["/coordinatie/meldingen/"]
    name = "coordinated_report" if part == "coordinator" else "report"
    paths.append(reverse(f"moderation:{name}", args=[report.public_id]))
    for path in paths:
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200
    with django_assert_max_num_queries(16):
        browser.post(re.sub("$", "lezen/", paths[1]))
