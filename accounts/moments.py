"""Days and times as people write them, in the language that is active now; moments come in their own local time."""

from datetime import date, datetime, time

from django.utils.formats import date_format
from django.utils.translation import gettext


def clock(at: time | datetime) -> str:
    """“20:00”."""
    return hours_and_minutes(at.hour, at.minute)


def hours_and_minutes(hour: int, minute: int) -> str:
    """The same from its two numbers; the end of a day is 24:00."""
    words = gettext("{hour}:{minute}") if minute else gettext("{hour}:00")
    return words.format(hour=hour, minute=f"{minute:02}")


def day(on: date) -> str:
    """“3 March 2026”."""
    return f"{_day_of_month(on)} {on.year}"


def month(on: date) -> str:
    """“March 2026”."""
    return date_format(on, "F Y")


def moment(at: datetime) -> str:
    """“3 March, 20:00”: one that is near."""
    return _at_time(_day_of_month(at), at)


def full_moment(at: datetime) -> str:
    """“3 March 2026, 20:00”."""
    return _at_time(day(at), at)


def weekday_moment(at: datetime) -> str:
    """“Tuesday 3 March, 20:00”."""
    return _at_time(f"{date_format(at, 'l')} {_day_of_month(at)}", at)


def _day_of_month(on: date) -> str:
    # French has a form of its own for the first of a month.
    words = gettext("{first} {month}") if on.day == 1 else "{day} {month}"
    return words.format(first=on.day, day=on.day, month=date_format(on, "F"))


def _at_time(day: str, at: datetime) -> str:
    return gettext("{day}, {time}").format(day=day, time=clock(at))
