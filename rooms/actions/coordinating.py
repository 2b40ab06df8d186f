"""Opening a group at the coordinator's desk: the group, its rooms, links for who will lead it, its first meeting."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.actions import record
from groups.actions.appointing import appoint
from groups.models import Coordinator, Group
from rooms.actions.opening import open_group
from rooms.models import Meeting, Room
from rooms.phases import RoomKind

LINK_WORKS_FOR = timedelta(days=14)
MOST_LINKS = 3


@dataclass(frozen=True)
class Opened:
    """A new group, and the tokens of the links to lead it: they are nowhere else."""

    group: Group
    tokens: list[str]


@transaction.atomic
def open_with_links(*, by: Coordinator, links: int, first_at: datetime | None, now: datetime, **group: Any) -> Opened:
    """Opens a group as `open_group` does, with `links` for its facilitators; raises GroupNameTaken, UnknownTheme."""
    opened = open_group(organisation=by.organisation, by=by, now=now, checked_on=timezone.localdate(now), **group)
    if first_at is not None:
        plan_first(by=by, group=opened, starts_at=first_at, now=now)
    return Opened(opened, [link_to_lead(by=by, group=opened, now=now) for _ in range(links)])


def link_to_lead(*, by: Coordinator, group: Group, now: datetime) -> str:
    """The token of one more link to lead the group."""
    return appoint(organisation=by.organisation, group=group, expires_for=LINK_WORKS_FOR, by=by, now=now)


def plan_first(*, by: Coordinator, group: Group, starts_at: datetime, now: datetime) -> Meeting:
    """The first meeting of a group that has no facilitator yet; all later ones are its facilitators' to plan."""
    talk = Room.objects.get(group=group, kind=RoomKind.TALK)
    meeting = Meeting.objects.create(room=talk, starts_at=starts_at, kept_for_hours=group.kept_for_hours)
    record(
        chain=by.organisation.audit_id,
        actor=by.audit_id,
        verb="plan_meeting",
        object_kind="meeting",
        object_id=meeting.audit_id,
        now=now,
    )
    return meeting
