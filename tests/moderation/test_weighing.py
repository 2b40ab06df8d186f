"""The shield whose words are weighed: where its weights come from, and what it makes of a text."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.checks import LANGUAGES, find
from moderation.checks.language import DATA
from moderation.checks.language import language as spoken_in
from moderation.checks.remembering import Remembered
from moderation.checks.tokens import STOP
from moderation.checks.weighing import BIAS, FOUND, KIND, Weights, features, passages, unnamed, weighed, weights
from tests.moderation.labelled import TAUGHT, labelled
from tests.moderation.learning import Example, learned, source, told

pytestmark = pytest.mark.once

TALK = "Vandaag is het mooi weer en ik ga straks met de hond naar het bos, mijn zus komt ook mee. "
MEANS = "Gisteren stond ik weer op de brug en ik wou springen."


def found_in(text: str, *names: str, language: str = "nl") -> list[str]:
    found = find(text, language=language, shields=[KIND], names=names)
    return [text[each.start : each.end] for each in found if each.kind == f"shield:{KIND}"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_weights_are_those_of_the_lines(code: str) -> None:
    """Turns red when a line is added: learn again, and look at what test_checks.py measures."""
    assert f"# Lines: {source()}\n" in (DATA / f"{KIND}.{code}.tsv").read_text(encoding="utf-8")


def test_what_tells_lines_apart_is_learned_and_what_both_have_is_not() -> None:
    lines = [("met een touw", True), ("aan het touw", True), ("met een ijsje", False), ("aan het strand", False)]
    found = learned([Example(tuple(features(text.split())), marked) for text, marked in lines * 4])
    assert found["=touw"] > 0 > found["=ijsje"]
    assert abs(found["=een"]) < found["=touw"] / 4
    weights_of_these = Weights(told(found))
    assert weights_of_these.of(["een", "touw"]) > weights_of_these.of(["een", "ijsje"])


def test_each_time_the_same_is_learned() -> None:
    lines = [Example(tuple(features(f"regel {at} over {at % 3}".split())), at % 3 == 0) for at in range(30)]
    assert learned(lines) == learned(lines)


@given(st.lists(st.sampled_from([STOP, "woord", "nog", ""]), max_size=200))
def test_every_word_is_in_one_passage_and_none_is_long(words: list[str]) -> None:
    found = [*passages(words)]
    assert [at for start, end in found for at in range(start, end)] == [*range(len(words))]
    assert all(0 < end - start <= 40 for start, end in found)


def test_a_means_in_the_middle_of_a_long_line_is_found_where_it_stands() -> None:
    text = TALK * 15 + MEANS + " " + TALK * 15
    (found,) = found_in(text)
    assert "brug" in found
    assert len(found) < len(MEANS) * 2


def test_ordinary_talk_of_any_length_passes() -> None:
    assert found_in(TALK * 40) == []


def test_what_was_learned_is_read_as_it_was_learned() -> None:
    """Turns red when words are taken apart in another way than when the weights were learned: learn again."""
    lines = labelled(KIND, TAUGHT)[::8]
    found = Counter((bool(line.marks), bool(found_in(line.text, language=line.language))) for line in lines)
    assert found[True, True] >= 0.99 * (found[True, True] + found[True, False])
    assert found[False, True] <= 0.02 * (found[False, True] + found[False, False])


def test_a_name_may_be_said_whatever_it_means() -> None:
    assert found_in("we hebben hier een strop")
    assert found_in("we hebben hier Strop", "Strop") == []
    assert unnamed(["a", "b", "c", "a"], {"a", "b", "c"}, ["b c", "c d"]) == ["a", "_", "_", "a"]


@pytest.mark.parametrize("name", ["Ben", "Ik", "Stille Reiger"])
def test_a_pseudonym_hides_no_means(name: str) -> None:
    assert found_in(f"{name}, ik ben bang dat ik van de brug spring", name)


def test_a_star_stands_for_the_letter_that_weighs_most() -> None:
    told_of = weights(spoken_in("nl")).of_word
    assert told_of["br*g"] >= told_of["brug"] > 0
    assert told_of["x*q"] == 0
    (curse, *_) = (word for word in spoken_in("nl").words("stars", "curses") if len(word) > 3)
    starred = Weights({BIAS: 0, FOUND: 0, f"={curse}": 900}, [curse])
    assert starred.of_word[f"{curse[0]}*{curse[2:]}"] == 0


def test_what_is_remembered_of_words_is_forgotten_when_there_is_much_of_it() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Remembered(length)
    assert [known["aa"], known["aa"], known["b" * 41], known["b" * 41]] == [2, 2, 41, 41]
    assert asked == ["aa", "b" * 41, "b" * 41]
    for number in range(20_000):
        known[str(number)]
    assert len(known) < 20_000
    assert "aa" not in known


def test_a_phrase_counts_when_what_stands_near_it_does_not_weigh_against_it() -> None:
    words = ["a", "b", "c", "d"]
    light, heavy = Weights({BIAS: -100, FOUND: 50, "=a": 10}), Weights({BIAS: -100, FOUND: 150, "=a": 10})
    assert [*weighed(words, [(1, 3)], light)] == []
    assert [*weighed(words, [(1, 3)], heavy)] == [(1, 3)]
    assert [*weighed(words, [], Weights({BIAS: -100, FOUND: 0, "=c": 150}))] == [(2, 3)]
