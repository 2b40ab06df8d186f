"""What coordinators read of the audit of their organisation."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from audit.actions import record
from groups.models import Group, Membership
from groups.roles import Role
from moderation.actions.muting import mute
from moderation.models import Measure
from peerchat.deeds import DEEDS, MOST, NOT_TOLD
from rooms.actions.belonging import admit, leave
from tests import factories
from tests.factories import Person

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROOT = Path(__file__).resolve().parent.parent
APPS = ["accounts", "groups", "rooms", "moderation", "peerchat"]


def path_of(group: Group) -> str:
    return f"/coordinatie/logboek/{group.organisation.public_id}/"


def page_of(person: Person, group: Group, more: str = "") -> str:
    response = person.client.get(path_of(group) + more, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def the_membership(person: Person) -> Membership:
    return Membership.objects.select_related("group__organisation").get(account=person.account)


def trees() -> Iterator[ast.Module]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield ast.parse(path.read_text())


def places_of_the_verb(tree: ast.Module) -> dict[str, int]:
    """Functions of a module that are given a verb, and its place among their arguments."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    names = {function.name: [argument.arg for argument in function.args.args] for function in functions}
    return {name: arguments.index("verb") for name, arguments in names.items() if "verb" in arguments}


def verbs_in_the_code() -> set[str]:
    """Every verb that the code writes, where it is written; a private function is known in its module only."""
    found = {kind.value for kind in Measure.Kind}
    everywhere = {
        name: place for tree in trees() for name, place in places_of_the_verb(tree).items() if not name.startswith("_")
    }
    for tree in trees():
        places = everywhere | places_of_the_verb(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= set(_verbs_of(node, places))
            elif isinstance(node, ast.Assign | ast.AnnAssign) and _is_verbs(node):
                found |= set(_texts(node.value))
    return found


def _is_verbs(node: ast.Assign | ast.AnnAssign) -> bool:
    return ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0]) == "VERBS"


def _verbs_of(call: ast.Call, places: dict[str, int]) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [keyword.value for keyword in call.keywords if keyword.arg == "verb"]
    place = places.get(name)
    if place is not None and len(call.args) > place:
        given.append(call.args[place])
    for value in given:
        yield from _texts(value)


def _texts(node: ast.AST | None) -> Iterator[str]:
    for leaf in ast.walk(node) if node else ():
        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
            yield leaf.value


def test_of_every_verb_it_is_decided_whether_coordinators_read_it() -> None:
    """A new verb needs words in DEEDS, or a place in NOT_TOLD."""
    written = verbs_in_the_code()
    assert len(written) > 30
    assert written - DEEDS.keys() - NOT_TOLD == set()
    assert (DEEDS.keys() | NOT_TOLD) - written == set()
    assert DEEDS.keys() & NOT_TOLD == set()


def test_a_coordinator_reads_who_did_what_by_which_rule(els: Person, ada: Person, ben: Person, group: Group) -> None:
    mute(
        by=the_membership(ada),
        membership=the_membership(ben),
        minutes=10,
        rule="be-kind",
        words="Rustig nu.",
        now=timezone.now(),
    )
    page = page_of(els, group)
    assert "Ada</strong> muted somebody · Nuchtere Dinsdag" in page
    assert "Ben" not in page
    assert "Rustig" not in page


def test_what_members_do_for_themselves_is_not_told(els: Person, ada: Person, group: Group) -> None:
    asking = factories.a_request(factories.an_account(), group, "Stille Reiger")
    admit(by=the_membership(ada), membership=asking, now=timezone.now())
    before = page_of(els, group)
    leave(membership=Membership.objects.get(pk=asking.pk), now=timezone.now())
    assert "admitted somebody" in before
    assert page_of(els, group).count("<li>") == before.count("<li>")
    assert "Reiger" not in before


def test_who_has_no_task_any_more_is_not_named(els: Person, ada: Person, group: Group) -> None:
    own = the_membership(ada)
    asking = factories.a_request(factories.an_account(), group)
    admit(by=own, membership=asking, now=timezone.now())
    Membership.objects.filter(pk=own.pk).update(role=Role.MEMBER)
    page = page_of(els, group)
    assert "Somebody who has no task here any more</strong> admitted somebody · Nuchtere Dinsdag" in page
    assert "Ada" not in page
    Membership.objects.filter(pk=own.pk).delete()
    assert "Somebody who has no task here any more</strong> admitted somebody" in page_of(els, group)


def test_the_own_deeds_those_of_a_colleague_and_those_of_the_clock_are_told_apart(els: Person, group: Group) -> None:
    colleague = factories.a_coordinator(group.organisation).account.coordinatorships.get()
    own = els.account.coordinatorships.get()
    for actor, verb in ((own.audit_id, "edit_group"), (colleague.audit_id, "pause_group"), (None, "not_held")):
        with transaction.atomic():
            chain = group.organisation.audit_id
            record(chain=chain, actor=actor, verb=verb, object_kind="group", object_id=group.audit_id)
    page = page_of(els, group)
    for words in ("You</strong> changed", "A colleague</strong> paused", "The clock, or who runs the site</strong> m"):
        assert words in page


def test_one_reads_on_below_the_hundredth(
    els: Person, group: Group, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with transaction.atomic():
        for _ in range(MOST + 5):
            chain = group.organisation.audit_id
            record(chain=chain, actor=None, verb="not_held", object_kind="group", object_id=group.audit_id)
    with django_assert_max_num_queries(12):
        page = page_of(els, group)
    more = page.partition('href="?voor=')[2].partition('"')[0]
    assert page.count("<li>") > page_of(els, group, f"?voor={more}").count("<li>")
    assert page_of(els, group, "?voor=niets").count("<li>") == page.count("<li>")


def test_another_organisation_is_not_there(els: Person, ada: Person, cleo: Person, group: Group) -> None:
    elsewhere = factories.a_group()
    assert els.client.get(path_of(elsewhere)).status_code == 404
    for person in (ada, cleo):
        assert person.client.get(path_of(group)).status_code == 404
