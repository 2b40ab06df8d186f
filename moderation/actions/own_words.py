"""An organisation's own words: added and removed by its coordinators."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from audit.actions import record
from groups.models import Coordinator, Organisation
from moderation.checks.own import MOST_PATTERNS, words_of
from moderation.models import OwnWord
from moderation.own_words import forget


class TooMany(Exception):
    """The organisation has MOST_PATTERNS of them."""


class ThereAlready(Exception):
    """The same pattern of the same kind is there for these groups."""


class NotThere(Exception):
    """It is not one of the organisation's, or was removed meanwhile."""


def add_own_word(*, by: Coordinator, pattern: str, kind: str, language: str, now: datetime) -> OwnWord:
    """Adds a pattern; raises what `words_of` raises, TooMany and ThereAlready."""
    words = words_of(pattern)
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_id)
        known = list(OwnWord.objects.filter(organisation=organisation))
        if len(known) >= MOST_PATTERNS:
            raise TooMany
        if any((each.kind, each.language, words_of(each.pattern)) == (kind, language, words) for each in known):
            raise ThereAlready
        word = OwnWord(organisation=organisation, kind=kind, language=language, added_at=now)
        word.pattern = pattern
        word.save()
        _record(by, "add_own_word", len(known) + 1, now)
    return word


def remove_own_word(*, by: Coordinator, word_id: UUID, now: datetime) -> None:
    """Removes a pattern; raises NotThere."""
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_id)
        gone, _ = OwnWord.objects.filter(organisation=organisation, pk=word_id).delete()
        if not gone:
            raise NotThere
        _record(by, "remove_own_word", OwnWord.objects.filter(organisation=organisation).count(), now)


def _record(by: Coordinator, verb: str, left: int, now: datetime) -> None:
    transaction.on_commit(partial(forget, by.organisation_id))
    record(
        chain=by.organisation.audit_id,
        actor=by.audit_id,
        verb=verb,
        object_kind="organisation",
        object_id=by.organisation.audit_id,
        figures={"words": left},
        now=now,
    )
