"""Sums for an organisation: how often which rule was named, from the audit, which outlives every erasure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from audit.models import Entry
from groups.coordinating import told
from groups.models import Organisation
from moderation.models import Measure
from rooms.rules import RULE_WORDS

COUNTED_FOR = timedelta(days=365)
APPEALS = ("appeal", "uphold", "overturn")


@dataclass(frozen=True)
class Figures:
    """Numbers of one year; None where there are too few to be told. No totals: they would tell what is left out."""

    rules: list[tuple[str, int | None]]
    """The words of each rule, and how often a measure named it."""
    made: int | None
    upheld: int | None
    overturned: int | None


def figures_of(organisation: Organisation, now: datetime) -> Figures:
    """Measures by rule, and appeals, of the last year. Two statements."""
    entries = Entry.objects.filter(chain=str(organisation.audit_id), at__gt=now - COUNTED_FOR)
    measures = entries.filter(object_kind="measure", verb__in=Measure.Kind.values)
    by_rule = dict(measures.values_list("rule").annotate(Count("id")))
    appeals = entries.filter(object_kind="appeal", verb__in=APPEALS)
    by_verb = dict(appeals.values_list("verb").annotate(Count("id")))
    made, upheld, overturned = (told(by_verb.get(verb, 0)) for verb in APPEALS)
    if made is None or upheld is None or overturned is None:  # two of the three tell the third
        upheld = overturned = None
    rules = [(str(words), told(by_rule.get(code, 0))) for code, words in RULE_WORDS.items()]
    return Figures(rules, made, upheld, overturned)
