"""The words that a member never wants to leak: kept as hashes, found in whatever they say, told to nobody else."""

import random
import uuid
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Account
from moderation import guarding, leaking
from moderation.actions.leaking import TooMany, keep_leak_words, take_all_off, take_off
from moderation.guarding import guard
from moderation.leaking import MOST_WORDS, Leaks, hash_of, leaks_of
from moderation.models import LeakWord
from peerchat.actions.erasing import erase_account
from rooms.actions.posting import look
from rooms.live.protocol import Edit, Post
from rooms.queries import Seat, seat_of
from tests.at_once import at_once
from tests.factories import Person, a_group, a_request, an_account
from tests.pace import costs
from tests.rooms.circle import NOW, Circle, joins, signed_in

WORDS = ["Katrien", "van den Broeck", "Zonnelaan", "Jean-Pierre", "Привет"]
PAGE = "/mijn-account/woorden/"
LONG = 4_000
MOST_FOR_LONG = 0.006
"""Seconds of processor time for 4,000 letters, on a machine that does other things too; the aim is half of it."""


def leaks(*words: str) -> Leaks:
    """Those of an account that nobody made."""
    account = uuid.uuid4()
    return Leaks(leaking._key(account), frozenset(hash_of(account, word) for word in words))


@pytest.fixture
def ben(talk: Circle) -> Seat:
    keep_leak_words(account=talk.ben.account, words=WORDS)
    guarding._circles.clear()
    return seat_of(talk.talk, talk.ben, uuid.uuid4())


def found_in(text: str, *words: str) -> list[str]:
    return [text[each.start : each.end] for each in leaks(*(words or WORDS)).findings(text)]


# What is found


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ik ben Katrien", ["Katrien"]),
        ("IK BEN KATRIËN!", ["KATRIËN"]),
        ("Katriens moeder, Katrien's kind", ["Katriens", "Katrien"]),
        ("katrien1971 of katrien_vdb", ["katrien1971", "katrien"]),
        ("K a t r i e n dus", ["K a t r i e n"]),
        ("ik heet k.a.t.r.i.e.n", ["k.a.t.r.i.e.n"]),
        ("Kаtrien met een vreemde a, \uff2b\uff41\uff54\uff52\uff49\uff45\uff4e", ["Kаtrien", "Ｋａｔｒｉｅｎ"]),
        ("kat\u200brien", ["kat\u200brien"]),
        ("de heer Van den  Broeck", ["Van den  Broeck"]),
        ("vandenbroeck, jean pierre, jeanpierre", ["vandenbroeck", "jean pierre", "jeanpierre"]),
        ("in de zonnelaan woon ik", ["zonnelaan"]),
        ("ПРИВЕТ", ["ПРИВЕТ"]),
    ],
)
def test_a_word_is_found_however_it_is_written(text: str, found: list[str]) -> None:
    assert found_in(text) == found


@pytest.mark.once
@pytest.mark.parametrize(
    "text", ["", "katrienen", "de zon in de laan", "van den berg", "broeck", "Jean. En Pierre", "kat", "k a t"]
)
def test_what_is_another_word_passes(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.once
def test_a_long_line_costs_little() -> None:
    made = random.Random(1)
    texts = [
        " ".join(f"woord{made.randrange(900)}" for _ in range(700))[:LONG],
        "a " * (LONG // 2),
        " ".join("".join(made.choices("abcdefgh", k=2)) for _ in range(1400))[:LONG],
    ]
    own = leaks(*(f"geheim{number}" for number in range(MOST_WORDS)))
    assert not any(own.findings(text) for text in texts)
    found = costs([partial(own.findings, text) for text in texts])
    print("\n", [f"{cost * 1e3:.2f} ms" for cost in found])
    assert max(found) <= MOST_FOR_LONG


# In the talk


@pytest.mark.django_db
def test_a_line_an_edit_and_a_note_with_it_cannot_be_sent_not_even_confirmed(ben: Seat) -> None:
    text = "ik ben Katrien, hallo"
    for frame in (Post("a", text), Edit("b", 1, text), Post("c", "hallo", None, text)):
        found = guard(ben, frame, "nl").findings
        assert [(each.kind, each.hard, each.start, each.end) for each in found] == [("leak_word", True, 7, 14)]
        assert look(ben, frame, language="nl", confirmed=[each.id for each in found]).refused


@pytest.mark.django_db
def test_it_counts_in_every_room_and_for_whoever_leads(talk: Circle, ben: Seat) -> None:
    keep_leak_words(account=talk.ada.account, words=["Adelheid"])
    ada = replace(seat_of(talk.talk, talk.ada, uuid.uuid4()), role="facilitator", kind="backstage")
    guarding._circles.clear()
    assert look(ada, Post("a", "Adelheid hier"), language="nl").refused
    assert look(replace(ben, kind="aside"), Post("a", "Zonnelaan"), language="nl").refused


@pytest.mark.django_db
def test_the_words_of_one_stand_in_nobody_else_s_way(talk: Circle, ben: Seat) -> None:
    """Nobody could try out, by what is refused to them, what another one hides."""
    dora = seat_of(talk.talk, joins(talk.group), uuid.uuid4())
    guarding._circles.clear()
    assert not look(dora, Post("a", "wie woont in de Zonnelaan?"), language="nl").refused


@pytest.mark.django_db
def test_a_line_costs_no_statement_more(talk: Circle, ben: Seat) -> None:
    """Turns red when the words are read apart from the names of the group, or for each line."""

    def asked() -> list[int]:
        guarding._circles.clear()
        counts = []
        for number in range(2):
            with CaptureQueriesContext(connection) as queries:
                look(ben, Post(f"c{number}", "goedenavond"), language="nl")
            counts.append(len(queries))
        return counts

    asked()
    with_words = asked()
    take_all_off(account=talk.ben.account)
    assert with_words == asked()
    assert with_words[1] == 0


@pytest.mark.django_db
@pytest.mark.once
def test_the_early_warning_names_the_place_and_neither_page_nor_answer_has_a_hash(talk: Circle, ben: Seat) -> None:
    browser = signed_in(talk.ben)
    answer = browser.post(reverse("moderation:look", args=[talk.talk.public_id]), {"text": "Zonnelaan"})
    assert [found["kind"] for found in answer.json()["findings"]] == ["leak_word"]
    pages = [browser.get(path).content for path in (PAGE, reverse("rooms:plain", args=[talk.talk.public_id]))]
    for kept in LeakWord.objects.values_list("word_hash", flat=True):
        assert not any(bytes(kept).hex().encode() in text for text in (*pages, answer.content))


# A name, and a line to the facilitator


@pytest.mark.django_db
@pytest.mark.once
def test_neither_a_name_nor_a_line_to_the_facilitator_gives_it_away(cleo: Person) -> None:
    keep_leak_words(account=cleo.account, words=["Katrien"])
    group = a_group()
    path = f"/groepen/{group.public_id}/meedoen/"
    wordings = cleo.client.get(path).context["form"].wordings
    agreed = {"rules": str(wordings.rules.pk), "consent": str(wordings.consent.pk), "choice": "own"}
    form = cleo.client.post(path, {**agreed, "own_name": "Stille Katrien", "line": "Dag, Katrien hier"}).context["form"]
    assert {name: len(errors) for name, errors in form.errors.items()} == {"own_name": 1, "line": 1}
    answer = cleo.client.post(path, {**agreed, "own_name": "Stille Beek", "line": "Dag"})
    assert answer.status_code == 302


# The list


@pytest.mark.django_db
def test_no_word_is_kept_and_equal_words_of_two_people_have_nothing_in_common() -> None:
    one, two = an_account(), an_account()
    for account in (one, two):
        keep_leak_words(account=account, words=["Katrien"])
    first, second = (bytes(kept) for kept in LeakWord.objects.values_list("word_hash", flat=True))
    assert first != second
    assert not any(first[place : place + 4] in second for place in range(28))
    assert {field.name for field in LeakWord._meta.fields} == {"id", "account", "word_hash"}


@pytest.mark.django_db
def test_the_same_word_is_kept_once_and_no_more_than_fit() -> None:
    account = an_account()
    assert keep_leak_words(account=account, words=["Katrien", "KATRIËN", "Jan"]) == 2
    assert keep_leak_words(account=account, words=["Jan"]) == 0
    with pytest.raises(TooMany) as refusal:
        keep_leak_words(account=account, words=[f"woord{number}" for number in range(MOST_WORDS - 1)])
    assert refusal.value.left == MOST_WORDS - 2
    assert account.leak_words.count() == 2
    assert (take_off(account=account, word="katrien"), take_off(account=account, word="katrien")) == (True, False)
    assert take_all_off(account=account) == 1
    assert leaks_of(account.pk) is None


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_no_more_than_fit_and_none_twice() -> None:
    account = an_account()
    rows = [f"woord{number}" for number in range(MOST_WORDS - 1)]
    keep_leak_words(account=account, words=rows)
    new = [["Jan"], ["Jan"], ["Piet"]]
    done = at_once([partial(keep_leak_words, account=account, words=words) for words in new], TooMany)
    assert account.leak_words.count() == MOST_WORDS
    assert sorted(map(str, done)) in (["0", "1", "TooMany"], ["1", "TooMany", "TooMany"])


@pytest.mark.django_db
def test_it_goes_with_the_account(cleo: Person) -> None:
    keep_leak_words(account=cleo.account, words=["Katrien"])
    erase_account(account_id=cleo.account.pk, now=NOW)
    assert (Account.objects.filter(pk=cleo.account.pk).exists(), LeakWord.objects.exists()) == (False, False)


# The page


def said(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


@pytest.mark.django_db
@pytest.mark.once
def test_the_page_keeps_looks_for_and_takes_off_and_never_shows_one(cleo: Person) -> None:
    page = cleo.client.post(PAGE, {"words": "Katrien\r\n\r\n Zonnelaan \r\nkatrien"}, follow=True)
    assert "There are 2 words on your list" in page.content.decode()
    assert "atrien" not in page.content.decode()
    deeds = [
        ({"look": "1", "word": "KATRIEN"}, "Yes, this word is on your list.", 2),
        ({"look": "1", "word": "Jan"}, "No, this word is not on your list.", 2),
        ({"take_off": "1", "word": "Katrien"}, "This word is off your list.", 1),
        ({"take_off": "1", "word": "Katrien"}, "No, this word is not on your list.", 1),
        ({"words": "zonnelaan"}, "This is there already.", 1),
        ({"take_all_off": "1"}, "1 word is off your list.", 0),
        ({"take_all_off": "1"}, "Your list was empty already.", 0),
    ]
    for fields, words, left in deeds:
        page = cleo.client.post(PAGE, fields, follow=True)
        assert (said(page), page.context["count"]) == ([words], left)
        assert "atrien" not in page.content.decode()
        assert "Jan" not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("word", ["", "x", "-", "a\0b", "a\x07b", "x" * 61, "een twee drie vier"])
def test_what_is_wrong_with_one_word_is_said_at_its_field(word: str, cleo: Person) -> None:
    page = cleo.client.post(PAGE, {"look": "1", "word": word})
    assert {name: len(errors) for name, errors in page.context["one"].errors.items()} == {"word": 1}
    assert 'role="alert"' in page.content.decode()


@pytest.mark.django_db
@pytest.mark.once
def test_more_than_fit_are_refused_in_words_and_stay_in_the_field(cleo: Person) -> None:
    cleo.client.post(PAGE, {"words": "\n".join(f"woord{number}" for number in range(19))})
    page = cleo.client.post(PAGE, {"words": "een\ntwee"})
    assert "There can be 20 words in all. 1 more fits." in page.content.decode()
    assert "een\ntwee" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.once
def test_nobody_can_go_on_guessing(cleo: Person) -> None:
    for _ in range(20):
        assert cleo.client.post(PAGE, {"look": "1", "word": "Jan"}).status_code == 302
    page = cleo.client.post(PAGE, {"look": "1", "word": "Jan"})
    assert "You tried very often." in page.content.decode()
    assert cleo.client.post(PAGE, {"take_all_off": "1"}).status_code == 302


@pytest.mark.django_db
def test_a_place_that_was_asked_for_has_no_say_in_the_words_of_others(talk: Circle, ben: Seat) -> None:
    a_request(an_account(), talk.group)
    assert set(guarding.circle_of(talk.group.pk).leaks) == {talk.ben.pk}
