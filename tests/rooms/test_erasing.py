"""Forgetting a talk: nothing of it is left in any table, and what was copied before cannot be opened after."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from accounts.vault import Unreadable, unseal, unseal_with
from audit.models import Entry
from rooms.actions.belonging import admit
from rooms.actions.erasing import Receipt, erase_due
from rooms.actions.meetings import close, open_talk, prepare
from rooms.live import log
from rooms.live.sealing import unwrap
from rooms.models import Event, MeetingKey, MeetingSeat, Reaction, ReadPointer
from rooms.phases import EventKind
from tests.rooms.circle import NOW, Circle, asks, make_circle, opened, says

SENTENCE = "De sleutel ligt onder de blauwe bloempot van 1987"
A_DAY = timedelta(hours=24)


def evening(circle: Circle, now: datetime = NOW, text: str = SENTENCE) -> Event:
    """A talk with one line of Ben, closed at `now`."""
    opened(circle, now)
    line = says(circle.ben, text, now)
    ReadPointer.objects.update_or_create(room=circle.talk, membership=circle.ada, defaults={"seq": line.seq})
    Reaction.objects.create(room=circle.talk, seq=line.seq, membership=circle.ada, kind="warmth")
    seat = MeetingSeat(meeting=circle.talk.meetings.latest("starts_at"), membership=circle.ben, state="confirmed")
    seat.changed_at = now
    seat.save()
    close(by=circle.ada, room=circle.talk, now=now)
    return line


def everything() -> bytes:
    """All that every table holds, one value after another."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [as_bytes(value) for row in cursor.fetchall() for value in row]
    return b"\0".join(found)


def as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_a_planted_sentence_is_in_no_table_before_and_after(circle: Circle) -> None:
    line = evening(circle)
    before = everything()
    assert SENTENCE in str(circle.lines()), "it can be read while it is kept"
    assert circle.group.name.encode() in before, "the search finds what is there"
    assert bytes(line.ciphertext or b"") in before
    assert SENTENCE.encode() not in before, "it is stored sealed from the first moment"
    assert len(erase_due(NOW + A_DAY)) == 1
    after = everything()
    assert SENTENCE.encode() not in after
    assert bytes(line.ciphertext or b"") not in after
    assert circle.lines() == []


def test_what_was_copied_before_cannot_be_opened_once_the_key_is_gone(circle: Circle) -> None:
    line = evening(circle)
    copied, key = bytes(line.ciphertext or b""), MeetingKey.objects.get()
    assert unwrap(key.id, bytes(key.wrapped)).open(line.id, copied)["text"] == SENTENCE, "with the key it opens"
    erase_due(NOW + A_DAY)
    assert not MeetingKey.objects.exists()
    assert bytes(key.wrapped) not in everything()
    with pytest.raises(Unreadable):
        unseal(copied, line.id.bytes)
    for secret in (*settings.DATA_KEYS, settings.INDEX_KEY, settings.AUDIT_KEY):
        with pytest.raises(Unreadable):
            unseal_with(secret, copied, line.id.bytes)


def test_the_receipt_has_counts_and_no_words(circle: Circle) -> None:
    evening(circle)
    assert erase_due(NOW + A_DAY) == [Receipt(rooms=2, events=3, pointers=1, reactions=1, keys=1, seats=1, held=0)]
    entry = Entry.objects.get(verb="erase")
    assert (entry.actor, entry.object_id) == (None, circle.talk.meetings.get().audit_id)
    assert entry.figures == {"rooms": 2, "events": 3, "pointers": 1, "reactions": 1, "keys": 1, "seats": 1, "held": 0}


def test_erasing_again_does_nothing(circle: Circle) -> None:
    evening(circle)
    erase_due(NOW + A_DAY)
    assert erase_due(NOW + A_DAY) == []
    assert Entry.objects.filter(verb="erase").count() == 1


@pytest.mark.parametrize("hours", [0, 24, 72])
def test_a_talk_goes_at_its_hour_and_not_a_second_before(db: None, hours: int) -> None:
    circle, kept_for = make_circle(kept_for_hours=hours), timedelta(hours=hours)
    evening(circle)
    assert erase_due(NOW + kept_for - timedelta(seconds=1)) == []
    assert circle.talk.head == 3
    assert len(erase_due(NOW + kept_for)) == 1


def test_an_open_talk_is_never_erased(talk: Circle) -> None:
    says(talk.ben, SENTENCE)
    assert erase_due(NOW + timedelta(days=400)) == []
    assert SENTENCE in str(talk.lines())


def test_numbers_are_never_used_again(circle: Circle) -> None:
    evening(circle)
    erase_due(NOW + A_DAY)
    room = circle.talk
    assert (room.floor, room.head, room.meeting) == (3, 3, None)
    assert circle.backstage.meeting is None
    assert open_talk(by=circle.ada, room=room, now=NOW + A_DAY).phase == "open"
    assert [line["seq"] for line in circle.lines()] == [4]


def test_backstage_goes_with_the_talk(circle: Circle) -> None:
    opened(circle)
    backstage = log.lock_room(circle.backstage.id)
    log.append(backstage, kind=EventKind.MESSAGE, author=circle.ada, fields={"text": SENTENCE}, now=NOW)
    close(by=circle.ada, room=circle.talk, now=NOW)
    erase_due(NOW + A_DAY)
    assert not Event.objects.exists()
    assert circle.backstage.floor == 1


def test_earlier_talks_go_too_and_a_living_one_stays(db: None) -> None:
    circle = make_circle(kept_for_hours=72)
    evening(circle, NOW, "de eerste avond")
    circle.ada.group.kept_for_hours = 24
    circle.ada.group.save()
    evening(circle, NOW + timedelta(hours=1), "de tweede avond")
    prepare(by=circle.ada, room=circle.talk, now=NOW + timedelta(hours=2))
    assert len(erase_due(NOW + timedelta(hours=25))) == 1
    assert [line["kind"] for line in circle.lines()] == ["phase"]
    assert circle.talk.meeting is not None, "the waiting room of the third stays"
    assert (circle.talk.floor, circle.talk.head) == (6, 7)
    assert len(erase_due(NOW + timedelta(hours=72))) == 1, "the first has nothing left but its key"
    assert MeetingKey.objects.count() == 1


def test_who_came_after_the_talk_was_forgotten_is_still_told(db: None) -> None:
    circle = make_circle(shows_comings=True)
    evening(circle)
    erase_due(NOW + A_DAY)
    admit(by=circle.ada, membership=asks(circle.group), now=NOW + A_DAY)
    assert [line["kind"] for line in circle.lines()] == ["joined"]


def test_each_group_forgets_its_own(db: None) -> None:
    one, other = make_circle(kept_for_hours=0), make_circle(kept_for_hours=72)
    evening(one)
    evening(other)
    assert len(erase_due(NOW + timedelta(hours=1))) == 1
    assert one.lines() == []
    assert SENTENCE in str(other.lines())
