"""The talk without script, from outside: reading, writing, and every deed by a form."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from groups.actions.concealing import conceal
from groups.models import Membership
from groups.roles import Role
from moderation.actions.hiding import hide
from moderation.actions.muting import mute
from rooms.actions import meetings
from rooms.live import core, timeline
from rooms.live.rates import PostRate
from rooms.models import Event, Reaction, ReadPointer
from tests.rooms.circle import NOW, Circle, joins, leads, make_circle, opened, says, signed_in
from tests.rooms.evenings import STARTS, planned

pytestmark = pytest.mark.once

SENT_ID = re.compile(r'name="id" value="([^"]+)"')
CHECKS = ["tests.rooms.live.test_checks.shouts"]


@pytest.fixture
def talk(db: None) -> Circle:
    """Ada's group with a talk that is open now, so that lines can still be changed."""
    return opened(make_circle(), timezone.now())


def path_of(circle: Circle, part: str = "") -> str:
    return f"/kamer/{circle.talk.public_id}/lezen/{part}"


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def sent(browser: Client, circle: Circle, text: str = "Dag allemaal.", **more: str) -> Any:
    """Writes a line in the form of a fresh page, and sends it."""
    page = text_of(browser.get(path_of(circle)))
    found = SENT_ID.search(page)
    fields = {"id": found[1] if found else "x1", "text": text, **more}
    return browser.post(path_of(circle), fields)


def lines_on(answer: Any) -> list[Any]:
    """The lines of a page as the template got them."""
    return [line for line in answer.context["lines"] if line.is_message]


def texts_of(circle: Circle) -> list[object]:
    return [line["text"] for line in circle.lines() if line["kind"] == "message"]


# Reading


def test_the_live_page_leads_there_when_there_is_no_script(talk: Circle) -> None:
    page = text_of(signed_in(talk.ben).get(f"/kamer/{talk.talk.public_id}/"))
    refresh = f'<noscript><meta http-equiv="refresh" content="0; url={path_of(talk)}#nieuw"></noscript>'
    assert refresh in page.partition("</head>")[0]
    assert f'<a href="{path_of(talk)}#nieuw">' in page.partition("</head>")[2]


@pytest.mark.parametrize("who", ["ben", "ada"])
def test_a_page_full_of_lines_costs_twelve_statements_at_most(
    who: str, talk: Circle, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    authors = [joins(talk.group) for _ in range(8)]
    for number in range(60):
        says(authors[number % 8], f"Regel {number}.", timezone.now())
    line = talk.talk.head
    Reaction.objects.create(room=talk.talk, seq=line, membership=talk.ben, kind="warmth")
    reader: Membership = getattr(talk, who)
    conceal(by=talk.ben, whom=authors[0])
    browser, page = signed_in(reader), path_of(talk)
    for part in ("", "", f"{line}/", "?voor=20"):
        with django_assert_max_num_queries(12):
            assert browser.get(f"{page}{part}").status_code == 200


def test_it_says_whose_evening_it_is_and_when_what_was_said_goes(talk: Circle) -> None:
    page = text_of(signed_in(talk.ben).get(path_of(talk), headers={"accept-language": "en"}))
    for words in (talk.group.name, "The talk is open", "erased 24 hours after the talk closes", "1 here"):
        assert words in page


def test_it_says_until_when_the_evening_is_planned_on_the_groups_own_clock(circle: Circle) -> None:
    planned(circle, zone="Europe/London")
    browser = signed_in(circle.ben)
    for deed, words in (
        (None, "The next talk begins:"),
        (meetings.prepare, "The talk begins:"),
        (meetings.open_talk, "The talk is planned until 20:15."),
    ):
        if deed:
            deed(by=circle.ada, room=circle.talk, now=STARTS)
        with time_machine.travel(STARTS, tick=False):
            page = text_of(browser.get(path_of(circle), headers={"accept-language": "en"}))
        assert words in re.sub(r"<(p|span)\b[^>]* hidden>.*?</\1>", "", page)


def test_lines_are_shown_as_they_stand_now(talk: Circle) -> None:
    ada, ben = signed_in(talk.ada), signed_in(talk.ben)
    first = says(talk.ada, "Welkom.", timezone.now())
    sent(ben, talk, "Dag Ada.", reply_to=str(first.seq))
    sent(ben, talk, "Dit neem ik terug.")
    sent(ben, talk, "Dit is fout.", note="drank")
    rude = says(joins(talk.group), "Wat een onzin.", timezone.now())
    reply, taken, wrong = (line.entry.seq for line in lines_on(ben.get(path_of(talk)))[1:4])
    ben.post(path_of(talk, f"{taken}/terugnemen/"), {"id": "t1"})
    ben.post(path_of(talk, f"{wrong}/"), {"id": "c1", "text": "Dit is <b>goed</b>."})
    hide(by=talk.ada, room=talk.talk, seq=rude.seq, rule="be-kind", words="Dit kwetst.", now=timezone.now())
    page = ada.get(path_of(talk), headers={"accept-language": "en"})
    by_seq = {line.entry.seq: line for line in lines_on(page)}
    assert by_seq[first.seq].marks == ["facilitator", "you"]
    assert by_seq[reply].quote == f"{talk.ada.pseudonym}: Welkom."
    assert by_seq[taken].words == f"{talk.ben.pseudonym} took this line back."
    assert (by_seq[wrong].entry.text, by_seq[wrong].marks, by_seq[wrong].closed) == (
        "Dit is <b>goed</b>.",
        ["changed"],
        True,
    )
    assert by_seq[rude.seq].words.splitlines()[0] == "This line was hidden by the facilitator."
    assert by_seq[rude.seq].words.splitlines()[2] == "Dit kwetst."
    text = text_of(page)
    assert "Dit is &lt;b&gt;goed&lt;/b&gt;." in text
    assert '<summary class="line__opener">Read this line</summary>' in text
    for gone in ("Dit neem ik terug.", "Dit is fout.", "Wat een onzin."):
        assert gone not in text


def test_what_happened_and_the_quiet_words_are_told_in_words(talk: Circle) -> None:
    line = says(talk.ada, "Welkom.", timezone.now())
    for kind, who in (("warmth", talk.ben), ("warmth", joins(talk.group)), ("listening", joins(talk.group))):
        Reaction.objects.create(room=talk.talk, seq=line.seq, membership=who, kind=kind)
    meetings.pause(by=talk.ada, room=talk.talk, now=timezone.now())
    page = text_of(signed_in(talk.ben).get(path_of(talk), headers={"accept-language": "en"}))
    assert "The facilitator pauses the talk for a moment." in page
    counts = re.sub(r"<[^>]+>", "", re.search(r'<p class="line__counts">.*?</p>', page)[0])  # type: ignore[index]  # fails when it is not there
    assert counts == "listening&nbsp;1warmth for you&nbsp;2 (you too)"


def test_who_somebody_would_rather_not_read_is_folded_and_not_told_in_a_quote(talk: Circle) -> None:
    other = joins(talk.group)
    first = says(other, "Iets dat Ben niet wil lezen.", timezone.now())
    sent(signed_in(talk.ada), talk, "Een antwoord daarop.", reply_to=str(first.seq))
    conceal(by=talk.ben, whom=other)
    page = signed_in(talk.ben).get(path_of(talk), headers={"accept-language": "en"})
    folded, reply = lines_on(page)
    assert (folded.folded, reply.quote) == (True, "A line by somebody you would rather not read")
    text = text_of(page)
    assert "Iets dat Ben niet wil lezen." in text
    assert "Iets dat Ben niet wil lezen." not in re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)
    assert f'action="/leden/{other.public_id}/tonen/"' in text


def test_the_first_unread_line_is_marked_once_and_then_counts_as_read(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    says(talk.ada, "Welkom.", timezone.now())
    browser.get(path_of(talk))
    assert ReadPointer.objects.get(membership=talk.ben).seq == talk.talk.head
    says(talk.ben, "Dag.", timezone.now())
    new = says(talk.ada, "Hoe gaat het?", timezone.now())
    says(talk.ada, "Wie wil beginnen?", timezone.now())
    page = browser.get(path_of(talk))
    assert [line.entry.seq for line in page.context["lines"] if line.unread] == [new.seq]
    assert text_of(page).count('id="nieuw"') == 1
    again = browser.get(path_of(talk))
    assert [line for line in again.context["lines"] if line.unread] == []
    assert text_of(again).count('id="nieuw"') == 1


def test_earlier_lines_are_a_page_further_and_move_no_pointer(talk: Circle) -> None:
    said = [says(talk.ada, f"Regel {number}.", timezone.now()).seq for number in range(2 * timeline.PAGE)]
    browser, seen = signed_in(talk.ben), list[int]()
    page = browser.get(path_of(talk))
    while page.context["earlier"]:
        seen = [line.entry.seq for line in lines_on(page)] + seen
        page = browser.get(path_of(talk, f"?voor={page.context['earlier']}"))
        assert "<textarea" not in text_of(page)
    assert [line.entry.seq for line in lines_on(page)] + seen == said
    assert ReadPointer.objects.get(membership=talk.ben).seq == talk.talk.head


def test_a_later_change_shows_on_an_earlier_page(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    sent(browser, talk, "Dit is fout.")
    sent(browser, talk, "Dit neem ik terug.")
    wrong, taken = (line.entry.seq for line in lines_on(browser.get(path_of(talk))))
    for number in range(timeline.PAGE):
        says(talk.ada, f"Regel {number}.", timezone.now())
    browser.post(path_of(talk, f"{wrong}/"), {"id": "c1", "text": "Dit is goed."})
    browser.post(path_of(talk, f"{taken}/terugnemen/"), {"id": "t1"})
    found = {line.entry.seq: line for line in lines_on(browser.get(path_of(talk, f"?voor={taken + 1}")))}
    assert (found[wrong].entry.text, found[taken].entry.text) == ("Dit is goed.", None)


@pytest.mark.parametrize("voor", ["0", "-1", "x", "9" * 400, "\0", "1.5"])
def test_a_number_that_is_none_shows_a_page_all_the_same(voor: str, talk: Circle) -> None:
    assert signed_in(talk.ben).get(path_of(talk), {"voor": voor, "antwoord": voor}).status_code == 200


# Writing


def test_a_line_is_said_and_the_page_goes_to_it(talk: Circle) -> None:
    answer = sent(signed_in(talk.ben), talk, "  Dag\r\nallemaal. ", note="drank")
    seq = talk.talk.head
    assert (answer.status_code, answer["Location"]) == (302, f"{path_of(talk)}#regel-{seq}")
    (line,) = [line for line in talk.lines() if line["kind"] == "message"]
    assert (line["text"], line["note"], line["by"]) == ("Dag\nallemaal.", "drank", talk.ben.public_id)
    assert Event.objects.get(room=talk.talk, seq=seq).ciphertext is not None


def test_sent_twice_or_again_after_back_it_is_one_line(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    answers = [browser.post(path_of(talk), {"id": "a1", "text": "Dag."}) for _ in range(2)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert texts_of(talk) == ["Dag."]
    other = browser.post(path_of(talk), {"id": "a1", "text": "Iets anders."})
    fields = dict(other.context["form"].data.items())
    assert (other.status_code, fields["text"], texts_of(talk)) == (200, "Iets anders.", ["Dag."])
    assert fields["id"] != "a1"
    browser.post(path_of(talk), fields)
    assert texts_of(talk) == ["Dag.", "Iets anders."]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"text": ""}, "text", "there is nothing to read in it"),
        ({"text": " \u200b "}, "text", "there is nothing to read in it"),
        ({"text": "x" * 4_001}, "text", "4,001 of at most 4,000 characters"),
        ({"text": "na\x07am"}, "text", "something in it that we cannot handle"),
        ({"note": "x" * 81}, "note", "81 of at most 80 characters"),
        ({"reply_to": "999"}, "text", "the line that it is about is no longer here"),
        ({"reply_to": "x"}, "text", "the line that it is about is no longer here"),
        ({"id": ""}, "id", "got lost on the way"),
        ({"id": "a b"}, "id", "got lost on the way"),
        ({"id": "x" * 65}, "id", "got lost on the way"),
    ],
)
def test_what_cannot_be_sent_comes_back_with_the_reason(
    typed: dict[str, str], field: str, words: str, talk: Circle
) -> None:
    browser = signed_in(talk.ben)
    fields = {"id": "a1", "text": "Dag.", "note": "", "reply_to": "", **typed}
    answer = browser.post(path_of(talk), fields, headers={"accept-language": "en"})
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, [field])
    assert words in " ".join(form.errors[field])
    assert (form["text"].value(), form["note"].value()) == (fields["text"], fields["note"])
    assert texts_of(talk) == []


def test_the_next_try_after_a_bad_one_goes_through(talk: Circle) -> None:
    """The hidden fields that were at fault are mended on the page that comes back."""
    browser = signed_in(talk.ben)
    for bad in ({"reply_to": "999"}, {"id": "a b"}):
        answer = browser.post(path_of(talk), {"id": "a1", "text": "Dag.", **bad})
        shown = {name: answer.context["form"][name].value() or "" for name in ("id", "text", "note", "reply_to")}
        assert browser.post(path_of(talk), shown).status_code == 302


def test_who_writes_very_fast_keeps_the_text(talk: Circle) -> None:
    core.core().rate = PostRate(1, 2)
    browser = signed_in(talk.ben)
    answers = [sent(browser, talk, f"Regel {number}.") for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert answers[2].context["form"]["text"].value() == "Regel 2."
    assert texts_of(talk) == ["Regel 0.", "Regel 1."]


def test_a_finding_is_shown_first_and_a_soft_one_can_be_sent_all_the_same(talk: Circle, settings: Settings) -> None:
    settings.ROOM_CHECKS = CHECKS
    browser = signed_in(talk.ben)
    answer = browser.post(path_of(talk), {"id": "a1", "text": "Hallo"})
    page = text_of(answer)
    assert "Zeg het zachter." in page
    assert ('name="as_it_is"' in page, texts_of(talk)) == (True, [])
    browser.post(path_of(talk), {"id": "a1", "text": "Hallo", "finding": "f1", "as_it_is": "1"})
    assert texts_of(talk) == ["Hallo"]
    hard = browser.post(path_of(talk), {"id": "a2", "text": "HALLO", "finding": "f1", "as_it_is": "1"})
    assert ('name="as_it_is"' in text_of(hard), texts_of(talk)) == (False, ["Hallo"])


def test_a_finding_that_was_only_shown_is_not_confirmed_by_sending_again(talk: Circle, settings: Settings) -> None:
    settings.ROOM_CHECKS = CHECKS
    browser = signed_in(talk.ben)
    assert browser.post(path_of(talk), {"id": "a1", "text": "Hallo", "finding": "f1"}).status_code == 200
    assert texts_of(talk) == []


def listens(talk: Circle) -> None:
    Membership.objects.filter(pk=talk.ben.pk).update(role=Role.LISTENER)


def is_muted(talk: Circle) -> None:
    mute(by=talk.ada, membership=talk.ben, minutes=10, rule="be-kind", words="Even rustig.", now=timezone.now())


def pauses(talk: Circle) -> None:
    meetings.pause(by=talk.ada, room=talk.talk, now=timezone.now())


def closes(talk: Circle) -> None:
    meetings.close(by=talk.ada, room=talk.talk, now=timezone.now())


def waits(talk: Circle) -> None:
    closes(talk)
    meetings.prepare(by=talk.ada, room=talk.talk, now=timezone.now())


@pytest.mark.parametrize(
    ("deed", "why", "refusal"),
    [
        (listens, "You have a seat to listen.", "you have a seat to listen"),
        (is_muted, "asked you to only read along, until", "asked you to only read along"),
        (pauses, "The talk is paused. You can write again", "the talk is paused"),
        (closes, "The talk is closed, so nobody can write.", "the talk is closed"),
        (waits, "The talk has not begun yet.", "the talk has not begun yet"),
    ],
)
def test_the_page_says_why_one_cannot_write_and_a_line_that_came_too_late_stays(
    deed: Any, why: str, refusal: str, talk: Circle
) -> None:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(talk.ben.account)
    assert "<textarea" in text_of(browser.get(path_of(talk)))
    deed(talk)
    page = text_of(browser.get(path_of(talk)))
    assert why in page
    assert "<textarea" not in page
    late = browser.post(path_of(talk), {"id": "a1", "text": "Net te laat."})
    assert refusal in text_of(late)
    assert late.context["form"]["text"].value() == "Net te laat."
    assert texts_of(talk) == []


def test_who_first_looks_for_new_lines_keeps_the_text(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    first = says(talk.ada, "Welkom.", timezone.now())
    typed = {"id": "a1", "text": "Een begin van", "note": "drank", "reply_to": str(first.seq)}
    says(talk.ada, "Intussen.", timezone.now())
    page = browser.post(path_of(talk), {**typed, "refresh": "1"})
    assert {name: page.context["form"][name].value() for name in typed} == typed
    assert "Intussen." in text_of(page)
    assert page.context["reply"]
    alone = browser.post(path_of(talk), {**typed, "refresh": "alone"})
    assert (alone.context["reply"], alone.context["form"]["text"].value()) == ("", "Een begin van")
    assert texts_of(talk) == ["Welkom.", "Intussen."]


def test_replying_begins_at_a_line_and_says_to_what(talk: Circle) -> None:
    first = says(talk.ada, "Welkom.", timezone.now())
    browser = signed_in(talk.ben)
    assert f'href="{path_of(talk)}?antwoord={first.seq}#schrijven"' in text_of(
        browser.get(path_of(talk, f"{first.seq}/"))
    )
    page = browser.get(path_of(talk, f"?antwoord={first.seq}"))
    assert page.context["reply"] == f"{talk.ada.pseudonym}: Welkom."
    assert f'name="reply_to" value="{first.seq}"' in text_of(page)


# A line's own page


def test_one_changes_and_takes_back_ones_own_line(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    sent(browser, talk, "Dag.")
    seq = talk.talk.head
    page = path_of(talk, f"{seq}/")
    assert browser.get(page).context["form"]["text"].value() == "Dag."
    bad = browser.post(page, {"id": "c1", "text": " "})
    assert (bad.status_code, list(bad.context["form"].errors)) == (200, ["text"])
    for _ in range(2):
        answer = browser.post(page, {"id": "c2", "text": "Dag iedereen."})
        assert (answer.status_code, answer["Location"]) == (302, f"{path_of(talk)}#regel-{seq}")
    assert [line.entry.text for line in lines_on(browser.get(path_of(talk)))] == ["Dag iedereen."]
    assert talk.kinds().count("edited") == 1
    for _ in range(2):
        assert browser.post(f"{page}terugnemen/", {"id": "t1"})["Location"] == f"{path_of(talk)}#regel-{seq}"
    assert talk.kinds().count("retracted") == 1
    assert "Dag iedereen." not in text_of(browser.get(path_of(talk)))
    assert "Dag iedereen." not in text_of(browser.get(page))


def test_a_change_is_looked_at_by_the_checks_and_comes_back(talk: Circle, settings: Settings) -> None:
    browser = signed_in(talk.ben)
    sent(browser, talk, "dag")
    settings.ROOM_CHECKS = CHECKS
    answer = browser.post(path_of(talk, f"{talk.talk.head}/"), {"id": "c1", "text": "HOI"})
    assert "Zeg het zachter." in text_of(answer)
    assert answer.context["form"]["text"].value() == "HOI"
    assert talk.kinds().count("edited") == 0


@pytest.mark.parametrize("part", ["", "terugnemen/"])
def test_the_line_of_another_is_not_ones_own_to_change(part: str, talk: Circle) -> None:
    seq = says(talk.ada, "Welkom.", timezone.now()).seq
    answer = signed_in(talk.ben).post(path_of(talk, f"{seq}/{part}"), {"id": "c1", "text": "Iets anders."}, follow=True)
    assert answer.status_code == 200
    assert texts_of(talk) == ["Welkom."]
    assert len(talk.kinds()) == 2


def test_what_is_offered_about_a_line_depends_on_who_looks(talk: Circle) -> None:
    other, fay = joins(talk.group), leads(talk.group)
    now = timezone.now()
    seqs = {who: says(author, "Dag.", now).seq for who, author in (("ben", talk.ben), ("other", other), ("fay", fay))}

    def offered(reader: Membership, line: str) -> set[str]:
        may = signed_in(reader).get(path_of(talk, f"{seqs[line]}/")).context["may"]
        return {deed for deed, yes in may.items() if yes}

    assert offered(talk.ben, "ben") == {"reply", "edit", "retract"}
    assert offered(talk.ben, "other") == {"reply", "acknowledge", "report", "worry", "conceal"}
    assert offered(talk.ben, "fay") == {"reply", "acknowledge", "report", "worry"}
    assert offered(talk.ada, "ben") == {"reply", "acknowledge", "report", "measure"}
    assert offered(talk.ada, "fay") == {"reply", "acknowledge", "report"}
    Event.objects.filter(seq=seqs["ben"]).update(at=now - timedelta(minutes=16))
    assert offered(talk.ben, "ben") == {"reply", "retract"}
    closes(talk)
    assert offered(talk.ben, "ben") == {"retract"}
    assert offered(talk.ben, "other") == {"report", "worry", "conceal"}


def test_a_quiet_word_is_set_and_taken_away(talk: Circle) -> None:
    seq, browser = says(talk.ada, "Welkom.", timezone.now()).seq, signed_in(talk.ben)
    page = path_of(talk, f"{seq}/woord/")
    for on, count in (("1", 1), ("1", 1), ("0", 0)):
        assert browser.post(page, {"kind": "warmth", "on": on})["Location"] == f"{path_of(talk)}#regel-{seq}"
        assert Reaction.objects.filter(membership=talk.ben, seq=seq).count() == count
    for kind in ("", "applause", "\0"):
        assert browser.post(page, {"kind": kind, "on": "1"})["Location"] == path_of(talk)
    browser.post(path_of(talk, "999/woord/"), {"kind": "warmth", "on": "1"})
    assert not Reaction.objects.exists()


def test_a_line_that_is_not_there_leads_back_to_the_talk(talk: Circle) -> None:
    browser = signed_in(talk.ben)
    for seq in (1, 99, 0, "9" * 15):  # the first event is a phase, not a line
        answer = browser.get(path_of(talk, f"{seq}/"), follow=True)
        assert answer.redirect_chain == [(path_of(talk), 302)]
        assert len(list(answer.context["messages"])) == 1


# Deeds of a facilitator, and of a member towards another


def test_a_facilitator_leads_an_evening_from_this_page(circle: Circle) -> None:
    browser, room = signed_in(circle.ada), f"/kamer/{circle.talk.public_id}/"
    for deed, phase in (
        *(("klaarzetten", "waiting"), ("openen", "open"), ("pauzeren", "paused")),
        *(("openen", "open"), ("sluiten", "closed")),
    ):
        page = text_of(browser.get(path_of(circle)))
        form = re.search(
            rf'<form[^>]* action="{room}{deed}/"(?! data-when="[^"]*" hidden)[^>]*>(.*?)</form>', page, re.DOTALL
        )
        assert form, deed
        assert f'name="next" value="{path_of(circle)}"' in form[1]
        answer = browser.post(f"{room}{deed}/", {"next": path_of(circle)})
        assert (answer.status_code, answer["Location"]) == (302, path_of(circle))
        assert circle.phase == phase


def test_a_measure_begins_with_a_link_and_ends_on_this_page(talk: Circle) -> None:
    line, browser = says(talk.ben, "Wat een onzin.", timezone.now()), signed_in(talk.ada)
    signed_in(talk.ben).get(path_of(talk))
    here, about = text_of(browser.get(path_of(talk))), text_of(browser.get(path_of(talk, f"{line.seq}/")))
    deeds = {
        f"/kamer/{talk.talk.public_id}/regels/{line.seq}/verbergen/": "Wat een onzin.",
        f"/leden/{talk.ben.public_id}/dempen/": talk.ben.pseudonym,
        f"/leden/{talk.ben.public_id}/verwijderen/": talk.ben.pseudonym,
    }
    for path, who in deeds.items():
        link = f"{path}?next={path_of(talk)}"
        because = link if "verbergen" in path else link.replace("?", f"?line={line.seq}&amp;")
        assert f'href="{because}"' in about
        assert "verbergen" in path or f'href="{link}"' in here
        page = text_of(browser.get(link))
        assert who in page
        assert f'name="next" value="{path_of(talk)}"' in page
        assert f'href="{path_of(talk)}"' in page
        fields = {"rule": "be-kind", "words": "Dit kwetst.", "minutes": "10", "next": path_of(talk)}
        assert browser.post(link, {**fields, "words": ""}).status_code == 200
        assert browser.post(link, fields)["Location"] == path_of(talk)
    assert browser.get(path_of(talk)).status_code == 200


def test_the_word_is_given_back_from_this_page(talk: Circle) -> None:
    is_muted(talk)
    line, browser = says(talk.ben, "Dag.", timezone.now()), signed_in(talk.ada)
    signed_in(talk.ben).get(path_of(talk))
    form = f'action="/leden/{talk.ben.public_id}/stem-terug/"'
    assert form in text_of(browser.get(path_of(talk)))
    assert form in text_of(browser.get(path_of(talk, f"{line.seq}/")))
    answer = browser.post(f"/leden/{talk.ben.public_id}/stem-terug/", {"next": path_of(talk)})
    assert answer["Location"] == path_of(talk)
    assert form not in text_of(browser.get(path_of(talk)))


def test_a_member_folds_somebody_and_unfolds_them_from_this_page(talk: Circle) -> None:
    other, browser = joins(talk.group), signed_in(talk.ben)
    line = says(other, "Dag.", timezone.now())
    assert f'action="/leden/{other.public_id}/verbergen/"' in text_of(browser.get(path_of(talk, f"{line.seq}/")))
    for deed, folded in (("verbergen", True), ("tonen", False)):
        answer = browser.post(f"/leden/{other.public_id}/{deed}/", {"next": path_of(talk)})
        assert answer["Location"] == path_of(talk)
        assert lines_on(browser.get(path_of(talk)))[0].folded == folded


@pytest.mark.parametrize("next_path", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_no_deed_leads_elsewhere(next_path: str, talk: Circle) -> None:
    browser, room = signed_in(talk.ada), f"/kamer/{talk.talk.public_id}/"
    assert browser.post(f"{room}pauzeren/", {"next": next_path})["Location"] == room
    page = browser.get(f"/leden/{talk.ben.public_id}/dempen/", {"next": next_path})
    assert page.context["back"] == room
    assert [link for link in re.findall(r'(?:href|action)="([^"]*)"', text_of(page)) if "elsewhere" in link] == []


def test_the_room_backstage_is_read_and_written_in_the_same_way(talk: Circle) -> None:
    browser, path = signed_in(talk.ada), f"/kamer/{talk.backstage.public_id}/lezen/"
    pauses(talk)
    assert browser.post(path, {"id": "a1", "text": "Onder ons."}).status_code == 302
    page = text_of(browser.get(path))
    assert "Onder ons." in page
    assert "openen/" not in page
    assert signed_in(talk.ben).get(path).status_code == 404


# Presence, and the other processes


def test_what_is_done_rings_the_other_processes(talk: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody may have the room open here: then the writer's own process has no reason to ring."""
    rung: list[tuple[str, str, list[int]]] = []
    monkeypatch.setattr(core.core().hub.bell, "ring", lambda *ring: rung.append((*ring, [])[:3]))
    browser, tag = signed_in(talk.ben), talk.talk.tag
    for part, fields, expected in (
        ("", {"id": "a1", "text": "Dag."}, ("head", [])),
        ("2/terugnemen/", {"id": "a2"}, ("head", [])),
        ("", {"id": "a3", "text": "Nog eens."}, ("head", [])),
        ("4/woord/", {"kind": "warmth", "on": "1"}, ("counts", [4])),
    ):
        rung.clear()
        browser.post(path_of(talk, part), fields)
        assert (tag, *expected) in rung
    rung.clear()
    signed_in(talk.ada).get(path_of(talk))
    assert rung == [(tag, "people", sorted([talk.ada.ordinal, talk.ben.ordinal]))]


def test_who_reads_without_script_is_here_and_sees_the_others(talk: Circle) -> None:
    signed_in(talk.ada).get(path_of(talk))
    page = signed_in(talk.ben).get(path_of(talk))
    assert {one.person.public_id for one in page.context["here"]} == {talk.ada.public_id, talk.ben.public_id}
    assert core.core().hub.presence.own(talk.talk.tag) == sorted([talk.ada.ordinal, talk.ben.ordinal])


def test_who_is_here_can_be_worried_about_by_members_and_cared_for_by_who_leads(talk: Circle) -> None:
    ada, ben = signed_in(talk.ada), signed_in(talk.ben)
    ada.get(path_of(talk))
    page = text_of(ben.get(path_of(talk)))
    assert f'action="/leden/{talk.ada.public_id}/zorgen/"' in page
    assert f'action="/leden/{talk.ben.public_id}/zorgen/"' not in page
    assert "/zorgstappen/" not in page
    page = text_of(ada.get(path_of(talk)))
    assert f'action="/leden/{talk.ben.public_id}/zorgstappen/"' in page
    assert "/zorgen/" not in page
    answer = ben.post(f"/leden/{talk.ada.public_id}/zorgen/", {"next": path_of(talk)})
    assert answer["Location"] == path_of(talk)
    assert [worry.about for worry in talk.group.concerns.all()] == [talk.ada]


@pytest.mark.parametrize("part", ["", "1/", "1/terugnemen/", "1/woord/"])
def test_every_request_is_a_sign_of_life_of_a_facilitator(part: str, circle: Circle) -> None:
    opened(circle, NOW)
    signed_in(circle.ben).post(path_of(circle, part), {"id": "a1", "text": "Dag."})
    assert circle.talk.meeting
    assert circle.talk.meeting.facilitator_seen_at == NOW
    signed_in(circle.ada).post(path_of(circle, part), {"id": "a2", "text": "Dag."})
    assert circle.talk.meeting.facilitator_seen_at != NOW
