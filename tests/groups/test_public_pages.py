import pytest
from django.test import Client
from django.utils.translation import override

from groups.models import Group
from groups.roles import State
from groups.themes import POSITIONS, THEMES
from tests.factories import Person, a_group, a_membership

pytestmark = pytest.mark.django_db


def test_the_front_page_has_a_search_field_and_the_promise(visitor: Client) -> None:
    page = visitor.get("/").content.decode()
    assert 'type="search"' in page
    assert 'action="/groepen/"' in page
    assert "We do not know who you are." in page


@pytest.mark.parametrize("words", ["nuchter", "DINSDAG", "addiction", "samen"])
def test_a_group_is_found_by_name_words_or_theme(visitor: Client, group: Group, words: str) -> None:
    assert visitor.get("/groepen/", {"q": words}).context["result"].groups == [group]


def test_words_that_fit_nothing_find_nothing(visitor: Client, group: Group) -> None:
    page = visitor.get("/groepen/", {"q": "voetbal"})
    assert page.context["result"].groups == []
    assert 'value="voetbal"' in page.content.decode()


@pytest.mark.parametrize("words", ["x" * 61, "nu\0l"])
def test_words_that_cannot_be_searched_are_an_error_on_the_page(visitor: Client, group: Group, words: str) -> None:
    page = visitor.get("/groepen/", {"q": words})
    assert page.status_code == 200
    assert page.context["form"].errors["q"]


@pytest.mark.parametrize("words", ["%", "_", "'; drop table", "<script>"])
def test_signs_are_only_words_to_search_by(visitor: Client, group: Group, words: str) -> None:
    page = visitor.get("/groepen/", {"q": words})
    assert page.context["result"].groups == []
    assert "<script>" not in page.content.decode()


def test_a_group_page_tells_its_rules_and_how_long_a_talk_is_kept(
    visitor: Client, ada: Person, ben: Person, group: Group
) -> None:
    page = visitor.get(f"/groepen/{group.public_id}/").content.decode()
    assert all(word in page for word in ("Nuchtere Dinsdag", "Samen nuchter blijven.", "one day", "Ada"))
    assert f"/groepen/{group.public_id}/meedoen/" in page
    assert "Ben" not in page


def test_the_title_and_the_path_of_a_group_do_not_tell_its_name(visitor: Client, group: Group) -> None:
    page = visitor.get(f"/groepen/{group.public_id}/").content.decode()
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert "Nuchtere" not in title


@pytest.mark.parametrize("state", [State.REQUESTED, State.ACTIVE])
def test_who_has_a_place_is_not_asked_to_join(cleo: Person, group: Group, state: State) -> None:
    a_membership(cleo.account, group, state=state)
    assert "meedoen" not in cleo.client.get(f"/groepen/{group.public_id}/").content.decode()


@pytest.mark.parametrize("group_id", ["g_" + "A" * 22, "g_", "%00", "g_" + "é" * 22])
def test_a_group_that_is_not_there_is_not_found(visitor: Client, group_id: str) -> None:
    assert visitor.get(f"/groepen/{group_id}/").status_code == 404


def test_public_pages_only_show(visitor: Client, group: Group) -> None:
    for path in ("/", "/groepen/", f"/groepen/{group.public_id}/"):
        assert visitor.post(path).status_code == 405


@pytest.mark.parametrize(
    ("language", "themes", "positions"),
    [
        (
            "en",
            {"neurodiversity and learning", "other"},
            ["self", "relative or carer", "parent", "child of", "bereaved"],
        ),
        (
            "nl",
            {"neurodiversiteit en leren (autisme, ADHD, dyslexie)", "overig"},
            ["zelf", "naaste/mantelzorger", "ouder", "kind van", "nabestaande"],
        ),
    ],
)
def test_themes_and_positions_have_the_names_that_guides_share(
    language: str, themes: set[str], positions: list[str]
) -> None:
    with override(language):
        assert themes <= {str(name) for name in THEMES.values()}
        assert [str(name) for name in POSITIONS.values()] == positions


def test_every_theme_and_position_can_be_stored() -> None:
    assert max(map(len, THEMES)) <= 40
    assert max(map(len, POSITIONS)) <= 20
    assert a_group().theme in THEMES
