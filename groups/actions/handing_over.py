"""What one facilitator leaves for the next."""

import hashlib
from datetime import datetime

from django.db import transaction

from audit.actions import record
from groups.actions.wording import ChangedMeanwhile
from groups.models import Group, Membership

NOTE_CHARACTERS = 4_000


def version(note: str) -> str:
    """Tells one note from another, for the page that shows it."""
    return hashlib.sha256(note.encode()).hexdigest()[:16]


def leave_note(*, by: Membership, note: str, seen: str, now: datetime) -> None:
    """Keeps `note` in place of the one of version `seen`; the same twice is no change. Raises ChangedMeanwhile."""
    with transaction.atomic():
        group = Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
        if group.handover == note:
            return
        if version(group.handover) != seen:
            raise ChangedMeanwhile
        group.handover = note
        group.save(update_fields=["handover_sealed"])
        record(
            chain=by.group.organisation.audit_id,
            actor=by.audit_id,
            verb="leave_note",
            object_kind="group",
            object_id=group.audit_id,
            now=now,
        )
