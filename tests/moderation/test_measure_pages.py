"""The buttons of measures, from outside."""

import pytest
from django.test import Client

from groups.roles import State
from moderation.models import Measure
from tests.factories import an_account
from tests.rooms.circle import Circle, leads, make_circle, says, signed_in

pytestmark = pytest.mark.once

REASON = {"rule": "be-kind", "words": "Dit kwetst.", "minutes": "10"}
DEEDS = ("verbergen", "dempen", "stem-terug", "verwijderen")
NOBODY_ROOM, NOBODY_MEMBER = f"r_{'A' * 22}", f"m_{'A' * 22}"


def path_of(deed: str, circle: Circle, seq: int) -> str:
    if deed == "verbergen":
        return f"/kamer/{circle.talk.public_id}/regels/{seq}/verbergen/"
    return f"/leden/{circle.ben.public_id}/{deed}/"


def nowhere(deed: str, seq: int) -> str:
    return f"/kamer/{NOBODY_ROOM}/regels/{seq}/verbergen/" if deed == "verbergen" else f"/leden/{NOBODY_MEMBER}/{deed}/"


@pytest.mark.parametrize("deed", DEEDS)
def test_a_facilitator_takes_a_measure_and_is_back_in_the_talk(talk: Circle, deed: str) -> None:
    line, browser = says(talk.ben, "Wat een onzin."), signed_in(talk.ada)
    assert browser.get(path_of(deed, talk, line.seq)).status_code == (405 if deed == "stem-terug" else 200)
    assert not Measure.objects.exists()
    answer = browser.post(path_of(deed, talk, line.seq), REASON)
    assert (answer.status_code, answer["Location"]) == (302, f"/kamer/{talk.talk.public_id}/")
    kinds = {"verbergen": ["hide"], "dempen": ["mute"], "stem-terug": [], "verwijderen": ["remove"]}[deed]
    assert list(Measure.objects.values_list("kind", flat=True)) == kinds
    assert [message.level_tag for message in browser.get(answer["Location"]).context["messages"]] == ["success"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_measure_that_is_not_yours_to_take_is_not_there(talk: Circle, deed: str, method: str) -> None:
    line = says(talk.ben, "Wat een onzin.")
    removed = leads(talk.group)
    removed.state = State.REMOVED
    removed.save()
    if method == "post":
        assert Client().post(path_of(deed, talk, line.seq), REASON).status_code == 404
    people = {
        "stranger": signed_in(an_account()),
        "the member": signed_in(talk.ben),
        "removed facilitator": signed_in(removed),
        "another group's facilitator": signed_in(make_circle().ada),
    }
    for who, browser in people.items():
        theirs = getattr(browser, method)(path_of(deed, talk, line.seq), REASON)
        nothing = getattr(browser, method)(nowhere(deed, line.seq), REASON)
        assert (theirs.status_code, theirs.content) == (404, nothing.content), who
    assert not Measure.objects.exists()
    assert "Wat een onzin." in str(talk.lines())


@pytest.mark.parametrize(
    ("field", "value"),
    [("rule", "no-such-rule"), ("rule", ""), ("words", "  "), ("words", "x" * 501), ("words", "a\0b")]
    + [("minutes", minutes) for minutes in ("0", "-1", "1441", "1.5", "tien", "5256000", "9" * 5000)],
)
def test_without_a_rule_and_words_nothing_is_done_and_what_was_typed_comes_back(
    talk: Circle, field: str, value: str
) -> None:
    typed = {**REASON, field: value}
    answer = signed_in(talk.ada).post(path_of("dempen", talk, 0), typed)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, [field])
    assert {name: form[name].value() for name in typed} == typed
    assert not Measure.objects.exists()


def test_a_measure_towards_a_co_facilitator_is_refused_kindly(talk: Circle) -> None:
    fay, browser = leads(talk.group), signed_in(talk.ada)
    for member in (fay, talk.ada):
        answer = browser.post(f"/leden/{member.public_id}/verwijderen/", REASON, follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert not Measure.objects.exists()


def test_the_same_button_twice_does_it_once(talk: Circle) -> None:
    line, browser = says(talk.ben, "Wat een onzin."), signed_in(talk.ada)
    for deed in ("verbergen", "verwijderen"):
        for level in ("success", "info"):
            answer = browser.post(path_of(deed, talk, line.seq), REASON, follow=True)
            assert [message.level_tag for message in answer.context["messages"]] == [level]
    assert Measure.objects.count() == 2


@pytest.mark.parametrize("seq", ["0", "99", "9" * 15, "9" * 400])
def test_a_number_that_is_no_line_does_nothing(talk: Circle, seq: str) -> None:
    path = f"/kamer/{talk.talk.public_id}/regels/{seq}/verbergen/"
    assert signed_in(talk.ada).post(path, REASON).status_code in (302, 404)
    assert not Measure.objects.exists()
