"""Forms for an organisation's own words."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.checks import SHIELDS, SOFT
from moderation.checks.own import LONGEST, NoPattern, TooWide, words_of
from moderation.hints import SHIELD_WORDS

LINE_LIMIT = 4_000
"""Characters."""
SOFT_NAMES = {
    "real_name": _("A name of a person"),
    "work_school": _("A firm, a school or a house"),
    "postcode_place": _("A place"),
    "birth_date": _("A date of birth"),
}


def kinds() -> list[tuple[str, Any]]:
    """What an own word can be: of the identity guard, or of a shield."""
    return [
        *((kind, SOFT_NAMES[kind]) for kind in SOFT),
        *((f"shield:{shield}", SHIELD_WORDS[shield][0]) for shield in SHIELDS),
    ]


def languages() -> list[tuple[str, Any]]:
    return [("", _("all groups")), *settings.LANGUAGES]


class OwnWordForm(forms.Form):
    """A pattern, what it is, and in which groups it counts."""

    pattern = forms.CharField(
        label=_("Word or words"),
        help_text=_(
            "At most six words. A star at the end or the beginning stands for the rest of a word: zonne*. "
            "A # stands for one digit: kamer ##."
        ),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=kinds)
    language = forms.ChoiceField(label=_("In which groups?"), choices=languages, required=False)

    def clean_pattern(self) -> str:
        pattern = str(self.cleaned_data["pattern"])
        try:
            words_of(pattern)
        except TooWide:
            raise forms.ValidationError(
                gettext("This would be found in nearly every line. Give at least three letters, also with a star.")
            ) from None
        except NoPattern:
            raise forms.ValidationError(
                gettext("Use letters, digits and # only, and a star only at one end of a word.")
            ) from None
        return pattern


class TryOwnForm(forms.Form):
    """A line to try."""

    line = forms.CharField(
        label=_("What somebody could say"),
        help_text=_("Only your own words are looked for. Nothing of it is kept."),
        max_length=LINE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
