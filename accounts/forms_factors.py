"""Proving who one is otherwise than by a passphrase. Each form of a page says by `way` which one it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import OwnPassphraseForm, shared_field
from accounts.passkeys import LABEL_CHARACTERS, RESPONSE_CHARACTERS
from accounts.validators import readable

CODE_CHARACTERS = 20
RECOVERY_CODE_CHARACTERS = 120


class ProvingForm(forms.Form):
    """A form whose proof may fail; each kind says so by `refuse`, in the same words whatever was wrong."""

    def slow_down(self) -> None:
        """Says that there were too many tries."""
        self.add_error(None, gettext("Too many tries. Wait five minutes and try again."))


class CodeForm(ProvingForm):
    """A code of an app."""

    way = "app"
    code = forms.CharField(
        label=_("The six digits in your app"),
        max_length=CODE_CHARACTERS,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )

    def refuse(self) -> None:
        """Says that it is not the code of now."""
        self.add_error(
            "code", gettext("This is not the code of now. Each code works once: wait for the next one in your app.")
        )


class RecoveryCodeForm(ProvingForm):
    """A code from the sheet."""

    code = forms.CharField(
        label=_("Recovery code"),
        help_text=_("One of the ten that you got with your account. Capitals, spaces and hyphens do not matter."),
        max_length=RECOVERY_CODE_CHARACTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    shared = shared_field()

    def refuse(self) -> None:
        """Says that it opens nothing, whether it ever did or not."""
        self.add_error("code", gettext("This code does not work. Look once more. Each code works once."))


class PasskeyForm(ProvingForm):
    """What a device answers; the script of the page fills it in."""

    way = "passkey"
    credential = forms.CharField(max_length=RESPONSE_CHARACTERS, required=False, widget=forms.HiddenInput)

    def refuse(self) -> None:
        """Says that nothing was proved."""
        self.add_error(None, gettext("The passkey did not work, or it took too long. Try again."))


class LogInPasskeyForm(PasskeyForm):
    """Logging in by a device alone."""

    shared = shared_field()


class LabelForm(forms.Form):
    """One's own word for a passkey."""

    label = forms.CharField(
        label=_("Your word for this passkey"),
        help_text=_("Such as “phone”. Your device shows it too, with the name of this site."),
        required=False,
        max_length=LABEL_CHARACTERS,
        validators=[readable],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NewPasskeyForm(LabelForm, PasskeyForm):
    """A new passkey under one's own word."""


class SignUpPasskeyForm(NewPasskeyForm):
    """A new passkey for a new account."""

    shared = shared_field()


class ConfirmForm(OwnPassphraseForm):
    """The passphrase, to prove once more who one is."""

    way = "passphrase"

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["old"].label = _("Your passphrase")
