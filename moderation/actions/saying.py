"""A word from the facilitator: the first rung of the ladder. It changes nothing; one person reads it."""

from datetime import datetime

from django.db import transaction

from groups.models import Membership
from moderation.actions.measures import locked_member, write_down
from moderation.models import Measure
from rooms.actions.leading import lock_as_leader


@transaction.atomic
def say_a_word(
    *, by: Membership, membership: Membership, rule: str, words: str, seq: int | None = None, now: datetime
) -> Measure:
    """Tells one member something in private; raises NoSuchMember, NotAllowed, NotTheirLine, NotLeading."""
    lock_as_leader(by, membership.group_id)
    told = locked_member(by, membership)
    return write_down(by=by, membership=told, kind=Measure.Kind.WORD, rule=rule, words=words, seq=seq, now=now)
