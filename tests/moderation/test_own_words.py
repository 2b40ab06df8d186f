"""An organisation's own words: found beside what is found everywhere, in bounded time, and refused when they are none.

Sabotage: take `own=circle.own` out of moderation/guarding.py, or the lock out of moderation/actions/own_words.py.
"""

import time

import pytest
from django.utils import timezone

from audit.models import Entry
from groups.models import Coordinator, Group
from moderation import guarding
from moderation.actions.own_words import NotThere, ThereAlready, TooMany, add_own_word, remove_own_word
from moderation.checks import OwnWords, find
from moderation.checks.own import MOST_PATTERNS, NoPattern, TooWide
from moderation.models import OwnWord
from tests import factories
from tests.rooms.circle import Circle

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WORDS = {"pattern": "Huize Zonne*", "kind": "work_school", "language": ""}


def kinds(text: str, *patterns: tuple[str, str], shields: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    found = find(text, language="nl", shields=shields, own=OwnWords(patterns))
    return [(each.kind, text[each.start : each.end]) for each in found]


@pytest.mark.parametrize(
    ("pattern", "text", "said"),
    [
        ("huize zonne*", "ik zat in HUÍZE zonnebloem toen", "HUÍZE zonnebloem"),
        ("huize zonne*", "in huize-zonnedal", "huize-zonnedal"),
        ("*horst", "we gaan naar de lindenhorst vanavond", "lindenhorst"),
        ("kamer ##", "ik lag op kamer 12 vroeger", "kamer 12"),
        ("'t Klavertje", "bij 't klavertje", "t klavertje"),
    ],
)
def test_a_pattern_is_found_as_a_reader_hears_it(pattern: str, text: str, said: str) -> None:
    assert kinds(text, ("work_school", pattern)) == [("work_school", said)]


@pytest.mark.parametrize(
    "text", ["huize", "een huis. zonnebloem", "kamer 123", "kamer een", "horstman", "huize\n\nzonnebloem"]
)
def test_what_is_not_the_pattern_is_not_found(text: str) -> None:
    own = (("real_name", "huize zonne*"), ("real_name", "kamer ##"), ("real_name", "*horst"))
    assert kinds(text, *own) == []


def test_a_word_of_a_shield_counts_where_the_shield_was_chosen() -> None:
    own = ("shield:doses", "groene schicht")
    assert kinds("de groene schicht", own) == []
    assert kinds("de groene schicht", own, shields=("doses",)) == [("shield:doses", "groene schicht")]


@pytest.mark.parametrize(
    "pattern", ["", "   ", "a b c d e f g", "zon*bloem", "*zon*", "(a+)+$", "a|b", "x" * 61, "é😀"]
)
def test_what_is_no_row_of_words_is_refused(pattern: str) -> None:
    with pytest.raises(NoPattern):
        OwnWords([("real_name", pattern)])


@pytest.mark.parametrize("pattern", ["e*", "*de", "ik", "##", "#### *"])
def test_what_would_be_found_everywhere_is_refused(pattern: str) -> None:
    with pytest.raises((TooWide, NoPattern)):
        OwnWords([("real_name", pattern)])


def test_the_most_patterns_cost_little_whatever_the_text_says() -> None:
    own = OwnWords([("real_name", f"aaa* aaa* aaa* aaa* aaa* b{number}") for number in range(MOST_PATTERNS)])
    text = ("aaaa " * 800)[:4_000]
    began = time.thread_time()
    find(text, language="nl", own=own)
    assert time.thread_time() - began < 2


@pytest.fixture
def person(talk: Circle) -> factories.Person:
    return factories.a_coordinator(talk.group.organisation)


@pytest.fixture
def els(person: factories.Person) -> Coordinator:
    return post_of(person)


def post_of(person: factories.Person) -> Coordinator:
    return Coordinator.objects.select_related("organisation").get(account=person.account)


def test_a_coordinator_adds_tries_and_removes(talk: Circle, person: factories.Person) -> None:
    page = f"/coordinatie/woorden/{talk.group.organisation.public_id}/"
    assert person.client.post(page, WORDS).status_code == 302
    word = OwnWord.objects.get()
    assert "Huize Zonne*" in person.client.get(page).content.decode()
    tried = person.client.post(page, {"line": "ik woon in huize zonnedal"}).content.decode()
    assert "huize zonnedal" in tried
    again = person.client.post(page, WORDS)
    assert (again.status_code, OwnWord.objects.count()) == (302, 1)
    for removed in (str(word.pk), str(word.pk), "geen id"):
        assert person.client.post(page, {"remove": removed}).status_code == 302
    assert not OwnWord.objects.exists()


@pytest.mark.parametrize("pattern", ["(a+)+$", "e*", "x" * 61, "", "a\x00b"])
def test_what_cannot_be_looked_for_is_refused_with_a_sentence(
    talk: Circle, person: factories.Person, pattern: str
) -> None:
    page = f"/coordinatie/woorden/{talk.group.organisation.public_id}/"
    answer = person.client.post(page, {**WORDS, "pattern": pattern})
    assert answer.status_code == 200
    assert answer.context["form"].errors["pattern"]
    assert not OwnWord.objects.exists()


def test_it_counts_in_the_groups_of_its_organisation_and_its_language_only(talk: Circle, els: Coordinator) -> None:
    now = timezone.now()
    word = add_own_word(by=els, **WORDS, now=now)
    add_own_word(by=els, pattern="maison claire", kind="work_school", language="fr", now=now)
    other = factories.a_group(organisation=factories.an_organisation())
    assert said(talk.group, "ik zat in huize zonnedal, nu in maison claire") == ["work_school"]
    assert said(other, "ik zat in huize zonnedal") == []
    remove_own_word(by=els, word_id=word.pk, now=now)
    assert said(talk.group, "ik zat in huize zonnedal") == []
    assert [entry.verb for entry in Entry.objects.filter(verb__contains="own_word")] == [
        "add_own_word",
        "add_own_word",
        "remove_own_word",
    ]


def said(group: Group, text: str) -> list[str]:
    guarding.forget(group.pk)
    circle = guarding.circle_of(group.pk)
    return [each.kind for each in guarding.look_over(text, circle=circle, policies={}, language="nl").findings]


def test_what_is_typed_is_kept_sealed(talk: Circle, els: Coordinator) -> None:
    word = add_own_word(by=els, **WORDS, now=timezone.now())
    assert b"Zonne" not in bytes(OwnWord.objects.get(pk=word.pk).pattern_sealed)
    assert OwnWord.objects.get(pk=word.pk).pattern == "Huize Zonne*"


def test_twice_the_same_too_many_and_gone_already_are_told(
    talk: Circle, els: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    word = add_own_word(by=els, **WORDS, now=now)
    with pytest.raises(ThereAlready):
        add_own_word(by=els, **{**WORDS, "pattern": "huize  ZONNE*"}, now=now)
    monkeypatch.setattr("moderation.actions.own_words.MOST_PATTERNS", 1)
    with pytest.raises(TooMany):
        add_own_word(by=els, **{**WORDS, "pattern": "iets anders"}, now=now)
    remove_own_word(by=els, word_id=word.pk, now=now)
    with pytest.raises(NotThere):
        remove_own_word(by=els, word_id=word.pk, now=now)
    stranger = post_of(factories.a_coordinator(factories.an_organisation()))
    word = add_own_word(by=els, **WORDS, now=now)
    with pytest.raises(NotThere):
        remove_own_word(by=stranger, word_id=word.pk, now=now)
