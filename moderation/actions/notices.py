"""Reports that something public here is illegal (DSA art. 16): given by anybody, decided by a coordinator."""

from datetime import datetime

from django.db import IntegrityError, transaction

from audit.actions import record
from groups.models import Coordinator, Group, Organisation
from moderation.models import Notice
from moderation.receipts import receipt_hash


class AlreadyGiven(Exception):
    """The same form came before."""


class AlreadyDecided(Exception):
    """Another coordinator was first."""


@transaction.atomic
def give_notice(
    *,
    receipt: str,
    organisation: Organisation,
    group: Group | None,
    where: str,
    why: str,
    contact: str,
    now: datetime,
) -> Notice:
    """Keeps a report, sealed, for the organisation's coordinators; raises AlreadyGiven."""
    notice = Notice(receipt_hash=receipt_hash(receipt), organisation=organisation, group=group, noticed_at=now)
    notice.where, notice.why, notice.contact = where, why, contact
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:
        raise AlreadyGiven from None
    record(
        chain=organisation.audit_id,
        actor=None,
        verb="give_notice",
        object_kind="notice",
        object_id=notice.audit_id,
        now=now,
    )
    return notice


@transaction.atomic
def decide_notice(*, by: Coordinator, notice: Notice, outcome: Notice.Outcome, words: str, now: datetime) -> None:
    """Answers a report, once, with its reasons; raises AlreadyDecided."""
    waiting = Notice.objects.select_for_update(no_key=True).filter(
        pk=notice.pk, organisation_id=by.organisation_id, decided_at__isnull=True
    )
    found = waiting.first()
    if found is None:
        raise AlreadyDecided
    found.outcome, found.answer, found.decided_at = outcome, words, now
    found.save(update_fields=["outcome", "answer_sealed", "decided_at"])
    record(
        chain=by.organisation.audit_id,
        actor=by.audit_id,
        verb="decide_notice",
        object_kind="notice",
        object_id=found.audit_id,
        rule=outcome.value,
        now=now,
    )
