"""Whom one can call: the lines of moderation/data/helplines.toml, read once and held against their rules.

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

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Country
from moderation.opening import Hours, Reached, overlap

FILE: Final = Path(__file__).resolve().parent / "data" / "helplines.toml"
EMERGENCY: Final = "112"

AUDIENCES: Final[dict[str, Promise]] = {
    "danger": _("When somebody is in danger now: ambulance, fire brigade, police."),
    "suicide": _("When you think of ending your life, or worry about somebody who does."),
    "listening": _("When you need somebody who listens, whatever it is about."),
    "young": _("For children and young people."),
    "violence": _("About violence and abuse, at home too."),
    "mind": _("About how you feel, with people who are trained for it."),
    "drugs": _("About drink, drugs, pills, gaming and gambling."),
    "gambling": _("About gambling."),
    "welfare": _("About all that weighs on you: home, money, relations, how you feel."),
    "self": _("About gender and whom you love."),
    "abuse": _("For children and young people, about violence and abuse."),
}
LANGUAGES: Final[dict[str, Promise]] = {
    "nl": _("Dutch"),
    "fr": _("French"),
    "de": _("German"),
    "en": _("English"),
}
SPOKEN: Final[dict[str, tuple[str, ...]]] = {Country.BELGIUM: ("nl", "fr", "de"), Country.NETHERLANDS: ("nl",)}
"""In which languages somebody must answer day and night, besides the emergency number."""
SHAPES: Final[dict[str, tuple[type, bool]]] = {
    "id": (str, True),
    "name": (str, True),
    "countries": (list, True),
    "number": (str, False),
    "site": (str, False),
    "languages": (list, True),
    "audience": (str, True),
    "ages": (list, False),
    "always": (bool, False),
    "hours": (list, False),
    "chat": (bool, False),
    "chat_always": (bool, False),
    "chat_hours": (list, False),
    "on_holidays": (str, False),
    "free": (bool, False),
    "source": (str, True),
    "source_year": (int, False),
    "verified_on": (date, False),
}
"""The fields of a line: what each is, and whether it must be there."""
NUMBER: Final = re.compile(r"\d[\d ]{1,14}\d")
SITE: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
SOURCE: Final = re.compile(r"https://[^\s/]+\.\S+")
ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]")
TIME: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
DAYS: Final = re.compile(r"1?2?3?4?5?6?7?")
OLDEST: Final = 120
"""Years."""
CHAT: Final = ("chat", "chat_always", "chat_hours")
REACHED: Final = ("always", "hours", "on_holidays", *CHAT)


class BadHelplines(Exception):
    """The file of help lines cannot be used as it is."""


@dataclass(frozen=True)
class Helpline:
    """One organisation to call or to chat with."""

    id: str
    name: str
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    audience: str
    source: str
    number: str = ""
    site: str = ""
    source_year: int | None = None
    verified_on: date | None = None
    ages: tuple[int, int] | None = None
    """From and up to which age; None is for everybody."""
    free: bool = False
    phone: Reached | None = None
    chat: Reached | None = None

    @property
    def always(self) -> bool:
        """Whether somebody answers the phone day and night."""
        return self.phone is not None and self.phone.always

    @cached_property
    def dialled(self) -> str:
        """The number without what is for the eye."""
        return self.number.replace(" ", "")

    @cached_property
    def source_site(self) -> str:
        """Where it was read, as a name."""
        return site_of(self.source)

    def what_for(self) -> str:
        return str(AUDIENCES[self.audience])

    def where(self) -> str:
        return ", ".join(str(Country(code).label) for code in self.countries)

    def spoken(self) -> str:
        return ", ".join(str(LANGUAGES[code]) for code in self.languages)


@dataclass(frozen=True)
class Directory:
    """All lines, and when they were put together."""

    compiled_on: date
    lines: tuple[Helpline, ...]

    def line(self, line_id: str) -> Helpline | None:
        """The one of this id."""
        return next((line for line in self.lines if line.id == line_id), None)


def site_of(source: str) -> str:
    """The name of the site of an address."""
    return source.removeprefix("https://").partition("/")[0].removeprefix("www.")


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


def _line(row: dict[str, Any], place: int) -> Helpline:
    name = row.get("name") or f"line {place}"
    problems = [*_shape_problems(row)] or [*_value_problems(row)]
    if problems:
        raise BadHelplines(f"{name}: {'; '.join(problems)}")
    plain = {name: value for name, value in row.items() if name not in REACHED}
    lists: dict[str, Any] = {name: tuple(row[name]) for name in ("countries", "languages", "ages") if name in row}
    return Helpline(**{**plain, **lists}, phone=_phone(row), chat=_chat(row))


def _phone(row: dict[str, Any]) -> Reached | None:
    if "number" not in row:
        return None
    return Reached(row.get("always", False), _hours(row, "hours"), row.get("on_holidays", ""))


def _chat(row: dict[str, Any]) -> Reached | None:
    if not any(name in row for name in CHAT):
        return None
    return Reached(row.get("chat_always", False), _hours(row, "chat_hours"), row.get("on_holidays", ""))


def _hours(row: dict[str, Any], name: str) -> tuple[Hours, ...]:
    return tuple(Hours(**each) for each in row.get(name, ()))


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
    chats = any(name in row for name in CHAT)
    right = {
        "id: small letters, digits and hyphens": bool(ID.fullmatch(row["id"])),
        "countries: BE or NL, each once": _each_of(row["countries"], Country.values),
        "languages: nl, fr, de or en, each once": _each_of(row["languages"], LANGUAGES),
        "audience is none of ours": row["audience"] in AUDIENCES,
        "number: digits, and spaces between": "number" not in row or bool(NUMBER.fullmatch(row["number"])),
        "site: a name such as 113.nl": "site" not in row or bool(SITE.fullmatch(row["site"])),
        "a number, or a site with a chat": "number" in row or ("site" in row and chats),
        "chat: needs a site": not chats or "site" in row,
        "source: an address by https": bool(SOURCE.fullmatch(row["source"])),
        "ages: from and up to": "ages" not in row or _are_ages(row["ages"]),
        "always and hours exclude each other": not (row.get("always") and "hours" in row),
        "chat_always and chat_hours exclude each other": not (row.get("chat_always") and "chat_hours" in row),
        "always and hours need a number": "number" in row or not ({"always", "hours"} & set(row)),
        "hours: days, opens and closes, never two at once": are_hours(row.get("hours", [])),
        "chat_hours: days, opens and closes, never two at once": are_hours(row.get("chat_hours", [])),
        "on_holidays: usual or closed": row.get("on_holidays", "usual") in ("usual", "closed"),
        "source_year: a year such as 2025": 2000 <= row.get("source_year", 2000) < 2100,
    }
    return [problem for problem, fine in right.items() if not fine]


def _each_of(values: list[object], known: Iterable[str]) -> bool:
    return (
        all(isinstance(value, str) for value in values)
        and set(values) <= set(known)
        and len(set(values)) == len(values)
    )


def _are_ages(ages: list[object]) -> bool:
    return len(ages) == 2 and all(type(age) is int for age in ages) and 0 <= ages[0] < ages[1] <= OLDEST  # type: ignore[operator]  # both are numbers


def are_hours(hours: list[Any]) -> bool:
    """Whether these are days and times that exist, none of them twice."""
    return all(_is_hours(each) for each in hours) and not overlap(tuple(Hours(**each) for each in hours))


def _is_hours(each: object) -> bool:
    if not isinstance(each, dict) or set(each) != {"days", "opens", "closes"}:
        return False
    days, opens, closes = (str(each[name]) for name in ("days", "opens", "closes"))
    return bool(days and DAYS.fullmatch(days) and TIME.fullmatch(opens) and TIME.fullmatch(closes) and opens < closes)


def _check_enough(lines: tuple[Helpline, ...]) -> None:
    if len({line.id for line in lines}) < len(lines):
        raise BadHelplines("an id is there twice")
    for country, languages in SPOKEN.items():
        here = [line for line in lines if country in line.countries]
        numbers = [line.dialled for line in here if line.number]
        if len(set(numbers)) < len(numbers):
            raise BadHelplines(f"{country} has a number twice")
        always = [line for line in here if line.always and line.ages is None]
        if EMERGENCY not in [line.number for line in always]:
            raise BadHelplines(f"{country} needs {EMERGENCY}, day and night")
        for language in languages:
            if not any(language in line.languages for line in always if line.number != EMERGENCY):
                raise BadHelplines(f"{country} needs one more line of day and night, for everybody, in {language}")


DIRECTORY: Final = load()
