"""A place at a planned meeting: saying that one comes, and giving the place back.

No audit: who meant to come on which evening is forgotten with the evening.
"""

from datetime import datetime

from django.db import transaction

from groups.models import Membership
from groups.roles import State
from rooms.models import Meeting, MeetingSeat

CONFIRMED, GIVEN_BACK = MeetingSeat.State.CONFIRMED, MeetingSeat.State.GIVEN_BACK


class Full(Exception):
    """All places are taken: somebody was first."""


class NoLongerPlanned(Exception):
    """It has started, was moved or was cancelled meanwhile."""


@transaction.atomic
def confirm(*, membership: Membership, meeting: Meeting, now: datetime) -> None:
    """Takes a place; raises Full, NoLongerPlanned. Done again it changes nothing."""
    current = _locked(meeting, now)
    others = current.seats.filter(state=CONFIRMED, membership__state=State.ACTIVE).exclude(membership=membership)
    if others.count() >= current.places:
        raise Full
    _set(current, membership, CONFIRMED, now)


@transaction.atomic
def give_back(*, membership: Membership, meeting: Meeting, now: datetime) -> None:
    """Leaves the place to somebody else; raises NoLongerPlanned. Done again it changes nothing."""
    _set(_locked(meeting, now), membership, GIVEN_BACK, now)


def _locked(meeting: Meeting, now: datetime) -> Meeting:
    """One at a time for each meeting: of two who want the last place the second finds it taken."""
    rows = Meeting.objects.select_for_update(no_key=True).filter(id=meeting.id, starts_at=meeting.starts_at)
    current = rows.filter(closed_at=None, starts_at__gt=now).first()
    if current is None:
        raise NoLongerPlanned
    return current


def _set(meeting: Meeting, membership: Membership, state: MeetingSeat.State, now: datetime) -> None:
    seat, new = MeetingSeat.objects.get_or_create(
        meeting=meeting, membership=membership, defaults={"state": state, "changed_at": now}
    )
    if not new and seat.state != state:
        seat.state, seat.changed_at = state, now
        seat.save(update_fields=["state", "changed_at"])
