"""Finding a group: by the words that people type, by choices, and by both; and what cannot be is kindly ignored."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from groups.actions.organising import edit_group
from groups.actions.wording import TEXTS, put_texts
from groups.forms_search import FilterForm
from groups.models import Group, Organisation
from groups.queries import coordinatorships
from groups.search import MOST_REGIONS, Wanted, folded, regions, search, text_of, themes_like
from groups.search_words import POSITION_WORDS, THEME_WORDS
from groups.themes import POSITIONS, THEMES
from tests.factories import Person, a_group, an_organisation
from tests.pace import pace
from tests.pages.visits import own_time

pytestmark = pytest.mark.django_db

MANY = 1_500
MOST = 0.050  # s, for 95 of 100 queries, at the pace of tests/pace.py
QUERIES = [
    *(
        {"q": words}
        for words in ("drank", "praten streek", "niets hiervan", "ik zoek mensen die hun werk verloren", "aa")
    ),
    *({"theme": slug} for slug in ("kanker", "detentie", "verslaving", "overig", "eenzaamheid")),
    *({"region": f"Streek {number}", "q": "samen"} for number in range(4)),
    *({"q": "week", "page": str(number)} for number in (1, 20, 50)),
    *({"position": "zelf", "weekday": "2", "meets": way, "language": "nl"} for way in ("online", "in-person", "")),
]
TRIES = 15
"""Of a query that seems slow, since something else may have held its database up."""


@pytest.fixture
def make() -> Callable[..., Group]:
    """Makes a group of one organisation with these texts."""
    organisation = an_organisation("Huis aan de Leie")

    def make(**texts: Any) -> Group:
        group = Group(**{"organisation": organisation, "theme": "overig", "position": "zelf", **texts})
        group.search_text = text_of(group)
        group.save()
        return group

    return make


def names(wanted: Wanted) -> list[str]:
    return [group.name for group in search(wanted).groups]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("drank", "verslaving"),
        ("alcohol", "verslaving"),
        ("Gokken", "verslaving"),
        ("alcoolique", "verslaving"),
        ("AA", "verslaving"),
        ("depressief", "psychische-kwetsbaarheid"),
        ("paniekaanvallen", "angst-dwang"),
        ("boulimie", "eetproblemen"),
        ("verlies", "rouw-verlies"),
        ("zelfmoord", "zelfdoding-nabestaanden"),
        ("suïcide", "zelfdoding-nabestaanden"),
        ("scheiden", "relatie-gezin-scheiding"),
        ("IVF", "kinderwens-zwangerschap"),
        ("incest", "geweld-misbruik"),
        ("holebi", "seksualiteit-gender"),
        ("adhd", "neurodiversiteit-leren"),
        ("fibromyalgie", "chronische-ziekte-pijn"),
        ("borstkanker", "kanker"),
        ("rolstoel", "handicap-zintuigen"),
        ("alzheimer", "nah-dementie"),
        ("burnout", "werk-burnout"),
        ("Burn-out", "werk-burnout"),
        ("dettes", "schulden-armoede"),
        ("alleen", "eenzaamheid"),
        ("pleegkinderen", "adoptie-pleegzorg"),
        ("gevangenis", "detentie"),
        ("réfugié", "vlucht-migratie"),
    ],
)
def test_a_theme_is_found_by_the_words_that_people_type(make: Callable[..., Group], typed: str, slug: str) -> None:
    make(name="De Ene", theme=slug)
    make(name="De Andere", theme="overig")
    assert names(Wanted(typed)) == ["De Ene"]


def test_every_theme_and_position_has_its_words_and_no_other() -> None:
    assert list(THEME_WORDS) == list(THEMES)
    assert list(POSITION_WORDS) == list(POSITIONS)
    for table in (THEME_WORDS, POSITION_WORDS):
        for words in table.values():
            assert set(words) <= {"nl", "fr", "en"}


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_theme_is_found_by_its_own_name(language: str) -> None:
    with override(language):
        for slug, name in THEMES.items():
            assert any(slug in themes_like(word) for word in folded(str(name)).split()), slug


@pytest.mark.parametrize(
    "typed", ["ecole", "ÉCOLE", "école de", "Ecole, Genève", "geneve", "café", "oost vlaanderen", "ijs"]
)
def test_accents_capitals_hyphens_and_signs_do_not_matter(make: Callable[..., Group], typed: str) -> None:
    make(name="L'école", summary="Café à Genève", region="Oost-Vlaanderen", rhythm="met ĳs")
    assert names(Wanted(typed)) == ["L'école"]


def test_all_words_are_wanted_and_else_those_with_the_most_are_shown(make: Callable[..., Group]) -> None:
    make(name="Kade", theme="verslaving", region="Gent")
    make(name="Brug", theme="verslaving", region="Brugge")
    make(name="Dijk", theme="kanker", region="Gent")
    assert names(Wanted("drank Gent")) == ["Kade"]
    result = search(Wanted("drank Gent zeewier"))
    assert ([group.name for group in result.groups], result.count, result.partly) == (["Kade", "Brug", "Dijk"], 3, True)
    assert names(Wanted("zeewier kwallen")) == []


def test_a_sentence_is_understood(make: Callable[..., Group]) -> None:
    make(name="Thuis", theme="verslaving", position="naaste")
    make(name="Zelf", theme="verslaving", position="zelf")
    assert names(Wanted("mijn man drinkt te veel"))[0] == "Thuis"
    assert names(Wanted("ik wil een groep")) == ["Thuis", "Zelf"]


def test_a_short_word_is_not_found_inside_another(make: Callable[..., Group]) -> None:
    make(name="Waar we staan")
    assert names(Wanted("aa")) == []


def test_an_organisation_is_found_by_its_name(make: Callable[..., Group]) -> None:
    make(name="Kade")
    assert names(Wanted("leie")) == ["Kade"]


def test_what_is_said_of_a_group_is_found_as_soon_as_it_is_changed(ada: Person, els: Person, group: Group) -> None:
    texts = {**{name: getattr(group, name) for name in TEXTS}, "summary": "Over schaken."}
    put_texts(by=ada.member, texts=texts, now=timezone.now())
    assert names(Wanted("schaken")) == [group.name]
    post = coordinatorships(els.account)[0]
    edit_group(by=post, group=group, changes={"name": "Witte Toren"}, now=timezone.now())
    assert names(Wanted("toren")) == ["Witte Toren"]
    assert names(Wanted("dinsdag")) == []


def test_choices_go_together(visitor: Client, make: Callable[..., Group]) -> None:
    fits = {
        "theme": "kanker",
        "position": "naaste",
        "region": "Gent",
        "language": "en",
        "meets": "both",
        "weekdays": "24",
    }
    make(name="Alles", summary="schaken", **fits)
    for name, other in {
        "theme": "detentie", "position": "ouder", "region": "Brugge", "language": "nl", "meets": "in-person",
        "weekdays": "15",
    }.items():  # fmt: skip
        make(name=f"Niet {name}", summary="schaken", **{**fits, name: other})
    query = {**fits, "q": "schaken", "meets": "online", "weekday": "4"}
    del query["weekdays"]
    result = visitor.get("/groepen/", query).context["result"]
    assert ([group.name for group in result.groups], result.count) == (["Alles"], 1)


@pytest.mark.parametrize(
    ("meets", "expected"), [("online", ["Allebei", "Online"]), ("in-person", ["Allebei", "Ter plaatse"])]
)
def test_who_meets_in_both_ways_is_found_by_each(make: Callable[..., Group], meets: str, expected: list[str]) -> None:
    for name, way in (("Allebei", "both"), ("Online", "online"), ("Ter plaatse", "in-person")):
        make(name=name, meets=way)
    assert names(Wanted(meets=meets)) == expected


def test_what_was_chosen_stands_there_as_words_that_can_be_left_out(
    visitor: Client, make: Callable[..., Group]
) -> None:
    make(name="Kade", region="Gent & omstreken")
    query = {"q": "kade", "theme": "overig", "region": "Gent & omstreken", "weekday": ""}
    page = visitor.get("/groepen/", query)
    text = page.content.decode()
    assert [each.words for each in page.context["form"].chosen] == ["other", "Gent & omstreken"]
    assert 'href="/groepen/?q=kade&amp;theme=overig"' in text
    assert 'href="/groepen/?q=kade&amp;region=Gent+%26+omstreken"' in text
    assert '<details class="filters" open>' in text
    assert '<details class="filters">' in visitor.get("/groepen/", {"q": "kade"}).content.decode()


UNKNOWN = [
    "nergens",
    "x" * 10_000,
    "nu\0l",
    "<script>alert(1)</script>",
    "'; drop table groups_group",
    b"\xff",
    "1 OR 1=1",
    "-1",
    "0",
    "8",
]


@pytest.mark.parametrize("value", UNKNOWN)
@pytest.mark.parametrize("name", ["theme", "position", "region", "language", "meets", "weekday"])
def test_what_cannot_be_chosen_is_ignored(visitor: Client, group: Group, name: str, value: str | bytes) -> None:
    page = visitor.get("/groepen/", {name: value})
    assert page.status_code == 200
    assert page.context["result"].groups == [group]
    assert page.context["form"].chosen == []
    assert "errorlist" not in page.content.decode()
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize(
    "query", ["theme[]=kanker", "theme=kanker&theme=verslaving", "q[a]=x&q[b]=y", "page=9", "%00=%00"]
)
def test_odd_queries_lead_to_the_list(visitor: Client, group: Group, query: str) -> None:
    page = visitor.get(f"/groepen/?{query}")
    assert page.status_code == 200
    assert page.context["result"].groups == [group]


def test_words_that_are_too_long_are_said_beside_the_field_and_choices_still_count(
    visitor: Client, make: Callable[..., Group]
) -> None:
    make(name="Kade", theme="kanker")
    make(name="Brug", theme="detentie")
    page = visitor.get("/groepen/", {"q": "x" * 10_000, "theme": "kanker"})
    assert page.context["form"].errors["q"]
    assert [group.name for group in page.context["result"].groups] == ["Kade"]


def test_a_group_that_is_not_found_is_one_tap_away_from_all(visitor: Client, group: Group) -> None:
    text = visitor.get("/groepen/", {"q": "voetbal", "theme": "kanker"}).content.decode()
    assert "Leave something out" in text
    assert 'class="button" href="/groepen/"' in text
    assert 'href="/groepen/?theme=verslaving"' in text


def test_how_many_there_are_is_said_in_words(visitor: Client, make: Callable[..., Group]) -> None:
    for number, words in ((1, "1 group"), (2, "2 groups")):
        make(name=f"Kade {number}")
        heading = visitor.get("/groepen/").content.decode().partition('id="found"')[2].partition("</h2>")[0]
        assert words in heading


@pytest.mark.parametrize(
    ("days", "words"), [(None, "not checked yet"), (10, "checked in"), (400, "last checked in")], ids=str
)
def test_a_card_tells_how_fresh_it_is(
    visitor: Client, make: Callable[..., Group], days: int | None, words: str
) -> None:
    checked_on = timezone.localdate() - timedelta(days=days) if days else None
    make(name="Kade", checked_on=checked_on)
    card = visitor.get("/groepen/").content.decode().partition('class="card"')[2].partition("</li>")[0]
    assert words in card
    assert not checked_on or f"{checked_on:%B %Y}" in card


def test_a_card_tells_when_where_and_in_which_language(visitor: Client, make: Callable[..., Group]) -> None:
    make(name="Kade", weekdays="24", meets="both", region="Gent", language="nl", status="paused")
    card = visitor.get("/groepen/").content.decode().partition('class="card"')[2].partition("</li>")[0]
    for words in ("Tuesday and Thursday", "online and in person", "Gent", "Dutch", "takes a break"):
        assert words in card


def test_a_long_list_has_pages_and_all_of_it_is_reached(visitor: Client, group: Group) -> None:
    Group.objects.bulk_create(
        Group(organisation=group.organisation, name=f"Vonk {n}", theme="overig", position="zelf") for n in range(65)
    )
    seen: list[str] = []
    for number, most in ((1, 30), (2, 30), (3, 6)):
        page = visitor.get("/groepen/", {"page": str(number), "q": ""})
        assert len(page.context["result"].groups) == most
        assert (f"page={number + 1}" in page.content.decode()) == (number < 3)
        assert f"Page {number} of 3." in page.content.decode()
        seen += [each.name for each in page.context["result"].groups]
    assert len(set(seen)) == 66
    theme = visitor.get("/groepen/", {"theme": "overig"}).content.decode()
    assert 'href="/groepen/?theme=overig&amp;page=2"' in theme


@pytest.mark.parametrize(("page", "shown"), [("0", 1), ("-1", 1), ("x", 1), ("٣", 1), ("9" * 50, 1), ("9999", 2)])
def test_a_page_that_is_not_there_is_the_nearest(visitor: Client, group: Group, page: str, shown: int) -> None:
    Group.objects.bulk_create(
        Group(organisation=group.organisation, name=f"Vonk {n}", theme="overig", position="zelf") for n in range(40)
    )
    assert visitor.get("/groepen/", {"page": page}).context["result"].page == shown


def test_regions_are_those_of_groups_that_stand_in_the_list(make: Callable[..., Group]) -> None:
    make(name="Een", region="Gent")
    make(name="Twee", region="Gent")
    make(name="Drie", region="Écaussinnes")
    make(name="Vier", region="Oostende", status="closed")
    make(name="Vijf")
    assert regions() == ["Écaussinnes", "Gent"]
    Group.objects.bulk_create(
        Group(organisation=Organisation.objects.get(), name=f"G{n}", theme="overig", position="zelf", region=f"R{n}")
        for n in range(MOST_REGIONS + 5)
    )
    assert len(regions()) == MOST_REGIONS
    assert "Gent" in regions()


def test_the_number_of_queries_does_not_grow(
    visitor: Client, make: Callable[..., Group], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        make(name=f"Kade {number}", region=f"Streek {number}")
    for query, most in (({"q": "kade"}, 3), ({"q": "kade zeewier"}, 4)):
        with django_assert_num_queries(most):
            visitor.get("/groepen/", query)


def test_a_search_among_1500_groups_takes_50_ms_at_most(visitor: Client) -> None:
    """Turns red with a statement for each group, or with all groups read into memory."""
    organisation, slugs = an_organisation(), list(THEMES)
    groups = [
        Group(
            organisation=organisation,
            name=f"Groep {number}",
            theme=slugs[number % len(slugs)],
            position="zelf",
            region=f"Streek {number % 150}",
            summary="Samen praten over wat er is, in een kleine kring, elke week. " * 4,
            rhythm="elke dinsdag van 20.00 tot 21.15 uur",
            weekdays="2",
        )
        for number in range(MANY)
    ]
    for group in groups:
        group.search_text = text_of(group)
    Group.objects.bulk_create(groups)
    assert visitor.get("/groepen/", {"q": "praten streek"}).context["result"].count == MANY
    slow = [query for query in QUERIES if all(_taken(visitor, query) > MOST * pace() for _ in range(TRIES))]
    assert len(slow) <= len(QUERIES) * 0.05, slow


def _taken(browser: Client, query: dict[str, str]) -> float:
    began = own_time()
    assert browser.get("/groepen/", query).status_code == 200
    return own_time() - began


def test_the_form_without_anything_leaves_everything_open() -> None:
    assert FilterForm({}, regions=[]).wanted == Wanted()


def test_every_group_of_the_actions_can_be_found() -> None:
    assert names(Wanted(a_group(name="Zonneschijn").name)) == ["Zonneschijn"]
