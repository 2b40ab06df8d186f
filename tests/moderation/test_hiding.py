"""Hiding a line."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.vault import Unreadable, unseal_with
from audit.models import Entry
from moderation.actions.hiding import NoSuchLine, hide
from moderation.actions.measures import NotAllowed
from moderation.models import HiddenOriginal, Measure
from moderation.queries import measures_towards
from rooms.actions.erasing import erase_due
from rooms.actions.leading import NotLeading
from rooms.actions.meetings import close
from rooms.live import log
from rooms.live.sealing import unwrap
from rooms.models import Event, MeetingKey
from rooms.phases import EventKind, Gone
from tests.rooms.circle import AN_HOUR, NOW, Circle, leads, make_circle, opened, says
from tests.rooms.fixtures import Rings

TEXT = "Hij woont in de Kerkstraat op nummer 12"
WORDS = "Hier staat waar iemand woont."


def hides(circle: Circle, line: Event) -> Measure:
    return hide(by=circle.ada, room=circle.talk, seq=line.seq, rule="group-name", words=WORDS, now=NOW)


def test_the_group_reads_why_in_place_of_the_line(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    line = says(talk.ben, TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        hides(talk, line)
    tombstone, hidden = talk.lines()[-2:]
    assert (tombstone["text"], tombstone["gone"], tombstone["by"]) == (None, "hidden", talk.ben.public_id)
    assert (hidden["kind"], hidden["refers_to"], hidden["by"]) == ("hidden", line.seq, talk.ada.public_id)
    assert (hidden["rule"], hidden["words"]) == ("group-name", WORDS)
    assert TEXT not in str(talk.lines())
    assert (talk.talk.tag, "head") in rings.heard()


def test_the_author_is_told_the_rule_and_the_words(talk: Circle) -> None:
    measure = hides(talk, says(talk.ben, TEXT))
    assert list(measures_towards(talk.ben.account)) == [measure]
    told = measures_towards(talk.ben.account).get()
    assert (told.kind, told.rule, told.words, told.taken_by) == ("hide", "group-name", WORDS, talk.ada)
    assert list(measures_towards(talk.ada.account)) == []


def test_the_audit_knows_the_rule_and_not_the_words(talk: Circle) -> None:
    measure = hides(talk, says(talk.ben, TEXT))
    entry = Entry.objects.get(verb="hide")
    assert (entry.actor, entry.object_id, entry.rule) == (talk.ada.audit_id, measure.audit_id, "group-name")
    assert WORDS not in str(vars(entry))


def test_moderation_keeps_the_original_and_its_later_texts_until_the_talk_goes(talk: Circle) -> None:
    line = says(talk.ben, TEXT)
    room = log.lock_room(talk.talk.id)
    again = log.append(
        room, kind=EventKind.EDITED, author=talk.ben, fields={"text": TEXT * 2}, refers_to=line.seq, now=NOW
    )
    hides(talk, line)
    key = MeetingKey.objects.get()
    kept = {original.event_id: bytes(original.ciphertext) for original in HiddenOriginal.objects.all()}
    talk_key = unwrap(key.id, bytes(key.wrapped))
    opened_again = {event: talk_key.open(event, sealed)["text"] for event, sealed in kept.items()}
    assert opened_again == {line.id: TEXT, again.id: TEXT * 2}
    close(by=talk.ada, room=talk.talk, now=NOW)
    erase_due(NOW + 24 * AN_HOUR)
    assert not HiddenOriginal.objects.exists()
    with pytest.raises(Unreadable):
        unseal_with(b"d" * 32, kept[line.id], line.id.bytes)


def test_a_line_of_an_evening_that_is_over_can_be_hidden_while_it_is_kept(talk: Circle) -> None:
    line = says(talk.ben, TEXT)
    close(by=talk.ada, room=talk.talk, now=NOW)
    hides(talk, line)
    opened(talk)
    assert TEXT not in str(talk.lines())


@pytest.mark.parametrize("gone", [Gone.RETRACTED, Gone.HIDDEN])
def test_a_line_that_lost_its_text_is_no_line(talk: Circle, gone: Gone) -> None:
    line = says(talk.ben, TEXT)
    log.take_text(talk.talk, [line.seq], gone=gone)
    with pytest.raises(NoSuchLine):
        hides(talk, line)
    assert not Measure.objects.exists()


def test_only_lines_can_be_hidden(talk: Circle) -> None:
    for seq in (0, 1, 99):
        with pytest.raises(NoSuchLine):
            hide(by=talk.ada, room=talk.talk, seq=seq, rule="be-kind", words=WORDS, now=NOW)


def test_nobody_hides_their_own_line_or_a_co_facilitators(talk: Circle) -> None:
    for author in (talk.ada, leads(talk.group)):
        line = says(author, TEXT)
        with pytest.raises(NotAllowed):
            hides(talk, line)
    assert str(talk.lines()).count(TEXT) == 2


@pytest.mark.parametrize("who", ["member", "other group's facilitator"])
def test_nobody_else_hides(talk: Circle, who: str) -> None:
    line = says(talk.ben, TEXT)
    by = talk.ben if who == "member" else make_circle().ada
    with pytest.raises(NotLeading):
        hide(by=by, room=talk.talk, seq=line.seq, rule="be-kind", words=WORDS, now=NOW)
    assert TEXT in str(talk.lines())
