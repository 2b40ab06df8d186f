"""The checks before a line is heard, measured on labelled lines; `-s` prints the figures.

Sabotage: take a kind out of `_guarded` in moderation/checks/__init__.py, or a list out of moderation/checks/data.
"""

from collections import Counter

import pytest

from moderation.checks import HARD, SHIELDS, SOFT, find
from moderation.checks.weighing import KIND
from tests.moderation.labelled import PARTS, TAUGHT, everything, labelled, measured

LEAST_LINES = {"identity": 300, "talk": 500, **dict.fromkeys(SHIELDS, 100)}


def kinds(text: str, language: str = "nl") -> list[str]:
    return [found.kind for found in find(text, language=language)]


@pytest.mark.parametrize("name", LEAST_LINES)
def test_the_sets_are_large_and_a_tenth_at_least_was_never_tuned_on(name: str) -> None:
    held_out, blind, tuned = (len(labelled(name, part)) for part in PARTS)
    assert held_out + blind + tuned >= LEAST_LINES[name]
    assert held_out + blind >= (held_out + blind + tuned) / 10


def test_no_line_stands_in_two_sets() -> None:
    sets = [*everything(), (KIND, TAUGHT)]
    texts = Counter((line.language, line.text) for name, part in sets for line in labelled(name, part))
    twice = {text for text, times in texts.items() if times > 1}
    assert not [text for text in twice if text != ("nl", "ik ben 34 en heb 2 kinderen")]


@pytest.mark.parametrize("part", PARTS)
def test_the_guard_finds_what_leads_to_a_person(part: str) -> None:
    made = measured("identity", part)
    print(f"\nidentity, {part}: {made}")
    assert made.recall(HARD) >= 0.95
    assert made.recall(SOFT) >= 0.7
    assert set(made.there) == {*HARD, *SOFT}


@pytest.mark.parametrize("part", PARTS)
def test_the_guard_lets_ordinary_talk_pass(part: str) -> None:
    made = measured("talk", part)
    print(f"\ntalk, {part}: {made}")
    assert made.alarms() <= 0.02


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("shield", SHIELDS)
def test_a_shield_finds_the_figure_the_name_or_the_means_and_lets_the_topic_pass(shield: str, part: str) -> None:
    made = measured(shield, part)
    print(f"\n{shield}, {part}: {made}")
    assert made.recall([shield]) >= 0.9
    assert made.alarms() <= 0.05
    assert made.clean >= made.there[shield] / 2


def test_a_shield_that_was_not_chosen_finds_nothing() -> None:
    text = "dokter Peeters, 45 kilo, 20 mg xanax, 50 euro en een strop"
    assert find(text, language="nl") == []
    for shield in SHIELDS:
        found = find(text, language="nl", shields=[shield])
        assert {(each.kind, each.hard) for each in found} == {(f"shield:{shield}", False)}


def test_age_and_children_are_no_numbers_of_the_shield() -> None:
    assert find("ik ben 34 en heb 2 kinderen", language="nl", shields=["numbers"]) == []


def test_a_place_is_told_in_code_points_of_the_text_as_it_was_given() -> None:
    text = "e\u0301\U0001f642 bel \uff10\u200b470 12 34 56\ufe0f!"
    (found,) = find(text, language="nl")
    assert text[found.start : found.end] == "\uff10\u200b470 12 34 56\ufe0f"


def test_hard_and_soft_are_told_apart() -> None:
    text = "ik heet Lotte Peeters, bel 0470 12 34 56"
    assert [(found.kind, found.hard) for found in find(text, language="nl")] == [("real_name", False), ("phone", True)]


def test_the_pseudonyms_of_the_group_may_be_said() -> None:
    text = "@stillereiger en ik heet Zachte Vos"
    assert kinds("zoek @stillereiger, ik heet Zachte Vos") == ["handle", "real_name"]
    assert find(text, language="nl", names=["Stille Reiger", "Zachte Vos"]) == []


def test_numbers_count_by_their_sum_also_without_a_word_that_announces_them() -> None:
    assert kinds("229262193") == ["bsn"]
    assert kinds("229262194") == []
    assert kinds("98020814340") == ["national_number"]
    assert kinds("98020814341") == []
    assert kinds("BE95743577241758") == ["iban"]
    assert kinds("BE96743577241758") == []


def test_of_a_language_that_is_not_spoken_nothing_is_said() -> None:
    with pytest.raises(KeyError):
        find("hoi", language="xx")


def test_a_code_with_letters_is_no_bsn_unless_one_is_spoken_of() -> None:
    for text in ("a8156f0b-284d-4b57-b939-53ccfea9add2", "error 8b9b4242", "foutcode 8b9b4242 bij het inloggen"):
        assert kinds(text) == [], text
    assert kinds("229262193") == kinds("mijn bsn is 8b9b4242") == ["bsn"]


def test_help_lines_side_by_side_or_with_their_country_are_nobodys_number() -> None:
    for text in ("bel gerust naar 116 111 of 112", "116 123 of 113", "+31 800 0113", "0031 8000113"):
        assert kinds(text) == [], text


def test_a_full_name_elsewhere_is_a_handle_and_what_one_wants_to_be_called_is_nobodys_name() -> None:
    assert "handle" in kinds("zoek me op onder Martine Zonneschijn")
    assert kinds("ga hulp zoeken, naar Sint Niklaas") == kinds("noem me maar Vlinder") == []
    assert kinds("noem me maar Pieter") == ["real_name"]


def test_random_letters_and_figures_are_no_postcode() -> None:
    """Turns red when a part of a text that is looked at ends in the middle of a word."""
    for text in (
        "regel 2131 van m_d_5pIVU95Y7rzCuKfQY3ZA 8963dc6e",
        "regel 1113 van m_mK5zDTpQWdxkIATAeG5y9g 3184ff27",
    ):
        assert find(text, language="nl") == [], text


def test_an_account_number_does_not_hide_behind_words_that_begin_like_one() -> None:
    countries = "no be fi nl dk si at ee lt lu ch hr li lv bg de gb ie rs ad cz es ro se sk pt is tr fr gr it".split()
    padding = " ".join(f"{country}{end}" for country in countries for end in ("ta", "s"))
    assert [kind for kind in kinds(f"{padding} BE95743577241758") if kind == "iban"] == ["iban"]


def test_a_text_that_begins_with_a_letter_of_another_alphabet_is_read_as_any_other() -> None:
    assert "address" in kinds("ж woont in de Kerkstraat 12")
    assert "address" in kinds("жKerkstraat 12, daar woon ik")


def test_words_and_hours_whose_sum_happens_to_be_right_are_no_account_number() -> None:
    for text in ("at 7.30. bus 12 takes 40 min", "à toi. je travaille à mi-temps"):
        assert "iban" not in kinds(text), text


@pytest.mark.parametrize(
    ("text", "spoken", "kind"),
    [
        ("ik heb mezelf gesn*den", "nl", "shield:methods"),
        ("i c*t my wrists", "en", "shield:methods"),
        ("twee p**len gepakt", "nl", "shield:doses"),
        ("c*ke genomen", "nl", "shield:doses"),
        ("w*i*e*t gerookt", "nl", "shield:doses"),
    ],
)
def test_a_star_in_a_word_stands_for_a_letter(text: str, spoken: str, kind: str) -> None:
    assert kind in {each.kind for each in find(text, language=spoken, shields=SHIELDS)}


@pytest.mark.parametrize("text", ["f*ck wat een k*tdag", "*heel* moe", "ik😀ben *heel* moe", "sh*t, k*t"])
def test_a_curse_with_a_star_and_stars_around_a_word_are_nothing(text: str) -> None:
    assert not find(text, language="nl", shields=SHIELDS)


def test_the_k_of_ik_written_to_a_verb_makes_it_no_other_word() -> None:
    for text, kind in [("kweeg nog 48", "shield:numbers"), ("kdronk tien pinten", "shield:doses")]:
        assert kind in {each.kind for each in find(text, language="nl", shields=SHIELDS)}
    for text in ("kben 46 en begin pas nu", "de kat heeft gekrabd"):
        assert not find(text, language="nl", shields=SHIELDS)


def test_a_first_name_in_small_letters_counts_beside_a_profession_only() -> None:
    for text, spoken in [
        ("mijn begeleider tom belt nooit", "nl"),
        ("sofie, mijn begeleidster, komt morgen", "nl"),
        ("saw mark, hes my counsellor", "en"),
    ]:
        assert "shield:professionals" in {each.kind for each in find(text, language=spoken, shields=SHIELDS)}
    assert not find("tom komt morgen eten en sofie ook", language="nl", shields=SHIELDS)


def test_what_lets_an_innocent_sense_pass_hides_no_means() -> None:
    for text, spoken in [
        ("het touw was klaar aan de balk", "nl"),
        ("jumped in the river with stones in my pockets", "en"),
    ]:
        assert "shield:methods" in {each.kind for each in find(text, language=spoken, shields=SHIELDS)}
