"""Signing up, logging in, and what one chooses for oneself. A passphrase that was typed is never shown again."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.devices import DEVICE_WORD_CHARACTERS
from accounts.comfort import ANNOUNCEMENTS, ARRIVALS, FACES, SPACINGS, Comfort
from accounts.models import Account, Country
from accounts.offers import Offer, new_offer
from accounts.pages import put_shared
from accounts.queries import login_hash
from accounts.validators import readable

LOGIN_NAME_CHARACTERS = 120
PASSPHRASE_CHARACTERS = 200
SHORTEST_PASSPHRASE = 15
MAIL_ADDRESS_CHARACTERS = 254  # RFC 5321


def shared_field() -> forms.BooleanField:
    """Asked wherever somebody comes in."""
    return forms.BooleanField(
        label=_("Others use this device too"),
        help_text=_("Then nothing stays behind in this browser, and you are signed out after ten quiet minutes."),
        required=False,
    )


class LogInForm(LoginForm):
    """allauth's form, which from its first step sees only the keyed hash of the log-in name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"] = forms.CharField(
            label=_("Log-in name"),
            help_text=_("The three words that you were given."),
            max_length=LOGIN_NAME_CHARACTERS,
            widget=forms.TextInput(attrs=name),
        )
        self.fields["password"] = forms.CharField(
            label=_("Passphrase"),
            strip=False,
            max_length=PASSPHRASE_CHARACTERS,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.fields["shared"] = shared_field()
        self.order_fields(["login", "password", "shared"])

    def clean_login(self) -> str:
        return login_hash(self.cleaned_data["login"])

    def clean(self) -> dict[str, Any] | None:
        try:
            cleaned: dict[str, Any] | None = super().clean()
        except ValidationError as error:
            raise _said_plainly(error) from None
        if self.user and not self.user.is_active:
            raise _no_match()
        return cleaned

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        put_shared(request, self.cleaned_data["shared"])
        answer: HttpResponse = super().login(request, redirect_url)
        return answer


class NewPassphraseForm(forms.Form):
    """A passphrase: the one that `offer` proposes, or one's own."""

    take_proposal = forms.BooleanField(label=_("Use this passphrase"), required=False)
    passphrase = forms.CharField(
        label=_("Or your own passphrase"),
        help_text=_("At least 15 characters. A short sentence is easier to keep than a difficult word."),
        strip=False,
        required=False,
        max_length=PASSPHRASE_CHARACTERS,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, offer: Offer, account: Account | None = None) -> None:
        super().__init__(data)
        self.offer = offer
        self.account = account or Account(login_hash=login_hash(offer.login_name))
        self.fields["passphrase"].widget.is_required = False

    def clean_passphrase(self) -> str:
        typed: str = self.cleaned_data["passphrase"]
        if self.cleaned_data["take_proposal"]:
            return self.offer.passphrase
        if len(typed) < SHORTEST_PASSPHRASE:
            raise ValidationError(
                gettext("Take the passphrase above, or make one of at least 15 characters."), code="too_short"
            )
        validate_password(typed, self.account)
        return typed

    @property
    def proposal_taken(self) -> str:
        """The proposed passphrase if it was taken, since only that one may be shown."""
        return self.offer.passphrase if self.cleaned_data["take_proposal"] else ""


class SignUpForm(NewPassphraseForm):
    """A passphrase for the log-in name of `offer`."""

    shared = shared_field()

    def __init__(self, data: Any = None, *, offer: Offer, expired: bool = False) -> None:
        super().__init__(data, offer=offer)
        self.expired = expired

    def clean(self) -> dict[str, Any]:
        if self.expired:
            self.start_anew()
        return self.cleaned_data

    def start_anew(self) -> None:
        """Says that the log-in name on the page is another one than before."""
        self.add_error(
            None, gettext("The page was open for too long, so there is a new log-in name. Choose a passphrase again.")
        )

    def slow_down(self) -> None:
        """Says that from here somebody else came just before."""
        self.add_error(
            None,
            gettext("From your network somebody made an account a moment ago. Wait a minute, then press once more."),
        )

    def ask_for_patience(self) -> None:
        """Says that many come at once."""
        self.add_error(
            None,
            gettext("Very many people make an account just now. Wait a minute on this page, then press once more."),
        )


class NewNameForm(NewPassphraseForm):
    """A passphrase in place of one that is lost, or of none, and the log-in name of `offer` for who wants one.

    `nameless`: the account has no log-in name yet, so it gets this one.
    """

    new_name = forms.BooleanField(
        label=_("I do not know my log-in name any more: give me a new one"),
        help_text=_("Only the new one works then. You will see it once, to write it down."),
        required=False,
    )
    field_order = ("new_name", "take_proposal", "passphrase")

    def __init__(self, data: Any = None, *, offer: Offer, account: Account, nameless: bool) -> None:
        super().__init__(data, offer=offer, account=None if nameless else account)
        self.nameless = nameless
        if nameless:
            del self.fields["new_name"]

    @property
    def new_login_name(self) -> str | None:
        """The name that goes with the passphrase from now on; None: the one of before."""
        return self.offer.login_name if self.nameless or self.cleaned_data["new_name"] else None

    def start_anew(self) -> None:
        """Says that the log-in name went to somebody else meanwhile."""
        self.offer = new_offer(timezone.now())
        self.add_error(None, gettext("There is a new log-in name for you. Choose a passphrase again."))


class OwnPassphraseForm(forms.Form):
    """The passphrase once more, from who is signed in already."""

    old = forms.CharField(
        label=_("Your passphrase now"),
        strip=False,
        max_length=PASSPHRASE_CHARACTERS,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def refuse(self) -> None:
        """Says that it is another one."""
        self.add_error("old", gettext("This is not your passphrase. Look once more, also at the capitals."))

    def slow_down(self) -> None:
        """Says that there were too many tries."""
        self.add_error(None, gettext("Too many tries. Wait five minutes and try again."))


class ChangePassphraseForm(OwnPassphraseForm, NewPassphraseForm):
    """The passphrase of now, and the one of from now on."""

    field_order = ("old", "take_proposal", "passphrase")


class LanguageForm(forms.Form):
    """In which language one reads, and where one lives."""

    language = forms.ChoiceField(label=_("Language of the pages"), widget=forms.RadioSelect)
    country = forms.ChoiceField(
        label=_("Help lines of"),
        help_text=_("These are shown first under Help now."),
        required=False,
        choices=[("", _("both countries")), *Country.choices],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ]


class ComfortForm(forms.Form):
    """How somebody reads best."""

    spacing = forms.ChoiceField(label=_("Room between lines"), choices=SPACINGS.items, widget=forms.RadioSelect)
    face = forms.ChoiceField(label=_("Letters"), choices=FACES.items, widget=forms.RadioSelect)
    arrival_seconds = forms.TypedChoiceField(
        label=_("New lines in a talk appear"), coerce=int, choices=ARRIVALS.items, widget=forms.RadioSelect
    )
    announced_every_seconds = forms.TypedChoiceField(
        label=_("A screen reader reads new lines"),
        coerce=int,
        choices=ANNOUNCEMENTS.items,
        widget=forms.RadioSelect,
    )

    def comfort(self) -> Comfort:
        """What was chosen."""
        return Comfort(**self.cleaned_data)


class DeviceForm(forms.Form):
    """One's own word for one of one's browsers."""

    word = forms.CharField(
        label=_("Your word for this device"),
        required=False,
        max_length=DEVICE_WORD_CHARACTERS,
        validators=[readable],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MailAddressForm(forms.Form):
    """Where to hear that there is news."""

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=MAIL_ADDRESS_CHARACTERS,
        error_messages={"invalid": _("This is no e-mail address. An address has a name, an at sign and a domain.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def slow_down(self) -> None:
        """Says that there were too many letters."""
        self.add_error(None, gettext("You gave an address several times today. Wait until tomorrow."))


def _said_plainly(error: ValidationError) -> ValidationError:
    if error.code == "too_many_login_attempts":
        return ValidationError(gettext("Too many tries. Wait five minutes and try again."), code=error.code)
    return _no_match()


def _no_match() -> ValidationError:
    return ValidationError(
        gettext("This log-in name and passphrase do not belong together. Look at both once more."), code="no_match"
    )
