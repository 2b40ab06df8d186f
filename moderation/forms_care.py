"""What coordinators type about help lines and about who is on duty."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Coordinator
from moderation.checking import read_hours, written
from moderation.helplines import NUMBER, SOURCE, are_hours
from moderation.models import HelplineCheck

SOURCE_LIMIT = 500


class HelplineForm(forms.Form):
    """Whether a line is still right, where one read it, and what it ought to be."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"), choices=HelplineCheck.Outcome.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=_("On which page did you read it?"),
        help_text=_("The address of a page of the help line itself. It begins with https://."),
        max_length=SOURCE_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )
    number = forms.CharField(
        label=_("The new number"),
        help_text=_("Only when the number has changed."),
        required=False,
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    hours = forms.CharField(
        label=_("The new hours of the phone"),
        help_text=_(
            "Only when they have changed. A row such as 12345 09:00-17:00: the days (Monday is 1), from and until."
        ),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def clean_source(self) -> str:
        source = str(self.cleaned_data["source"])
        if not SOURCE.fullmatch(source):
            raise forms.ValidationError(gettext("Write the whole address of the page. It begins with https://."))
        return source

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if number and not NUMBER.fullmatch(number):
            raise forms.ValidationError(gettext("A number has only digits, with spaces between them."))
        return number

    def clean_hours(self) -> str:
        rows = read_hours(self.cleaned_data["hours"])
        if rows is None or not are_hours(rows):
            raise forms.ValidationError(
                gettext("These hours cannot be. Write a row such as 12345 09:00-17:00, and no hour twice.")
            )
        return written(rows)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("outcome") == HelplineCheck.Outcome.CHANGED and not self.errors:
            if not (found["number"] or found["hours"]):
                self.add_error("outcome", gettext("Say below what has changed: the number, the hours, or both."))
        elif found.get("outcome") == HelplineCheck.Outcome.RIGHT:
            found.update(number="", hours="")
        return found


class DutyForm(forms.Form):
    """How facilitators reach the coordinator on duty."""

    organisation = forms.ChoiceField(label=_("For which organisation?"))
    words = forms.CharField(
        label=_("How do facilitators reach the coordinator on duty?"),
        help_text=_("A phone number, and when. Only facilitators of your groups read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, posts: list[Coordinator], initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        self._posts = {str(post.pk): post for post in posts}
        choice = self.fields["organisation"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(pk, post.organisation.name) for pk, post in self._posts.items()]
        if len(posts) == 1:
            del self.fields["organisation"]

    @property
    def post(self) -> Coordinator:
        """As whom it is said."""
        chosen: str = self.cleaned_data.get("organisation") or next(iter(self._posts))
        return self._posts[chosen]
