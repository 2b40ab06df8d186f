"""What is said with a measure, in a report, and in the answer to one."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Group, Organisation
from groups.queries import organisations
from moderation import receipts
from moderation.actions.muting import LONGEST_MINUTES
from moderation.actions.removing import LONGEST_DAYS
from moderation.models import Appeal, Notice
from rooms.live.protocol import MOST_NUMBER
from rooms.rules import rule_choices

WORDS_LIMIT = 500
NOTICE_LIMIT = 4_000
"""Characters."""
APPEAL_LIMIT = 2_000
"""Characters."""
USUAL_MINUTES = 10
"""Of a mute."""
USUAL_DAYS = 7
"""Of a suspension."""


def _rules() -> list[tuple[str, str]]:
    """None is chosen beforehand: a rule by accident would be no reason."""
    return [("", "…"), *rule_choices()]


class ReasonForm(forms.Form):
    """The reasons of any measure."""

    rule = forms.ChoiceField(label=_("Which agreement is it about?"), choices=_rules)
    words = forms.CharField(
        label=_("Explain it in your own words"),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TowardsForm(ReasonForm):
    """The reasons of a measure towards a person, and the line because of which it is taken, where there is one."""

    line = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_NUMBER)

    def clean(self) -> dict[str, Any]:
        """The page carries the line: what is no number of one is not kept for the next time."""
        if "line" in self.errors:
            self.data = {**dict(self.data.items()), "line": ""}
            del self.errors["line"]
            self.add_error(None, gettext("A part of this page got lost on the way. Send it once more."))
        self.cleaned_data["seq"] = self.cleaned_data.pop("line", None)
        return self.cleaned_data


class LeadForm(ReasonForm):
    """Why somebody's task as a facilitator ends, which need not be about an agreement."""

    rule = forms.ChoiceField(
        label=_("Which agreement is it about?"),
        choices=lambda: [("", _("None of them: it is about the task")), *rule_choices()],
        required=False,
    )

    def refuse_last(self) -> None:
        """Says what only the action could know."""
        self.add_error(
            None,
            gettext("Nobody else facilitates this group. Make a link for somebody new first, then come back here."),
        )


class WordForm(forms.Form):
    """A word to the author of a line that comes back."""

    words = forms.CharField(
        label=_("A word to its author: what would make it right?"),
        help_text=_("For example how to say it more generally. Only this person reads it."),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MuteForm(TowardsForm):
    """The reasons, and for how long."""

    minutes = forms.IntegerField(
        label=_("For how many minutes?"), min_value=1, max_value=LONGEST_MINUTES, initial=USUAL_MINUTES
    )
    this_talk = forms.BooleanField(label=_("Not by the minute: until this talk closes"), required=False)

    def clean(self) -> dict[str, Any]:
        """Who chose the talk need not have filled in minutes."""
        super().clean()
        if self.cleaned_data.get("this_talk"):
            self.errors.pop("minutes", None)
            self.cleaned_data["minutes"] = LONGEST_MINUTES
        return self.cleaned_data


class SuspendForm(TowardsForm):
    """The reasons, and for how many days."""

    days = forms.IntegerField(label=_("For how many days?"), min_value=1, max_value=LONGEST_DAYS, initial=USUAL_DAYS)


class AppealForm(forms.Form):
    """Why somebody does not agree."""

    words = forms.CharField(
        label=_("Why do you not agree?"),
        help_text=_("Only who answers it reads this. You can object once, so say all that matters."),
        max_length=APPEAL_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class DecisionForm(forms.Form):
    """What a coordinator decided about an objection, and why."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"), choices=Appeal.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why, in words for the person who objected"),
        max_length=APPEAL_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NoticeForm(forms.Form):
    """A report: about `group`, or to the one organisation that there is, or to one that is chosen."""

    receipt = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Whose page or group is it?"))
    where = forms.CharField(
        label=_("Where is it?"),
        help_text=_("Which page or which group, and which words."),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_("Why is it not allowed? By sending this you say that it is true as far as you know."),
        max_length=NOTICE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    contact = forms.CharField(
        label=_("How can we reach you?"),
        help_text=_("Only if you want. Without it you read the answer by a code that you get now."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, group: Group | None, sole: Organisation | None) -> None:
        initial = {"where": group.name if group else "", "receipt": receipts.sealed_receipt()}
        super().__init__(data, initial=initial)
        self.group = group
        self.receipt_code = ""
        self.to = group.organisation if group else sole
        choice = self.fields["organisation"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = organisations()
        if self.to:
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any]:
        try:
            self.receipt_code = receipts.opened(self.cleaned_data.get("receipt") or "")
        except receipts.ReceiptGone:
            self.data = {**dict(self.data.items()), "receipt": receipts.sealed_receipt()}
            self.cleaned_data.pop("receipt", None)
            self.add_error(None, gettext("A part of this page got lost on the way. Send it once more."))
        return self.cleaned_data

    def notice(self) -> dict[str, Any]:
        """What the action is told."""
        texts = {name: self.cleaned_data[name] for name in ("where", "why", "contact")}
        to = self.to or self.cleaned_data["organisation"]
        return {"receipt": self.receipt_code, "organisation": to, "group": self.group, **texts}


class ReceiptForm(forms.Form):
    """The code of a report."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )


class AnswerForm(forms.Form):
    """What was decided about a report, and why."""

    outcome = forms.ChoiceField(label=_("What did you do?"), choices=Notice.Outcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why, in words for the person who reported it"),
        max_length=NOTICE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
