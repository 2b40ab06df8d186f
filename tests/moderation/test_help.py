"""Hulp nu: whom one can call, for everybody, always."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from accounts.models import Country
from audit.models import Entry
from groups.models import Group
from moderation import helplines
from moderation.helplines import BadHelplines, cards, load
from tests.factories import Person
from tests.test_exit import no_database

pytestmark = pytest.mark.once

BELGIAN, DUTCH = ("106", "1813"), ("113", "088 0767 000")


def shown(page: str, *numbers: str) -> list[bool]:
    return [f'href="tel:{number.replace(" ", "")}"' in page for number in numbers]


@pytest.mark.django_db
def test_a_visitor_finds_112_and_the_lines_of_both_countries_belgium_first_without_a_query(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        page = visitor.get("/hulp/").content.decode()
    assert all(shown(page, "112", *BELGIAN, *DUTCH))
    assert page.index("Zelfmoordlijn") < page.index("Luisterlijn")
    assert "To be verified before use." in page


@pytest.mark.django_db
@pytest.mark.parametrize(("land", "there", "not_there"), [("be", BELGIAN, DUTCH), ("nl", DUTCH, BELGIAN)])
def test_a_chosen_country_shows_its_own_lines(
    visitor: Client, land: str, there: tuple[str, ...], not_there: tuple[str, ...]
) -> None:
    page = visitor.get("/hulp/", {"land": land}).content.decode()
    assert all(shown(page, "112", *there))
    assert not any(shown(page, *not_there))
    assert page.count('aria-current="true"') == 2  # the country, and the language


@pytest.mark.django_db
@pytest.mark.parametrize("land", ["", "xx", "<script>", "\0", "be" * 5000])
def test_a_country_that_is_none_shows_both(visitor: Client, land: str) -> None:
    assert all(shown(visitor.get("/hulp/", {"land": land}).content.decode(), *BELGIAN, *DUTCH))


def test_who_is_signed_in_may_keep_a_country(ben: Person) -> None:
    assert 'action="/hulp/land/"' not in ben.client.get("/hulp/").content.decode()
    assert 'action="/hulp/land/"' in ben.client.get("/hulp/?land=nl").content.decode()
    for _ in range(2):
        assert ben.client.post("/hulp/land/", {"land": "nl"})["Location"] == "/hulp/"
    ben.account.refresh_from_db()
    assert ben.account.country == Country.NETHERLANDS
    assert Entry.objects.filter(verb="choose_country", actor=ben.account.audit_id).count() == 1
    page = ben.client.get("/hulp/").content.decode()
    assert (shown(page, *BELGIAN), shown(page, *DUTCH)) == ([False, False], [True, True])


@pytest.mark.parametrize("land", ["", "fr", "\0"])
def test_another_country_changes_nothing(ben: Person, land: str) -> None:
    assert ben.client.post("/hulp/land/", {"land": land}).status_code == 302
    ben.account.refresh_from_db()
    assert ben.account.country == ""


def test_the_page_is_there_when_the_database_is_away(ben: Person, visitor: Client) -> None:
    for browser in (ben.client, visitor):
        with no_database():
            answer = browser.get("/hulp/")
        assert answer.status_code == 200
        assert all(shown(answer.content.decode(), "112", *BELGIAN, *DUTCH))
    assert ben.client.get("/mijn-plek/").status_code == 200, "and the session lives on"


@pytest.mark.django_db
def test_a_stale_cookie_is_no_obstacle(visitor: Client, group: Group) -> None:
    visitor.cookies["sessionid"] = "x" * 32
    with no_database():
        assert visitor.get("/hulp/").status_code == 200


def test_the_lines_in_the_readers_own_language_come_first_after_112() -> None:
    french, dutch = cards("BE", "fr")[0], cards("BE", "nl")[0]
    assert [line.name for line in french.always][:3] == ["112", "Centre de Prévention du Suicide", "Télé-Accueil"]
    assert [line.name for line in dutch.always][:3] == ["112", "Zelfmoordlijn 1813", "Tele-Onthaal"]
    assert [card.others[0].name for card in (french, dutch)] == ["Écoute-Enfants", "Awel"]


@pytest.mark.django_db
def test_no_line_says_that_it_was_verified_while_nobody_did(visitor: Client) -> None:
    assert [line.name for line in helplines.DIRECTORY.lines if line.verified_on] == []
    page = visitor.get("/hulp/?land=be").content.decode()
    assert page.count("To be verified before use.") == page.count("Source: ") == page.count("helpline__number")
    assert "Verified on" not in page


@override("en")
def test_hours_are_told_in_words() -> None:
    lines = {line.name: line for line in helplines.DIRECTORY.lines}
    for language, hours in {"nl": ", 11.00–21.00", "en": ", 11:00–21:00"}.items():
        with override(language):
            assert str(lines["De Kindertelefoon"].hours[0]).endswith(hours)
    assert str(helplines.Hours("12345", "09:00", "17:00")).count(",") == 1
    assert str(helplines.Hours("13", "09:00", "17:00")).count(",") == 2


GOOD = """
compiled_on = 2026-11-22
[[line]]
name = "112"
countries = ["BE", "NL"]
number = "112"
site = "112.be"
languages = ["nl"]
audience = "danger"
always = true
source = "https://112.be/"
source_year = 2025

[[line]]
name = "Luisterlijn"
countries = ["BE", "NL"]
number = "088 1"
site = "luister.example"
languages = ["nl"]
audience = "listening"
always = true
source = "https://luister.example/"
source_year = 2025
"""


def file_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "helplines.toml"
    path.write_text(text)
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    assert [line.dialled for line in load(file_of(tmp_path, GOOD)).lines] == ["112", "0881"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (GOOD, "", "must hold"),
        (GOOD, "[[line]", "cannot be read"),
        (GOOD, GOOD.partition('[[line]]\nname = "Luister')[0], "BE needs 112 and one more"),
        ('number = "112"', 'number = "911"', "BE needs 112"),
        ('"088 1"', '"112"', "BE has a number twice"),
        ('"088 1"', '"bel ons"', "Luisterlijn: number"),
        ('"088 1"', "881", "Luisterlijn: number must be a str"),
        ("compiled_on = 2026-11-22", "", "must hold compiled_on"),
        ("compiled_on = 2026-11-22", 'compiled_on = "now"', "must hold compiled_on"),
        ('source = "https://luister.example/"\n', "", "Luisterlijn: source is missing"),
        ('site = "luister.example"', 'site = "https://luister.example"', "Luisterlijn: site"),
        ('"https://luister.example/"', '"luister.example"', "Luisterlijn: source"),
        ('"listening"', '"talking"', "Luisterlijn: audience"),
        ('name = "Luisterlijn"', 'name = "Luisterlijn"\nphone = "1"', "Luisterlijn: phone is not a field"),
        ('name = "Luisterlijn"', 'name = ""', "line 2: name"),
        ('["BE", "NL"]\nnumber = "088 1"', '["FR"]\nnumber = "088 1"', "Luisterlijn: countries"),
        ('["nl"]\naudience = "listening"', '["xx"]\naudience = "listening"', "Luisterlijn: languages"),
        (
            'always = true\nsource = "https://luister',
            'always = "yes"\nsource = "https://luister',
            "Luisterlijn: always",
        ),
        (
            'always = true\nsource = "https://luister',
            'hours = [{ days = "21", opens = "09:00", closes = "17:00" }]\nsource = "https://luister',
            "Luisterlijn: hours",
        ),
        (
            'source = "https://luister',
            'hours = [{ days = "1", opens = "09:00", closes = "17:00" }]\nsource = "https://luister',
            "Luisterlijn: always and hours",
        ),
        (
            'name = "Luisterlijn"',
            'name = "Luisterlijn"\nverified_on = "2026"',
            "Luisterlijn: verified_on must be a date",
        ),
        (
            'source = "https://luister.example/"\nsource_year = 2025',
            'source = "https://luister.example/"\nsource_year = 25',
            "Luisterlijn: source_year",
        ),
    ],
)
def test_a_bad_file_is_told_by_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in GOOD
    with pytest.raises(BadHelplines, match=said):
        load(file_of(tmp_path, GOOD.replace(right, wrong, 1)))
