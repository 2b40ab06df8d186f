"""The catalogues: every word of the code is in each of them, in a voice that fits."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils.translation import gettext, ngettext, override

from groups.themes import THEMES
from peerchat.translations import compile_all
from tests.catalogues import (
    LANGUAGES,
    PLACEHOLDER,
    TRANSLATED,
    Words,
    all_pairs,
    catalogue,
    in_python,
    in_template,
    pairs,
    source_of,
    words_of_the_code,
)

pytestmark = pytest.mark.once

every_catalogue = pytest.mark.parametrize("language", TRANSLATED)


def test_dutch_and_french_have_a_catalogue() -> None:
    assert TRANSLATED == ["nl", "fr"]


def test_words_are_found_wherever_they_may_stand() -> None:
    module = (
        "from django.utils.translation import gettext_lazy as _, ngettext\n_('a ' 'b')\nngettext('one', 'more', 2)\n"
    )
    assert set(in_python(module)) == {"a b", ("one", "more")}
    template = (
        "{% load i18n %}{% translate \"it's\" %}{{ _('x')|upper }}"
        "{% blocktranslate with n=a %}Hi {{ n }}{% endblocktranslate %}"
        "{% blocktranslate count n=a %}{{ n }} hour{% plural %}{{ n }} hours{% endblocktranslate %}"
    )
    assert set(in_template(template)) == {"it's", "x", "Hi %(n)s", ("%(n)s hour", "%(n)s hours")}


@every_catalogue
def test_the_catalogue_has_every_word_of_the_code_and_no_other(language: str) -> None:
    ids: list[Words] = [
        message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue(language)
    ]
    kept, needed = set(ids), words_of_the_code()
    assert needed - kept == set(), f"missing in locale/{language}"
    assert kept - needed == set(), f"no longer said anywhere, in locale/{language}"


@every_catalogue
def test_no_entry_stands_twice(language: str) -> None:
    ids = re.findall(r'^msgid (".+")$', source_of(language).read_text(), re.MULTILINE)
    assert sorted({text for text in ids if ids.count(text) > 1 and text != '""'}) == []


@every_catalogue
def test_no_translation_is_empty_or_a_guess(language: str) -> None:
    assert [message.id for message in catalogue(language) if message.fuzzy] == []
    assert [english for english, said in all_pairs(language) if not said.strip()] == []
    assert "#~" not in source_of(language).read_text()


@every_catalogue
def test_a_translation_fits_its_sentence(language: str) -> None:
    assert [english for english, said in all_pairs(language) if not fits(english, said)] == []


def fits(english: str, said: str) -> bool:
    """Same placeholders, same ending, same kind of beginning, no space around."""
    begins_alike = english[0] in "{%" or said[0] in "{%" or english[0].isupper() == said[0].isupper()
    return begins_alike and said == said.strip() and shape(english) == shape(said)


def shape(sentence: str) -> tuple[list[str], str]:
    return sorted(PLACEHOLDER.findall(sentence)), sentence[-1] if sentence[-1] in ".!?…:" else ""


@pytest.mark.parametrize(
    ("english", "said"), [("{name} left.", "{naam} ging."), ("Send", "stuur"), ("Sent.", "Klaar"), ("Sent.", "Klaar. ")]
)
def test_what_does_not_fit_is_seen(english: str, said: str) -> None:
    assert fits("{name} left.", "Dag {name}.")
    assert not fits(english, said)


@every_catalogue
def test_the_catalogue_tells_nothing_of_files_or_makers(language: str) -> None:
    text = source_of(language).read_text()
    assert "\n#:" not in text
    assert "X-Generator" not in text
    assert "@" not in text


SINGULAR = {"nl": [1], "fr": [0, 1], "en": [1]}
"""Of 0, 1, 2 and 5: which of them a language takes for one."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_has_the_form_that_its_language_gives_it(language: str) -> None:
    forms = plurals(language)
    assert len(forms) == len(plurals("nl")) > 5
    for (one, more), said in forms.items():
        with override(language):
            found = {number: ngettext(one, more, number) for number in (0, 1, 2, 5)}
        assert found == {number: said[number not in SINGULAR[language]] for number in found}


def test_the_form_for_one_says_its_number_too() -> None:
    """French uses it for nothing as well."""
    assert [one for one, more in plurals("en") if PLACEHOLDER.findall(one) != PLACEHOLDER.findall(more)] == []


def plurals(language: str) -> dict[tuple[str, str], tuple[str, str]]:
    """By the two forms of the code, the two of a language."""
    several = [message for message in catalogue("nl" if language == "en" else language) if message.pluralizable]
    forms: dict[tuple[str, str], tuple[str, str]] = {}
    for message in several:
        (one, said_of_one), (more, said_of_more) = pairs(message)
        forms[one, more] = (one, more) if language == "en" else (said_of_one, said_of_more)
    return forms


STIFF = {
    "nl": r"\b(u|uw|gelieve|ongeldige?|invoer|gebruikers?|foutmelding|verplicht|dient|indien|reeds)\b",
    "fr": (
        r"(?<!-)\b(vous|vos|votre|veuillez|invalides?|saisi\w*|utilisat(?:eur|rice)s?|obligatoires?|requise?s?|erreurs?|afin|"
        r"effectu\w+|modérat\w+|animat(?:eur|rice)s?|cliqu\w+|connectée?s?)\b|\(e\)|\(s\)|·|\wé\.e"
    ),
}
"""Words of offices and machines, and in French what speaks to only half of the people."""


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Gelieve uw invoer na te kijken"),
        ("fr", "Veuillez vérifier"),
        ("fr", "Ce que vous avez dit"),
        ("fr", "Tu es connecté"),
        ("fr", "Les animateur·rices"),
    ],
)
def test_a_stiff_word_is_seen(language: str, sentence: str) -> None:
    assert re.search(STIFF[language], sentence, re.IGNORECASE)
    assert not re.search(STIFF[language], "Un rendez-vous, peut-être.", re.IGNORECASE)


@every_catalogue
def test_a_catalogue_speaks_to_a_person(language: str) -> None:
    stiff = re.compile(STIFF[language], re.IGNORECASE)
    assert [said for _, said in all_pairs(language) if stiff.search(said)] == []


FRENCH_MISPRINT = re.compile(r"""['"“”]|[^\u00a0\d][:;!?»]|\d[;!?»]|«[^\u00a0]|\u202f| \u00a0|\u00a0 """)
"""One rule: a no-break space before : ; ! ? » and after «, curved apostrophes, no other quotation marks."""


@pytest.mark.parametrize("text", ["C'est fait", "Quoi?", "Quoi ?", "« oui »", "“oui”", "Trois:", "Attends\u202f!"])
def test_a_misprint_in_french_is_seen(text: str) -> None:
    assert FRENCH_MISPRINT.search(text)
    assert not FRENCH_MISPRINT.search("C’est «\u00a0oui\u00a0»\u00a0: à 20:00, d’accord\u00a0?")


def test_french_is_set_as_french_is() -> None:
    # The names of themes are shared with other guides, to the letter.
    shared = {str(name) for name in spoken("fr", THEMES.values())}
    assert [said for _, said in all_pairs("fr") if said not in shared and FRENCH_MISPRINT.search(said)] == []


def spoken(language: str, words: Iterable[object]) -> list[str]:
    with override(language):
        return [str(word) for word in words]


# English falls back on nothing: without a catalogue of its own it must not become Dutch, the default language.
def test_english_is_what_the_code_says() -> None:
    with override("en"):
        assert [english for english, _ in all_pairs("nl") if gettext(english) != english] == []


@every_catalogue
def test_a_language_is_what_its_catalogue_says(language: str) -> None:
    single = [pairs(message)[0] for message in catalogue(language) if isinstance(message.id, str)]
    with override(language):
        assert [(gettext(english), said) for english, said in single if gettext(english) != said] == []


def test_words_that_are_compiled_are_said_at_once(tmp_path: Path) -> None:
    source = tmp_path / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "A calm word"\nmsgstr "Een rustig woord"\n')
    with override_settings(LOCALE_PATHS=[tmp_path / "locale"]):
        with override("nl"):
            assert gettext("A calm word") == "A calm word"
        compile_all(tmp_path)
        with override("nl"):
            assert gettext("A calm word") == "Een rustig woord"
