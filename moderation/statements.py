"""The statement of reasons of a measure, in words for the person it is about (DSA art. 17)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.moments import moment
from moderation.models import Appeal, Measure
from moderation.own import own_line
from moderation.queries import APPEAL_WITHIN, deciders, is_in_force
from rooms.rules import RULE_WORDS

EFFECTS: dict[str, Promise] = {
    Measure.Kind.WORD: _("It changes nothing: you can read and write as before."),
    Measure.Kind.DROP: _("Nobody else reads the line. You can write as before."),
    Measure.Kind.HIDE: _("The group does not read the line any more. You can write as before."),
    Measure.Kind.MUTE: _("You can read along. You cannot write for that time."),
    Measure.Kind.END_LEAD: _("You no longer facilitate this group. You read and write as a member."),
    Measure.Kind.SUSPEND: _("You cannot read or write in this group for that time. It ends by itself."),
    Measure.Kind.REMOVE: _("You are not in this group any more. You can ask to join again."),
    Measure.Kind.BAN: _("You are not in this group any more and cannot ask to join again, also not by an invitation."),
}


@dataclass(frozen=True)
class Statement:
    """A measure as its member reads it."""

    measure: Measure
    appeal: Appeal | None
    line: str
    """What the line said, as long as that is kept; for its author alone."""
    now: datetime

    @property
    def rule(self) -> str:
        return str(RULE_WORDS.get(self.measure.rule, ""))

    @property
    def effect(self) -> str:
        if self.measure.lifted_at:
            return gettext("Nothing any more: it was taken back.")
        return str(EFFECTS[self.measure.kind])

    @property
    def length(self) -> str:
        """How long it holds, in words; empty where nothing lasts."""
        if self.measure.lifted_at:
            return ""
        if self.measure.meeting_id:
            return gettext("Until that talk closed.") if not self.holds else gettext("Until the talk closes.")
        if self.measure.until:
            return gettext("Until %(moment)s.") % {"moment": moment(timezone.localtime(self.measure.until))}
        return gettext("For good, unless it is taken back.") if self.measure.kind == Measure.Kind.BAN else ""

    @property
    def taken_by(self) -> str:
        """Who, by the role and where the group knows it the pseudonym; never who somebody is."""
        if self.measure.taken_as == Measure.TakenAs.FACILITATOR and self.measure.taken_by:
            return gettext("A facilitator of the group: %(name)s.") % {"name": self.measure.taken_by.pseudonym}
        if self.measure.taken_as == Measure.TakenAs.FACILITATOR:
            return gettext("A facilitator of the group, who is not here any more.")
        return gettext("A coordinator of %(name)s.") % {"name": self.measure.group.organisation.name}

    @property
    def holds(self) -> bool:
        return is_in_force(self.measure, self.now)

    @property
    def appeal_until(self) -> datetime:
        return self.measure.taken_at + APPEAL_WITHIN

    @property
    def can_appeal(self) -> bool:
        return self.appeal is None and self.measure.lifted_at is None and self.now <= self.appeal_until

    @property
    def nobody_can_decide(self) -> bool:
        """Whether every coordinator had a part in it, which is said before and after somebody objects."""
        return not deciders(self.measure).exists()


def statement_of(measure: Measure, now: datetime) -> Statement:
    """The statement of one measure, with the own line because of which it was taken while that is kept."""
    return Statement(measure, getattr(measure, "appeal", None), own_line(measure), now)
