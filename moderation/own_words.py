"""The own words of an organisation, ready to be looked for, and remembered until they change."""

from typing import Final
from uuid import UUID

from django.db.models import Count, Max

from moderation.checks import OwnWords
from moderation.models import OwnWord

MOST_ORGANISATIONS: Final = 200
"""Remembered at once by one process."""

_known: dict[tuple[UUID, str], tuple[object, OwnWords | None]] = {}


def own_words(organisation_id: UUID, language: str) -> OwnWords | None:
    """Those that count in groups of this language; one query, and a second when they changed. None without any."""
    rows = OwnWord.objects.filter(organisation_id=organisation_id, language__in=("", language))
    stamp = tuple(rows.aggregate(Count("id"), Max("added_at")).values())
    known = _known.get((organisation_id, language))
    if known is None or known[0] != stamp:
        patterns = [(row.kind, row.pattern) for row in rows.order_by("added_at", "id")]
        known = stamp, OwnWords(patterns) if patterns else None
        if len(_known) >= MOST_ORGANISATIONS:
            _known.clear()
        _known[organisation_id, language] = known
    return known[1]


def forget(organisation_id: UUID) -> None:
    """The organisation changed them in this process."""
    for key in [key for key in _known if key[0] == organisation_id]:
        del _known[key]
