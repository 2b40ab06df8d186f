"""What people type to find a group, to join it, and to keep it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.validators import readable
from groups import names
from groups.actions.handing_over import NOTE_CHARACTERS
from groups.actions.inviting import MOST_USES
from groups.actions.joining import LINE_CHARACTERS, NotAgreed
from groups.actions.names import NameTaken
from groups.actions.wording import TEXTS
from groups.ages import AGE_BANDS, ASK_ONLY_IF, ASKS_AGE, AsksAge
from groups.looking import gives_away, look
from groups.models import Group, Wording
from groups.queries import Wordings

OWN = "own"
DECISION_CHARACTERS = 500
HOST_TEXT_CHARACTERS = 20_000
RULES_CHARACTERS = 10_000
RULE_CHARACTERS = 300
MOST_RULES = 30
MOST_VERSIONS = 32_767
"""What the column of a wording's version holds."""


class Checkbox(forms.CheckboxInput):
    """A box that counts only for the version of the text that stood beside it."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(attrs={"value": str(wording.pk)})
        self.version = str(wording.pk)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return bool(data.get(name) == self.version)


class AcceptForm(forms.Form):
    """Nothing to fill in: who sends it has a name in the group already, or needs none."""

    pseudonym = ""

    def agreed(self) -> frozenset[UUID]:
        """The ids of the texts that were agreed to."""
        return frozenset()

    def refuse(self, refusal: NameTaken | NotAgreed) -> None:
        """Says what only the action could know."""
        self.add_error(None, gettext("Something changed meanwhile. Look once more and try again."))


class PlaceForm(AcceptForm):
    """A pseudonym for one group, one of `offered` or an own one, and the two texts to agree to."""

    choice = forms.ChoiceField(label=_("Your name in this group"), required=False, widget=forms.RadioSelect)
    own_name = forms.CharField(
        label=_("Another name"),
        help_text=_("2 to 24 characters. Not your real name, and no name that you use elsewhere."),
        required=False,
        max_length=names.LONGEST_TYPED,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    rules = forms.BooleanField(label=_("I keep to these rules"))
    consent = forms.BooleanField(label=_("I agree to this"))

    def __init__(self, data: Any = None, *, by: Account, offered: Sequence[str], wordings: Wordings) -> None:
        super().__init__(data)
        self.by, self.offered, self.wordings = by, offered, wordings
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [*((name, name) for name in offered), (OWN, _("another name, below"))]
        for name, wording in (("rules", wordings.rules), ("consent", wordings.consent)):
            self.fields[name].widget = Checkbox(wording)
            self.fields[name].error_messages["required"] = _("Read the text, and tick the box if you agree.")

    def agreed(self) -> frozenset[UUID]:
        return self.wordings.ids()

    def refuse(self, refusal: NameTaken | NotAgreed) -> None:
        if isinstance(refusal, NameTaken):
            self._refuse_name(names.refusal_sentence(names.TAKEN))
        else:
            self.add_error(None, gettext("The texts were renewed meanwhile. Read them once more."))

    def clean(self) -> dict[str, Any]:
        if not self.errors.keys() & {"choice", "own_name"}:
            self._clean_pseudonym()
        return self.cleaned_data

    def _clean_pseudonym(self) -> None:
        typed: str = self.cleaned_data["own_name"]
        if self._took_a_suggestion() and typed:
            self.add_error("own_name", gettext("You chose a name above and typed one too. Keep one of the two."))
            return
        chosen = self.cleaned_data["choice"] if self._took_a_suggestion() else typed
        try:
            self.pseudonym = names.check(chosen)
        except names.NameRefused as refusal:
            self._refuse_name(names.refusal_sentence(refusal.reason))
        else:
            if gives_away(self.pseudonym, self.by.pk):
                self._refuse_name(gettext("This is one of the words that you never want to leak. Take another name."))

    def _took_a_suggestion(self) -> bool:
        return self.cleaned_data.get("choice") in self.offered

    def _refuse_name(self, sentence: str) -> None:
        self.add_error("choice" if self._took_a_suggestion() else "own_name", sentence)


class JoinForm(PlaceForm):
    """The same, with one line to the facilitator, and an age where the group asks for it."""

    age_band = forms.ChoiceField(
        label=_("How old are you?"),
        help_text=_("The group asks for this. Only the facilitators see it, and it is forgotten when you leave."),
        widget=forms.RadioSelect,
    )
    line = forms.CharField(
        label=_("One line to the facilitator"),
        help_text=_("Only the facilitators see it, until they decide. 200 characters at most."),
        required=False,
        max_length=LINE_CHARACTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    meant = forms.CharField(required=False, widget=forms.HiddenInput)
    """The ids of what was found in the line and shown before."""

    def __init__(
        self, data: Any = None, *, by: Account, offered: Sequence[str], wordings: Wordings, asks_age: str
    ) -> None:
        super().__init__(data, by=by, offered=offered, wordings=wordings)
        bands = AGE_BANDS[AsksAge(asks_age)]
        field = self.fields["age_band"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(band.value, band.label) for band in bands]
        if not bands:
            del self.fields["age_band"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("line"):
            self._look_at_line()
        return self.cleaned_data

    def _look_at_line(self) -> None:
        """What tells who somebody is cannot be sent; what may tell it is asked about once."""
        found = look(self.cleaned_data["line"], self.wordings.rules.group_id, _language(), self.by.pk)
        shown = self.cleaned_data.get("meant", "").split()
        open_ = [each for each in found if each.hard or each.id not in shown]
        if not open_:
            return
        self.data = {**self._typed(), "meant": " ".join(each.id for each in found)}
        self.add_error("line", list(dict.fromkeys(each.hint for each in open_)))
        if not any(each.hard for each in open_):
            self.add_error("line", gettext("Do you want to say it like this? Then send it once more."))

    def _typed(self) -> dict[str, Any]:
        return dict(self.data.items())


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


class HostTextForm(forms.Form):
    """One host page in every language of the site; `version` tells what it looked like when it was opened."""

    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        for code, name in settings.LANGUAGES:
            self.fields[code] = forms.CharField(
                label=name,
                required=False,
                max_length=HOST_TEXT_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 14, "lang": code}),
            )

    def texts(self) -> dict[str, str]:
        """What was typed, by language."""
        return {code: self.cleaned_data[code].replace("\r\n", "\n") for code in dict(settings.LANGUAGES)}

    def refuse(self, version: str) -> None:
        """Says that somebody else was first; sent once more, these words count."""
        self.data = {**dict(self.data.items()), "version": version}
        self.add_error(
            None, gettext("Somebody else changed this page meanwhile. Look at it first. Save again to keep your words.")
        )


class DeclineForm(forms.Form):
    """Why somebody is not admitted, in words that this person will read."""

    words = forms.CharField(
        label=_("Your words to this person"),
        max_length=DECISION_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InvitationForm(forms.Form):
    """How long a link works, and for how many people."""

    days = forms.TypedChoiceField(
        label=_("How long does it work?"),
        coerce=int,
        choices=[(1, _("one day")), (7, _("one week")), (30, _("thirty days"))],
        initial=7,
        widget=forms.RadioSelect,
    )
    uses = forms.IntegerField(
        label=_("For how many people?"), min_value=1, max_value=MOST_USES, initial=1, help_text=_("1 to 20.")
    )


class AgreeForm(forms.Form):
    """Agreeing to a new version of the rules."""

    rules = forms.BooleanField(label=_("I keep to these rules"))

    def __init__(self, data: Any = None, *, rules: Wording) -> None:
        super().__init__(data)
        self.fields["rules"].widget = Checkbox(rules)
        self.fields["rules"].error_messages["required"] = _("Read the text, and tick the box if you agree.")


class RulesForm(forms.Form):
    """The rules of a group, one a line."""

    version = forms.IntegerField(min_value=1, max_value=MOST_VERSIONS, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("The rules of the group"),
        help_text=_("One rule on each line, 30 rules at most. Their numbers come by themselves."),
        max_length=RULES_CHARACTERS,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 16}),
    )

    def clean_text(self) -> str:
        rules = [rule for line in self.cleaned_data["text"].splitlines() if (rule := " ".join(line.split()))]
        if len(rules) > MOST_RULES:
            raise forms.ValidationError(gettext("These are more than 30 rules. Nobody remembers so many: join some."))
        if any(len(rule) > RULE_CHARACTERS for rule in rules):
            raise forms.ValidationError(gettext("A rule has 300 characters at most. Make two of the long one."))
        return "\n".join(rules)


class TextsForm(forms.ModelForm):  # type: ignore[type-arg]  # it has none at run time
    """What a group tells of itself on its page."""

    weekdays = forms.MultipleChoiceField(
        label=_("On which days?"),
        required=False,
        choices=[(str(day), name) for day, name in enumerate(WEEKDAYS.values(), start=1)],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Group
        fields = TEXTS
        labels = {
            "summary": _("The group in two sentences"),
            "rhythm": _("When the group meets"),
            "meets": _("Where the group meets"),
            "evening": _("How an evening goes"),
            "strictness": _("How strict the group is"),
            "in_person": _("Meeting in person: where and when"),
            "asks_age": ASKS_AGE,
        }
        help_texts = {
            "summary": _("Everybody can read this, also who is not in the group. 300 characters at most."),
            "rhythm": _("For example: every second Tuesday, from eight to a quarter past nine."),
            "strictness": _("For example: who comes late, waits for the next round."),
            "in_person": _("No private addresses."),
            "asks_age": ASK_ONLY_IF,
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "meets": forms.RadioSelect,
            "evening": forms.Textarea(attrs={"rows": 6}),
            "strictness": forms.Textarea(attrs={"rows": 3}),
            "in_person": forms.Textarea(attrs={"rows": 4}),
            "asks_age": forms.RadioSelect,
        }

    def __init__(self, data: Any = None, *, group: Group) -> None:
        super().__init__(data, instance=group, initial={"weekdays": list(group.weekdays)})
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators.append(readable)

    def clean_weekdays(self) -> str:
        return "".join(sorted(self.cleaned_data["weekdays"]))


class HandoverForm(forms.Form):
    """A note from one facilitator to the next."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Your note"),
        help_text=_("Only the facilitators of this group read it. No names of people, no stories: how things stand."),
        required=False,
        max_length=NOTE_CHARACTERS,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 10}),
    )
