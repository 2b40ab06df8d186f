"""A coordinator's deeds that reach into the rooms: pausing and closing a group, and withdrawing links to lead it."""

import uuid
from datetime import datetime

from django.db import transaction

from audit.actions import record
from groups.actions.appointing import withdraw_links
from groups.actions.standing import turn
from groups.models import Coordinator, Group
from rooms.actions.leading import lock_group
from rooms.actions.turning import end_talk, enter
from rooms.models import Meeting, Room
from rooms.phases import Phase

VERBS = {
    Group.Status.OPEN: "reopen_group",
    Group.Status.PAUSED: "pause_group",
    Group.Status.CLOSED: "close_group",
}


class NotCoordinating(Exception):
    """Whoever does this does not coordinate that group, or not any more."""


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
