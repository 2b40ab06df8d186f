"""Public holidays of Belgium and the Netherlands, reckoned from the calendar."""

from datetime import date, timedelta
from functools import cache
from typing import Final

from accounts.models import Country

AFTER_EASTER: Final = (0, 1, 39, 49, 50)
"""Days: Easter and its Monday, Ascension, Whit Sunday and its Monday, in both countries."""
FIXED: Final[dict[str, tuple[tuple[int, int], ...]]] = {
    Country.BELGIUM: ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)),
    Country.NETHERLANDS: ((1, 1), (12, 25), (12, 26)),
}
"""Month and day."""
LIBERATION_EVERY: Final = 5
"""Years: in between most people of the Netherlands work on 5 May."""
SUNDAY: Final = 6


@cache
def holidays(country: str, year: int) -> frozenset[date]:
    """Those of one year."""
    found = {easter(year) + timedelta(days=days) for days in AFTER_EASTER}
    found |= {date(year, month, day) for month, day in FIXED[country]}
    return frozenset(found | (_dutch(year) if country == Country.NETHERLANDS else set()))


def is_holiday(country: str, on: date) -> bool:
    """Whether that day is one of the country's."""
    return on in holidays(country, on.year)


def easter(year: int) -> date:
    """Easter Sunday, by the Gregorian computus of Meeus, Jones and Butcher."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, shift = century // 4, (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - shift + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _dutch(year: int) -> set[date]:
    king = date(year, 4, 27)
    found = {king - timedelta(days=1) if king.weekday() == SUNDAY else king}
    return found | ({date(year, 5, 5)} if year % LIBERATION_EVERY == 0 else set())
