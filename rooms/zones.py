"""From a date and a time on the clock to a moment, also in the two nights in which the clock changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

ZONES = {"Europe/Brussels": _("Belgium"), "Europe/Amsterdam": _("Netherlands")}
"""Where a meeting's clock hangs; both move it in the same nights."""

A_MINUTE = timedelta(minutes=1)


class Twice(Exception):
    """This time comes twice that night, and nobody said which of the two is meant."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A moment (UTC), and whether the clock skips the time that was asked for, so that it is the next one."""

    moment: datetime
    moved: bool = False


def place(day: date, at: time, zone: str, *, second: bool | None = None) -> Placed:
    """The moment of a time on the clock of `zone`, to the minute; `second` chooses where it comes twice.

    Raises Twice.
    """
    wanted = datetime.combine(day, at.replace(second=0, microsecond=0))
    local = wanted
    while not _exists(local, zone):
        local += A_MINUTE
    if second is None and comes_twice(local, zone):
        raise Twice
    return Placed(_moment(local, zone, fold=bool(second) and comes_twice(local, zone)), moved=local != wanted)


def comes_twice(local: datetime, zone: str) -> bool:
    """Whether the clock of `zone` shows this time two times."""
    return _exists(local, zone) and _moment(local, zone, fold=False) != _moment(local, zone, fold=True)


def on_the_clock(moment: datetime, zone: str) -> datetime:
    """The moment as the clock of `zone` shows it; its `fold` is 1 when it is the second time that it does."""
    return moment.astimezone(ZoneInfo(zone))


def _moment(local: datetime, zone: str, *, fold: bool) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone), fold=int(fold)).astimezone(UTC)


def _exists(local: datetime, zone: str) -> bool:
    """A time that the clock skips comes back as another one."""
    return on_the_clock(_moment(local, zone, fold=False), zone).replace(tzinfo=None, fold=0) == local
