"""Which language a page speaks, and that it speaks no other."""

from functools import cache
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils.translation import override

from groups.models import Group
from groups.wordings import CONSENT, RULES
from rooms.live.codes import BYE_WORDS, ERROR_WORDS, ByeCode, ErrorCode, bye_fields, error_detail
from rooms.words import room_words
from tests.catalogues import LANGUAGES, PLACEHOLDER, all_pairs
from tests.factories import Person, a_member

pytestmark = pytest.mark.once

SHORTEST_PHRASE = 12
"""Characters: what is shorter may stand inside another word."""
READ_ALOUD = {"title", "aria-label", "placeholder", "alt"}
GROUPS_OWN = "nl"
"""The language of the group at hand, in which its texts stand whoever reads them."""


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("fr-BE", "fr"),
        ("fr-CA, en;q=0.5", "fr"),
        ("nl-BE", "nl"),
        ("en-GB", "en"),
        ("de", "nl"),
        ("tr, fr;q=0.3", "fr"),
        ("", "nl"),
    ],
)
@pytest.mark.django_db
def test_a_browser_gets_the_first_of_its_languages_that_we_have_or_dutch(wanted: str, language: str) -> None:
    assert f'<html lang="{language}"' in Client().get("/", headers={"accept-language": wanted}).content.decode()


@pytest.mark.django_db
def test_every_language_is_offered_under_its_own_name_on_every_page() -> None:
    page = Client().get("/").content.decode()
    for code, name in {"nl": "Nederlands", "fr": "Français", "en": "English"}.items():
        assert f'value="{code}" lang="{code}"' in page
        assert name in page


def test_the_room_speaks_the_language_of_the_reader() -> None:
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = room_words()
    for key, words in said["en"].items():
        spoken = [said[language][key] for language in LANGUAGES]
        assert key in ("quote", "early") or len(set(spoken)) == len(spoken), (key, words)


@pytest.mark.parametrize("code", list(ERROR_WORDS))
def test_an_error_speaks_the_language_of_the_reader(code: ErrorCode) -> None:
    assert len({error_detail(code, language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("code", list(BYE_WORDS))
def test_a_farewell_speaks_the_language_of_the_reader(code: ByeCode) -> None:
    assert len({bye_fields(code, language)["detail"] for language in LANGUAGES}) == len(LANGUAGES)


class Text(HTMLParser):
    """What a person reads or hears of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.pieces.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces += [value for name, value in attrs if value and name in READ_ALOUD]


@cache
def phrases(language: str, reader: str) -> frozenset[str]:
    """What is said in `language` and not in the reader's, without what a group or a language calls itself."""
    spoken = {said: dict(all_pairs(said)) for said in ("nl", "fr")}
    spoken["en"] = {english: english for english in spoken["nl"]}
    with override(GROUPS_OWN):
        theirs = {str(words) for words in (*RULES, CONSENT)}
    names = {words[name] for words in spoken.values() for name in ("Dutch", "French", "English")}
    mine, strange = set(spoken[reader].values()), spoken[language]
    known = mine | theirs | names
    return frozenset(said for english, said in strange.items() if not PLACEHOLDER.search(english) and said not in known)


def strange_words(page: str, reader: str) -> dict[str, set[str]]:
    """Phrases of each other language on a page."""
    pieces = Text(page).pieces
    whole = "\n".join(pieces)
    return {
        language: {
            phrase
            for phrase in phrases(language, reader)
            if phrase in pieces or (len(phrase) >= SHORTEST_PHRASE and phrase in whole)
        }
        for language in LANGUAGES
        if language != reader
    }


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
    check_each(Client(), path.format(group=group.public_id))


@pytest.mark.parametrize("path", OWN_PATHS)
def test_a_facilitator_reads_one_language(group: Group, ada: Person, path: str) -> None:
    a_member(group, "Ben")
    check_each(ada.client, path.format(group=group.public_id))


def check_each(client: Client, path: str) -> None:
    for language in LANGUAGES:
        page = client.get(path, headers={"accept-language": language}, follow=True).content.decode()
        assert f'<html lang="{language}"' in page
        assert strange_words(page, language) == {other: set() for other in LANGUAGES if other != language}
        # The probe sees what it looks for: to a reader of another language, this page is strange.
        for other in LANGUAGES:
            assert other == language or strange_words(page, other)[language]
