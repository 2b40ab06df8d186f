"""What moderation kept beside the talk, when its time is over."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from groups.roles import State
from moderation.actions.deciding import FROZEN_FOR
from moderation.models import Appeal, FrozenExcerpt, Measure, Notice, Report
from rooms.models import HeldLine

NOTICE_KEPT_FOR = timedelta(days=183)
"""After its answer: as long as that can be contested (DSA art. 20)."""

MEASURE_KEPT_FOR = timedelta(days=183)
"""After it was taken, ended and answered: as long as somebody may object. A ban is kept as long as it holds."""


def forget_due(now: datetime) -> int:
    """Deletes excerpts whose case has ended, lines held of who is gone, reports and measures long over; how many."""
    excerpts, _ = FrozenExcerpt.objects.filter(~_objected(now), free_at__lte=now).delete()
    held, _ = HeldLine.objects.exclude(author__state=State.ACTIVE).delete()
    notices, _ = Notice.objects.filter(decided_at__lte=now - NOTICE_KEPT_FOR).delete()
    reports, _ = Report.objects.filter(decided_at__lte=now - NOTICE_KEPT_FOR).delete()
    _, rows = _measures_over(now - MEASURE_KEPT_FOR).delete()
    return excerpts + held + notices + reports + rows.get("moderation.Measure", 0)


def _measures_over(before: datetime) -> QuerySet[Measure]:
    """What was taken, ended and answered before a moment, with its appeal."""
    over = Measure.objects.filter(taken_at__lte=before).exclude(kind=Measure.Kind.BAN, lifted_at=None)
    ended = over.filter(Q(until=None) | Q(until__lte=before), Q(lifted_at=None) | Q(lifted_at__lte=before))
    return ended.filter(Q(appeal=None) | Q(appeal__decided_at__lte=before))


def _objected(now: datetime) -> Exists:
    """Of an excerpt: whether its case goes on, since the member objects to the measure, or was answered lately."""
    going_on = Appeal.objects.filter(Q(decided_at=None) | Q(decided_at__gt=now - FROZEN_FOR))
    return Exists(going_on.filter(Q(excerpt=OuterRef("pk")) | Q(measure__reports__excerpt=OuterRef("pk"))))
