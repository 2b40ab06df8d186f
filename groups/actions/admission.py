"""The brake on admission: pulled by a wave of requests or by a facilitator, let go by a facilitator."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.models import Account
from audit.actions import record
from groups.actions.news import tell
from groups.models import Group, Membership
from groups.roles import Role, State

WAVE_REQUESTS = 12
"""So many requests for one group are a wave when they come within WAVE_WITHIN: twice the places of an evening."""
WAVE_WITHIN = timedelta(minutes=15)
JOIN_WAVE = "join-wave"
"""What the news of it is called."""


def pause_if_a_wave(group: Group, now: datetime) -> None:
    """After a request to a locked group: where too many came, nobody can ask any more, and facilitators are told."""
    since = max(now - WAVE_WITHIN, group.wave_counted_from or now - WAVE_WITHIN)
    asked = group.memberships.filter(asked_at__gt=since).exclude(decided_at=F("asked_at"))
    if group.admission_paused_at is not None or asked.count() < WAVE_REQUESTS:
        return
    _set(group, paused_at=now, counted_from=group.wave_counted_from)
    leads = Account.objects.filter(memberships__group=group, memberships__role=Role.FACILITATOR)
    tell(accounts=leads.filter(memberships__state=State.ACTIVE).distinct(), group=group, code=JOIN_WAVE, now=now)
    _note(group, None, "pause_admission", now)


@transaction.atomic
def turn_admission(*, by: Membership, paused: bool, now: datetime) -> None:
    """Pauses the admission of the group that `by` leads, or lets people ask again; what stands so already stays."""
    group = Group.objects.select_for_update(no_key=True).select_related("organisation").get(pk=by.group_id)
    if (group.admission_paused_at is not None) == paused:
        return
    _set(group, paused_at=now if paused else None, counted_from=now)
    _note(group, by, "pause_admission" if paused else "resume_admission", now)


def _set(group: Group, *, paused_at: datetime | None, counted_from: datetime | None) -> None:
    group.admission_paused_at, group.wave_counted_from = paused_at, counted_from
    group.save(update_fields=["admission_paused_at", "wave_counted_from"])


def _note(group: Group, by: Membership | None, verb: str, now: datetime) -> None:
    record(
        chain=group.organisation.audit_id,
        actor=by.audit_id if by else None,
        verb=verb,
        object_kind="group",
        object_id=group.audit_id,
        now=now,
    )
