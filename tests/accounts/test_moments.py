"""Days and times in words, in each language, and nowhere written in another way."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override

from accounts.moments import clock, day, full_moment, hours_and_minutes, moment, weekday_moment
from moderation.opening import Hours
from tests.catalogues import APPS, LANGUAGES, ROOT

pytestmark = pytest.mark.once

TUESDAY = datetime(2026, 3, 3, 20, 0, tzinfo=ZoneInfo("Europe/Brussels"))
FIRST = datetime(2026, 8, 1, 9, 5, tzinfo=ZoneInfo("Europe/Brussels"))
NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "dinsdag 3 maart, 20.00 / 3 maart, 20.00 / 3 maart 2026, 20.00 / 3 maart 2026 / 20.00"),
        ("fr", "mardi 3 mars à 20 h / 3 mars à 20 h / 3 mars 2026 à 20 h / 3 mars 2026 / 20 h"),
        ("en", "Tuesday 3 March, 20:00 / 3 March, 20:00 / 3 March 2026, 20:00 / 3 March 2026 / 20:00"),
    ],
)
def test_a_moment_is_written_as_people_write_it(language: str, said: str) -> None:
    with override(language):
        written = (weekday_moment(TUESDAY), moment(TUESDAY), full_moment(TUESDAY), day(TUESDAY), clock(TUESDAY))
    assert " / ".join(written).replace(NO_BREAK, " ") == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "zaterdag 1 augustus, 9.05"),
        ("fr", "samedi 1er août à 9 h 05"),
        ("en", "Saturday 1 August, 9:05"),
    ],
)
def test_the_first_of_a_month_and_minutes_that_are_few(language: str, said: str) -> None:
    with override(language):
        assert weekday_moment(FIRST).replace(NO_BREAK, " ") == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_does_not_break_over_two_lines(language: str) -> None:
    with override(language):
        assert " " not in clock(FIRST)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "elke dag, 11.00–24.00 / maandag tot en met vrijdag, 9.30–17.00"),
        ("fr", "tous les jours, 11 h–24 h / du lundi au vendredi, 9 h 30–17 h"),
        ("en", "every day, 11:00–24:00 / Monday to Friday, 9:30–17:00"),
    ],
)
def test_the_hours_of_a_help_line(language: str, said: str) -> None:
    with override(language):
        written = (Hours("1234567", "11:00", "24:00"), Hours("12345", "09:30", "17:00"))
        assert " / ".join(map(str, written)).replace(NO_BREAK, " ") == said


def test_a_day_ends_at_24_and_begins_at_0() -> None:
    with override("fr"):
        assert [hours_and_minutes(24, 0), hours_and_minutes(0, 0)] == [f"24{NO_BREAK}h", f"0{NO_BREAK}h"]


@pytest.mark.parametrize(
    ("template", "value", "said"),
    [
        ("{{ at|moment }}", datetime(2026, 7, 7, 18, 0, tzinfo=UTC), "7 juli, 20.00"),
        ("{{ at|day }}", datetime(2026, 7, 7, 23, 0, tzinfo=UTC), "8 juli 2026"),
        ("{{ at|day }}", date(2026, 7, 7), "7 juli 2026"),
        ("{{ at|full_moment }}", None, ""),
    ],
)
def test_a_template_writes_it_on_the_clock_of_the_house(template: str, value: date | None, said: str) -> None:
    with override("nl"), timezone.override("Europe/Brussels"):
        assert Template("{% load moments %}" + template).render(Context({"at": value})) == said


OTHER_WAYS = re.compile(r"""\|(?:date|time)\b(?!:['"]c['"])|\{%\s*now\b|(?:%[HIM]\b|:%H).*%M["'}]|\bstrftime\(""")
MACHINES = {
    "accounts/moments.py",
    "rooms/forms.py",
    "rooms/live/protocol.py",
    "rooms/paths.py",
}
"""What reads and writes days for machines: forms, frames and paths."""


def other_ways(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text().splitlines() if OTHER_WAYS.search(line)]


def test_nothing_writes_a_day_or_a_time_in_another_way(tmp_path: Path) -> None:
    sources = [*(ROOT / "templates").rglob("*.html"), *(path for app in APPS for path in (ROOT / app).rglob("*.py"))]
    found = {str(path.relative_to(ROOT)): other_ways(path) for path in sources if other_ways(path)}
    assert {name: lines for name, lines in found.items() if name not in MACHINES} == {}
    planted = tmp_path / "page.html"
    planted.write_text("""{{ at|date:'c' }}\n{{ at|date:"j F" }}\n{{ at|time }}\n{% now "Y" %}\nf"{at:%H:%M}" """)
    assert len(other_ways(planted)) == 4
