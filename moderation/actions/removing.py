"""Ending a membership, for good or for days: nothing of theirs is stored or told to them from the commit on."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from groups.actions import memberships
from groups.models import Membership
from groups.queries import SEATED
from groups.roles import HOLDS_A_PLACE, State
from moderation.actions.measures import NoSuchMember, locked_member, write_down
from moderation.models import Measure
from rooms.actions.belonging import ring_all, tell_of
from rooms.actions.leading import lock_as_leader
from rooms.live import holding
from rooms.models import Room
from rooms.phases import EventKind

LONGEST_DAYS = 90
"""Of a suspension."""
BANNABLE = (*SEATED, State.LEFT, State.REMOVED)
"""Who left in time can be banned all the same."""


@transaction.atomic
def suspend(
    *, by: Membership, membership: Membership, days: int, rule: str, words: str, seq: int | None = None, now: datetime
) -> Measure:
    """Shuts a member out for `days` (1 to LONGEST_DAYS); of several suspensions the longest counts.

    As all three, `seq` as in `write_down`; raises NoSuchMember, NotAllowed, NotTheirLine, NotLeading.
    """
    until = end_of_suspension(days, now)
    return _shut_out(by, membership, State.SUSPENDED, rule=rule, words=words, seq=seq, until=until, now=now)


@transaction.atomic
def remove(
    *, by: Membership, membership: Membership, rule: str, words: str, seq: int | None = None, now: datetime
) -> Measure:
    """Ends a membership; the name rests, and the person may ask again. Raises as `suspend`."""
    return _shut_out(by, membership, State.REMOVED, rule=rule, words=words, seq=seq, now=now)


@transaction.atomic
def ban(
    *, by: Membership, membership: Membership, rule: str, words: str, seq: int | None = None, now: datetime
) -> Measure:
    """Ends a membership so that this account cannot ask again; raises as `suspend`."""
    return _shut_out(by, membership, State.BANNED, BANNABLE, rule=rule, words=words, seq=seq, now=now)


def end_of_suspension(days: int, now: datetime) -> datetime:
    """When a suspension of so many days ends; raises ValueError for a length that none has."""
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"a suspension lasts 1 to {LONGEST_DAYS} days")
    return now + timedelta(days=days)


def put_out(membership: Membership, state: State, rooms: list[Room], now: datetime) -> dict[str, Any]:
    """Takes a locked member out of the locked rooms; what the measure must know to undo it. Raises NoSuchMember."""
    before = membership.state
    if before not in HOLDS_A_PLACE and _has_another_place(membership):
        raise NoSuchMember
    memberships.end(membership, state, now)
    holding.let_go(membership)
    if before == State.ACTIVE:
        tell_of(membership, EventKind.LEFT, rooms[0], now)
    ring_all(rooms)
    return {"state_before": before}


KINDS = {
    State.SUSPENDED: Measure.Kind.SUSPEND,
    State.REMOVED: Measure.Kind.REMOVE,
    State.BANNED: Measure.Kind.BAN,
}
"""Which measure makes which state."""


def _shut_out(
    by: Membership, membership: Membership, state: State, states: Collection[str] = SEATED, *, now: datetime, **why: Any
) -> Measure:
    rooms = lock_as_leader(by, membership.group_id)
    found = locked_member(by, membership, states)
    before = put_out(found, state, rooms, now)
    return write_down(by=by, membership=found, kind=KINDS[state], now=now, **why, **before)


def _has_another_place(membership: Membership) -> bool:
    """Who left and came back is another membership by now: that one is to be measured."""
    places = Membership.objects.filter(account=membership.account_id, group=membership.group_id)
    return places.filter(state__in=HOLDS_A_PLACE).exists()
