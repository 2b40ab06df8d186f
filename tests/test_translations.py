"""The words: every one in the code is in the Dutch catalogue, and each language shows only its own."""

import ast
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client, override_settings
from django.utils.translation import gettext, override
from django.utils.translation.template import templatize

from groups.models import Group
from groups.wordings import CONSENT, RULES
from peerchat.translations import compile_all
from rooms.live.codes import BYE_WORDS, ERROR_WORDS, ByeCode, ErrorCode, bye_fields, error_detail
from rooms.words import room_words
from tests.factories import Person, a_member

ROOT = Path(__file__).resolve().parent.parent
DUTCH = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
APPS = ("peerchat", "moderation", "rooms", "groups", "accounts", "audit")
ONE = {"gettext", "gettext_lazy", "gettext_noop"}
MANY = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
TEMPLATE_CALL = re.compile(r"""\b(n?p?gettext|_)\(\s*((?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|[\s,])+)""")
READ_ALOUD = {"title", "aria-label", "placeholder", "alt"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
SHORTEST_PHRASE = 12
"""Characters: what is shorter may stand inside another word."""

Words = str | tuple[str, ...]


def in_python(source: str) -> Iterator[Words]:
    """The words that a module marks for translation."""
    tree = ast.parse(source)
    called = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            yield from marked(called.get(name, name), texts)


def in_template(source: str) -> Iterator[Words]:
    """The words that a template marks for translation."""
    for call in TEMPLATE_CALL.finditer(templatize(source)):
        texts = ast.literal_eval(f"[{call[2].strip().rstrip(',')}]")
        yield from marked("gettext" if call[1] == "_" else call[1], texts)


def marked(function: str, texts: Sequence[str]) -> Iterator[Words]:
    assert function not in WITH_CONTEXT, "say it in other words: the catalogue keeps no contexts"
    if function in ONE and texts:
        yield texts[0]
    if function in MANY and texts:
        yield (texts[0], texts[1])


def words_of_the_code() -> set[Words]:
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
    return {words for path in modules for words in in_python(path.read_text())} | {
        words for path in templates for words in in_template(path.read_text())
    }


def dutch() -> list[Message]:
    with DUTCH.open("rb") as lines:
        return [message for message in read_po(lines, locale="nl") if message.id]


def pairs(message: Message) -> list[tuple[str, str]]:
    """(English, Dutch) of each form."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    said = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return list(zip(english, said, strict=True))


def all_pairs() -> list[tuple[str, str]]:
    return [pair for message in dutch() for pair in pairs(message)]


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


def test_the_catalogue_has_every_word_of_the_code_and_no_other() -> None:
    kept: set[Words] = {message.id if isinstance(message.id, str) else tuple(message.id) for message in dutch()}
    needed = words_of_the_code()
    assert needed - kept == set(), "missing in locale/nl"
    assert kept - needed == set(), "no longer said anywhere"


def test_no_translation_is_empty_or_a_guess() -> None:
    assert [message.id for message in dutch() if message.fuzzy] == []
    assert [english for english, said in all_pairs() if not said.strip()] == []
    assert "#~" not in DUTCH.read_text()


def test_a_translation_fits_its_sentence() -> None:
    assert [english for english, said in all_pairs() if not fits(english, said)] == []


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


def test_a_plural_has_both_forms() -> None:
    plurals = [message for message in dutch() if isinstance(message.id, tuple | list)]
    assert plurals
    for message in plurals:
        assert len(pairs(message)) == 2


def test_the_catalogue_tells_nothing_of_files_or_makers() -> None:
    text = DUTCH.read_text()
    assert "\n#:" not in text
    assert "X-Generator" not in text
    assert "@" not in text


STIFF = re.compile(
    r"\b(u|uw|gelieve|ongeldige?|invoer|gebruikers?|foutmelding|verplicht|dient|indien|reeds)\b", re.IGNORECASE
)


def test_dutch_speaks_to_a_person() -> None:
    assert STIFF.search("Gelieve uw invoer na te kijken")
    assert [said for _, said in all_pairs() if STIFF.search(said)] == []


# English falls back on nothing: without a catalogue of its own it must not become Dutch, the default language.
def test_english_is_what_the_code_says() -> None:
    with override("en"):
        assert [english for english, _ in all_pairs() if gettext(english) != english] == []


def test_dutch_is_what_the_catalogue_says() -> None:
    single = [pairs(message)[0] for message in dutch() if isinstance(message.id, str)]
    with override("nl"):
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


def test_the_room_speaks_the_language_of_the_reader() -> None:
    with override("en"):
        english = room_words()
    with override("nl"):
        said = room_words()
    assert {key for key in english if english[key] == said[key]} <= {"quote"}


@pytest.mark.parametrize("code", list(ERROR_WORDS))
def test_an_error_speaks_the_language_of_the_reader(code: ErrorCode) -> None:
    assert error_detail(code, "nl") != error_detail(code, "en")


@pytest.mark.parametrize("code", list(BYE_WORDS))
def test_a_farewell_speaks_the_language_of_the_reader(code: ByeCode) -> None:
    assert bye_fields(code, "nl")["detail"] != bye_fields(code, "en")["detail"]


class Text(HTMLParser):
    """What a person reads or hears of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.pieces.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces += [
            value for name, value in attrs if value and name in {"title", "aria-label", "placeholder", "alt"}
        ]


def phrases(column: int) -> set[str]:
    """The phrases that tell the languages apart, without what a group or a language calls itself."""
    theirs = {str(words) for words in (*RULES, CONSENT, *(name for _, name in settings.LANGUAGES))}
    with override("en"):
        theirs |= {str(words) for words in (*RULES, CONSENT)} | {"Dutch", "English"}
    return {
        pair[column]
        for pair in all_pairs()
        if pair[0] != pair[1] and pair[0] not in theirs and not PLACEHOLDER.search(pair[0])
    }


def strange_words(page: str, strange: set[str]) -> set[str]:
    """Phrases of the other language on a page."""
    pieces = Text(page).pieces
    whole = "\n".join(pieces)
    return {phrase for phrase in strange if phrase in pieces or (len(phrase) >= SHORTEST_PHRASE and phrase in whole)}


PATHS = (
    "/",
    "/groepen/",
    "/groepen/?q=xyz",
    "/groepen/{group}/",
    "/groepen/{group}/meedoen/",
    "/aanmelden/",
    "/inloggen/",
    "/hulp/",
    "/hulp/?land=nl",
    "/melding/",
    "/melding/bewijs/",
    "/over/contact/",
    "/over/privacy/",
)
OWN_PATHS = (
    "/mijn-plek/",
    "/mijn-account/",
    "/mijn-account/taal/",
    "/mijn-account/lezen/",
    "/mijn-account/codes/",
    "/mijn-account/apparaten/",
    "/mijn-account/wachtzin/",
    "/groepen/{group}/bureau/",
    "/groepen/{group}/bureau/uitnodigingen/",
    "/groepen/{group}/bureau/teksten/",
    "/groepen/{group}/bureau/afspraken/",
    "/groepen/{group}/bureau/overdracht/",
    "/groepen/{group}/bureau/maatregelen/",
    "/uitloggen/",
    "/er-is-hier-niets/",
)


@pytest.mark.parametrize("path", [*PATHS, "/aanstelling/weg/", "/er-is-hier-niets/"])
def test_a_visitor_reads_one_language(group: Group, path: str) -> None:
    check_both(Client(), path.format(group=group.public_id))


@pytest.mark.parametrize("path", OWN_PATHS)
def test_a_facilitator_reads_one_language(group: Group, ada: Person, path: str) -> None:
    a_member(group, "Ben")
    check_both(ada.client, path.format(group=group.public_id))


def check_both(client: Client, path: str) -> None:
    english = client.get(path, headers={"accept-language": "en"}, follow=True).content.decode()
    in_dutch = client.get(path, headers={"accept-language": "fr"}, follow=True).content.decode()
    assert 'lang="en"' in english
    assert '<html lang="nl"' in in_dutch
    assert strange_words(english, phrases(1)) == set()
    assert strange_words(in_dutch, phrases(0)) == set()
    # The probe sees what it looks for.
    assert strange_words(english, phrases(0))
    assert strange_words(in_dutch, phrases(1))
