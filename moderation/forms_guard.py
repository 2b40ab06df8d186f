"""What a group asks of lines before they are heard, and a line to try it with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.validators import readable
from groups.models import Guard
from moderation.actions.guarding import Chosen
from moderation.checks import SHIELDS
from moderation.hints import SHIELD_WORDS
from moderation.models import Shield
from rooms.live.protocol import MOST_TEXT

WORDS_LIMIT: Final = 300
"""Characters."""
SLOW: Final = [
    (0, _("no slow mode")),
    (10, _("10 seconds")),
    (30, _("30 seconds")),
    (60, _("one minute")),
    (120, _("two minutes")),
    (300, _("five minutes")),
]
OFF: Final = "off"


@dataclass(frozen=True, slots=True)
class ShieldFields:
    """One shield as it stands in the form."""

    name: str | Promise
    about: str | Promise
    policy: forms.BoundField
    words: forms.BoundField


class GuardForm(forms.Form):
    """Every shield with what it does and why, the first lines of new members, and slow mode."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    holds_newcomers = forms.BooleanField(
        label=_("Read the first three lines of a new member first"),
        help_text=_("A facilitator lets each of them through. Say it to who is new: nothing is wrong."),
        required=False,
    )
    slow_seconds = forms.TypedChoiceField(
        label=_("Slow mode: between two lines of one person"), choices=SLOW, coerce=int, initial=0
    )

    def __init__(self, data: Any = None, *, guard: Guard, shields: dict[str, Shield], seen: str) -> None:
        initial = {"seen": seen, "holds_newcomers": guard.holds_newcomers, "slow_seconds": guard.slow_seconds}
        super().__init__(data, initial=initial)
        for kind in SHIELDS:
            chosen = shields.get(kind)
            self.fields[kind] = forms.ChoiceField(
                label=_("A line with this"),
                choices=[(OFF, _("nothing: it may be said")), *Shield.Policy.choices],
                initial=chosen.policy if chosen else OFF,
            )
            self.fields[f"{kind}_words"] = forms.CharField(
                label=_("Why, in your own words"),
                required=False,
                max_length=WORDS_LIMIT,
                validators=[readable],
                initial=chosen.words if chosen else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def shields(self) -> Iterator[ShieldFields]:
        """Its fields by shield."""
        for kind in SHIELDS:
            yield ShieldFields(*SHIELD_WORDS[kind], self[kind], self[f"{kind}_words"])

    def chosen(self) -> dict[str, Chosen]:
        """What a valid form asks for."""
        fields = self.cleaned_data
        return {kind: Chosen(fields[kind], fields[f"{kind}_words"]) for kind in SHIELDS if fields[kind] != OFF}

    def refuse(self, seen: str) -> None:
        """Says that somebody else was first; sent once more, these choices count."""
        self.data = {**dict(self.data.items()), "seen": seen}
        self.add_error(None, gettext("Another facilitator changed this meanwhile. Save again to keep your choices."))


class TryForm(forms.Form):
    """A line that is looked at and kept nowhere."""

    line = forms.CharField(
        label=_("A line to try"),
        help_text=_("It is only looked at: nobody reads it and nothing of it is kept."),
        max_length=MOST_TEXT,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
    )
