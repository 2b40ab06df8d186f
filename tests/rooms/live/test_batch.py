"""Group commit: what becomes of each line, and how little it costs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError

from groups.models import Membership
from groups.roles import Role, State
from rooms.actions import meetings
from rooms.live import writer
from rooms.live.batch import EDIT_WITHIN, Line, commit
from rooms.live.codes import ByeCode, ErrorCode
from rooms.live.speaking import Ack, Denied, Farewell, Outcome
from rooms.models import Event, MeetingKey
from rooms.phases import Phase
from tests.rooms.circle import NOW, Circle, joins, make_circle, opened
from tests.rooms.live.writing import a_line, a_retraction, a_session, an_edit, counted

MOST_STATEMENTS = 6


def only(line: Line) -> Outcome:
    return commit([line], now=NOW).outcomes[0]


def test_lines_are_numbered_in_the_order_given_and_told_as_they_are_kept(talk: Circle) -> None:
    session, head = a_session(talk.ben), talk.talk.head
    done = commit([a_line(talk.talk, talk.ben, session, f"c{n}", f"regel {n}") for n in range(3)], now=NOW)
    assert done.outcomes == [Ack(head + 1), Ack(head + 2), Ack(head + 3)]
    assert done.events[talk.talk.id] == talk.lines()[-3:]
    assert talk.talk.head == head + 3


def test_the_same_id_is_the_same_line_also_within_one_batch(talk: Circle) -> None:
    """Turns red when a batch does not remember what it has just placed."""
    session = a_session(talk.ben)
    line = a_line(talk.talk, talk.ben, session, "c1")
    done = commit([line, line, replace(line, fields={"text": "anders"})], now=NOW)
    assert done.outcomes == [Ack(2), Ack(2), Denied(ErrorCode.CONFLICT)]
    assert only(line) == Ack(2)
    assert only(replace(line, refers_to=1)) == Denied(ErrorCode.CONFLICT)
    assert Event.objects.filter(client_id="c1").count() == 1


def test_two_members_may_use_the_same_id(talk: Circle) -> None:
    lines = [a_line(talk.talk, who, a_session(who), "c1", who.pseudonym) for who in (talk.ada, talk.ben)]
    assert commit(lines, now=NOW).outcomes == [Ack(2), Ack(3)]


@pytest.mark.parametrize(
    ("phase", "code"),
    [(Phase.WAITING, ErrorCode.WAITING), (Phase.PAUSED, ErrorCode.PAUSED), (Phase.CLOSED, ErrorCode.CLOSED)],
)
def test_nobody_posts_while_the_room_is_not_open(talk: Circle, phase: Phase, code: ErrorCode) -> None:
    session, meeting = a_session(talk.ben), talk.talk.meeting
    assert meeting
    said = only(a_line(talk.talk, talk.ben, session, "before"))
    meeting.phase, meeting.closed_at = phase, NOW if phase == Phase.CLOSED else None
    meeting.save()
    assert only(a_line(talk.talk, talk.ben, session, "c1")) == Denied(code)
    assert only(a_line(talk.talk, talk.ben, session, "before")) == said, "what was acked is acked again"
    assert isinstance(only(a_retraction(talk.talk, talk.ben, session, "r1", 2)), Ack), "taking back is always allowed"


def test_an_id_of_the_last_talk_is_still_the_same_line_in_the_next(talk: Circle) -> None:
    """Turns red when what was said is compared under the key of another meeting."""
    session = a_session(talk.ben)
    line = a_line(talk.talk, talk.ben, session, "c1")
    said = only(line)
    meetings.close(by=talk.ada, room=talk.talk, now=NOW)
    meetings.open_talk(by=talk.ada, room=talk.talk, now=NOW)
    assert only(line) == said
    assert only(replace(line, fields={"text": "anders"})) == Denied(ErrorCode.CONFLICT)


def test_a_room_without_a_meeting_is_closed(circle: Circle) -> None:
    assert only(a_line(circle.talk, circle.ben, a_session(circle.ben), "c1")) == Denied(ErrorCode.CLOSED)


def test_a_muted_member_may_only_take_back(talk: Circle) -> None:
    session = a_session(talk.ben)
    only(a_line(talk.talk, talk.ben, session, "c1"))
    Membership.objects.filter(pk=talk.ben.pk).update(muted_until=NOW + timedelta(seconds=90))
    assert only(a_line(talk.talk, talk.ben, session, "c2")) == Denied(ErrorCode.MUTED, 90)
    assert only(a_retraction(talk.talk, talk.ben, session, "r1", 2)) == Ack(3)
    Membership.objects.filter(pk=talk.ben.pk).update(muted_until=NOW)
    assert only(a_line(talk.talk, talk.ben, session, "c2")) == Ack(4)


def test_a_listener_reads(talk: Circle) -> None:
    Membership.objects.filter(pk=talk.ben.pk).update(role=Role.LISTENER)
    assert only(a_line(talk.talk, talk.ben, a_session(talk.ben), "c1")) == Denied(ErrorCode.LISTENING_ONLY)


@pytest.mark.parametrize("state", [state for state in State if state != State.ACTIVE])
def test_nothing_is_stored_of_who_is_not_a_member_any_more(talk: Circle, state: State) -> None:
    session = a_session(talk.ben)
    Membership.objects.filter(pk=talk.ben.pk).update(state=state)
    assert only(a_line(talk.talk, talk.ben, session, "c1")) == Farewell(ByeCode.NO_LONGER_A_MEMBER)
    assert talk.talk.head == 1


def test_nothing_is_stored_of_a_session_that_has_ended(talk: Circle) -> None:
    session = a_session(talk.ben)
    line = a_line(talk.talk, talk.ben, session, "c1")
    session.expires_at = NOW
    session.save()
    assert only(line) == Farewell(ByeCode.NOT_SIGNED_IN)
    session.delete()
    assert only(line) == Farewell(ByeCode.NOT_SIGNED_IN)


def test_a_session_of_another_account_lends_nobody_its_rights(talk: Circle) -> None:
    assert only(a_line(talk.talk, talk.ben, a_session(talk.ada), "c1")) == Farewell(ByeCode.NOT_SIGNED_IN)


def test_another_groups_room_is_out_of_reach(talk: Circle) -> None:
    elsewhere = opened(make_circle())
    line = a_line(elsewhere.talk, talk.ben, a_session(talk.ben), "c1")
    assert only(line) == Farewell(ByeCode.NOT_SIGNED_IN)


def test_backstage_is_for_facilitators(talk: Circle) -> None:
    assert only(a_line(talk.backstage, talk.ada, a_session(talk.ada), "c1")) == Ack(1)
    assert only(a_line(talk.backstage, talk.ben, a_session(talk.ben), "c1")) == Farewell(ByeCode.NO_LONGER_A_MEMBER)


def test_a_reply_needs_its_line_and_may_be_to_one_that_is_gone(talk: Circle) -> None:
    session = a_session(talk.ben)
    assert only(a_line(talk.talk, talk.ben, session, "c1", refers_to=9)) == Denied(ErrorCode.NO_SUCH_EVENT)
    only(a_line(talk.talk, talk.ben, session, "c1"))
    only(a_retraction(talk.talk, talk.ben, session, "r1", 2))
    assert only(a_line(talk.talk, talk.ben, session, "c2", refers_to=2)) == Ack(4)
    assert talk.lines()[-1]["reply_to"] == 2


def test_under_the_id_of_a_line_that_is_gone_nothing_else_is_acked(talk: Circle) -> None:
    """Turns red when a tombstone answers for whatever comes under its id."""
    session = a_session(talk.ben)
    only(a_line(talk.talk, talk.ben, session, "c1"))
    only(a_line(talk.talk, talk.ben, session, "c2"))
    only(a_retraction(talk.talk, talk.ben, session, "r1", 2))
    assert only(a_line(talk.talk, talk.ben, session, "c1")) == Ack(2)
    assert only(a_retraction(talk.talk, talk.ben, session, "c1", 3)) == Denied(ErrorCode.CONFLICT)
    assert only(a_line(talk.talk, talk.ben, session, "c1", refers_to=3)) == Denied(ErrorCode.CONFLICT)


def test_taking_back_empties_the_text_and_keeps_its_place(talk: Circle) -> None:
    session = a_session(talk.ben)
    only(a_line(talk.talk, talk.ben, session, "c1", "geheim"))
    assert only(a_retraction(talk.talk, talk.ada, a_session(talk.ada), "r1", 2)) == Denied(ErrorCode.NOT_YOURS)
    assert only(a_retraction(talk.talk, talk.ben, session, "r1", 1)) == Denied(ErrorCode.NO_SUCH_EVENT)
    assert only(a_retraction(talk.talk, talk.ben, session, "r1", 2)) == Ack(3)
    assert only(a_retraction(talk.talk, talk.ben, session, "r1", 2)) == Ack(3)
    assert only(a_retraction(talk.talk, talk.ben, session, "r2", 2)) == Denied(ErrorCode.NO_SUCH_EVENT)
    assert only(a_line(talk.talk, talk.ben, session, "c1", "iets anders")) == Ack(2), "nothing is left to compare"
    event = Event.objects.get(room=talk.talk, seq=2)
    assert (event.ciphertext, event.content_hash, event.gone) == (None, None, "retracted")


def test_a_line_and_its_retraction_fit_one_batch(talk: Circle) -> None:
    session = a_session(talk.ben)
    done = commit(
        [a_line(talk.talk, talk.ben, session, "c1", "oei"), a_retraction(talk.talk, talk.ben, session, "r1", 2)],
        now=NOW,
    )
    assert done.outcomes == [Ack(2), Ack(3)]
    assert talk.lines()[-2]["text"] is None


def test_an_edit_gives_the_line_another_text_and_erases_the_former(talk: Circle) -> None:
    session = a_session(talk.ben)
    line = a_line(talk.talk, talk.ben, session, "c1", "drie glazen")
    line.fields["note"] = "drank"
    only(line)
    assert only(an_edit(talk.talk, talk.ben, session, "e1", 2, "te veel")) == Ack(3)
    assert only(an_edit(talk.talk, talk.ben, session, "e2", 2, "veel te veel")) == Ack(4)
    message, first, second = talk.lines()[1:]
    assert (message["text"], message["gone"], message["note"]) == (None, "edited", "drank")
    assert (first["text"], first["gone"], first["refers_to"]) == (None, "edited", 2)
    assert (second["text"], second.get("gone"), second["refers_to"]) == ("veel te veel", None, 2)
    assert only(line) == Ack(2), "the first request is still acked"
    assert only(a_retraction(talk.talk, talk.ben, session, "r1", 2)) == Ack(5)
    assert [event.get("gone") for event in talk.lines()[1:4]] == ["retracted"] * 3
    assert "note" not in talk.lines()[1]
    assert Event.objects.filter(room=talk.talk, ciphertext__isnull=False, kind__in=["message", "edited"]).count() == 0


def test_a_line_its_edits_and_its_retraction_fit_one_batch(talk: Circle) -> None:
    """Turns red when what is emptied in the database is not emptied in the batch that is about to be stored."""
    session = a_session(talk.ben)
    lines = [
        a_line(talk.talk, talk.ben, session, "c1", "een"),
        an_edit(talk.talk, talk.ben, session, "e1", 2, "twee"),
        an_edit(talk.talk, talk.ben, session, "e2", 2, "drie"),
    ]
    assert commit(lines, now=NOW).outcomes == [Ack(2), Ack(3), Ack(4)]
    assert [event["text"] for event in talk.lines()[1:]] == [None, None, "drie"]
    more = [
        an_edit(talk.talk, talk.ben, session, "e3", 2, "vier"),
        a_retraction(talk.talk, talk.ben, session, "r1", 2),
        an_edit(talk.talk, talk.ben, session, "e4", 2, "vijf"),
    ]
    assert commit(more, now=NOW).outcomes == [Ack(5), Ack(6), Denied(ErrorCode.NO_SUCH_EVENT)]
    assert [event.get("text") for event in talk.lines()[1:]] == [None] * 5


def test_only_the_author_edits_and_only_for_a_quarter_of_an_hour(talk: Circle) -> None:
    session, other = a_session(talk.ben), a_session(talk.ada)
    only(a_line(talk.talk, talk.ben, session, "c1"))
    assert only(an_edit(talk.talk, talk.ada, other, "e1", 2, "x")) == Denied(ErrorCode.NOT_YOURS)
    assert only(an_edit(talk.talk, talk.ben, session, "e1", 1, "x")) == Denied(ErrorCode.NO_SUCH_EVENT)
    later = NOW + EDIT_WITHIN
    edit = an_edit(talk.talk, talk.ben, session, "e1", 2, "x")
    assert commit([edit], now=later + timedelta(seconds=1)).outcomes == [Denied(ErrorCode.NOT_YOURS)]
    assert commit([edit], now=later).outcomes == [Ack(3)]


def test_a_muted_member_does_not_edit(talk: Circle) -> None:
    session = a_session(talk.ben)
    only(a_line(talk.talk, talk.ben, session, "c1"))
    Membership.objects.filter(pk=talk.ben.pk).update(muted_until=NOW + timedelta(seconds=90))
    assert only(an_edit(talk.talk, talk.ben, session, "e1", 2, "x")) == Denied(ErrorCode.MUTED, 90)


def test_what_is_stored_cannot_be_read_without_the_key(talk: Circle) -> None:
    only(a_line(talk.talk, talk.ben, a_session(talk.ben), "c1", "een geheime zin"))
    event = Event.objects.get(room=talk.talk, seq=2)
    assert b"geheime" not in bytes(event.ciphertext or b"")
    MeetingKey.objects.all().delete()
    assert talk.lines()[-1]["text"] is None


@pytest.mark.parametrize("crowd", [1, 4])
def test_a_batch_costs_the_same_few_statements_whatever_its_lines_rooms_and_people(
    talk: Circle, crowd: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    circles = [talk, *(opened(make_circle()) for _ in range(crowd - 1))]
    people = [
        (circle, who) for circle in circles for who in [circle.ben, *(joins(circle.group) for _ in range(crowd - 1))]
    ]
    sessions = {who.pk: a_session(who) for _, who in people}
    for circle, who in people:
        only(a_line(circle.talk, who, sessions[who.pk], "first"))
    mine = {(circle.group.pk, who.pk): Event.objects.get(room=circle.talk, author=who).seq for circle, who in people}
    lines = [a_line(circle.talk, who, sessions[who.pk], f"c{n}") for circle, who in people for n in range(crowd)]
    lines += [
        a_retraction(circle.talk, who, sessions[who.pk], "r", mine[circle.group.pk, who.pk]) for circle, who in people
    ]
    with counted(monkeypatch) as seen:
        done = commit(lines, now=NOW)
    assert all(isinstance(outcome, Ack) for outcome in done.outcomes)
    assert len(seen) == MOST_STATEMENTS, seen


def test_a_line_that_fails_fails_alone(talk: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database refuses one line of one room: the others of both rooms are stored."""
    elsewhere = opened(make_circle())
    session, other = a_session(talk.ben), a_session(elsewhere.ben)
    lines = [
        a_line(talk.talk, talk.ben, session, "c1"),
        a_line(talk.talk, talk.ben, session, "poison"),
        a_line(talk.talk, talk.ben, session, "c2"),
        a_line(elsewhere.talk, elsewhere.ben, other, "c3"),
    ]

    def picky(batch: list[Line], **more: object) -> object:
        if any(line.client_id == "poison" for line in batch):
            raise DatabaseError
        return commit(batch, now=NOW)

    monkeypatch.setattr(writer, "commit", picky)
    done = writer.store(lines)
    assert done.outcomes == [Ack(2), writer.UNAVAILABLE, Ack(3), Ack(2)]
    assert [event["seq"] for event in done.events[talk.talk.id]] == [2, 3]
    assert not Event.objects.filter(client_id="poison").exists()
