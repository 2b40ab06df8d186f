"""The drawn shapes: one for each membership, spread evenly, and nothing of the account in them."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from accounts.vault import public_id
from groups.models import Group
from groups.shapes import SHAPES, hue_class, shape_of
from tests.factories import Person, a_group, a_membership

STATIC = Path(__file__).resolve().parents[2] / "static"
DRAWN = re.compile(r'<svg class="shape (hue-\d+)" aria-hidden="true"><use href="[^"]*#shape-(\d+)"/></svg>')
MANY = 24_000


def test_every_shape_is_drawn_once() -> None:
    drawn = re.findall(r'<symbol id="shape-(\d+)"', (STATIC / "img" / "shapes.svg").read_text())
    assert drawn == [str(number) for number in range(SHAPES)]


def test_every_hue_has_its_class() -> None:
    classes = set(re.findall(r"\.(hue-\d+) ", (STATIC / "css" / "shape.css").read_text()))
    assert {hue_class(hue) for hue in range(360)} == classes


def test_each_shape_comes_as_often_as_another() -> None:
    counts = Counter(shape_of(public_id("m")) for _ in range(MANY))
    assert set(counts) == set(range(SHAPES))
    assert all(0.8 < counts[number] * SHAPES / MANY < 1.2 for number in range(SHAPES))


@pytest.mark.django_db
def test_a_membership_looks_the_same_on_every_page(visitor: Client, ada: Person, group: Group) -> None:
    expected = (hue_class(ada.member.hue), str(shape_of(ada.member.public_id)))
    for browser, path in (
        (visitor, f"/groepen/{group.public_id}/"),
        (ada.client, f"/groepen/{group.public_id}/bureau/"),
        (ada.client, "/mijn-plek/"),
    ):
        assert DRAWN.findall(browser.get(path).content.decode()) == [expected], path


@pytest.mark.django_db
def test_the_page_for_everybody_draws_a_facilitator_without_telling_the_id(
    visitor: Client, ada: Person, group: Group
) -> None:
    assert ada.member.public_id not in visitor.get(f"/groepen/{group.public_id}/").content.decode()


@pytest.mark.django_db
def test_the_same_person_is_drawn_for_each_group_apart(ben: Person) -> None:
    """With eight more memberships of one account, not all of them look alike: the account is not in it."""
    others = [a_membership(ben.account, a_group()) for _ in range(8)]
    assert len({(shape_of(member.public_id), member.hue) for member in [ben.member, *others]}) > 1
