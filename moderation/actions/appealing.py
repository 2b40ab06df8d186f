"""Appeals: a member objects to a measure, once and in time; a coordinator without a part answers (DSA art. 20)."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Account
from audit.actions import record
from groups.actions.news import tell
from groups.models import Coordinator
from moderation.actions.deciding import FROZEN_FOR, NothingFrozen
from moderation.actions.freezing import freeze_measured
from moderation.actions.lifting import AlreadyLifted
from moderation.actions.measures import note
from moderation.actions.restoring import undo
from moderation.excerpts import Line, Named, lines_of
from moderation.models import Appeal, FrozenExcerpt, Measure
from moderation.queries import APPEAL_WITHIN, deciders, excerpt_of, reported_excerpts
from rooms.actions.leading import lock_group
from rooms.live import log
from rooms.models import Room
from rooms.queries import talk_of

ANSWERED_WITHIN = timedelta(days=14)
WAITS, NOBODY_TO_ANSWER, ANSWERED = "appeal-waits", "nobody-to-answer", "appeal-answered"
"""What the news of it is called."""

VERBS = {Appeal.Outcome.UPHELD: "uphold", Appeal.Outcome.OVERTURNED: "overturn"}


class TooLate(Exception):
    """The time to appeal is over."""


class AlreadyAppealed(Exception):
    """There is one appeal for a measure."""


class AlreadyDecided(Exception):
    """Another coordinator was first, or the appeal went with who made it."""


class HadAPart(Exception):
    """Who took a measure, was measured by it or leads that group decides no appeal against it."""


@transaction.atomic
def appeal(*, measure: Measure, words: str, now: datetime) -> Appeal:
    """Objects to a measure towards oneself, and freezes the line because of which it was taken, if there is one.

    Raises AlreadyLifted, AlreadyAppealed, TooLate.
    """
    talk = log.lock_room(talk_of(measure.membership).id) if measure.is_about_a_line else None
    rows = Measure.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("membership", "group__organisation").filter(pk=measure.pk).first()
    if found and Appeal.objects.filter(measure=found).exists():
        raise AlreadyAppealed
    if found is None or found.lifted_at is not None:
        raise AlreadyLifted
    if now > found.taken_at + APPEAL_WITHIN:
        raise TooLate
    made = Appeal(measure=found, appealed_at=now, due_at=now + ANSWERED_WITHIN)
    made.words = words
    made.excerpt = (freeze_measured(talk, found, now) if talk else None) or _reported(found)
    made.save(force_insert=True)
    _tell_who_answers(found, now)
    record(
        chain=found.group.organisation.audit_id,
        actor=found.membership.audit_id,
        verb="appeal",
        object_kind="appeal",
        object_id=made.audit_id,
        rule=found.rule,
        now=now,
    )
    return made


@transaction.atomic
def decide_appeal(*, by: Coordinator, appeal: Appeal, outcome: Appeal.Outcome, words: str, now: datetime) -> Appeal:
    """Answers an appeal, once, and undoes the measure where it was wrong; raises AlreadyDecided, HadAPart."""
    rooms = lock_group(appeal.measure.group_id)
    found = _locked(appeal)
    if not deciders(found.measure).filter(pk=by.pk).exists():
        raise HadAPart
    found.outcome, found.answer, found.decided_at, found.decided_by = outcome, words, now, by
    found.save(update_fields=["outcome", "answer_sealed", "decided_at", "decided_by"])
    FrozenExcerpt.objects.filter(appeals=found, report=None).update(free_at=now + FROZEN_FOR)
    if outcome == Appeal.Outcome.OVERTURNED:
        _overturn(found.measure, rooms, now)
    tell(accounts=[found.measure.membership.account], group=found.measure.group, code=ANSWERED, now=now)
    rule = found.measure.rule
    note(by=by, verb=VERBS[outcome], object_kind="appeal", object_id=found.audit_id, rule=rule, now=now)
    return found


@transaction.atomic
def read_appealed(*, by: Coordinator, appeal: Appeal, now: datetime) -> list[Line]:
    """The frozen lines, without a name of a member; that they were read is an entry of the audit, each time.

    Raises HadAPart, NothingFrozen.
    """
    if not deciders(appeal.measure).filter(pk=by.pk).exists():
        raise HadAPart
    excerpt = excerpt_of(appeal)
    if excerpt is None:
        raise NothingFrozen
    note(by=by, verb="read_excerpt", object_kind="appeal", object_id=appeal.audit_id, now=now)
    return lines_of(excerpt, Named.NOBODY)


def _reported(measure: Measure) -> FrozenExcerpt | None:
    """What a report froze of it, locked, so that it does not go meanwhile."""
    found = reported_excerpts(measure).select_for_update(of=("self",), no_key=True)
    return found.first()


def _tell_who_answers(measure: Measure, now: datetime) -> None:
    """Those who may decide; where every coordinator had a part, all of them, so that they appoint another."""
    able = Account.objects.filter(coordinatorships__in=deciders(measure)).distinct()
    if able.exists():
        tell(accounts=able, group=measure.group, code=WAITS, now=now)
        return
    everybody = Account.objects.filter(coordinatorships__organisation=measure.group.organisation_id)
    tell(accounts=everybody, group=measure.group, code=NOBODY_TO_ANSWER, now=now)


def _locked(appeal: Appeal) -> Appeal:
    rows = Appeal.objects.select_for_update(of=("self",), no_key=True)
    related = rows.select_related("measure__membership__account", "measure__group__organisation")
    found = related.filter(pk=appeal.pk, decided_at=None).first()
    if found is None:
        raise AlreadyDecided
    return found


def _overturn(measure: Measure, rooms: list[Room], now: datetime) -> None:
    locked = Measure.objects.select_for_update(of=("self",), no_key=True).select_related("membership__account")
    found = locked.get(pk=measure.pk)
    if found.lifted_at is None:
        undo(found, rooms, now)
