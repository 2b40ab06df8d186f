"""What coordinators said of the help lines, as the crisis card reads it: from memory, which needs no database."""

import re
from datetime import datetime
from typing import Any, Final

from django.core.cache import cache
from django.utils import timezone

from moderation.card import Check
from moderation.models import HelplineCheck

REMEMBERED: Final = "helpline-checks"
ROW: Final = re.compile(r"(?P<days>[1-7]{1,7}) +(?P<opens>\d\d?:\d\d) *[-–] *(?P<closes>\d\d?:\d\d)")


def latest() -> dict[str, HelplineCheck]:
    """The last check of each line."""
    return {check.line: check for check in HelplineCheck.objects.order_by("checked_at", "id")}


def remember(now: datetime) -> int:
    """Reads the checks into the memory of this process; every process does so again and again. Nothing went."""
    cache.set(REMEMBERED, {line: as_check(check) for line, check in latest().items()}, timeout=None)
    return 0


def remembered() -> dict[str, Check]:
    """What this process read last."""
    found: dict[str, Check] = cache.get(REMEMBERED, {})
    return found


def as_check(check: HelplineCheck) -> Check:
    """As the card reckons with it."""
    return Check(timezone.localdate(check.checked_at), check.outcome == HelplineCheck.Outcome.RIGHT)


def read_hours(text: str) -> list[dict[str, str]] | None:
    """Hours as a coordinator types them, a row a line: `12345 09:00-17:00`; None when a row is something else."""
    rows = [ROW.fullmatch(row.strip()) for row in text.splitlines() if row.strip()]
    return [_row(row) for row in rows if row] if all(rows) else None


def _row(found: re.Match[str]) -> dict[str, Any]:
    days = "".join(sorted(found["days"]))
    return {"days": days, "opens": found["opens"].zfill(5), "closes": found["closes"].zfill(5)}


def written(hours: list[dict[str, str]]) -> str:
    """The same, tidy."""
    return "\n".join(f"{row['days']} {row['opens']}-{row['closes']}" for row in hours)
