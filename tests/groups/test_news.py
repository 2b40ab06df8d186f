from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from groups.actions.joining import decline
from groups.actions.news import KEPT_FOR, forget_old_news, tell
from groups.models import Group, News
from groups.news import WORDS, sentence
from groups.roles import Role
from moderation.actions.muting import mute
from rooms.actions.belonging import admit
from tests.factories import Person, a_member, a_request

pytestmark = pytest.mark.django_db
PATH = "/mijn-plek/"


def told(person: Person) -> list[str]:
    return list(News.objects.filter(account=person.account).values_list("code", flat=True))


def test_who_is_admitted_is_told_at_the_next_visit_and_once(ada: Person, cleo: Person, group: Group) -> None:
    admit(by=ada.member, membership=a_request(cleo.account, group), now=timezone.now())
    assert told(cleo) == ["admitted"]
    first, second = cleo.client.get(PATH), cleo.client.get(PATH)
    assert "What happened meanwhile" in first.content.decode()
    assert "You are in Nuchtere Dinsdag now." in first.content.decode()
    assert "What happened meanwhile" not in second.content.decode()
    assert [news.code for news in second.context["news"].seen] == ["admitted"]


def test_looking_at_the_head_of_a_page_is_no_reading(ben: Person, group: Group) -> None:
    tell(accounts=[ben.account], group=group, code="group-paused", now=timezone.now())
    ben.client.head(PATH)
    assert News.objects.get().seen_at is None


def test_who_is_declined_is_told(ada: Person, cleo: Person, group: Group) -> None:
    decline(by=ada.member, membership=a_request(cleo.account, group), words="Vol.", now=timezone.now())
    assert told(cleo) == ["declined"]


def test_whom_a_measure_is_about_is_told(ada: Person, ben: Person) -> None:
    mute(by=ada.member, membership=ben.member, minutes=5, rule="be-kind", words="Even rust.", now=timezone.now())
    assert told(ben) == ["measure-taken"]
    assert told(ada) == []


def test_news_is_read_by_nobody_else(ben: Person, cleo: Person, group: Group) -> None:
    tell(accounts=[ben.account], group=group, code="group-closed", words="Dag <b>allen</b>", now=timezone.now())
    assert "Nuchtere Dinsdag" not in cleo.client.get(PATH).content.decode()
    page = ben.client.get(PATH).content.decode()
    assert "Dag &lt;b&gt;allen&lt;/b&gt;" in page
    assert b"allen" not in bytes(News.objects.get().words_sealed or b"")


def test_what_was_not_seen_comes_first(ben: Person, group: Group) -> None:
    now = timezone.now()
    tell(accounts=[ben.account], group=group, code="group-paused", now=now)
    ben.client.get(PATH)
    tell(accounts=[ben.account], group=group, code="admitted", now=now - timedelta(days=1))
    page = ben.client.get(PATH)
    assert [news.code for news in page.context["news"].unseen] == ["admitted"]
    assert [news.code for news in page.context["news"].seen] == ["group-paused"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("code", WORDS)
def test_every_code_has_its_sentence(code: str, language: str, group: Group) -> None:
    news = News(group=group, code=code, about_at=timezone.now(), told_at=timezone.now())
    with override(language):
        assert "Nuchtere Dinsdag" in sentence(news)
        assert "%" not in sentence(news)
    assert len(code) <= 24


def test_a_code_of_a_newer_version_still_says_something(group: Group) -> None:
    assert sentence(News(group=group, code="unheard-of", told_at=timezone.now()))


def test_a_moment_is_told_as_people_there_say_it(group: Group) -> None:
    news = News(group=group, code="meeting-moved", about_at=datetime(2026, 7, 7, 18, 0, tzinfo=UTC))
    with override("nl"):
        assert "7 juli, 20.00" in sentence(news)


def test_housekeeping_forgets_old_news(ben: Person, group: Group) -> None:
    now = timezone.now()
    tell(accounts=[ben.account], group=group, code="admitted", now=now - KEPT_FOR)
    tell(accounts=[ben.account], group=group, code="group-paused", now=now)
    assert forget_old_news(now) == 1
    assert told(ben) == ["group-paused"]


def test_much_news_costs_no_more_queries(ben: Person, group: Group, django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        tell(accounts=[ben.account], group=group, code="admitted", now=timezone.now())
    with django_assert_max_num_queries(12):
        page = ben.client.get(PATH)
    assert len(page.context["news"].unseen) == 20


def test_both_facilitators_are_told_when_they_decide_the_same_request(ada: Person, cleo: Person, group: Group) -> None:
    other = a_member(group, "Oda", role=Role.FACILITATOR)
    request = a_request(cleo.account, group, "Zachte Regen")
    path = f"/leden/{request.public_id}"
    first = ada.client.post(f"{path}/afwijzen/", {"words": "De groep is vol."}, follow=True)
    second = other.client.post(f"{path}/afwijzen/", {"words": "Nee."}, follow=True)
    third = other.client.post(f"{path}/toelaten/", follow=True)
    said = [[str(message) for message in page.context["messages"]] for page in (first, second, third)]
    assert said == [
        ["Zachte Regen reads your words at the next visit."],
        ["This question had been answered already."],
        ["This question had been answered already."],
    ]
    assert told(cleo) == ["declined"]
