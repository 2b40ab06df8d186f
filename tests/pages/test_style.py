"""The living page of all components: all of them, where PeerChat is built, and no page at all on a real site."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.pages.test_contrast import THEMES

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
CLASS = re.compile(r"\.([a-z][\w-]*)(?![\w/.-]*[\"'])")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PIECES = re.compile(r"--[\w-]+:[^;]*;|[\w-]+:\s[^;{]*;")
"""What stands inside a rule; what is left are its selectors."""


@pytest.fixture
def page(db: None) -> str:
    return Client().get("/stijl/").content.decode()


def classes_of(text: str) -> set[str]:
    """The classes that a style sheet names in its selectors."""
    return set(CLASS.findall(PIECES.sub("", COMMENT.sub("", text))))


def shown_on(page: str) -> set[str]:
    return {name for names in re.findall(r'class="([^"]+)"', page) for name in names.split()}


def missing(page: str) -> Iterator[str]:
    for path in sorted(STYLES.glob("*.css")):
        if f"css/{path.name}" not in page:
            yield path.name
        yield from (f"{path.name}: .{name}" for name in sorted(classes_of(path.read_text()) - shown_on(page)))


def test_every_class_of_every_style_sheet_is_shown(page: str) -> None:
    """A component that is not here is one that nobody looks at in both themes and at every size."""
    assert list(missing(page)) == []


def test_a_component_that_is_not_shown_is_missed(page: str) -> None:
    assert classes_of(".a > .b:not(.c__d--e) { background: url(x.svg); --k: 1.5rem; margin: 0 .5rem; }") == {
        "a", "b", "c__d--e"
    }  # fmt: skip
    assert "button.css: .button--danger" in list(missing(page.replace("button--danger", "button--other")))


def test_every_colour_that_means_something_is_shown(page: str) -> None:
    means = {name.removeprefix("colour-") for name in THEMES["light"] if name.startswith("colour-")}
    assert {name for name in means if f"swatch--{name}" not in page} == set()


def test_every_style_sheet_stands_in_a_layer() -> None:
    texts = {path.name: path.read_text() for path in STYLES.glob("*.css")}
    assert texts.pop("tokens.css").startswith("@layer reset, base, components, utilities;")
    assert [name for name, text in texts.items() if not text.startswith("@layer ")] == []


@pytest.mark.django_db
def test_a_real_site_has_no_such_page(settings: object) -> None:

    settings.STYLE_PAGE = False  # type: ignore[attr-defined]  # a setting of ours
    gone, nowhere = Client().get("/stijl/"), Client().get("/nergens/")
    assert gone.status_code == 404
    assert gone.content == nowhere.content
