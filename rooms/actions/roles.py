"""Who leads a group: from the commit on, open sockets hear backstage or hear it no more."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from groups.actions import memberships
from groups.actions.news import tell
from groups.models import Membership
from groups.queries import facilitators_of
from groups.roles import Role, State
from rooms.actions.belonging import ring_all
from rooms.actions.leading import lock_as_leader


class NotAMember(Exception):
    """Whom it is about has no active place in the group, or leads it already."""


class LastFacilitator(Exception):
    """Nobody would lead the group any more."""


@transaction.atomic
def appoint_facilitator(*, by: Membership, membership: Membership, now: datetime) -> None:
    """Makes an active member a facilitator beside `by`; raises NotAMember, NotLeading."""
    rooms = lock_as_leader(by, membership.group_id)
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("group__organisation")
    member = rows.filter(id=membership.id, state=State.ACTIVE).exclude(role=Role.FACILITATOR).first()
    if member is None:
        raise NotAMember
    memberships.lead(member)
    tell(accounts=[member.account], group=member.group, code="facilitator", now=now)
    ring_all(rooms)
    _note(by, "appoint_facilitator", member, now)


@transaction.atomic
def step_down(*, membership: Membership, now: datetime) -> None:
    """A facilitator becomes a member; raises LastFacilitator, NotLeading."""
    rooms = lock_as_leader(membership, membership.group_id)
    if not facilitators_of(membership.group).exclude(id=membership.id).exists():
        raise LastFacilitator
    memberships.follow(membership)
    ring_all(rooms)
    _note(membership, "step_down", membership, now)


def _note(by: Membership, verb: str, member: Membership, now: datetime) -> None:
    record(
        chain=by.group.organisation.audit_id,
        actor=by.audit_id,
        verb=verb,
        object_kind="membership",
        object_id=member.audit_id,
        now=now,
    )
