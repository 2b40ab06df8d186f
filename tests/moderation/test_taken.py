"""The desk's list of measures."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from moderation.actions.muting import mute
from tests.rooms.circle import Circle, make_circle, signed_in


def path_to(circle: Circle) -> str:
    return f"/groepen/{circle.group.public_id}/bureau/maatregelen/"


def test_a_measure_is_listed_with_who_whom_rule_and_words(talk: Circle) -> None:
    now = timezone.now()
    mute(by=talk.ada, membership=talk.ben, minutes=5, rule="be-kind", words="Even <b>rust</b>.", now=now)
    page = signed_in(talk.ada).get(path_to(talk), headers={"accept-language": "en"}).content.decode()
    for part in (talk.ben.pseudonym, talk.ada.pseudonym, "Disagree kindly", "Even &lt;b&gt;rust&lt;/b&gt;."):
        assert part in page


def test_measures_of_another_group_are_not_listed(talk: Circle) -> None:
    other = make_circle()
    mute(by=talk.ada, membership=talk.ben, minutes=5, rule="be-kind", words="Even rust.", now=timezone.now())
    assert "Even rust." not in signed_in(other.ada).get(path_to(other)).content.decode()
    assert {signed_in(who).get(path_to(talk)).status_code for who in (other.ada, talk.ben)} == {404}


def test_many_measures_cost_no_more_queries(talk: Circle, django_assert_max_num_queries: Any) -> None:
    for minute in range(5):
        now = timezone.now() + timedelta(minutes=minute)
        mute(by=talk.ada, membership=talk.ben, minutes=5, rule="be-kind", words="Even rust.", now=now)
    browser, path = signed_in(talk.ada), path_to(talk)
    with django_assert_max_num_queries(12):
        browser.get(path)
