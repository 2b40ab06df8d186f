"""What was said before, for a page that asks for a part of the log."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groups.models import Membership
from moderation.actions.hiding import hide
from rooms.live.batch import commit
from rooms.live.history import STRETCH
from rooms.models import Reaction, Room
from tests.rooms.circle import NOW, Circle, joins, make_circle, opened, says, signed_in
from tests.rooms.live.writing import a_line, a_retraction, a_session, an_edit

MANY = 250


@pytest.fixture
def long_talk(talk: Circle) -> Circle:
    """250 lines of Ben, numbered from 2: the opening is the first event."""
    session = a_session(talk.ben)
    commit([a_line(talk.talk, talk.ben, session, f"b{n}", f"regel {n}") for n in range(MANY)], now=NOW)
    return talk


def told(circle: Circle, query: str = "", who: Membership | None = None) -> dict[str, Any]:
    answer = signed_in(who or circle.ada).get(f"/kamer/{circle.talk.public_id}/gezegd/{query}")
    assert answer.headers["Content-Type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


def numbers(answer: dict[str, Any]) -> list[int]:
    return [event["seq"] for event in answer["events"]]


def test_who_reads_back_gets_stretch_after_stretch_until_the_beginning(long_talk: Circle) -> None:
    head, before, more = long_talk.talk.head, "", True
    read: list[int] = []
    while more:
        answer = told(long_talk, before)
        read, more = numbers(answer) + read, answer["more"]
        before = f"?voor={read[0]}"
        assert len(answer["events"]) <= STRETCH
    assert read == list(range(1, head + 1))


def test_who_reads_on_gets_what_follows_until_the_head(long_talk: Circle) -> None:
    head, read, more = long_talk.talk.head, [1], True
    while more:
        answer = told(long_talk, f"?na={read[-1]}")
        read, more = read + numbers(answer), answer["more"]
    assert read == list(range(1, head + 1))
    assert answer["seq"] == head
    assert numbers(told(long_talk, f"?na={head}")) == []


def test_a_part_tells_who_its_authors_are_and_its_quiet_words(talk: Circle) -> None:
    line = says(talk.ben, "Het was zwaar.")
    for who in (talk.ada, joins(talk.group)):
        Reaction.objects.create(room=talk.talk, seq=line.seq, membership=who, kind="warmth")
    answer = told(talk)
    assert answer["events"] == talk.lines()
    assert set(answer["names"]) == {talk.ada.public_id, talk.ben.public_id}
    assert answer["counts"] == {str(line.seq): {"warmth": 2}}
    assert answer["mine"] == {str(line.seq): ["warmth"]}


def test_what_became_of_a_line_is_told_with_it_wherever_it_stands_in_the_log(long_talk: Circle) -> None:
    """Turns red when an edited line of long ago is told as a line that is gone."""
    session, talk = a_session(long_talk.ben), long_talk.talk
    changed = [an_edit(talk, long_talk.ben, session, f"e{n}", 5, f"anders {n}") for n in range(2)]
    commit([*changed, a_retraction(talk, long_talk.ben, session, "r", 6)], now=NOW)
    hide(by=long_talk.ada, room=talk, seq=7, rule="be-kind", words="Dit kwetst.", now=NOW)
    answer = told(long_talk, "?voor=10")
    assert [event.get("gone") for event in answer["events"][4:7]] == ["edited", "retracted", "hidden"]
    now = [each for each in answer["changes"] if not each.get("gone")]
    assert [(each["kind"], each["refers_to"]) for each in now] == [("edited", 5), ("retracted", 6), ("hidden", 7)]
    assert (now[0]["text"], now[2]["words"]) == ("anders 1", "Dit kwetst.")
    assert "anders 0" not in str(answer)


def test_single_lines_are_told_as_far_as_they_are_kept(long_talk: Circle) -> None:
    Room.objects.filter(pk=long_talk.talk.pk).update(floor=5)
    answer = told(long_talk, "?nummers=40,5,7,99999")
    assert numbers(answer) == [7, 40]
    assert not answer["more"]


def test_nothing_from_below_the_floor_is_told(long_talk: Circle) -> None:
    Room.objects.filter(pk=long_talk.talk.pk).update(floor=200)
    answer = told(long_talk, "?voor=210")
    assert (numbers(answer), answer["more"]) == (list(range(201, 210)), False)
    assert numbers(told(long_talk, "?na=0"))[0] == 201
    assert numbers(told(long_talk, "?voor=100")) == []


@pytest.mark.parametrize("query", ["?voor=", "?voor=-1", "?na=x", "?na=1e3", "?nummers=", "?nummers=1,,2", "?voor=٣"])
def test_what_is_no_number_is_not_here(talk: Circle, query: str) -> None:
    assert signed_in(talk.ben).get(f"/kamer/{talk.talk.public_id}/gezegd/{query}").status_code == 404


@pytest.mark.parametrize("query", ["?voor=9007199254740991", "?na=9007199254740991", "?voor=0"])
def test_a_number_beyond_the_log_is_fine(talk: Circle, query: str) -> None:
    assert signed_in(talk.ben).get(f"/kamer/{talk.talk.public_id}/gezegd/{query}").status_code == 200


def test_a_stranger_and_a_member_before_the_facilitators_room_find_nothing(talk: Circle) -> None:
    says(talk.ben, "Dit blijft hier.")
    path = f"/kamer/{talk.talk.public_id}/gezegd/"
    other = opened(make_circle())
    for browser in (Client(), signed_in(other.ben), signed_in(other.ada)):
        assert browser.get(path).status_code == 404
    assert signed_in(talk.ben).get(f"/kamer/{talk.backstage.public_id}/gezegd/").status_code == 404


def test_a_part_costs_the_same_however_long_the_talk(
    long_talk: Circle, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(long_talk.ada)
    with django_assert_max_num_queries(9):
        browser.get(f"/kamer/{long_talk.talk.public_id}/gezegd/?voor=200")
