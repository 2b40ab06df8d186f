"""How a group stands: whether it takes people, and whether what is told about it is still true."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Account
from audit.actions import record
from groups.actions.news import tell
from groups.models import Coordinator, Group
from groups.roles import State

TOLD = (State.REQUESTED, State.ACTIVE, State.SUSPENDED)
"""Who is told when the group pauses, closes or goes on."""


class StandsSoAlready(Exception):
    """Somebody was first, or the page was sent twice."""


def confirm(*, by: Coordinator, group: Group, now: datetime) -> None:
    """Says that all that the group's page tells is still true."""
    today = timezone.localdate(now)
    with transaction.atomic():
        found = Group.objects.select_for_update(no_key=True).get(pk=group.pk, organisation_id=by.organisation_id)
        if found.checked_on == today:
            return
        found.checked_on = today
        found.save(update_fields=["checked_on"])
        record(
            chain=by.organisation.audit_id,
            actor=by.audit_id,
            verb="confirm_group",
            object_kind="group",
            object_id=found.audit_id,
            now=now,
        )


def turn(*, group: Group, status: Group.Status, words: str, now: datetime) -> Group:
    """Opens, pauses or closes a group and tells its people, inside the transaction of whoever records it.

    Raises StandsSoAlready.
    """
    found = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    if found.status == status:
        raise StandsSoAlready
    found.status = status
    found.save(update_fields=["status"])
    accounts = Account.objects.filter(memberships__group=found, memberships__state__in=TOLD)
    tell(accounts=accounts, group=found, code=CODES[status], words=words, now=now)
    return found


CODES = {
    Group.Status.OPEN: "group-reopened",
    Group.Status.PAUSED: "group-paused",
    Group.Status.CLOSED: "group-closed",
}
"""What the news is called."""
