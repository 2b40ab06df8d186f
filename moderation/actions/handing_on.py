"""Who hears of a report: those who lead the group, or the coordinators; and from the first to the second."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import Account
from audit.actions import record
from groups.actions.news import tell_once
from groups.models import Membership
from groups.queries import facilitators_of
from moderation.actions.measures import note
from moderation.models import Report
from moderation.queries import reports_for_leader

WAITS_FOR = timedelta(days=7)
"""Who leads a group has so long for a report; then it goes to the coordinators by itself."""


class NotYours(Exception):
    """Whoever does this may not see the report, or not any more."""


class AlreadyDecided(Exception):
    """Another was first."""


class WithCoordinator(Exception):
    """It was handed on: a coordinator decides now."""


@transaction.atomic
def escalate(*, by: Membership, report: Report, now: datetime) -> None:
    """Hands a report on to the coordinators; raises NotYours, AlreadyDecided, WithCoordinator."""
    found = locked_for_leader(by, report)
    _hand_on(found, now)
    note(by=by, verb="escalate_report", object_kind="report", object_id=found.audit_id, now=now)


def hand_on_unanswered(now: datetime) -> int:
    """Hands on what nobody of the group answered in time; how many."""
    waiting = Report.objects.filter(
        reported_at__lte=now - WAITS_FOR, decided_at=None, escalated_at=None, past_the_group=False
    )
    return sum(_hand_on_by_itself(report, now) for report in waiting.order_by("reported_at", "id"))


def locked_for_leader(by: Membership, report: Report) -> Report:
    """The report, locked, while who leads the group is to decide; raises NotYours, AlreadyDecided, WithCoordinator."""
    found = reports_for_leader(by).select_for_update(of=("self",), no_key=True).filter(pk=report.pk).first()
    if found is None:
        raise NotYours
    if found.decided_at:
        raise AlreadyDecided
    if found.escalated_at:
        raise WithCoordinator
    return found


def tell_deciders(report: Report, now: datetime) -> None:
    """Tells those who are to look at a report that there is one; nobody whom it is about or who made it."""
    with_coordinators = report.past_the_group or report.escalated_at is not None
    posts, leaders = Q(coordinatorships__organisation=report.group.organisation_id), facilitators_of(report.group)
    deciders = Account.objects.filter(posts if with_coordinators else Q(memberships__in=leaders))
    own = [member.account_id for member in (report.about, report.made_by) if member]
    code = "report-handed-on" if with_coordinators else "report-waits"
    tell_once(accounts=deciders.exclude(pk__in=own).distinct(), group=report.group, code=code, now=now)


def _hand_on(report: Report, now: datetime) -> None:
    report.escalated_at = now
    report.save(update_fields=["escalated_at"])
    tell_deciders(report, now)


@transaction.atomic
def _hand_on_by_itself(report: Report, now: datetime) -> bool:
    waiting = Report.objects.select_for_update(of=("self",), no_key=True)
    found = waiting.filter(pk=report.pk, decided_at=None, escalated_at=None).first()
    if found is None:
        return False
    _hand_on(found, now)
    record(
        chain=found.group.organisation.audit_id,
        actor=None,
        verb="escalate_report",
        object_kind="report",
        object_id=found.audit_id,
        now=now,
    )
    return True
