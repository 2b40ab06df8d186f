"""Forms for the words that a member never wants to leak."""

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.validators import readable
from moderation.leaking import FEWEST_LETTERS, LONGEST, MOST_PIECES, MOST_WORDS, letters_of, pieces_of

QUIET = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


def keepable(row: str) -> None:
    """Raises ValidationError for what cannot be looked for."""
    readable(row)
    if len(letters_of(row)) < FEWEST_LETTERS:
        raise forms.ValidationError(
            gettext("Give at least two letters or digits: less than that stands in nearly every line.")
        )
    if len(row) > LONGEST or len(pieces_of(row)) > MOST_PIECES:
        raise forms.ValidationError(
            gettext("At most three words together. Give your first name, your surname and your street each apart.")
        )


class LeakWordsForm(forms.Form):
    """Some words, one on each row."""

    words = forms.CharField(
        label=_("Words to keep"),
        help_text=_("Each on a row of its own, at most three words together. You need not think of capitals."),
        max_length=MOST_WORDS * (LONGEST + 2),
        widget=forms.Textarea(attrs={"rows": 4, **QUIET}),
    )

    def clean_words(self) -> list[str]:
        words = [row.strip() for row in self.cleaned_data["words"].splitlines() if row.strip()]
        for word in words:
            keepable(word)
        return words

    def refuse(self, left: int) -> None:
        """Says that there would be too many."""
        fit = ngettext("%(left)s more fits.", "%(left)s more fit.", left) % {"left": left}
        most = gettext("There can be %(most)s words in all.") % {"most": MOST_WORDS}
        self.add_error("words", f"{most} {fit}")


class OneWordForm(forms.Form):
    """One word, to look whether it is kept or to take it off."""

    word = forms.CharField(label=_("One word"), max_length=LONGEST, widget=forms.TextInput(attrs=QUIET))

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        keepable(word)
        return word
