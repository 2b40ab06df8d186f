"""A coordinator's deeds that reach into the rooms: pausing and closing a group, and ending somebody's lead of it."""

import uuid
from datetime import datetime

from django.db import transaction

from audit.actions import record
from groups.actions import memberships
from groups.actions.appointing import withdraw_links
from groups.actions.news import tell
from groups.actions.standing import turn
from groups.coordinating import has_open_link
from groups.models import Coordinator, Group, Membership
from groups.roles import Role, State
from rooms.actions.belonging import ring_all
from rooms.actions.leading import lock_group
from rooms.actions.turning import end_talk, enter
from rooms.models import Meeting, Room
from rooms.phases import Phase

VERBS = {
    Group.Status.OPEN: "reopen_group",
    Group.Status.PAUSED: "pause_group",
    Group.Status.CLOSED: "close_group",
}
NO_LONGER_LEADING = "no-longer-leading"
"""What the news of it is called."""


class NotCoordinating(Exception):
    """Whoever does this does not coordinate that group, or not any more."""


class NobodyElse(Exception):
    """The last facilitator stays until there is at least a link for another."""


class NotLeadingNow(Exception):
    """Who was to lose the lead does not have it (any more)."""


@transaction.atomic
def turn_group(*, by: Coordinator, group: Group, status: Group.Status, words: str, now: datetime) -> None:
    """Opens, pauses or closes a group, with words to its people; its talk ends first, and what was planned is off.

    Raises StandsSoAlready, NotCoordinating.
    """
    talk = lock_as_coordinator(by, group)[0]
    # Links before the group's row, in the order in which somebody takes one up.
    links = withdraw_links(group=group, now=now) if status == Group.Status.CLOSED else 0
    found = turn(group=group, status=status, words=words, now=now)
    ended = cancelled = 0
    if status != Group.Status.OPEN:
        ended, cancelled = end_talk(talk, now), _cancel_planned(talk, now)
    figures = {"links": links, "meetings": ended + cancelled}
    _note(by, VERBS[status], "group", found.audit_id, figures=figures, now=now)


@transaction.atomic
def end_lead(*, by: Coordinator, membership: Membership, words: str, now: datetime) -> None:
    """Makes a facilitator a member again and tells this person; from the commit on the backstage is closed to them.

    Raises NotLeadingNow, NobodyElse, NotCoordinating.
    """
    rooms = lock_as_coordinator(by, membership.group)
    leading = Membership.objects.select_for_update(no_key=True).filter(
        group_id=membership.group_id, role=Role.FACILITATOR, state=State.ACTIVE
    )
    leaders = {leader.id: leader for leader in leading.order_by("id")}
    if membership.id not in leaders:
        raise NotLeadingNow
    if len(leaders) == 1 and not has_open_link(membership.group, now):
        raise NobodyElse
    leader = leaders[membership.id]
    memberships.follow(leader)
    tell(accounts=[leader.account], group=membership.group, code=NO_LONGER_LEADING, words=words, now=now)
    ring_all(rooms)
    _note(by, "end_lead", "membership", leader.audit_id, now=now)


@transaction.atomic
def withdraw(*, by: Coordinator, group: Group, now: datetime) -> int:
    """Lets every link to lead the group run out; how many there were."""
    withdrawn = withdraw_links(group=group, now=now)
    if withdrawn:
        _note(by, "withdraw_links", "group", group.audit_id, figures={"links": withdrawn}, now=now)
    return withdrawn


def lock_as_coordinator(by: Coordinator, group: Group) -> list[Room]:
    """The group's rooms, locked, the talk first; raises NotCoordinating when that right has ended meanwhile."""
    rooms = lock_group(group.id)
    if not Coordinator.objects.filter(id=by.id, organisation__groups=group).exists():
        raise NotCoordinating
    return rooms


def _cancel_planned(talk: Room, now: datetime) -> int:
    """The evenings that were planned do not take place; the news of the group says why."""
    planned = list(Meeting.objects.select_for_update(no_key=True).filter(room=talk, begun_at=None, closed_at=None))
    for meeting in planned:
        meeting.cancelled_at = now
        meeting.save(update_fields=["cancelled_at"])
        enter(meeting, Phase.CLOSED, now)
    return len(planned)


def _note(
    by: Coordinator,
    verb: str,
    kind: str,
    object_id: uuid.UUID,
    *,
    figures: dict[str, int] | None = None,
    now: datetime,
) -> None:
    record(
        chain=by.organisation.audit_id,
        actor=by.audit_id,
        verb=verb,
        object_kind=kind,
        object_id=object_id,
        figures=figures,
        now=now,
    )
