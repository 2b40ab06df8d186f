"""Deciding on a report of a member, and reading the lines that were frozen for it."""

from datetime import datetime, timedelta

from django.db import transaction

from audit.actions import record
from groups.actions.news import tell
from groups.models import Coordinator, Membership
from moderation.actions.handing_on import AlreadyDecided, NotYours, locked_for_leader
from moderation.excerpts import Line, Named, lines_of
from moderation.models import FrozenExcerpt, Measure, Report
from moderation.queries import reports_for_coordinator, reports_for_leader

FROZEN_FOR = timedelta(days=30)
"""After the case has ended."""

Decider = Membership | Coordinator
"""Who leads the group, or a coordinator of its organisation."""


class NothingFrozen(Exception):
    """There were no lines, or their time is over."""


@transaction.atomic
def read_excerpt(*, by: Decider, report: Report, now: datetime) -> list[Line]:
    """The frozen lines; that they were read is an entry of the audit, each time. Raises NotYours, NothingFrozen."""
    leads = isinstance(by, Membership)
    reports = reports_for_leader(by) if isinstance(by, Membership) else reports_for_coordinator(by)
    found = reports.filter(pk=report.pk).first()
    if found is None:
        raise NotYours
    if found.excerpt is None:
        raise NothingFrozen
    lines = lines_of(found.excerpt, Named.EVERYBODY if leads else Named.MARKED)
    _note(by, "read_excerpt", found, now)
    return lines


@transaction.atomic
def decide_report(
    *, by: Decider, report: Report, outcome: Report.Outcome, words: str, measure: Measure | None, now: datetime
) -> None:
    """Answers a report, once, with words for who made it; `measure` is the one that was taken, if any.

    Raises NotYours, AlreadyDecided, WithCoordinator.
    """
    found = locked_for_leader(by, report) if isinstance(by, Membership) else _locked_for_coordinator(by, report)
    found.outcome, found.answer, found.decided_at = outcome, words, now
    found.measure = measure if outcome == Report.Outcome.MEASURE else None
    found.coordinator = by if isinstance(by, Coordinator) else None
    found.save(update_fields=["outcome", "answer_sealed", "decided_at", "measure", "coordinator"])
    FrozenExcerpt.objects.filter(report=found).update(free_at=now + FROZEN_FOR)
    if found.made_by:
        tell(accounts=[found.made_by.account], group=found.group, code="report-answered", words=words, now=now)
    _note(by, "decide_report", found, now, rule=outcome.value)


def _locked_for_coordinator(by: Coordinator, report: Report) -> Report:
    found = reports_for_coordinator(by).select_for_update(of=("self",), no_key=True).filter(pk=report.pk).first()
    if found is None:
        raise NotYours
    if found.decided_at:
        raise AlreadyDecided
    return found


def _note(by: Decider, verb: str, report: Report, now: datetime, rule: str = "") -> None:
    record(
        chain=report.group.organisation.audit_id,
        actor=by.audit_id,
        verb=verb,
        object_kind="report",
        object_id=report.audit_id,
        rule=rule,
        now=now,
    )
