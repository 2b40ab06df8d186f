"""Muting: a member reads along and does not speak, for as many minutes as were said or until the talk closes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from groups.models import Membership
from moderation.actions.measures import locked_member, note, write_down
from moderation.models import Measure
from rooms.actions.belonging import ring_all
from rooms.actions.leading import lock_as_leader
from rooms.actions.turning import living_meeting

LONGEST_MINUTES = 24 * 60
"""Also of a mute for a talk, should that stay open."""


class NoTalk(Exception):
    """No talk is going on with whose close the mute could end."""


@transaction.atomic
def mute(
    *,
    by: Membership,
    membership: Membership,
    minutes: int = LONGEST_MINUTES,
    this_talk: bool = False,
    rule: str,
    words: str,
    seq: int | None = None,
    now: datetime,
) -> Measure:
    """Silences a member for `minutes` (1 to LONGEST_MINUTES) or for `this_talk`; of several mutes the longest counts.

    `seq` as in `write_down`. Raises NoSuchMember, NotAllowed, NotTheirLine, NotLeading, NoTalk.
    """
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise ValueError(f"a mute lasts 1 to {LONGEST_MINUTES} minutes")
    rooms = lock_as_leader(by, membership.group_id)
    muted = locked_member(by, membership)
    meeting = living_meeting(rooms[0]) if this_talk else None
    if this_talk and meeting is None:
        raise NoTalk
    until = now + timedelta(minutes=LONGEST_MINUTES if this_talk else minutes)
    measure = write_down(
        by=by,
        membership=muted,
        kind=Measure.Kind.MUTE,
        rule=rule,
        words=words,
        seq=seq,
        until=until,
        meeting=meeting,
        now=now,
    )
    silence(muted, now)
    ring_all(rooms)
    return measure


@transaction.atomic
def unmute(*, by: Membership, membership: Membership, now: datetime) -> None:
    """Gives the voice back before its time; raises NoSuchMember, NotAllowed, NotLeading."""
    rooms = lock_as_leader(by, membership.group_id)
    muted = locked_member(by, membership)
    mutes_in_force(muted, now).update(lifted_at=now)
    silence(muted, now)
    ring_all(rooms)
    note(by=by, verb="unmute", object_kind="membership", object_id=muted.audit_id, now=now)


def mutes_in_force(membership: Membership, now: datetime) -> QuerySet[Measure]:
    """What keeps a member silent now."""
    mutes = membership.measures.filter(kind=Measure.Kind.MUTE, lifted_at=None, until__gt=now)
    return mutes.filter(Q(meeting=None) | Q(meeting__closed_at=None))


def silence(membership: Membership, now: datetime) -> None:
    """Makes a locked member as silent as the mutes in force want it: until the latest end of them."""
    mutes = list(mutes_in_force(membership, now))
    ends = [mute.until for mute in mutes if mute.until]
    membership.muted_until = max(ends, default=None)
    membership.voice_back_at_close = any(mute.meeting_id for mute in mutes)
    membership.save(update_fields=["muted_until", "voice_back_at_close"])
