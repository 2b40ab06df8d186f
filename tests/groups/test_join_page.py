from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from groups.models import Group, Membership, Wording
from groups.queries import current_wordings, own_membership
from groups.roles import State
from tests.at_once import at_once
from tests.factories import Person, a_membership, a_person, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def path_to(group: Group) -> str:
    return f"/groepen/{group.public_id}/meedoen/"


def filled(group: Group, **fields: str) -> dict[str, str]:
    """What a browser sends when all is filled in."""
    wordings = current_wordings(group)
    boxes = {"rules": str(wordings.rules.pk), "consent": str(wordings.consent.pk)}
    return {"choice": "own", "own_name": "Zachte Regen", "line": "Hallo", **boxes, **fields}


def test_a_visitor_is_led_to_an_account_and_back(visitor: Client, group: Group) -> None:
    answer = visitor.get(path_to(group))
    assert answer["Location"] == f"/aanmelden/?next=/groepen/{group.public_id}/meedoen/"
    page = visitor.get(answer["Location"])
    assert page.context["next"] == path_to(group)


def test_the_page_offers_three_free_names_the_rules_and_the_consent(cleo: Person, group: Group) -> None:
    page = cleo.client.get(path_to(group))
    shown, form = page.content.decode(), page.context["form"]
    assert len(set(form.offered)) == 3
    assert all(name in shown for name in form.offered)
    assert shown.count("<li>") >= 13
    assert 'name="rules"' in shown
    assert 'name="consent"' in shown
    assert shown.count("field--check") == 2


def test_a_suggestion_is_taken_with_one_tap(cleo: Person, group: Group) -> None:
    offered = cleo.client.get(path_to(group)).context["form"].offered
    fields = filled(group, choice=offered[1], own_name="") | {"offered": offered}
    assert cleo.client.post(path_to(group), fields)["Location"] == "/mijn-plek/"
    own = own_membership(cleo.account, group)
    assert own
    assert (own.pseudonym, own.state, own.join_line) == (offered[1], State.REQUESTED, "Hallo")


def test_an_own_name_needs_no_choice(cleo: Person, group: Group) -> None:
    cleo.client.post(path_to(group), filled(group, choice=""))
    assert own_membership(cleo.account, group)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"own_name": ""}, "own_name"),
        ({"own_name": "moderator"}, "own_name"),
        ({"own_name": "x" * 25}, "own_name"),
        ({"own_name": "na\0am"}, "own_name"),
        ({"choice": "not offered"}, "choice"),
        ({"line": "x" * 201}, "line"),
        ({"rules": ""}, "rules"),
        ({"consent": "on"}, "consent"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(
    cleo: Person, group: Group, fields: dict[str, str], at: str
) -> None:
    answer = cleo.client.post(path_to(group), filled(group, **fields))
    form = answer.context["form"]
    assert answer.status_code == 200
    assert list(form.errors) == [at]
    assert 'role="alert"' in answer.content.decode()
    assert form["line"].value() == fields.get("line", "Hallo")
    assert not Membership.objects.exists()


def test_a_suggestion_and_an_own_name_together_are_asked_about(cleo: Person, group: Group) -> None:
    fields = filled(group, choice="Stille Linde") | {"offered": ["Stille Linde", "Maan", "Zon"]}
    form = cleo.client.post(path_to(group), fields).context["form"]
    assert form.errors["own_name"]
    assert form.offered == ["Stille Linde", "Maan", "Zon"]


def test_a_taken_name_is_said_at_the_field(cleo: Person, group: Group) -> None:
    a_membership(an_account(), group, "Zachte Regen")
    answer = cleo.client.post(path_to(group), filled(group, own_name="zachte regen"))
    assert answer.context["form"].errors["own_name"]
    assert "zachte regen" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_look_alike_names_at_once_one_is_asked_again(cleo: Person, group: Group) -> None:
    """Each on a connection of its own. Turns red when the page fails on the name that went meanwhile."""
    typed = {"Zachte Regen": cleo.client, "zachte-regen": a_person().client}
    fields = {name: filled(group, own_name=name) for name in typed}
    sent = at_once([partial(browser.post, path_to(group), fields[name]) for name, browser in typed.items()])
    answers = dict(zip(typed, sent, strict=True))
    assert sorted(answer.status_code for answer in answers.values()) == [200, 302]
    name, again = next((name, answer) for name, answer in answers.items() if answer.status_code == 200)
    assert again.context["form"].errors["own_name"]
    assert f'value="{name}"' in again.content.decode()
    assert [own.pseudonym for own in Membership.objects.all()] == [other for other in typed if other != name]


def test_a_box_counts_only_for_the_text_that_stood_beside_it(cleo: Person, group: Group) -> None:
    fields = filled(group)
    Wording.objects.create(group=group, kind="consent", version=2, text="Nieuw", published_at=timezone.now())
    answer = cleo.client.post(path_to(group), fields)
    assert answer.context["form"].errors["consent"]
    assert "Nieuw" in answer.content.decode()


def test_sent_twice_is_one_request(cleo: Person, group: Group) -> None:
    for _ in range(2):
        assert cleo.client.post(path_to(group), filled(group))["Location"] == "/mijn-plek/"
    assert Membership.objects.filter(account=cleo.account).count() == 1


@pytest.mark.parametrize("state", [State.REQUESTED, State.ACTIVE, State.BANNED])
def test_who_has_a_place_sees_how_it_stands(cleo: Person, group: Group, state: State) -> None:
    a_membership(cleo.account, group, state=state)
    assert cleo.client.get(path_to(group))["Location"] == "/mijn-plek/"


@pytest.mark.parametrize("group_id", ["g_" + "A" * 22, "g_kort", "0", "g_" + "%00" * 22])
def test_a_group_that_is_not_there_is_not_found(cleo: Person, visitor: Client, group_id: str) -> None:
    for browser in (cleo.client, visitor):
        assert browser.get(f"/groepen/{group_id}/meedoen/").status_code == 404


def test_a_line_that_tells_who_somebody_is_cannot_be_sent(cleo: Person, group: Group) -> None:
    answer = cleo.client.post(path_to(group), filled(group, line="bel me op 0470 12 34 56"))
    assert list(answer.context["form"].errors) == ["line"]
    again = {"meant": answer.context["form"]["meant"].value()}
    assert cleo.client.post(path_to(group), filled(group, line="bel me op 0470 12 34 56", **again)).status_code == 200
    assert own_membership(cleo.account, group) is None


def test_a_line_that_may_tell_it_is_asked_about_once(cleo: Person, group: Group) -> None:
    line = "ik heet Katrien Vermeulen"
    answer = cleo.client.post(path_to(group), filled(group, line=line))
    shown = answer.content.decode()
    assert own_membership(cleo.account, group) is None
    assert "send it once more" in shown
    assert line in shown
    meant = {"meant": answer.context["form"]["meant"].value()}
    other = cleo.client.post(path_to(group), filled(group, line="ik heet Katrien Verhaeghe", **meant))
    assert other.status_code == 200, "another name is asked about anew"
    assert cleo.client.post(path_to(group), filled(group, line=line, **meant)).status_code == 302
    own = own_membership(cleo.account, group)
    assert own
    assert own.join_line == line


@pytest.mark.parametrize("meant", ["", "x" * 5_000, "real_name.8.00000000"])
def test_what_was_not_shown_is_not_meant(meant: str, cleo: Person, group: Group) -> None:
    cleo.client.post(path_to(group), filled(group, line="ik heet Katrien Vermeulen", meant=meant))
    assert own_membership(cleo.account, group) is None
