"""Coming into a group and going out of it, as far as its talk is told."""

from datetime import datetime

from django.db import transaction

from accounts.models import Account
from audit.actions import record
from groups.actions import memberships
from groups.actions.news import tell
from groups.models import Group, Membership
from groups.queries import facilitators_of
from groups.roles import Role, State
from rooms.actions.leading import lock_as_leader, lock_group
from rooms.actions.turning import end_talk, living_meeting
from rooms.live import doorbell, holding, log
from rooms.models import Room
from rooms.phases import EventKind

NOBODY_LEADS = "nobody-leads"
"""What the news of it is called."""


class AlreadyDecided(Exception):
    """Another facilitator was first, or the person took the question back."""


class NotThere(Exception):
    """The membership ended meanwhile."""


@transaction.atomic
def admit(*, by: Membership, membership: Membership, now: datetime) -> None:
    """Lets in who asked to join; raises AlreadyDecided."""
    rooms = lock_as_leader(by, membership.group_id)
    asking = _locked(membership, State.REQUESTED)
    if asking is None:
        raise AlreadyDecided
    memberships.admit(asking, now)
    tell_of(asking, EventKind.JOINED, rooms[0], now)
    ring_all(rooms)
    tell(accounts=[asking.account], group=asking.group, code="admitted", now=now)
    _note(by, "admit", asking, now)


@transaction.atomic
def leave(*, membership: Membership, now: datetime) -> None:
    """Ends one's own membership; raises NotThere when it had ended already."""
    rooms = lock_group(membership.group_id)
    leaving = _locked(membership, State.ACTIVE)
    if leaving is None:
        raise NotThere
    go(leaving, rooms, now)
    _note(leaving, "leave", leaving, now)


def go(membership: Membership, rooms: list[Room], now: datetime) -> None:
    """Ends a place or a request whose group is locked, as its own person wants it, inside the caller's transaction.

    Only an open talk tells of it, in groups that show that: where nobody is, nobody need notice.
    """
    told = membership.state == State.ACTIVE and living_meeting(rooms[0]) is not None
    memberships.end(membership, State.LEFT, now)
    holding.let_go(membership)
    if told:
        tell_of(membership, EventKind.LEFT, rooms[0], now)
    if membership.role == Role.FACILITATOR:
        see_that_somebody_leads(membership.group, rooms, now)
    ring_all(rooms)


def see_that_somebody_leads(group: Group, rooms: list[Room], now: datetime) -> int:
    """After a facilitator went: where nobody leads any more, the talk ends, coordinators are told; how many ended."""
    if facilitators_of(group).exists():
        return 0
    coordinators = Account.objects.filter(coordinatorships__organisation=group.organisation)
    tell(accounts=coordinators, group=group, code=NOBODY_LEADS, now=now)
    return end_talk(rooms[0], now)


def tell_of(membership: Membership, kind: EventKind, talk: Room, now: datetime) -> None:
    """Adds the `joined` or `left` event, in groups that show comings and goings."""
    if membership.group.shows_comings:
        log.append(talk, kind=kind, author=membership, fields={}, refers_to=None, now=now)


def ring_all(rooms: list[Room]) -> None:
    """Tells every process that rights in these rooms have changed, and that there may be a new event."""
    for room in rooms:
        doorbell.ring(room, "head", "rights")


def _locked(membership: Membership, state: State) -> Membership | None:
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related(
        "group__organisation", "account"
    )
    return rows.filter(id=membership.id, state=state).first()


def _note(actor: Membership, verb: str, membership: Membership, now: datetime) -> None:
    record(
        chain=membership.group.organisation.audit_id,
        actor=actor.audit_id,
        verb=verb,
        object_kind="membership",
        object_id=membership.audit_id,
        now=now,
    )
