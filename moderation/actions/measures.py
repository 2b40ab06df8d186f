"""What the measures share: whom they may be taken towards, and how they are written down."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from audit.actions import record
from groups.actions.news import tell
from groups.models import Coordinator, Membership
from groups.queries import SEATED
from groups.roles import Role
from moderation.models import Measure, Report
from rooms.models import Event
from rooms.phases import EventKind, RoomKind

BY_FACILITATOR, BY_COORDINATOR = "measure-taken", "measure-coordinated"
"""What the news of a measure is called."""

Taker = Membership | Coordinator


class NotAllowed(Exception):
    """Nobody takes a measure towards themselves, another facilitator of the group, or who coordinates it."""


class NoSuchMember(Exception):
    """Whom it was about is not in the group (any more)."""


class NotTheirLine(Exception):
    """The line for which it was to be taken is none of this member's in the group's talk (any more)."""


def may_be_measured(by: Membership, membership: Membership) -> None:
    """Raises NotAllowed for oneself, for who leads the group as well, and for who coordinates its organisation."""
    if membership.id == by.id or membership.role == Role.FACILITATOR or _coordinates(membership):
        raise NotAllowed


def locked_member(by: Membership, membership: Membership, states: Collection[str] = SEATED) -> Membership:
    """The member, locked, as it is now, when in one of `states`; raises NoSuchMember and NotAllowed."""
    found = locked(membership, states)
    may_be_measured(by, found)
    return found


def locked(membership: Membership, states: Collection[str] = SEATED) -> Membership:
    """The same for who may act on anybody here; raises NoSuchMember."""
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("group__organisation")
    found = rows.filter(id=membership.id, state__in=states).first()
    if found is None:
        raise NoSuchMember
    return found


def write_down(
    *,
    by: Taker,
    membership: Membership,
    kind: Measure.Kind,
    rule: str,
    words: str,
    seq: int | None = None,
    news: str = "",
    now: datetime,
    **facts: Any,
) -> Measure:
    """Saves a measure with its reasons, which the person reads (DSA art. 17), and its audit row; comes last.

    `seq` is the line of the group's talk because of which it is taken, if it is because of one; `facts` are further
    columns: the end (`until`, `meeting`), what it undoes to (`state_before`), the line that waited (`held_id`); `news`
    is what the news of it is called, where not as usual. Raises NotTheirLine.
    """
    if seq is not None and not _is_theirs(membership, seq):
        raise NotTheirLine
    measure = Measure(
        group=membership.group,
        membership=membership,
        kind=kind,
        rule=rule,
        seq=seq,
        taken_at=now,
        **_taken(by),
        **facts,
    )
    measure.words = words
    measure.save(force_insert=True)
    code = news or (BY_COORDINATOR if isinstance(by, Coordinator) else BY_FACILITATOR)
    tell(accounts=[membership.account], group=membership.group, code=code, now=now)
    note(by=by, verb=kind.value, object_kind="measure", object_id=measure.audit_id, rule=rule, now=now)
    return measure


def note(*, by: Taker, verb: str, object_kind: str, object_id: uuid.UUID, rule: str = "", now: datetime) -> None:
    """The audit row of a deed of a facilitator or a coordinator."""
    organisation = by.organisation if isinstance(by, Coordinator) else by.group.organisation
    record(
        chain=organisation.audit_id,
        actor=by.audit_id,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        rule=rule,
        now=now,
    )


def _is_theirs(membership: Membership, seq: int) -> bool:
    """Whether the member said it, as the log still knows, or a report of it that outlives the log."""
    said = Event.objects.filter(
        room__group=membership.group_id, room__kind=RoomKind.TALK, kind=EventKind.MESSAGE, author=membership, seq=seq
    )
    reported = Report.objects.filter(about=membership, room__kind=RoomKind.TALK, seq=seq)
    return said.exists() or reported.exists()


def _coordinates(membership: Membership) -> bool:
    posts = Coordinator.objects.filter(account=membership.account_id)
    return posts.filter(organisation_id=membership.group.organisation_id).exists()


def _taken(by: Taker) -> dict[str, Any]:
    if isinstance(by, Coordinator):
        return {"taken_as": Measure.TakenAs.COORDINATOR, "coordinator": by}
    return {"taken_as": Measure.TakenAs.FACILITATOR, "taken_by": by}
