"""The tours: for each role, in both languages alike, with pictures that bin/pictures renews."""

import re
from pathlib import Path

import pytest

from tests.browser.album import DOCS, IN_DOCS
from tests.pictures import IN_THE_DOCS

ROOT = Path(__file__).resolve().parent.parent
TOURS = ROOT / "docs" / "tour"
ROLES = ("member", "facilitator", "coordinator")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
HEAVIEST = 3 * 1024 * 1024
"""Bytes, of all pictures together: a clone brings them."""


def pictures(path: Path) -> list[Path]:
    """The pictures that a page shows, each with words for who does not see it."""
    found = PICTURE.findall(path.read_text())
    assert all(words.strip() for words, _ in found), path.name
    return [(path.parent / target).resolve() for _, target in found]


def shape(path: Path) -> list[str]:
    """The outline of a page: its headings by level, its pictures by name."""
    lines = (line for line in path.read_text().splitlines() if line.startswith(("#", "![")))
    return [line.split()[0] if line.startswith("#") else Path(PICTURE.findall(line)[0][1]).name for line in lines]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_a_tour_that_is_the_same_in_both_languages(role: str) -> None:
    dutch, english = (TOURS / language / f"{role}.md" for language in IN_THE_DOCS)
    assert shape(dutch) == shape(english)
    assert len(pictures(dutch)) >= 5


@pytest.mark.parametrize("language", IN_THE_DOCS)
def test_a_tour_shows_the_pages_in_its_own_language(language: str) -> None:
    shown = {path for role in ROLES for path in pictures(TOURS / language / f"{role}.md")}
    assert {path.parent for path in shown} == {DOCS / language}


def test_every_picture_that_is_shown_is_there_and_every_one_that_is_there_is_shown() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {picture for page in pages for picture in pictures(page)}
    there = {path for path in DOCS.rglob("*") if path.is_file()}
    wanted = {DOCS / language / f"{name}.webp" for language in IN_THE_DOCS for name in IN_DOCS}
    assert shown == there == wanted


def test_the_pictures_are_light() -> None:
    assert sum(path.stat().st_size for path in DOCS.rglob("*.webp")) < HEAVIEST
