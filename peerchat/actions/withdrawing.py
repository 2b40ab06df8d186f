"""Taking back the consent to one group (GDPR art. 7 and 9): the place ends, and what was said there goes."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from groups.models import Agreement, Membership, Wording
from groups.roles import State
from moderation.actions.letting_go import let_go_of_lines
from rooms.actions.belonging import go
from rooms.actions.leading import lock_group
from rooms.actions.taking_back import take_acknowledgements, take_back_everywhere

ENDS = (State.REQUESTED, State.ACTIVE, State.SUSPENDED)
"""States of a place that nobody has without consent; who is banned stays banned."""


class NothingToWithdraw(Exception):
    """The consent was taken back already, or the membership is gone."""


@transaction.atomic
def withdraw_consent(*, membership: Membership, now: datetime) -> int:
    """Ends a place with its lines, which become tombstones by nobody; how many. Raises NothingToWithdraw."""
    rooms = lock_group(membership.group_id)
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("group__organisation")
    place = rows.filter(pk=membership.pk).first()
    given = Agreement.objects.filter(membership=place, wording__kind=Wording.Kind.CONSENT, withdrawn_at=None)
    if place is None or not given.update(withdrawn_at=now):
        raise NothingToWithdraw
    let_go_of_lines(place)
    lines = take_back_everywhere(place, rooms, now)
    words = take_acknowledgements(place, rooms)
    place.seats.filter(meeting__closed_at=None).delete()
    if place.state in ENDS:
        go(place, rooms, now)
    record(
        chain=place.group.organisation.audit_id,
        actor=place.audit_id,
        verb="withdraw_consent",
        object_kind="membership",
        object_id=place.audit_id,
        figures={"lines": lines, "words": words},
        now=now,
    )
    return lines
