"""Measures towards a facilitator: only who coordinates the group takes them, and takes them back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from groups.models import Coordinator, Membership
from groups.roles import Role, State
from moderation.actions.lifting import locked_measure
from moderation.actions.measures import NoSuchMember, NotAllowed, locked, note, write_down
from moderation.actions.removing import KINDS, end_of_suspension, put_out
from moderation.actions.restoring import undo
from moderation.models import Measure
from rooms.actions.belonging import see_that_somebody_leads
from rooms.actions.standing import lock_as_coordinator


@transaction.atomic
def suspend_leader(
    *, by: Coordinator, membership: Membership, days: int, rule: str, words: str, seq: int | None = None, now: datetime
) -> Measure:
    """Shuts a facilitator out for `days`, as `suspend` does.

    Raises NoSuchMember, NotAllowed, NotTheirLine, NotCoordinating.
    """
    until = end_of_suspension(days, now)
    return _shut_out(by, membership, State.SUSPENDED, rule=rule, words=words, seq=seq, until=until, now=now)


@transaction.atomic
def ban_leader(
    *, by: Coordinator, membership: Membership, rule: str, words: str, seq: int | None = None, now: datetime
) -> Measure:
    """Ends the place of a facilitator for good; raises as `suspend_leader`."""
    return _shut_out(by, membership, State.BANNED, rule=rule, words=words, seq=seq, now=now)


@transaction.atomic
def lift_as_coordinator(*, by: Coordinator, measure: Measure, now: datetime) -> None:
    """Takes a coordinator's measure back; raises AlreadyLifted, NotAllowed, NotCoordinating."""
    rooms = lock_as_coordinator(by, measure.group)
    found = locked_measure(measure)
    if found.membership.account_id == by.account_id or found.taken_as != Measure.TakenAs.COORDINATOR:
        raise NotAllowed
    undo(found, rooms, now)
    note(by=by, verb="lift", object_kind="measure", object_id=found.audit_id, rule=found.rule, now=now)


def _shut_out(by: Coordinator, membership: Membership, state: State, *, now: datetime, **why: Any) -> Measure:
    """Where nobody leads then, the talk ends and the coordinators are told."""
    rooms = lock_as_coordinator(by, membership.group)
    leader = locked(membership, [State.ACTIVE])
    if leader.role != Role.FACILITATOR:
        raise NoSuchMember
    if leader.account_id == by.account_id:
        raise NotAllowed
    before = put_out(leader, state, rooms, now)
    see_that_somebody_leads(leader.group, rooms, now)
    return write_down(by=by, membership=leader, kind=KINDS[state], now=now, **why, **before)
