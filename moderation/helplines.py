"""Whom one can call now: the lines of moderation/data/helplines.toml, read once and held against their rules.

A mistake in the file stops the start with a sentence that names the line: this page must never be empty.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Country
from accounts.moments import hours_and_minutes

FILE: Final = Path(__file__).resolve().parent / "data" / "helplines.toml"
EMERGENCY: Final = "112"

AUDIENCES: Final[dict[str, Promise]] = {
    "danger": _("When somebody is in danger now: ambulance, fire brigade, police."),
    "suicide": _("When you think of ending your life, or worry about somebody who does."),
    "listening": _("When you need somebody who listens, whatever it is about."),
    "young": _("For children and young people."),
    "violence": _("About violence and abuse, at home too."),
    "mind": _("About how you feel, with people who are trained for it."),
}
LANGUAGES: Final[dict[str, Promise]] = {
    "nl": _("Dutch"),
    "fr": _("French"),
    "de": _("German"),
    "en": _("English"),
}
SHAPES: Final[dict[str, tuple[type, bool]]] = {
    "name": (str, True),
    "countries": (list, True),
    "number": (str, True),
    "site": (str, False),
    "languages": (list, True),
    "audience": (str, True),
    "always": (bool, False),
    "hours": (list, False),
    "free": (bool, False),
    "source": (str, True),
    "source_year": (int, False),
    "verified_on": (date, False),
}
"""The fields of a line: what each is, and whether it must be there."""
NUMBER: Final = re.compile(r"\d[\d ]{1,14}\d")
SITE: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
TIME: Final = re.compile(r"([01]\d|2[0-4]):[0-5]\d")
DAYS: Final = re.compile(r"1?2?3?4?5?6?7?")


class BadHelplines(Exception):
    """The file of help lines cannot be used as it is."""


@dataclass(frozen=True)
class Hours:
    """Times of one day, on these days (ISO numbers)."""

    days: str
    opens: str
    closes: str

    def __str__(self) -> str:
        return f"{_days_in_words(self.days)}, {_time_in_words(self.opens)}–{_time_in_words(self.closes)}"


@dataclass(frozen=True)
class Helpline:
    """One number to call."""

    name: str
    countries: tuple[str, ...]
    number: str
    languages: tuple[str, ...]
    audience: str
    source: str
    site: str = ""
    source_year: int | None = None
    verified_on: date | None = None
    always: bool = False
    free: bool = False
    hours: tuple[Hours, ...] = ()

    @cached_property
    def dialled(self) -> str:
        """The number without what is for the eye."""
        return self.number.replace(" ", "")

    @cached_property
    def source_site(self) -> str:
        """Where it was read, as a name."""
        return self.source.removeprefix("https://").partition("/")[0].removeprefix("www.")

    def what_for(self) -> str:
        return str(AUDIENCES[self.audience])

    def spoken(self) -> str:
        return ", ".join(str(LANGUAGES[code]) for code in self.languages)


@dataclass(frozen=True)
class Directory:
    """All lines, and when they were put together."""

    compiled_on: date
    lines: tuple[Helpline, ...]


@dataclass(frozen=True)
class Card:
    """The lines of one country: first those of day and night, with 112 on top."""

    country: str
    always: tuple[Helpline, ...]
    others: tuple[Helpline, ...]

    @property
    def country_name(self) -> str:
        return str(Country(self.country).label)


def load(path: Path = FILE) -> Directory:
    """What a file holds, in its order; raises BadHelplines."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadHelplines(f"{path.name} cannot be read: {error}") from None
    rows, compiled_on = found.get("line"), found.get("compiled_on")
    if set(found) != {"line", "compiled_on"} or not isinstance(rows, list) or type(compiled_on) is not date:
        raise BadHelplines(f"{path.name} must hold compiled_on (a date), [[line]] tables, and nothing else")
    lines = tuple(_line(row, place) for place, row in enumerate(rows, 1))
    _check_enough(lines)
    return Directory(compiled_on, lines)


def cards(country: str, language: str) -> list[Card]:
    """The card of a country, or of both (Belgium first) when none is chosen; own language first."""
    wanted = [country] if country in Country.values else Country.values
    return [_card(each, language) for each in wanted]


def _card(country: str, language: str) -> Card:
    lines = [line for line in DIRECTORY.lines if country in line.countries]
    lines.sort(key=lambda line: (line.number != EMERGENCY, language not in line.languages))
    always = tuple(line for line in lines if line.always)
    return Card(country, always, tuple(line for line in lines if not line.always))


def _line(row: dict[str, Any], place: int) -> Helpline:
    name = row.get("name") or f"line {place}"
    problems = [*_shape_problems(row)] or [*_value_problems(row)]
    if problems:
        raise BadHelplines(f"{name}: {'; '.join(problems)}")
    hours = tuple(Hours(**each) for each in row.get("hours", ()))
    lists = {"countries": tuple(row["countries"]), "languages": tuple(row["languages"])}
    return Helpline(**{**row, **lists, "hours": hours})


def _shape_problems(row: dict[str, Any]) -> Iterable[str]:
    for name in sorted(set(row) - set(SHAPES)):
        yield f"{name} is not a field"
    for name, (kind, needed) in SHAPES.items():
        if name not in row:
            if needed:
                yield f"{name} is missing"
        elif type(row[name]) is not kind or row[name] in ("", []):
            yield f"{name} must be a {kind.__name__}, and not empty"


def _value_problems(row: dict[str, Any]) -> Iterable[str]:
    right = {
        "countries: BE or NL, each once": _each_of(row["countries"], Country.values),
        "languages: nl, fr, de or en, each once": _each_of(row["languages"], LANGUAGES),
        "audience is none of ours": row["audience"] in AUDIENCES,
        "number: digits, and spaces between": bool(NUMBER.fullmatch(row["number"])),
        "site: a name such as 113.nl": "site" not in row or bool(SITE.fullmatch(row["site"])),
        "source: an address by https": bool(re.fullmatch(r"https://\S+", row["source"])),
        "always and hours exclude each other": not (row.get("always") and "hours" in row),
        "hours: days, opens and closes": all(_is_hours(each) for each in row.get("hours", ())),
        "source_year: a year such as 2025": 2000 <= row.get("source_year", 2000) < 2100,
    }
    return [problem for problem, fine in right.items() if not fine]


def _each_of(values: list[object], known: Iterable[str]) -> bool:
    return set(values) <= set(known) and len(set(values)) == len(values)


def _is_hours(each: object) -> bool:
    if not isinstance(each, dict) or set(each) != {"days", "opens", "closes"}:
        return False
    days, opens, closes = (str(each[name]) for name in ("days", "opens", "closes"))
    return bool(days and DAYS.fullmatch(days) and TIME.fullmatch(opens) and TIME.fullmatch(closes) and opens < closes)


def _check_enough(lines: tuple[Helpline, ...]) -> None:
    for country in Country.values:
        here = [line for line in lines if country in line.countries and line.always]
        if EMERGENCY not in [line.number for line in here] or len(here) < 2:
            raise BadHelplines(f"{country} needs {EMERGENCY} and one more line of day and night")
        numbers = [line.dialled for line in lines if country in line.countries]
        if len(set(numbers)) < len(numbers):
            raise BadHelplines(f"{country} has a number twice")


def _time_in_words(time: str) -> str:
    hour, minute = time.split(":")
    return hours_and_minutes(int(hour), int(minute))


def _days_in_words(days: str) -> str:
    if days == "1234567":
        return gettext("every day")
    names = [str(WEEKDAYS[int(day) - 1]) for day in days]
    if len(days) > 2 and days in "1234567":
        return gettext("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return ", ".join(names)


DIRECTORY: Final = load()
