import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from groups.models import Group
from groups.roles import State
from groups.templatetags.facts import other_days
from groups.themes import POSITIONS, THEMES
from tests.factories import Person, a_group, a_membership

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_front_page_has_a_search_field_every_theme_and_the_promise(visitor: Client) -> None:
    page = visitor.get("/").content.decode()
    with override("en"):
        for slug, name in THEMES.items():
            assert f'<a href="/groepen/?theme={slug}">{name}</a>' in page
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
    assert all(
        word in page
        for word in ("Nuchtere Dinsdag", "Samen nuchter blijven.", "one day", "Ada", "Wat hier gezegd wordt")
    )
    assert f"/groepen/{group.public_id}/meedoen/" in page
    assert "Ben" not in page


def test_a_group_page_tells_all_that_somebody_wants_to_know_beforehand(
    visitor: Client, ada: Person, group: Group
) -> None:
    told = {
        "evening": "Eerst een rondje.\nDan een open gesprek.",
        "strictness": "Wie te laat komt, leest mee.",
        "in_person": "Elke eerste zaterdag in Gent.",
        "rhythm": "twee keer per maand om acht uur",
        "region": "Vlaanderen",
    }
    Group.objects.update(**told, weekdays="24", meets="both", checked_on=timezone.localdate(), language="fr")
    text = visitor.get(f"/groepen/{group.public_id}/").content.decode()
    for words in (*told.values(), "Tuesday and Thursday", "online and in person", "French", "checked in", "addiction"):
        assert all(line in text for line in words.splitlines()), words
    assert "gone one day after the talk closes" in text
    assert '<p class="lead" lang="fr">' in text


def test_a_group_that_says_nothing_of_its_evening_has_the_usual_one(visitor: Client, group: Group) -> None:
    text = visitor.get(f"/groepen/{group.public_id}/").content.decode()
    assert "Ten minutes before we begin, the waiting room opens." in text
    assert "phone numbers, addresses, accounts elsewhere and links cannot be sent" in text


@pytest.mark.parametrize(
    ("rhythm", "days", "words"),
    [
        ("elke dinsdag om acht", "2", ""),
        ("Dinsdag en donderdag", "24", ""),
        ("elke dinsdag om acht", "24", "dinsdag en donderdag"),
        ("om de week", "135", "maandag, woensdag en vrijdag"),
        ("", "7", "zondag"),
        ("om de week", "", ""),
    ],
)
def test_days_that_a_group_names_itself_are_not_told_twice(rhythm: str, days: str, words: str) -> None:
    with override("nl"):
        assert other_days(Group(rhythm=rhythm, weekdays=days)) == words


@pytest.mark.parametrize(("hours", "words"), [(0, "as soon as"), (24, "one day after"), (72, "three days after")])
def test_how_long_a_talk_is_kept_is_a_sentence(visitor: Client, hours: int, words: str) -> None:
    group = a_group(kept_for_hours=hours)
    assert words in visitor.get(f"/groepen/{group.public_id}/").content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.REQUESTED, "you see the answer"),
        (State.ACTIVE, "You are in this group."),
        (State.SUSPENDED, "For a while you cannot take part."),
        (State.BANNED, "You cannot take part in this group any more."),
    ],
)
@pytest.mark.parametrize("status", Group.Status.values)
def test_who_has_a_place_reads_how_it_stands(cleo: Person, group: Group, state: State, words: str, status: str) -> None:
    a_membership(cleo.account, group, "Stille Reiger", state=state)
    Group.objects.update(status=status)
    text = cleo.client.get(f"/groepen/{group.public_id}/").content.decode()
    assert words in text
    assert "Stille Reiger" in text
    assert 'class="button" href="/mijn-plek/"' in text
    assert "meedoen" not in text


@pytest.mark.parametrize("state", [State.LEFT, State.REMOVED, State.DECLINED])
def test_who_has_no_place_any_more_may_ask_again(cleo: Person, group: Group, state: State) -> None:
    a_membership(cleo.account, group, "Stille Reiger", state=state)
    text = cleo.client.get(f"/groepen/{group.public_id}/").content.decode()
    assert f"/groepen/{group.public_id}/meedoen/" in text
    assert "Stille Reiger" not in text


def test_a_group_that_takes_a_break_tells_of_itself_and_one_that_stopped_leads_on(
    visitor: Client, group: Group
) -> None:
    path = f"/groepen/{group.public_id}/"
    for status, told in ((Group.Status.PAUSED, True), (Group.Status.CLOSED, False)):
        Group.objects.update(status=status)
        text = visitor.get(path).content.decode()
        assert "meedoen" not in text
        assert ("How we talk here" in text) == told
        assert ('class="button" href="/groepen/"' in text) == (not told)


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
        (
            "fr",
            {"dépendance", "angoisse et TOC", "désir d'enfant et grossesse", "adoption et accueil familial", "autre"},
            ["soi-même", "proche/aidant", "parent", "enfant de", "endeuillé"],
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
