"""Lines that wait for a facilitator: kept under the room's lock by the same rules as any line, and heard by nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.models import Session
from groups.models import Guard, Membership
from groups.roles import Role, State
from moderation.actions.guarding import set_guard
from rooms.actions import meetings
from rooms.actions.waiting import NothingHeld, put_away
from rooms.live import holding
from rooms.live.batch import ASK_AGAIN, MOST_WAITING, Line, commit
from rooms.live.codes import ByeCode, ErrorCode
from rooms.live.speaking import Ack, Denied, Farewell, Held, Outcome
from rooms.models import HeldLine
from rooms.phases import Phase
from rooms.queries import is_kept, seat_of
from tests.at_once import at_once
from tests.rooms.circle import NOW, Circle, joins
from tests.rooms.live.writing import a_line, a_retraction, a_session, an_edit, counted, held_line

WHY = "shield:money"


@pytest.fixture
def session(talk: Circle) -> Session:
    return a_session(talk.ben)


def only(line: Line) -> Outcome:
    return commit([line], now=NOW).outcomes[0]


def test_a_held_line_is_no_event_and_can_be_read_by_nobody_without_the_key(talk: Circle, session: Session) -> None:
    head = talk.talk.head
    line = a_line(talk.talk, talk.ben, session, "c1", "driehonderd euro", hold=WHY)
    done = commit([line], now=NOW)
    assert (done.outcomes, done.events, talk.talk.head) == ([Held(WHY)], {}, head)
    held = HeldLine.objects.get()
    assert b"euro" not in bytes(held.ciphertext)
    assert holding.opened(held) == {"text": "driehonderd euro"}


def test_the_same_id_is_held_again_and_with_other_words_a_conflict(talk: Circle, session: Session) -> None:
    """Also when the checks think otherwise by then, in one batch, and the other way round."""
    line = a_line(talk.talk, talk.ben, session, "c1", hold=WHY)
    assert commit([line, line], now=NOW).outcomes == [Held(WHY)] * 2
    assert only(replace(line, hold="")) == Held(WHY)
    assert only(replace(line, hold="", fields={"text": "anders"})) == Denied(ErrorCode.CONFLICT)
    said = a_line(talk.talk, talk.ben, session, "c2")
    assert only(said) == Ack(2)
    assert only(replace(said, hold=WHY)) == Ack(2)
    assert HeldLine.objects.count() == 1


@pytest.mark.parametrize(
    ("phase", "code"),
    [(Phase.WAITING, ErrorCode.WAITING), (Phase.PAUSED, ErrorCode.PAUSED), (Phase.CLOSED, ErrorCode.CLOSED)],
)
def test_nothing_is_held_while_nobody_may_speak(talk: Circle, session: Session, phase: Phase, code: ErrorCode) -> None:
    meeting = talk.talk.meeting
    assert meeting
    meeting.phase, meeting.closed_at = phase, NOW if phase == Phase.CLOSED else None
    meeting.save()
    assert only(a_line(talk.talk, talk.ben, session, "c1", hold=WHY)) == Denied(code)
    assert not HeldLine.objects.exists()


def test_nothing_is_held_of_who_may_not_be_heard(talk: Circle, session: Session) -> None:
    line = a_line(talk.talk, talk.ben, session, "c1", hold=WHY)
    ben = Membership.objects.filter(pk=talk.ben.pk)
    ben.update(muted_until=NOW + timedelta(seconds=9))
    assert only(line) == Denied(ErrorCode.MUTED, 9)
    ben.update(muted_until=None, role=Role.LISTENER)
    assert only(line) == Denied(ErrorCode.LISTENING_ONLY)
    ben.update(role=Role.MEMBER, state=State.REMOVED)
    assert only(line) == Farewell(ByeCode.NO_LONGER_A_MEMBER)
    session.delete()
    assert only(line) == Farewell(ByeCode.NOT_SIGNED_IN)
    assert not HeldLine.objects.exists()


def test_an_edit_is_held_too_and_the_line_stays_as_it_was(talk: Circle, session: Session) -> None:
    only(a_line(talk.talk, talk.ben, session, "c1", "eerst"))
    edit = replace(an_edit(talk.talk, talk.ben, session, "e1", 2, "driehonderd"), hold=WHY)
    assert only(edit) == Held(WHY)
    assert talk.lines()[-1]["text"] == "eerst"
    assert only(replace(edit, client_id="e2", refers_to=1)) == Denied(ErrorCode.NO_SUCH_EVENT)


def test_who_leads_is_not_held(talk: Circle) -> None:
    assert only(a_line(talk.talk, talk.ada, a_session(talk.ada), "c1", hold=WHY)) == Ack(2)


def test_the_first_lines_of_a_new_member_wait_where_the_group_wants_that(talk: Circle, session: Session) -> None:
    Guard.objects.create(group=talk.group, holds_newcomers=True)
    assert only(a_line(talk.talk, talk.ben, session, "c1")) == Held("newcomer")
    assert only(a_line(talk.talk, talk.ada, a_session(talk.ada), "c1")) == Ack(2)
    Membership.objects.filter(pk=talk.ben.pk).update(lines_let_in=3)
    assert only(a_line(talk.talk, talk.ben, session, "c2")) == Ack(3)
    assert only(a_retraction(talk.talk, talk.ben, session, "r1", 3)) == Ack(4), "taking back never waits"


def test_who_was_in_the_group_before_it_asked_for_that_is_not_new(talk: Circle, session: Session) -> None:
    for _ in range(2):
        set_guard(by=talk.ada, shields={}, holds_newcomers=True, slow_seconds=0, now=NOW)
    assert only(a_line(talk.talk, talk.ben, session, "c1")) == Ack(2)
    new = joins(talk.group)
    set_guard(by=talk.ada, shields={}, holds_newcomers=True, slow_seconds=0, now=NOW)
    assert only(a_line(talk.talk, new, a_session(new), "c1")) == Held("newcomer")


def test_no_more_lines_of_one_member_wait_than_anybody_would_read(talk: Circle, session: Session) -> None:
    """Turns red when only one batch, or only what was there before it, is counted."""
    lines = [a_line(talk.talk, talk.ben, session, f"c{number}", hold=WHY) for number in range(MOST_WAITING + 1)]
    assert commit(lines, now=NOW).outcomes == [*[Held(WHY)] * MOST_WAITING, Denied(ErrorCode.SLOW_MODE, ASK_AGAIN)]
    assert only(a_line(talk.talk, talk.ben, session, "late", hold=WHY)) == Denied(ErrorCode.SLOW_MODE, ASK_AGAIN)


def test_a_slow_talk_lets_each_member_speak_so_often_and_who_leads_always(talk: Circle, session: Session) -> None:
    Guard.objects.create(group=talk.group, slow_seconds=60)
    ada = a_session(talk.ada)
    lines = [a_line(talk.talk, talk.ben, session, f"c{number}") for number in range(2)]
    lines += [a_line(talk.talk, talk.ada, ada, f"c{number}") for number in range(2)]
    assert commit(lines, now=NOW).outcomes == [Ack(2), Denied(ErrorCode.SLOW_MODE, 60), Ack(3), Ack(4)]
    later = a_line(talk.talk, talk.ben, session, "c3")
    assert commit([later], now=NOW + timedelta(seconds=21)).outcomes == [Denied(ErrorCode.SLOW_MODE, 39)]
    assert only(lines[0]) == Ack(2), "what was said before is acked again"
    assert commit([later], now=NOW + timedelta(seconds=60)).outcomes == [Ack(5)]


def test_a_batch_with_held_lines_costs_no_statement_more(
    talk: Circle, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a text is emptied as well, what is held goes in a transaction of its own."""
    only(a_line(talk.talk, talk.ben, session, "c0"))
    held = [a_line(talk.talk, talk.ben, session, f"h{number}", hold=WHY) for number in range(3)]
    spoken, taken = a_line(talk.talk, talk.ben, session, "c1"), a_retraction(talk.talk, talk.ben, session, "r1", 2)
    with counted(monkeypatch) as seen:
        done = commit([*held[:2], spoken], now=NOW)
    assert done.outcomes == [Held(WHY), Held(WHY), Ack(3)]
    assert len(seen) == 6
    with counted(monkeypatch) as seen:
        done = commit([held[2], held[0], taken], now=NOW)
    assert done.outcomes == [Held(WHY), Held(WHY), Ack(4)]
    assert len(seen) == 6 + 4
    assert HeldLine.objects.count() == 3


def test_an_id_that_is_held_counts_as_kept(talk: Circle, session: Session) -> None:
    """Else a resend of it could be refused by a check or a rate, as if nothing had been taken."""
    held_line(talk, talk.ben)
    seat = seat_of(talk.talk, talk.ben, session.id)
    assert is_kept(seat, "h1")
    assert not is_kept(seat, "h2")


def test_what_waits_when_the_talk_closes_is_not_heard_and_its_author_is_told(talk: Circle, session: Session) -> None:
    held_line(talk, talk.ben)
    meetings.close(by=talk.ada, room=talk.talk, now=NOW)
    asked = (talk.talk.id, talk.ben.id, "h1")
    assert holding.settled([asked]) == {asked: Denied(ErrorCode.CLOSED)}
    assert [piece.code for piece in talk.ben.account.news.all()] == ["line-too-late"]
    meetings.open_talk(by=talk.ada, room=talk.talk, now=NOW)
    again = a_line(talk.talk, talk.ben, session, "h1", "even wachten", hold=WHY)
    assert only(again) == Denied(ErrorCode.CLOSED)
    assert not holding.waiting_in(talk.talk)


def test_a_member_puts_away_only_a_line_of_their_own(talk: Circle, session: Session) -> None:
    held_line(talk, talk.ben)
    with pytest.raises(NothingHeld):
        put_away(author=talk.ada, room=talk.talk, client_id="h1")
    put_away(author=talk.ben, room=talk.talk, client_id="h1")
    with pytest.raises(NothingHeld):
        put_away(author=talk.ben, room=talk.talk, client_id="h1")
    asked = (talk.talk.id, talk.ben.id, "h1")
    assert holding.settled([asked]) == {asked: Denied(ErrorCode.NO_SUCH_EVENT)}


def test_what_is_still_waiting_is_left_out_of_what_is_settled(talk: Circle, session: Session) -> None:
    held_line(talk, talk.ben)
    only(a_line(talk.talk, talk.ben, session, "c1"))
    waiting, said = (talk.talk.id, talk.ben.id, "h1"), (talk.talk.id, talk.ben.id, "c1")
    assert holding.settled([waiting, said]) == {said: Ack(2)}


@pytest.mark.django_db(transaction=True)
def test_the_same_request_twice_at_once_is_held_once(talk: Circle) -> None:
    line = a_line(talk.talk, talk.ben, a_session(talk.ben), "c1", hold=WHY)
    assert at_once([lambda: only(line), lambda: only(line)]) == [Held(WHY)] * 2
    assert HeldLine.objects.count() == 1
