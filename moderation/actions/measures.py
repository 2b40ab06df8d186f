"""What the measures share: whom they may be taken towards, and how they are written down."""

import uuid
from datetime import datetime

from audit.actions import record
from groups.actions.news import tell
from groups.models import Membership
from groups.roles import Role, State
from moderation.models import Measure


class NotAllowed(Exception):
    """Nobody takes a measure towards themselves or another facilitator of the group."""


class NoSuchMember(Exception):
    """Whom it was about is not in the group (any more)."""


def may_be_measured(by: Membership, membership: Membership) -> None:
    """Raises NotAllowed for oneself and for who leads the group as well."""
    if membership.id == by.id or membership.role == Role.FACILITATOR:
        raise NotAllowed


def locked_member(by: Membership, membership: Membership) -> Membership:
    """The member, locked, as it is now; raises NoSuchMember and NotAllowed."""
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("group__organisation")
    found = rows.filter(id=membership.id, state__in=[State.ACTIVE, State.SUSPENDED]).first()
    if found is None:
        raise NoSuchMember
    may_be_measured(by, found)
    return found


def write_down(
    *,
    by: Membership,
    membership: Membership,
    kind: Measure.Kind,
    rule: str,
    words: str,
    now: datetime,
    seq: int | None = None,
    until: datetime | None = None,
) -> Measure:
    """Saves a measure with its reasons, which the person reads (DSA art. 17), and its audit row; comes last."""
    measure = Measure(
        group_id=by.group_id,
        membership=membership,
        taken_by=by,
        kind=kind,
        rule=rule,
        seq=seq,
        until=until,
        taken_at=now,
    )
    measure.words = words
    measure.save(force_insert=True)
    tell(accounts=[membership.account], group=by.group, code="measure-taken", now=now)
    note(by=by, verb=kind.value, object_kind="measure", object_id=measure.audit_id, rule=rule, now=now)
    return measure


def note(*, by: Membership, verb: str, object_kind: str, object_id: uuid.UUID, rule: str = "", now: datetime) -> None:
    """The audit row of a facilitator's deed."""
    record(
        chain=by.group.organisation.audit_id,
        actor=by.audit_id,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        rule=rule,
        now=now,
    )
