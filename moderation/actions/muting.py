"""Muting: a member reads along and does not speak, for as many minutes as were said."""

from datetime import datetime, timedelta

from django.db import transaction

from groups.models import Membership
from moderation.actions.measures import locked_member, note, write_down
from moderation.models import Measure
from rooms.actions.belonging import ring_all
from rooms.actions.leading import lock_as_leader

LONGEST_MINUTES = 24 * 60


@transaction.atomic
def mute(*, by: Membership, membership: Membership, minutes: int, rule: str, words: str, now: datetime) -> Measure:
    """Silences a member for `minutes` (1 to LONGEST_MINUTES); raises NoSuchMember, NotAllowed, NotLeading."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise ValueError(f"a mute lasts 1 to {LONGEST_MINUTES} minutes")
    rooms = lock_as_leader(by, membership.group_id)
    muted = locked_member(by, membership)
    until = now + timedelta(minutes=minutes)
    _set(muted, until)
    ring_all(rooms)
    return write_down(by=by, membership=muted, kind=Measure.Kind.MUTE, rule=rule, words=words, until=until, now=now)


@transaction.atomic
def unmute(*, by: Membership, membership: Membership, now: datetime) -> None:
    """Gives the voice back before its time; raises NoSuchMember, NotAllowed, NotLeading."""
    rooms = lock_as_leader(by, membership.group_id)
    muted = locked_member(by, membership)
    _set(muted, None)
    Measure.objects.filter(membership=muted, kind=Measure.Kind.MUTE, until__gt=now).update(until=now)
    ring_all(rooms)
    note(by=by, verb="unmute", object_kind="membership", object_id=muted.audit_id, now=now)


def _set(membership: Membership, until: datetime | None) -> None:
    membership.muted_until = until
    membership.save(update_fields=["muted_until"])
