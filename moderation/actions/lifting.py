"""Taking a measure back: by a facilitator before its time, or by the clock when its days are over."""

from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef

from audit.actions import record
from groups.actions.news import tell
from groups.models import Membership
from groups.roles import State
from moderation.actions.measures import NotAllowed, locked, note
from moderation.actions.restoring import give_place_back, state_by_measures, undo
from moderation.models import Measure
from rooms.actions.belonging import ring_all
from rooms.actions.leading import lock_as_leader, lock_group

SUSPENSION_OVER = "suspension-over"
"""What the news of it is called."""
AT_ONCE = 20
"""Suspensions that one round of housekeeping ends."""


class AlreadyLifted(Exception):
    """Somebody was first, or the measure went with who it was about."""


@transaction.atomic
def lift(*, by: Membership, measure: Measure, now: datetime) -> None:
    """Takes a measure of the group's facilitators back; raises AlreadyLifted, NotAllowed, NotLeading."""
    rooms = lock_as_leader(by, measure.group_id)
    found = locked_measure(measure)
    if found.membership_id == by.id or found.taken_as != Measure.TakenAs.FACILITATOR:
        raise NotAllowed
    undo(found, rooms, now)
    note(by=by, verb="lift", object_kind="measure", object_id=found.audit_id, rule=found.rule, now=now)


def locked_measure(measure: Measure) -> Measure:
    """The measure, locked, as it is now; raises AlreadyLifted."""
    rows = Measure.objects.select_for_update(of=("self",), no_key=True).select_related("membership__account")
    found = rows.filter(pk=measure.pk, lifted_at=None).first()
    if found is None:
        raise AlreadyLifted
    return found


def end_suspensions(now: datetime) -> int:
    """Lets those in again whose days are over; how many."""
    days = Measure.objects.filter(membership=OuterRef("pk"), kind=Measure.Kind.SUSPEND, lifted_at=None)
    over = Membership.objects.filter(Exists(days), ~Exists(days.filter(until__gt=now)), state=State.SUSPENDED)
    return sum(_try_to_end(membership, now) for membership in over.order_by("pk")[:AT_ONCE])


def _try_to_end(membership: Membership, now: datetime) -> bool:
    try:
        return _end(membership, now)
    except OperationalError:
        return False  # a room that is busy for now: the next round takes it


@transaction.atomic
def _end(membership: Membership, now: datetime) -> bool:
    rooms = lock_group(membership.group_id)
    member = locked(membership, State.values)
    if member.state != State.SUSPENDED or state_by_measures(member, now, State.ACTIVE) != State.ACTIVE:
        return False  # another process was first
    give_place_back(member, State.ACTIVE, rooms, now)
    ring_all(rooms)
    tell(accounts=[member.account], group=member.group, code=SUSPENSION_OVER, now=now)
    record(
        chain=member.group.organisation.audit_id,
        actor=None,
        verb="end_suspension",
        object_kind="membership",
        object_id=member.audit_id,
        now=now,
    )
    return True
