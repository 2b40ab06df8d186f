"""The crisis card as a file, for when no process of the site answers."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.html import escape
from pytest_django import Settings

from moderation.actions.static_card import card_page, write_card
from moderation.helplines import DIRECTORY, FILE
from peerchat.housekeeping import keep_the_card
from tests.pages.validity import faults

pytestmark = pytest.mark.once


def test_the_page_has_every_line_in_every_language_and_asks_for_nothing_else() -> None:
    page = card_page()
    assert not faults(page)
    for line in DIRECTORY.lines:
        assert page.count(f"<strong>{escape(line.name)}</strong>") >= 3
        assert not line.number or f'href="tel:{line.dialled}"' in page
    assert page.count("<section ") == 3
    assert not re.search(r"<script|<link|<img|src=|https?:", page)


def test_the_file_is_renewed_only_when_it_must_be(tmp_path: Path) -> None:
    path = tmp_path / "kaart" / "hulp.html"
    assert [write_card(path), write_card(path)] == [True, False]
    path.write_text("half")
    assert write_card(path)
    assert path.read_text() == card_page()
    assert [found.name for found in path.parent.iterdir()] == ["hulp.html"]


def test_housekeeping_keeps_it_and_goes_on_when_it_cannot(tmp_path: Path, settings: Settings) -> None:
    for path in (None, tmp_path / "hulp.html", tmp_path / "hulp.html" / "in-a-file"):
        settings.CRISIS_CARD = path
        assert keep_the_card(timezone.now()) == 0
    assert (tmp_path / "hulp.html").read_text() == card_page()


def told(**options: object) -> str:
    out = StringIO()
    call_command("crisis_card", stdout=out, **options)
    return out.getvalue()


def test_the_command_tells_what_waits_writes_the_page_and_checks_a_file(tmp_path: Path) -> None:
    assert told(to=tmp_path / "hulp.html").splitlines().count("awel: to be verified") == 1
    assert (tmp_path / "hulp.html").read_text() == card_page()
    assert told(check=FILE).startswith("22 help lines")
    broken = tmp_path / "broken.toml"
    broken.write_text(
        FILE.read_text().replace('opens = "11:00", closes = "21:00"', 'opens = "21:00", closes = "11:00"')
    )
    with pytest.raises(CommandError, match="De Kindertelefoon: hours"):
        told(check=broken)
    with pytest.raises(CommandError, match="cannot be written"):
        told(to=broken / "hulp.html")


def test_the_proxy_gives_it_when_nobody_answers() -> None:
    root = Path(__file__).resolve().parents[2]
    assert (
        "rewrite * /hulp.html" in (root / "deploy" / "Caddyfile").read_text().partition("handle_errors 502 503 504")[2]
    )
    compose = (root / "docker-compose.yml").read_text()
    assert "PEERCHAT_CRISIS_CARD: /var/lib/peerchat-card/hulp.html" in compose
    assert {"card:/srv/card:ro", "card:/var/lib/peerchat-card"} <= set(
        compose.replace('"', " ").replace(",", " ").replace("]", " ").split()
    )
