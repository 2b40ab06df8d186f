"""What moderation kept beside the talk, when its time is over."""

from datetime import datetime, timedelta

from moderation.models import FrozenExcerpt, HeldLine, Notice

NOTICE_KEPT_FOR = timedelta(days=183)
"""After its answer: as long as that can be contested (DSA art. 20)."""


def forget_due(now: datetime) -> int:
    """Deletes excerpts whose case has ended, lines held in an erased talk and reports answered long ago; how many."""
    excerpts, _ = FrozenExcerpt.objects.filter(free_at__lte=now).delete()
    held, _ = HeldLine.objects.filter(meeting__erased_at__isnull=False).delete()
    notices, _ = Notice.objects.filter(decided_at__lte=now - NOTICE_KEPT_FOR).delete()
    return excerpts + held + notices
