"""Planned meetings for the tests: an evening on the third of March 2026, at eight by the clock of Brussels."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from peerchat import housekeeping
from rooms.actions.planning import Plan, plan
from rooms.models import Meeting
from tests.rooms.circle import Circle

STARTS = datetime(2026, 3, 3, 19, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(minutes=75)
A_WEEK_BEFORE = STARTS - timedelta(days=7)
EVENING = Plan(starts_at=STARTS, minutes=75, zone="Europe/Brussels", places=8)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def planned(circle: Circle, **changed: Any) -> Meeting:
    """The evening, or one that differs from it."""
    return plan(by=circle.ada, what=replace(EVENING, **changed), now=A_WEEK_BEFORE)


def the_clock(now: datetime) -> int:
    """One round of housekeeping; how many meetings it touched."""
    return housekeeping.run(now)["meetings"]


def as_it_is(meeting: Meeting | None) -> Meeting:
    assert meeting
    return Meeting.objects.get(pk=meeting.pk)
