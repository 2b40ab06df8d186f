"""Planning a group's meetings: date, length and places; changing and cancelling them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from groups.actions.news import tell
from groups.models import Group, Membership
from rooms.actions.leading import lock_as_leader
from rooms.actions.turning import enter, note
from rooms.models import Meeting
from rooms.phases import Phase
from rooms.planned import clashing, who_comes

MOST_PLANNED = 60
"""Of one group at a time: a year of weekly evenings."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is agreed about one evening."""

    starts_at: datetime
    minutes: int
    zone: str
    places: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class Past(Exception):
    """It would start at a moment that is gone."""


class Clash(Exception):
    """Another meeting of the group lies over this time."""

    def __init__(self, other: Meeting) -> None:
        super().__init__("clash")
        self.other = other


class TooManyPlanned(Exception):
    """The group has enough meetings ahead."""


class TooFewPlaces(Exception):
    """More people come than there would be places."""

    def __init__(self, coming: int) -> None:
        super().__init__("too few places")
        self.coming = coming


class NotPlanned(Exception):
    """It has begun, was moved or was cancelled meanwhile."""


class GroupRests(Exception):
    """The group is paused or closed."""


@transaction.atomic
def plan(*, by: Membership, what: Plan, now: datetime) -> Meeting:
    """Plans a meeting; raises NotLeading, GroupRests, Past, Clash, TooManyPlanned."""
    talk = lock_as_leader(by, by.group_id)[0]
    if Group.objects.get(pk=by.group_id).status != Group.Status.OPEN:
        raise GroupRests
    if Meeting.objects.filter(room=talk, closed_at=None, begun_at=None).count() >= MOST_PLANNED:
        raise TooManyPlanned
    meeting = Meeting(room=talk, kept_for_hours=by.group.kept_for_hours)
    _arrange(meeting, what, now)
    meeting.save(force_insert=True)
    _note(meeting, "plan_meeting", by, now)
    return meeting


@transaction.atomic
def change(*, by: Membership, meeting: Meeting, what: Plan, now: datetime) -> Meeting:
    """Changes a planned meeting and tells who confirmed when its time is another.

    Raises NotLeading, NotPlanned, Past, Clash, TooFewPlaces.
    """
    lock_as_leader(by, by.group_id)
    current = _still_planned(by, meeting)
    coming = who_comes(current)
    if what.places < len(coming):
        raise TooFewPlaces(len(coming))
    moved = (current.starts_at, current.lasts_for_minutes) != (what.starts_at, what.minutes)
    _arrange(current, what, now)
    current.version += 1
    current.save()
    if moved:
        _tell(coming, by, "meeting-moved", current.starts_at, "", now)
    _note(current, "change_meeting", by, now)
    return current


@transaction.atomic
def cancel(*, by: Membership, meeting: Meeting, words: str, now: datetime) -> None:
    """Takes a planned meeting off, and tells who confirmed in these words; raises NotLeading, NotPlanned."""
    lock_as_leader(by, by.group_id)
    current = _still_planned(by, meeting)
    current.cancelled_at = now
    current.save(update_fields=["cancelled_at"])
    enter(current, Phase.CLOSED, now)
    _tell(who_comes(current), by, "meeting-cancelled", current.starts_at, words, now)
    _note(current, "cancel_meeting", by, now)


def _arrange(meeting: Meeting, what: Plan, now: datetime) -> None:
    if what.starts_at <= now:
        raise Past
    other = clashing(meeting.room_id, what.starts_at, what.ends_at, besides=meeting.id)
    if other:
        raise Clash(other)
    meeting.starts_at, meeting.lasts_for_minutes = what.starts_at, what.minutes
    meeting.zone, meeting.places = what.zone, what.places


def _still_planned(by: Membership, meeting: Meeting) -> Meeting:
    """The row as it is now, locked, so that nobody takes a place meanwhile."""
    rows = Meeting.objects.select_for_update(no_key=True).filter(room__group_id=by.group_id)
    current = rows.filter(id=meeting.id, version=meeting.version, begun_at=None, closed_at=None).first()
    if current is None:
        raise NotPlanned
    return current


def _tell(
    coming: Iterable[Membership], by: Membership, code: str, about_at: datetime, words: str, now: datetime
) -> None:
    accounts = [member.account for member in coming]
    tell(accounts=accounts, group=by.group, code=code, about_at=about_at, words=words, now=now)


def _note(meeting: Meeting, verb: str, by: Membership, now: datetime) -> None:
    note(meeting, verb, chain=by.group.organisation.audit_id, by=by, now=now)
