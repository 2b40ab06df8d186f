"""No language leaks into another: in a language where every sentence is marked, every page is marked all over."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext, ngettext, override

from accounts.word_lists import WORDS
from groups.host_pages import default_text
from groups.models import Group, HostPage, Membership, Organisation, Wording
from groups.name_words import CALM_WORDS
from moderation.helplines import DIRECTORY
from peerchat import demo_data
from peerchat.views_style import COLOURS
from rooms.live.codes import BYE_WORDS, ERROR_WORDS, bye_fields, error_detail
from tests.catalogues import LANGUAGES, ROOT
from tests.marking import MARKED, marked, unmarked, write_catalogue
from tests.stranger.client import HereSite, undone
from tests.stranger.forms import FORMS, encoded, good, send
from tests.stranger.matrix import Ask
from tests.stranger.table import Row, read
from tests.stranger.test_bad_input import ELSEWHERE, MISTAKES
from tests.stranger.village import path_of, settle

pytestmark = [pytest.mark.once, pytest.mark.slow]

READERS = ("visitor", "stranger", "member", "facilitator", "coordinator")
STANDING = (*READERS, "declined", "left", "requested", "suspended", "muted")
"""Who looks at each page that they may see, and who else where it matters how one stands in a group."""
DEPENDS_ON_STANDING = {"my_place", "groups:show", "groups:join", "rooms:room"}
TURNS = {"set_language", "accounts:language", "account_login"}
"""Deeds after which the pages follow another language."""
NAMES = {"PeerChat", "Nederlands", "Français", "English", "Esperanto", "JavaScript", "testserver"}
SAMPLES = {
    ".errorlist",
    "zelfzorgondersteuningsgroepsbegeleidersoverleg",
    "appel-kaars-zee-brug",
    "wolk-lamp-peer-maan",
}
CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b|\bhttps?://\S+")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("locale"))


@pytest.fixture
def in_marked(catalogue: Path) -> Iterator[None]:
    """The marked language is the one that is spoken, and one of the site's."""
    languages = [*settings.LANGUAGES, (MARKED, "Esperanto")]
    with override_settings(LANGUAGES=languages, LOCALE_PATHS=[catalogue, *settings.LOCALE_PATHS]), override(MARKED):
        yield


@pytest.fixture
def site(db: None, in_marked: None) -> HereSite:
    with override("nl"):
        village = settle()
    return HereSite(village, language=MARKED)


class Eye:
    """Finds what an answer says in no marked word, and that is nobody's name either; made once for a village."""

    def __init__(self) -> None:
        calendar = {str(name) for name in (*MONTHS.values(), *WEEKDAYS.values())}
        helplines = {text for line in DIRECTORY.lines for text in (line.name, line.site, line.source_site)}
        self._allowed = {*NAMES, *typed_by_people(), *calendar, *helplines}

    def leaks(self, answer: Any, *typed: str) -> set[str]:
        page = CODE.sub("", answer.content.decode())
        allowed = {*self._allowed, *(" ".join(text.split()) for text in typed)}
        return {piece for piece in unmarked(page, allowed) if not invented(piece)}


def typed_by_people() -> set[str]:
    """Names and texts of the village, which stand on every page as they were typed."""
    groups = Group.objects.values_list("name", "summary", "evening", "rhythm", "in_person")
    texts = {text for row in groups for text in row} | set(Wording.objects.values_list("text", flat=True))
    names = {*Organisation.objects.values_list("name", flat=True)}
    names |= {*Membership.objects.values_list("pseudonym", flat=True)}
    said = {"Goedenavond.", "De naam", "Die is van iemand anders.", "Dit raakte me.", "Dit kwetst.", "Dit kan niet."}
    said |= {"Ik ben nieuw hier.", "Zo was het niet."}
    return {line for text in texts | names | said for line in text.splitlines()}


INVENTED = {word for words in WORDS.values() for word in words} | {
    word.casefold() for words in CALM_WORDS.values() for word in (*words.adjectives, *words.nouns)
}


SECRET = re.compile(r"[A-Z2-7]{4}( [A-Z2-7]{4}){7}")
"""Of an app that shows codes, to be typed over."""


def invented(piece: str) -> bool:
    """Whether it is a secret, or a name or a passphrase that the site proposes: its own words, and no others."""
    if SECRET.fullmatch(piece):
        return True
    words = re.findall(r"[^\W\d_]+", piece)
    return len(words) > 1 and all(word.casefold() in INVENTED for word in words)


WITHOUT_WORDS = {"rooms:history", "still_here", "moderation:calls"}
"""For scripts: what is said in a talk, how long one stays signed in, and what waits for one alone."""


def test_every_page_is_marked_for_everybody_who_may_see_it(site: HereSite) -> None:
    eye, seen, found = Eye(), set(), {}
    for row in read():
        for actor in STANDING if row.name in DEPENDS_ON_STANDING else READERS:
            if row.answers.get("GET", {}).get(actor) == "page" and row.name not in WITHOUT_WORDS:
                answer = site.browser(actor).get(path_of(row.title, site.village))
                assert answer.status_code == 200
                assert f'<html lang="{MARKED}"' in answer.content.decode()
                seen.add(row.title)
                found[row.title, actor] = eye.leaks(answer, *typed_on(row))
    assert {where: pieces for where, pieces in found.items() if pieces} == {}
    assert len(seen) > 40


def typed_on(row: Row) -> set[str]:
    """What else stands as it was typed: a coordinator writes in every language, the page for builders has samples."""
    if row.name == "groups:edit_host_page":
        return {line for code in LANGUAGES for line in default_text(HostPage.Kind.CONTACT, code).split("\n\n")}
    if row.name != "style":
        return set()
    groups = {text for group in demo_data.GROUPS for text in vars(group).values()}
    said = {*(text for _, text in demo_data.LINES), *demo_data.MEMBERS.values(), demo_data.PASSPHRASE}
    files = {f"{path.stem}.css" for path in (ROOT / "static" / "css").glob("*.css")}
    return {*groups, *said, *files, *COLOURS, *SAMPLES}


def test_what_is_not_found_is_marked(site: HereSite) -> None:
    eye, browser = Eye(), site.browser("visitor")
    for path in ("/groepen/?q=xyz", "/hulp/?land=nl", "/nergens/", "/aanstelling/weg/", "/melding/?groep=x"):
        assert eye.leaks(browser.get(path)) == set(), path


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "429.html", "500.html"])
def test_a_page_for_what_went_wrong_is_marked(template: str, in_marked: None) -> None:
    assert unmarked(render_to_string(template), NAMES) == set()


def test_what_is_said_after_each_deed_is_marked(site: HereSite) -> None:
    eye, said, found = Eye(), 0, {}
    for row in read():
        actors = [actor for actor in STANDING if row.answers.get("POST", {}).get(actor) == "acts"]
        if not actors or row.name in TURNS:
            continue
        fields = site.village.fields(row.name)
        with undone():
            site.prepare(row.title)
            answer = site.send(Ask(row.title, actors[0], "POST", path_of(row.title, site.village), fields), follow=True)
        assert answer.status_code == 200
        said += len(list(answer.context["messages"])) if answer.context else 0
        found[row.title] = eye.leaks(answer, *fields.values(), *typed_on(row))
    assert {title: pieces for title, pieces in found.items() if pieces} == {}
    assert said > 20


def test_what_is_said_of_a_mistake_is_marked(site: HereSite) -> None:
    eye, found = Eye(), {}
    for name, wrong, at in MISTAKES:
        if ELSEWHERE in wrong.values():
            continue
        form = FORMS[name]
        with undone():
            fields = {**good(form, site), **wrong}
            answer = send(site, form, encoded([*fields.items()]))
        assert b'role="alert"' in answer.content or at == "q"
        found[name, at, *wrong.values()] = eye.leaks(answer, *fields.values())
    assert {mistake: pieces for mistake, pieces in found.items() if pieces} == {}
    assert len(found) > 80


def test_errors_and_farewells_of_a_socket_are_marked(in_marked: None) -> None:
    details = [error_detail.__wrapped__(code, MARKED) for code in ERROR_WORDS]
    details += [str(bye_fields.__wrapped__(code, MARKED)["detail"]) for code in BYE_WORDS]
    assert [detail for detail in details if unmarked(detail)] == []


def test_the_marked_language_is_spoken(in_marked: None) -> None:
    assert gettext("Log in") == marked("Log in") == "⟦Ĺöğ ïń⟧"
    assert ngettext("%(codes)s code is left.", "%(codes)s codes are left.", 1).startswith("⟦%(codes)s ")


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Iets</p>",
        '<p aria-label="Something">…</p>',
        '<p title="Something">…</p>',
        '<input placeholder="Something">',
        '<img alt="Something">',
        '<input type="submit" value="Something">',
        '<script type="application/json">{"a": {"b": "Something {name}"}}</script>',
        "{% translate 'A sentence of nobody' %}",
        "{% blocktranslate with outcome='taken away' %}Decided: {{ outcome }}{% endblocktranslate %}",
    ],
)
def test_one_word_that_is_not_marked_is_seen(planted: str, in_marked: None) -> None:
    """The positive control: a page with one such word is caught, the same page without it is not."""
    fine = "<h1>{% translate 'Log in' %}</h1><p>PeerChat, {{ name }}</p><script>let it = 1;</script>"
    load, more = Template("{% load i18n %}" + fine), Template("{% load i18n %}" + fine + planted)
    said = Context({"name": "Stille Reiger"})
    assert unmarked(load.render(said), {*NAMES, "Stille Reiger"}) == set()
    assert len(unmarked(more.render(said), {*NAMES, "Stille Reiger"})) == 1


# Scripts have no words: those of the room come with its page (rooms/words.py).

LITERAL = re.compile(r"""//[^\n]*|/\*.*?\*/|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)""", re.DOTALL)
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}|^[A-Z][a-z]+|[a-z][.!?…]$")
NOT_SAID = {
    '"input, textarea"',
    '"(hover: hover) and (pointer: fine)"',
    '"Shift"',
    '"Enter"',
    '"Escape"',
    '"ArrowUp"',
    '"ArrowDown"',
    '"line__more line__more--inline"',
    '"notice call"',
    '"note."',
}
"""A selector, a media query, keys, classes."""
CLASSES = re.compile(r'"(line|button)( \1--[a-z]+)+"|"line__text line__text--gone"')


def sentences_in(script: str) -> list[str]:
    literals = [found[1] for found in LITERAL.finditer(script) if found[1]]
    said = [text for text in literals if SENTENCE.search(re.sub(r"\$\{[^}]*\}", "", text)[1:-1])]
    return [text for text in said if text not in NOT_SAID and not CLASSES.fullmatch(text)]


def test_no_script_holds_a_sentence() -> None:
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    assert len(scripts) > 20
    assert {path.name: sentences_in(path.read_text()) for path in scripts if sentences_in(path.read_text())} == {}


@pytest.mark.parametrize(
    "script", ['say("Try again");', "a = 'Opnieuw';", "b = `${count} nieuwe berichten`;", 'c("weg.");']
)
def test_a_sentence_in_a_script_is_seen(script: str) -> None:
    assert len(sentences_in(f'// It is said.\n/* "Here too." */ {script} d("line__text", "line line--own");')) == 1
