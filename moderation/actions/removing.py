"""Removing a member: nothing of theirs is stored or told to them from the commit on."""

from datetime import datetime

from django.db import transaction

from groups.actions import memberships
from groups.models import Membership
from groups.roles import State
from moderation.actions.measures import locked_member, write_down
from moderation.models import Measure
from rooms.actions.belonging import ring_all, tell_of
from rooms.actions.leading import lock_as_leader
from rooms.live import holding
from rooms.phases import EventKind


@transaction.atomic
def remove(*, by: Membership, membership: Membership, rule: str, words: str, now: datetime) -> Measure:
    """Ends a membership; the name rests. Raises NoSuchMember, NotAllowed, NotLeading."""
    rooms = lock_as_leader(by, membership.group_id)
    removed = locked_member(by, membership)
    memberships.end(removed, State.REMOVED, now)
    holding.let_go(removed)
    tell_of(removed, EventKind.LEFT, rooms[0], now)
    ring_all(rooms)
    return write_down(by=by, membership=removed, kind=Measure.Kind.REMOVE, rule=rule, words=words, now=now)
