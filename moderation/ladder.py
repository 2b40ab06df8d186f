"""The rungs of the ladder in words: what each measure is called, what it does, and what its button says."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.models import Measure


@dataclass(frozen=True)
class Rung:
    """One measure as a facilitator is asked about it."""

    kind: str
    title: Promise
    effect: Promise
    button: Promise
    is_grave: bool = False

    @property
    def page(self) -> str:
        """The name of the page that asks for its reasons."""
        return f"moderation:{self.kind}"


RUNGS: Final = {
    rung.kind: rung
    for rung in (
        Rung(
            Measure.Kind.WORD,
            _("A word to this person"),
            _("Only this person reads it, in My place. Nothing else changes."),
            _("Say it"),
        ),
        Rung(Measure.Kind.HIDE, _("Hide this line"), _("The group reads this in place of the line."), _("Hide")),
        Rung(
            Measure.Kind.MUTE,
            _("Mute this person"),
            _("The person still reads along, and cannot write until the time is over."),
            _("Mute"),
        ),
        Rung(
            Measure.Kind.END_LEAD,
            _("End the facilitating"),
            _("This person stays in the group as a member, and can lead nothing there any more."),
            _("End the facilitating"),
            is_grave=True,
        ),
        Rung(
            Measure.Kind.SUSPEND,
            _("Suspend this person"),
            _("The person does not read and does not write for some days. It ends by itself."),
            _("Suspend"),
            is_grave=True,
        ),
        Rung(
            Measure.Kind.REMOVE,
            _("Remove from the group"),
            _("The person leaves the group at once and can ask to join again."),
            _("Remove"),
            is_grave=True,
        ),
        Rung(
            Measure.Kind.BAN,
            _("Ban from the group"),
            _("The person leaves the group at once. This account cannot ask again and can use no invitation."),
            _("Ban"),
            is_grave=True,
        ),
    )
}
"""From the bottom up."""

TOWARDS_A_MEMBER: Final = [RUNGS[kind] for kind in ("word", "mute", "suspend", "remove", "ban")]
