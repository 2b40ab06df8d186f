"""What a member says with a report, and what is answered."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.moments import moment
from moderation.forms import WORDS_LIMIT
from moderation.models import Measure, Report
from moderation.queries import measures_for
from rooms.rules import rule_choices

OTHER = "other"
"""A report needs no rule: who is upset should not have to look for the right one."""


def _reasons() -> list[tuple[str, str]]:
    return [(OTHER, str(_("I do not know, or something else"))), *rule_choices()]


class ReportForm(forms.Form):
    """Why a line or a person is reported, as far as somebody wants to say it."""

    rule = forms.ChoiceField(label=_("Which agreement is it about?"), choices=_reasons, initial=OTHER)
    words = forms.CharField(
        label=_("Do you want to say something with it?"),
        help_text=_("Who looks at it reads these words. Do not write who you are."),
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_rule(self) -> str:
        """Empty for none of the rules."""
        rule: str = self.cleaned_data["rule"]
        return "" if rule == OTHER else rule


class OutcomeForm(forms.Form):
    """What became of a report, in words for who made it."""

    outcome = forms.ChoiceField(label=_("What did you do?"), choices=Report.Outcome.choices, widget=forms.RadioSelect)
    measure = forms.ChoiceField(label=_("Which measure?"), required=False)
    words = forms.CharField(
        label=_("Why, in words for the person who reported it"),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, report: Report) -> None:
        super().__init__(data)
        self._measures = {str(measure.pk): measure for measure in measures_for(report)}
        choice = self.fields["measure"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("none of these")), *((key, _told(found)) for key, found in self._measures.items())]
        if not self._measures:
            del self.fields["measure"]

    def decision(self) -> dict[str, Any]:
        """What the action is told."""
        return {
            "outcome": Report.Outcome(self.cleaned_data["outcome"]),
            "measure": self._measures.get(self.cleaned_data.get("measure", "")),
            "words": self.cleaned_data["words"],
        }


def _told(measure: Measure) -> str:
    return f"{measure.get_kind_display()} · {moment(timezone.localtime(measure.taken_at))}"
