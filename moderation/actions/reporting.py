"""Reports by members: the lines are frozen in the same transaction, under the lock of their room."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from audit.actions import record
from groups.actions.news import tell_once
from groups.models import Membership
from groups.roles import Role, State
from moderation.actions.freezing import freeze_line, freeze_person
from moderation.actions.handing_on import tell_deciders
from moderation.models import FrozenExcerpt, Report
from rooms.actions.belonging import NotThere
from rooms.live import log, timeline
from rooms.models import Room
from rooms.queries import may_enter, talk_of

MOST, WITHIN = 20, timedelta(days=1)
"""Reports of one member."""


class NoSuchLine(Exception):
    """No line with this number, or its text went already."""


class AboutOneself(Exception):
    """Nobody reports what is their own."""


class TooMany(Exception):
    """The member reported so much lately that this one has to wait."""


@transaction.atomic
def report_line(*, by: Membership, room: Room, seq: int, rule: str, words: str, now: datetime) -> Report:
    """Reports a line, and freezes it with those around it; done again it gives the same report.

    `rule` may be empty. Raises NoSuchLine, AboutOneself, TooMany, NotThere.
    """
    locked = _locked(by, room)
    before = Report.objects.filter(made_by=by, room=locked, seq=seq).first()
    if before:
        return before
    report = Report(room=locked, seq=seq, about=_author(locked, seq), rule=rule)
    return _keep(report, by, words, now, lambda: freeze_line(locked, seq, now))


@transaction.atomic
def report_person(*, by: Membership, person: Membership, rule: str, words: str, now: datetime) -> Report:
    """Reports somebody, and freezes what they said last; while nobody decided, again gives the same report.

    `rule` may be empty. Raises AboutOneself, TooMany, NotThere.
    """
    locked = _locked(by, talk_of(by))
    before = Report.objects.filter(made_by=by, about=person, seq=None, decided_at=None).first()
    if before:
        return before
    report = Report(room=locked, about=person, rule=rule)
    return _keep(report, by, words, now, lambda: freeze_person(locked, person, now))


def _locked(by: Membership, room: Room) -> Room:
    """The room, locked, when the member may still read it."""
    locked = log.lock_room(room.id)
    own = Membership.objects.filter(pk=by.pk, group_id=locked.group_id, state=State.ACTIVE).first()
    if own is None or not may_enter(locked.kind, locked.member_id, own.pk, own.role):
        raise NotThere
    return locked


def _author(room: Room, seq: int) -> Membership:
    line = timeline.line(room, seq)
    author = Membership.objects.filter(public_id=line.by).first() if line and line.by and line.text else None
    if author is None:
        raise NoSuchLine
    return author


def _keep(
    report: Report, by: Membership, words: str, now: datetime, freeze: Callable[[], FrozenExcerpt | None]
) -> Report:
    assert report.about
    if report.about.account_id == by.account_id:
        raise AboutOneself
    if Report.objects.filter(made_by=by, reported_at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    report.group, report.made_by, report.words, report.reported_at = by.group, by, words, now
    report.past_the_group = _has_led(report.about) or _has_led(by)
    report.excerpt = freeze()
    report.save(force_insert=True)
    tell_once(accounts=[by.account], group=by.group, code="report-received", now=now)
    tell_deciders(report, now)
    _note(report, now)
    return report


def _has_led(member: Membership) -> bool:
    """Whether the person leads the group or did so, under whichever name."""
    places = Membership.objects.filter(group_id=member.group_id, account_id=member.account_id)
    return places.filter(role=Role.FACILITATOR).exists()


def _note(report: Report, now: datetime) -> None:
    """Without an actor: the audit, too, tells nobody who reported."""
    record(
        chain=report.group.organisation.audit_id,
        actor=None,
        verb="report",
        object_kind="report",
        object_id=report.audit_id,
        rule=report.rule,
        now=now,
    )
