"""The file of the help lines: a mistake in it stops the start, with a sentence that names the line."""

from pathlib import Path

import pytest

from moderation.helplines import DIRECTORY, BadHelplines, load

pytestmark = pytest.mark.once

GOOD = """
compiled_on = 2026-11-22
[[line]]
id = "emergency"
name = "112"
countries = ["BE", "NL"]
number = "112"
site = "112.be"
languages = ["nl"]
audience = "danger"
always = true
source = "https://112.be/"
source_year = 2025

[[line]]
id = "luisterlijn"
name = "Luisterlijn"
countries = ["BE", "NL"]
number = "088 1"
site = "luister.example"
languages = ["nl", "fr", "de"]
audience = "listening"
always = true
source = "https://luister.example/"
source_year = 2025
"""


def file_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "helplines.toml"
    path.write_text(text)
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    assert [line.dialled for line in load(file_of(tmp_path, GOOD)).lines] == ["112", "0881"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (GOOD, "", "must hold"),
        (GOOD, "[[line]", "cannot be read"),
        (GOOD, GOOD.partition('[[line]]\nid = "luister')[0], "BE needs one more line"),
        ('number = "112"', 'number = "911"', "BE needs 112"),
        ('"088 1"', '"112"', "BE has a number twice"),
        ('"088 1"', '"bel ons"', "Luisterlijn: number"),
        ('"088 1"', "881", "Luisterlijn: number must be a str"),
        ("compiled_on = 2026-11-22", "", "must hold compiled_on"),
        ("compiled_on = 2026-11-22", 'compiled_on = "now"', "must hold compiled_on"),
        ('source = "https://luister.example/"\n', "", "Luisterlijn: source is missing"),
        ('site = "luister.example"', 'site = "https://luister.example"', "Luisterlijn: site"),
        ('"https://luister.example/"', '"luister.example"', "Luisterlijn: source"),
        ('"listening"', '"talking"', "Luisterlijn: audience"),
        ('name = "Luisterlijn"', 'name = "Luisterlijn"\nphone = "1"', "Luisterlijn: phone is not a field"),
        ('name = "Luisterlijn"', 'name = ""', "line 2: name"),
        ('["BE", "NL"]\nnumber = "088 1"', '["FR"]\nnumber = "088 1"', "Luisterlijn: countries"),
        ('"fr", "de"]', '"xx"]', "Luisterlijn: languages"),
        ('"fr", "de"]', '"fr"]', "BE needs one more line of day and night, for everybody, in de"),
        (
            'always = true\nsource = "https://luister',
            'always = "yes"\nsource = "https://luister',
            "Luisterlijn: always",
        ),
        (
            'always = true\nsource = "https://luister',
            'hours = [{ days = "21", opens = "09:00", closes = "17:00" }]\nsource = "https://luister',
            "Luisterlijn: hours",
        ),
        (
            'source = "https://luister',
            'hours = [{ days = "1", opens = "09:00", closes = "17:00" }]\nsource = "https://luister',
            "Luisterlijn: always and hours",
        ),
        ('id = "luisterlijn"', 'id = "emergency"', "an id is there twice"),
        ('id = "luisterlijn"', 'id = "De Luisterlijn"', "Luisterlijn: id"),
        ('number = "088 1"', "", "Luisterlijn: a number, or a site with a chat"),
        ('site = "luister.example"', "chat = true", "Luisterlijn: chat: needs a site"),
        ('audience = "listening"', 'audience = "listening"\nages = [18, 12]', "Luisterlijn: ages"),
        ('audience = "listening"', 'audience = "listening"\nages = [12, 18]', "for everybody"),
        ('audience = "listening"', 'audience = "listening"\non_holidays = "never"', "Luisterlijn: on_holidays"),
        (
            'name = "Luisterlijn"',
            'name = "Luisterlijn"\nverified_on = "2026"',
            "Luisterlijn: verified_on must be a date",
        ),
        (
            'source = "https://luister.example/"\nsource_year = 2025',
            'source = "https://luister.example/"\nsource_year = 25',
            "Luisterlijn: source_year",
        ),
    ],
)
def test_a_bad_file_is_told_by_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in GOOD
    with pytest.raises(BadHelplines, match=said):
        load(file_of(tmp_path, GOOD.replace(right, wrong, 1)))


@pytest.mark.parametrize(
    "hours",
    [
        '{ days = "8", opens = "09:00", closes = "17:00" }',
        '{ days = "", opens = "09:00", closes = "17:00" }',
        '{ days = "1", opens = "17:00", closes = "09:00" }',
        '{ days = "1", opens = "09:00", closes = "09:00" }',
        '{ days = "1", opens = "09:00", closes = "24:30" }',
        '{ days = "1", opens = "24:00", closes = "24:00" }',
        '{ days = "1", opens = "9:00", closes = "17:00" }',
        '{ days = "1", opens = "09:60", closes = "17:00" }',
        '{ days = "1", opens = "09:00" }',
        '{ days = "12", opens = "09:00", closes = "17:00" }, { days = "23", opens = "16:00", closes = "18:00" }',
    ],
)
def test_hours_that_cannot_be_are_refused(tmp_path: Path, hours: str) -> None:
    good = 'site = "luister.example"'
    with pytest.raises(BadHelplines, match="Luisterlijn: chat_hours"):
        load(file_of(tmp_path, GOOD.replace(good, f"{good}\nchat_hours = [{hours}]")))


def test_every_line_has_a_source_and_none_says_that_it_was_verified() -> None:
    assert [line.id for line in DIRECTORY.lines if not line.source or line.verified_on] == []
