"""Whether somebody answers now, and else when: weekly hours on the clock of a country, and its holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from accounts.models import Country
from accounts.moments import hours_and_minutes
from moderation.holidays import is_holiday

ZONES: Final[dict[str, ZoneInfo]] = {
    Country.BELGIUM: ZoneInfo("Europe/Brussels"),
    Country.NETHERLANDS: ZoneInfo("Europe/Amsterdam"),
}
LOOKS_AHEAD: Final = 15
"""Days: a line of one day a week that a holiday closes opens within two weeks."""
END_OF_DAY: Final = "24:00"


class State(IntEnum):
    """In the order in which lines are shown."""

    OPEN = 0
    LATER = 1
    UNKNOWN = 2


@dataclass(frozen=True)
class Hours:
    """Times of one day, on these days (ISO numbers)."""

    days: str
    opens: str
    closes: str

    def __str__(self) -> str:
        return f"{_days_in_words(self.days)}, {_time_in_words(self.opens)}–{_time_in_words(self.closes)}"


@dataclass(frozen=True)
class Reached:
    """When a way of reaching somebody is manned: day and night, or at hours, or one does not know."""

    always: bool = False
    hours: tuple[Hours, ...] = ()
    on_holidays: str = ""
    """`usual` or `closed`; empty when one does not know."""


@dataclass(frozen=True)
class Opening:
    """How that stands at a moment: until when it is open (None: day and night), or when it opens."""

    state: State
    at: datetime | None = None


def opening(reached: Reached, country: str, now: datetime) -> Opening:
    """How a way stands at `now`."""
    if reached.always:
        return Opening(State.OPEN)
    spans = _joined(sorted(_spans(reached, country, now)))
    for opens, closes, sure in spans:
        if opens <= now < closes:
            return Opening(State.OPEN, closes) if sure else Opening(State.UNKNOWN)
    ahead = [opens for opens, _, sure in spans if sure and opens > now]
    return Opening(State.LATER, ahead[0]) if ahead else Opening(State.UNKNOWN)


def overlap(hours: tuple[Hours, ...]) -> bool:
    """Whether two of these are at the same time."""
    return any(
        set(one.days) & set(other.days) and one.opens < other.closes and other.opens < one.closes
        for number, one in enumerate(hours)
        for other in hours[:number]
    )


Span = tuple[datetime, datetime, bool]


def _spans(reached: Reached, country: str, now: datetime) -> Iterator[Span]:
    """From and until when, and whether that is sure: on a holiday it may not be."""
    zone = ZONES[country]
    today = now.astimezone(zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(-1, LOOKS_AHEAD)):
        holiday = is_holiday(country, day)
        if holiday and reached.on_holidays == "closed":
            continue
        for hours in reached.hours:
            if str(day.isoweekday()) in hours.days:
                opens, closes = _moment(day, hours.opens, zone, late=True), _moment(day, hours.closes, zone, late=False)
                if opens < closes:
                    yield opens, closes, not holiday or reached.on_holidays == "usual"


def _joined(spans: list[Span]) -> list[Span]:
    """What goes on at midnight is one span."""
    found: list[Span] = []
    for opens, closes, sure in spans:
        if found and found[-1][1] == opens and found[-1][2] == sure:
            found[-1] = (found[-1][0], closes, sure)
        else:
            found.append((opens, closes, sure))
    return found


def _moment(day: date, clock: str, zone: ZoneInfo, *, late: bool) -> datetime:
    """When the clocks show this; of a time that comes twice the `late` one or not, of one that is skipped the change.

    So nobody is sent to a line that has closed or is not open yet. In Europe clocks change on the full hour of UTC.
    """
    if clock == END_OF_DAY:
        day, clock = day + timedelta(days=1), "00:00"
    wall = datetime.combine(day, time.fromisoformat(clock))
    both = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if both[0].astimezone(zone).replace(tzinfo=None) != wall:
        return both[1].replace(minute=0)
    return both[1] if late else both[0]


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
