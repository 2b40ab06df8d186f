"""What moderation kept beside the talk, when its time is over."""

from datetime import datetime, timedelta

from groups.roles import State
from moderation.models import FrozenExcerpt, Notice, Report
from rooms.models import HeldLine

NOTICE_KEPT_FOR = timedelta(days=183)
"""After its answer: as long as that can be contested (DSA art. 20)."""


def forget_due(now: datetime) -> int:
    """Deletes excerpts whose case has ended, lines held of who is gone, and reports answered long ago; how many."""
    excerpts, _ = FrozenExcerpt.objects.filter(free_at__lte=now).delete()
    held, _ = HeldLine.objects.exclude(author__state=State.ACTIVE).delete()
    notices, _ = Notice.objects.filter(decided_at__lte=now - NOTICE_KEPT_FOR).delete()
    reports, _ = Report.objects.filter(decided_at__lte=now - NOTICE_KEPT_FOR).delete()
    return excerpts + held + notices + reports
