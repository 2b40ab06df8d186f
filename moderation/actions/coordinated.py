"""Measures towards a facilitator: only who coordinates the group takes them, and takes them back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from groups.actions import memberships
from groups.coordinating import has_open_link
from groups.models import Coordinator, Membership
from groups.roles import Role, State
from moderation.actions.lifting import locked_measure
from moderation.actions.measures import NoSuchMember, NotAllowed, locked, note, write_down
from moderation.actions.removing import KINDS, end_of_suspension, put_out
from moderation.actions.restoring import undo
from moderation.models import Measure
from rooms.actions.belonging import ring_all, see_that_somebody_leads
from rooms.actions.standing import lock_as_coordinator

NO_LONGER_LEADING = "no-longer-leading"
"""What the news of it is called."""


class NobodyElse(Exception):
    """The last facilitator stays until there is at least a link for another."""


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
def end_lead(*, by: Coordinator, membership: Membership, rule: str = "", words: str, now: datetime) -> Measure:
    """Makes a facilitator a member again; from the commit on the backstage is closed to them. `rule` may be empty.

    Raises NoSuchMember, NotAllowed, NobodyElse, NotCoordinating.
    """
    rooms = lock_as_coordinator(by, membership.group)
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("group__organisation")
    leading = rows.filter(group_id=membership.group_id, role=Role.FACILITATOR, state=State.ACTIVE)
    leaders = {leader.id: leader for leader in leading.order_by("id")}
    leader = leaders.get(membership.id)
    if leader is None:
        raise NoSuchMember
    if leader.account_id == by.account_id:
        raise NotAllowed
    if len(leaders) == 1 and not has_open_link(membership.group, now):
        raise NobodyElse
    memberships.follow(leader)
    ring_all(rooms)
    kind, news = Measure.Kind.END_LEAD, NO_LONGER_LEADING
    return write_down(by=by, membership=leader, kind=kind, rule=rule, words=words, news=news, now=now)


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
