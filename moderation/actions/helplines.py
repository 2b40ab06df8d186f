"""A coordinator says whether a help line is still right."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from groups.models import Coordinator
from moderation.checking import remember
from moderation.helplines import Helpline
from moderation.models import HelplineCheck


@transaction.atomic
def check_helpline(
    *,
    by: Coordinator,
    line: Helpline,
    outcome: HelplineCheck.Outcome,
    source: str,
    number: str,
    hours: str,
    now: datetime,
) -> HelplineCheck:
    """Writes down what was found, for all who read the card on this site."""
    check = HelplineCheck(
        organisation=by.organisation, line=line.id, outcome=outcome, number=number, hours=hours, checked_at=now
    )
    check.source = source
    check.save(force_insert=True)
    # What was found before stays in the audit.
    HelplineCheck.objects.filter(line=line.id, checked_at__lte=now).exclude(pk=check.pk).delete()
    record(
        chain=by.organisation.audit_id,
        actor=by.audit_id,
        verb="check_helpline",
        object_kind="helpline_check",
        object_id=check.audit_id,
        rule=outcome.value,
        now=now,
    )
    transaction.on_commit(lambda: remember(now))
    return check
