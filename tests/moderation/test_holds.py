"""What facilitators decide about lines that wait: each once, in words, and never against a right that ended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Session
from audit.models import Entry
from groups.models import Membership
from groups.roles import Role, State
from moderation.actions.hiding import hide
from moderation.actions.holds import LineGone, NotNow, NotWaiting, drop, give_back, release
from moderation.actions.measures import NotAllowed
from moderation.actions.removing import remove
from moderation.models import Measure
from rooms.actions import belonging, meetings
from rooms.actions.leading import NotLeading
from rooms.live import holding
from rooms.live.batch import commit
from rooms.live.codes import ErrorCode
from rooms.live.speaking import Ack, Denied
from rooms.models import Event, HeldLine
from tests.at_once import at_once
from tests.rooms.circle import NOW, Circle, joins, leads, make_circle, opened
from tests.rooms.live.writing import a_line, a_retraction, a_session, an_edit, held_line

WHY = "shield:money"


def lets_through(circle: Circle, line: HeldLine, by: Membership | None = None) -> int:
    return release(by=by or circle.ada, room=circle.talk, line_id=line.id, now=NOW)


def asks_again(circle: Circle, session: Session, text: str = "even wachten") -> Any:
    line = a_line(circle.talk, circle.ben, session, "h1", text, hold=WHY)
    return commit([line], now=NOW).outcomes[0]


def test_a_line_that_is_let_through_is_a_message_of_its_author_under_the_next_number(talk: Circle) -> None:
    line = held_line(talk, talk.ben)
    commit([a_line(talk.talk, talk.ada, a_session(talk.ada), "c1")], now=NOW)
    assert lets_through(talk, line) == 3
    told = talk.lines()[-1]
    assert (told["seq"], told["kind"], told["by"], told["text"]) == (3, "message", talk.ben.public_id, "even wachten")
    assert not HeldLine.objects.exists()
    assert asks_again(talk, a_session(talk.ben)) == Ack(3), "the same request is acked from now on"
    assert asks_again(talk, a_session(talk.ben), "anders") == Denied(ErrorCode.CONFLICT)
    asked = (talk.talk.id, talk.ben.id, "h1")
    assert holding.settled([asked]) == {asked: Ack(3)}


def test_what_its_author_confirmed_or_noted_goes_along_as_it_should(talk: Circle) -> None:
    line = a_line(talk.talk, talk.ben, a_session(talk.ben), "h1", "tekst", refers_to=1, confirm=("f1",), hold=WHY)
    line.fields["note"] = "geld"
    commit([line], now=NOW)
    lets_through(talk, HeldLine.objects.get())
    told = talk.lines()[-1]
    assert (told["text"], told["note"], told["reply_to"]) == ("tekst", "geld", 1)
    assert "confirm" not in told
    assert commit([line], now=NOW).outcomes == [Ack(2)]


def test_an_edit_that_is_let_through_takes_the_former_text_away(talk: Circle) -> None:
    session = a_session(talk.ben)
    first = a_line(talk.talk, talk.ben, session, "c1", "eerst")
    first.fields["note"] = "geld"
    edit = replace(an_edit(talk.talk, talk.ben, session, "e1", 2, "daarna"), hold=WHY)
    commit([first, edit], now=NOW)
    lets_through(talk, HeldLine.objects.get())
    message, change = talk.lines()[1:]
    assert (message["text"], message["gone"], message["note"]) == (None, "edited", "geld")
    assert (change["kind"], change["text"], change["refers_to"]) == ("edited", "daarna", 2)


def test_an_edit_of_a_line_that_is_gone_is_not_let_through(talk: Circle) -> None:
    session = a_session(talk.ben)
    edit = replace(an_edit(talk.talk, talk.ben, session, "e1", 2, "daarna"), hold=WHY)
    commit([a_line(talk.talk, talk.ben, session, "c1", "eerst"), edit], now=NOW)
    commit([a_retraction(talk.talk, talk.ben, session, "r1", 2)], now=NOW)
    with pytest.raises(LineGone):
        lets_through(talk, HeldLine.objects.get())
    assert [event["kind"] for event in talk.lines()[1:]] == ["message", "retracted"]


def test_each_line_that_is_let_through_brings_a_new_member_nearer_to_the_others(talk: Circle) -> None:
    for number in range(4):
        lets_through(talk, held_line(talk, talk.ben, client_id=f"h{number}"))
    assert Membership.objects.get(pk=talk.ben.pk).lines_let_in == 3


def test_a_line_that_comes_back_is_read_with_its_words_by_its_author_alone(talk: Circle) -> None:
    line, head = held_line(talk, talk.ben), talk.talk.head
    give_back(by=talk.ada, room=talk.talk, line_id=line.id, words="Kan het zonder bedrag?", now=NOW)
    assert asks_again(talk, a_session(talk.ben)) == Denied(ErrorCode.CHECK, words="Kan het zonder bedrag?")
    assert talk.talk.head == head
    news = talk.ben.account.news.get()
    assert (news.code, news.words) == ("line-returned", "Kan het zonder bedrag?")
    (own,) = holding.own_in(talk.talk, talk.ben)
    assert own.frame == {"type": "post", "id": "h1", "text": "even wachten"}, "to be said otherwise"


def test_a_line_that_is_not_let_through_tells_its_author_by_which_rule(talk: Circle) -> None:
    line = held_line(talk, talk.ben)
    measure = drop(by=talk.ada, room=talk.talk, line_id=line.id, rule="be-kind", words="Dit kwetst", now=NOW)
    assert (measure.kind, measure.membership, measure.rule, measure.words) == (
        "drop",
        talk.ben,
        "be-kind",
        "Dit kwetst",
    )
    assert asks_again(talk, a_session(talk.ben)) == Denied(ErrorCode.CHECK, words="Dit kwetst")
    assert talk.ben.account.news.get().code == "line-not-let-through"
    entry = Entry.objects.order_by("number").last()
    assert entry
    assert (entry.verb, entry.object_kind, entry.rule) == ("drop", "measure", "be-kind")


DECIDE: list[Callable[[Circle, Membership, HeldLine], Any]] = [
    lambda circle, by, line: lets_through(circle, line, by),
    lambda circle, by, line: give_back(by=by, room=circle.talk, line_id=line.id, words="Woord", now=NOW),
    lambda circle, by, line: drop(by=by, room=circle.talk, line_id=line.id, rule="sober", words="Woord", now=NOW),
]


@pytest.mark.parametrize("decide", DECIDE)
def test_only_who_leads_the_group_now_decides(talk: Circle, decide: Callable[..., Any]) -> None:
    line, elsewhere = held_line(talk, talk.ben), opened(make_circle())
    for stranger in (talk.ben, elsewhere.ada):
        with pytest.raises(NotLeading):
            decide(talk, stranger, line)
    with pytest.raises(NotWaiting):
        decide(elsewhere, elsewhere.ada, line)
    assert HeldLine.objects.get().state == HeldLine.State.WAITING


@pytest.mark.parametrize("decide", DECIDE)
@pytest.mark.parametrize("first", DECIDE)
def test_what_was_decided_is_not_decided_again(
    talk: Circle, first: Callable[..., Any], decide: Callable[..., Any]
) -> None:
    line = held_line(talk, talk.ben)
    first(talk, talk.ada, line)
    with pytest.raises(NotWaiting):
        decide(talk, talk.ada, line)


@pytest.mark.django_db(transaction=True)
def test_of_two_facilitators_at_once_one_decides(talk: Circle) -> None:
    """Turns red when the line is looked up before the room is locked."""
    eva = leads(talk.group)
    line = held_line(talk, talk.ben)
    done = at_once([lambda: DECIDE[0](talk, talk.ada, line), lambda: DECIDE[2](talk, eva, line)], NotWaiting)
    assert done.count("NotWaiting") == 1
    let_through = Event.objects.filter(room=talk.talk, client_id="h1").count()
    dropped = HeldLine.objects.filter(state="dropped").count()
    assert let_through + dropped == 1
    assert Measure.objects.count() == dropped


def test_nothing_of_a_muted_member_is_let_through(talk: Circle) -> None:
    """From the commit of a mute nothing of that member is stored in the room; after it the line may still come."""
    line = held_line(talk, talk.ben)
    Membership.objects.filter(pk=talk.ben.pk).update(muted_until=NOW + timedelta(minutes=5))
    with pytest.raises(NotNow) as not_now:
        lets_through(talk, line)
    assert not_now.value.code == ErrorCode.MUTED
    assert release(by=talk.ada, room=talk.talk, line_id=line.id, now=NOW + timedelta(minutes=5)) == 2


def test_nothing_is_let_through_in_a_pause_or_after_the_end(talk: Circle) -> None:
    line = held_line(talk, talk.ben)
    meetings.pause(by=talk.ada, room=talk.talk, now=NOW)
    with pytest.raises(NotNow) as not_now:
        lets_through(talk, line)
    assert not_now.value.code == ErrorCode.PAUSED
    meetings.close(by=talk.ada, room=talk.talk, now=NOW)
    with pytest.raises(NotWaiting):
        lets_through(talk, line)


def test_what_waits_goes_with_the_place_of_its_author(talk: Circle) -> None:
    cleo = joins(talk.group)
    lines = [held_line(talk, talk.ben), held_line(talk, cleo)]
    remove(by=talk.ada, membership=talk.ben, rule="be-kind", words="Tot hier", now=NOW)
    belonging.leave(membership=cleo, now=NOW)
    assert not HeldLine.objects.exists()
    for line in lines:
        with pytest.raises(NotWaiting):
            lets_through(talk, line)


def test_nothing_is_let_through_of_who_has_no_place_any_more(talk: Circle) -> None:
    line = held_line(talk, talk.ben)
    Membership.objects.filter(pk=talk.ben.pk).update(state=State.BANNED)
    assert not holding.waiting_in(talk.talk)
    with pytest.raises(NotWaiting):
        lets_through(talk, line)


def test_a_line_of_another_facilitator_is_not_refused(talk: Circle) -> None:
    """Who was made one meanwhile."""
    line = held_line(talk, talk.ben)
    Membership.objects.filter(pk=talk.ben.pk).update(role=Role.FACILITATOR)
    with pytest.raises(NotAllowed):
        DECIDE[2](talk, talk.ada, line)
    assert lets_through(talk, line) == 2


def test_a_line_that_was_let_through_can_be_hidden_as_any_other(talk: Circle) -> None:
    seq = lets_through(talk, held_line(talk, talk.ben))
    hide(by=talk.ada, room=talk.talk, seq=seq, rule="sober", words="Toch niet", now=NOW)
    assert talk.lines()[-2]["gone"] == "hidden"
