"""Hulp nu: whom one can call, for everybody, always."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from accounts.models import Country
from audit.models import Entry
from groups.models import Group
from moderation import helplines
from moderation.card import TASK_AFTER, WARNED_AFTER, Check, cards
from moderation.checking import REMEMBERED
from moderation.opening import Hours
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
    assert page.count('aria-current="true"') == 4  # country, language and age, and the language of the page


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


NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def test_the_lines_in_the_readers_own_language_come_first_and_112_before_them() -> None:
    french, dutch, german = (cards("BE", language, NOON)[0] for language in ("fr", "nl", "de"))
    assert [offer.line.name for offer in french.open] == ["112", "Centre de Prévention du Suicide", "Télé-Accueil"]
    assert [offer.line.name for offer in dutch.open][:3] == ["112", "Zelfmoordlijn 1813", "Tele-Onthaal"]
    assert [offer.line.name for offer in german.open] == ["112", "Telefonhilfe 108"]
    assert "Tele-Onthaal" in [offer.line.name for offer in german.elsewhere]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "first"),
    [({"taal": "de"}, "Telefonhilfe 108"), ({"taal": "fr"}, "Centre"), ({"taal": "nl"}, "Zelfmoordl")],
)
def test_a_language_can_be_chosen_beside_that_of_the_page(visitor: Client, query: dict[str, str], first: str) -> None:
    page = visitor.get("/hulp/", {"land": "be", **query}).content.decode()
    names = page.partition("open now")[2].partition("<details>")[0]
    assert names.index("112") < names.index(first)


@pytest.mark.django_db
def test_an_age_shows_what_is_for_it_and_is_kept_nowhere(visitor: Client) -> None:
    young = visitor.get("/hulp/?land=be&leeftijd=jong")
    assert "Awel" in young.content.decode()
    assert "Awel" not in visitor.get("/hulp/?land=be&leeftijd=ouder").content.decode()
    assert set(young.cookies) <= {"csrftoken"}
    assert not visitor.session.keys()
    assert "land=be&amp;leeftijd=kind" in young.content.decode(), "one choice keeps the other"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["taal", "leeftijd"])
@pytest.mark.parametrize("value", ["xx", "\0", "<b>", "nl" * 5000])
def test_a_choice_that_is_none_shows_all(visitor: Client, name: str, value: str) -> None:
    page = visitor.get("/hulp/", {name: value}).content.decode()
    assert all(shown(page, "112", *BELGIAN, *DUTCH, "102", "108"))
    assert "<b>" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "warned"), [(WARNED_AFTER, False), (WARNED_AFTER + timedelta(days=1), True), (TASK_AFTER, False)]
)
def test_a_line_that_nobody_checked_for_half_a_year_is_shown_with_a_warning(
    visitor: Client, age: timedelta, warned: bool
) -> None:
    cache.set(REMEMBERED, {"tele-onthaal": Check(timezone.localdate() - age, right=True)}, timeout=None)
    page = visitor.get("/hulp/?land=be").content.decode()
    line = page.partition("Tele-Onthaal")[2].partition("</li>\n          \n")[0].partition("helpline__name")[0]
    assert ("for more than half a year" in line) == warned
    assert "Verified on" in line


@pytest.mark.django_db
def test_a_line_that_was_found_changed_is_shown_with_a_warning(visitor: Client) -> None:
    cache.set(REMEMBERED, {"awel": Check(timezone.localdate(), right=False)}, timeout=None)
    line = visitor.get("/hulp/?land=be").content.decode().partition(">Awel<")[2].partition("helpline__name")[0]
    assert "has changed" in line
    assert "To be verified" in line


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
            phone = lines["De Kindertelefoon"].phone
            assert phone
            assert str(phone.hours[0]).endswith(hours)
    assert str(Hours("12345", "09:00", "17:00")).count(",") == 1
    assert str(Hours("13", "09:00", "17:00")).count(",") == 2
