"""Log-in names, passphrases and recovery codes."""

import math
import random
import re

import pytest
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.word_lists import WORDS
from accounts.words import (
    CODE_ALPHABET,
    login_name,
    normalised_login_name,
    normalised_recovery_code,
    passphrase,
    recovery_code,
)

every_language = pytest.mark.parametrize("language", WORDS)
LANGUAGES = st.sampled_from(list(WORDS))
SEEDS = st.integers().map(random.Random)


def test_every_language_has_its_words_and_another_gets_the_dutch_ones() -> None:
    assert list(WORDS) == [code for code, _ in django_settings.LANGUAGES]
    assert set(passphrase("tlh").split()) <= set(WORDS["nl"])


@every_language
def test_the_words_are_plain_and_each_stands_once(language: str) -> None:
    words = WORDS[language]
    assert len(set(words)) == len(words)
    assert [word for word in words if not re.fullmatch("[a-z]{3,9}", word)] == []


@every_language
def test_the_lists_are_long_enough_for_what_is_promised(language: str) -> None:
    assert math.log2(len(WORDS[language])) * 6 >= 60
    assert math.perm(len(WORDS[language]), 3) >= 2**30


def test_the_codes_are_long_enough_for_what_is_promised() -> None:
    assert math.log2(len(CODE_ALPHABET)) * len(recovery_code().replace("-", "")) >= 128


@given(LANGUAGES, SEEDS)
def test_a_login_name_is_three_different_words_and_is_its_own_normal_form(language: str, choose: random.Random) -> None:
    name = login_name(language, choose)
    assert len(set(name.split("-")) & set(WORDS[language])) == 3
    assert normalised_login_name(name) == name


@pytest.mark.parametrize(
    "typed",
    [
        "rustige-rivier-kaars", "Rustige-Rivier-Kaars", "RUSTIGE RIVIER KAARS", " rustige rivier kaars \n",
        "rustige_rivier_kaars", "rustige.rivier.kaars", "rustige - rivier – kaars", "rustige, rivier, kaars.",
        "rustige\u00a0rivier\u2011kaars", "ｒｕｓｔｉｇｅ rivier kaars", "rus\u00adtige-rivier-kaars",
        "\u200brustige rivier kaars\ufeff", "rustige rivíer kaars", "rustige--rivier--kaars", "“rustige-rivier-kaars”",
    ],
)  # fmt: skip
def test_a_login_name_is_understood_however_it_is_typed(typed: str) -> None:
    assert normalised_login_name(typed) == "rustige-rivier-kaars"


def test_other_words_are_another_login_name() -> None:
    typed = ["rustige-rivier-kaars", "rustigerivierkaars", "kaars-rivier-rustige", "rustige-rivier", ""]
    assert len({normalised_login_name(text) for text in typed}) == len(typed)


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_normalising_a_login_name_twice_changes_nothing(text: str) -> None:
    once = normalised_login_name(text)
    assert normalised_login_name(once) == once


@given(LANGUAGES, SEEDS)
def test_a_passphrase_is_six_words(language: str, choose: random.Random) -> None:
    words = passphrase(language, choose).split(" ")
    assert len(words) == 6
    assert set(words) <= set(WORDS[language])


def test_words_of_a_passphrase_are_drawn_each_on_its_own() -> None:
    """Red when they are drawn without putting back, which would cost entropy."""
    drawn = (passphrase("nl", random.Random(seed)).split() for seed in range(2000))
    assert any(len(set(words)) < 6 for words in drawn)


def test_what_is_given_comes_from_the_systems_randomness_unless_told_otherwise() -> None:
    """Red when a default generator that can be predicted is used."""
    random.seed(1)
    first = (login_name("nl"), passphrase("nl"), recovery_code())
    random.seed(1)
    assert not set(first) & {login_name("nl"), passphrase("nl"), recovery_code()}
    assert login_name("nl", random.Random(1)) == login_name("nl", random.Random(1))


@given(SEEDS)
def test_a_recovery_code_is_seven_groups_of_four_and_its_own_normal_form(choose: random.Random) -> None:
    code = recovery_code(choose)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}", code)
    assert normalised_recovery_code(code) == code


@given(SEEDS, st.data())
def test_a_recovery_code_is_understood_however_it_is_typed(choose: random.Random, data: st.DataObject) -> None:
    code = recovery_code(choose)
    alike = {"0": "0Oo", "1": "1IiLl", "-": ["", " ", "-", " - ", "\u2013", "\u00a0"]}
    typed = "".join(data.draw(st.sampled_from(alike.get(char, [char, char.lower()]))) for char in code)
    assert normalised_recovery_code(f" {typed}\n") == code


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_normalising_a_recovery_code_twice_changes_nothing(text: str) -> None:
    once = normalised_recovery_code(text)
    assert normalised_recovery_code(once) == once


def test_no_letter_outside_the_alphabet_is_quietly_taken_for_one_inside() -> None:
    assert "U" in normalised_recovery_code("uuuu")
