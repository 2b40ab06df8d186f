"""What moderation keeps of a member, for the person whose it is: measures, own reports, own texts out of sight."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.vault import Unreadable
from groups.models import Membership
from moderation.excerpts import own_text
from moderation.models import Appeal, HiddenOriginal, Measure, Report
from rooms.live import holding, timeline
from rooms.live.sealing import unwrap
from rooms.models import HeldLine, MeetingKey
from rooms.queries import talk_of


def own_in_moderation(membership: Membership) -> dict[str, Any]:
    """Never who took a measure, nor what others reported or worried about: that would tell who did."""
    hidden = HiddenOriginal.objects.filter(event__author=membership).order_by("event__seq").select_related("event")
    held = HeldLine.objects.filter(author=membership).order_by("held_at", "id")
    measures = membership.measures.select_related("appeal").order_by("taken_at", "id")
    return {
        "measures": [_measure(measure) for measure in measures],
        "reports": [_report(report) for report in membership.reports_made.order_by("reported_at", "id")],
        "worries_told": [
            {"seq": worry.seq, "told_at": worry.given_at}
            for worry in membership.concerns_given.order_by("given_at", "id")
        ],
        "care": [
            {"began_at": case.opened_at, "ended_at": case.closed_at}
            for case in membership.care_about.order_by("opened_at", "id")
        ],
        "hidden_lines": [
            {"seq": row.event.seq, "text": text_of(row.key_id, row.event_id, bytes(row.ciphertext))} for row in hidden
        ],
        "held_lines": [_waiting(line) for line in held],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "measure": measure.kind,
        "taken_as": measure.taken_as,
        "rule": measure.rule,
        "words": measure.words,
        "seq": measure.seq,
        "text": own_line(measure),
        "until": measure.until,
        "taken_at": measure.taken_at,
        "lifted_at": measure.lifted_at,
        "objection": _objection(measure),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "seq": report.seq,
        "rule": report.rule,
        "words": report.words,
        "reported_at": report.reported_at,
        "outcome": report.outcome,
        "answer": report.answer,
        "answered_at": report.decided_at,
    }


def _waiting(line: HeldLine) -> dict[str, Any]:
    return {
        "held_at": line.held_at,
        "text": text_of(line.key_id, line.pk, bytes(line.ciphertext)),
        "held_state": line.state,
        "rule": line.rule,
        "words": line.words,
    }


def own_line(measure: Measure) -> str:
    """What the line of a measure says, for its author: as it stands or stood last, or as the objection froze it.

    Empty where there is none or nothing is kept. Not from what a report froze: that would tell that there was one.
    """
    if measure.held_id is not None:
        return _held_text(measure) or _frozen(measure)
    if measure.seq is None:
        return ""
    line = timeline.line(talk_of(measure.membership), measure.seq)
    said = line.text if line and line.by == measure.membership.public_id else None
    return said or hidden_text(measure) or _frozen(measure)


def hidden_text(measure: Measure) -> str:
    """What a hidden line said last; empty when the talk's key is gone, and the text with it."""
    own = HiddenOriginal.objects.filter(event__author=measure.membership_id, event__room__kind="talk")
    rows = own.filter(Q(event__seq=measure.seq or 0) | Q(event__refers_to=measure.seq or 0)).order_by("-event__seq")
    texts = (text_of(row.key_id, row.event_id, bytes(row.ciphertext)) for row in rows)
    return next((text for text in texts if text), "")


def held_line(measure: Measure) -> HeldLine | None:
    """The line that a measure did not let through, until its author puts it away or its talk goes."""
    lines = HeldLine.objects.filter(author=measure.membership_id).select_related("author", "meeting__key")
    return lines.filter(pk=measure.held_id).first() if measure.held_id else None


def _held_text(measure: Measure) -> str:
    line = held_line(measure)
    fields = holding.read(line) if line else None
    return str(fields["text"]) if fields else ""


def _frozen(measure: Measure) -> str:
    appeal: Appeal | None = getattr(measure, "appeal", None)
    if appeal is None or appeal.excerpt is None or hasattr(appeal.excerpt, "report"):
        return ""
    return own_text(appeal.excerpt)


def _objection(measure: Measure) -> dict[str, Any] | None:
    appeal: Appeal | None = getattr(measure, "appeal", None)
    if appeal is None:
        return None
    return {
        "words": appeal.words,
        "made_at": appeal.appealed_at,
        "due_at": appeal.due_at,
        "outcome": appeal.outcome,
        "answer": appeal.answer,
        "decided_at": appeal.decided_at,
    }


def text_of(key_id: UUID, row_id: UUID, ciphertext: bytes) -> str | None:
    """What a kept line said; None when the talk's key is gone, and the text with it."""
    key = MeetingKey.objects.filter(pk=key_id).first()
    try:
        return unwrap(key.pk, bytes(key.wrapped)).open(row_id, ciphertext).get("text") if key else None
    except Unreadable:
        return None
