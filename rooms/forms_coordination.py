"""What a coordinator types: a new group, a group's texts, words to its people."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import CharField, TextField
from django.http import QueryDict
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.validators import readable
from accounts.vault import public_id
from groups import wordings
from groups.actions.organising import EDITABLE, fingerprint
from groups.ages import ASK_ONLY_IF, ASKS_AGE, AsksAge
from groups.models import Coordinator, Group
from groups.themes import POSITIONS, THEMES
from rooms.actions.coordinating import MOST_LINKS
from rooms.forms import DAY_FORMATS, NO_DAY, NO_TIME, TIME_FORMATS
from rooms.zones import place

GROUP_ID = re.compile(r"g_[A-Za-z0-9_-]{22}")
DAYS = [(str(number), name) for number, name in enumerate(WEEKDAYS.values(), start=1)]
ZONE = "Europe/Brussels"
"""Where the clock of a first meeting hangs."""
PLANNED_AHEAD = timedelta(days=366)
WORDS_CHARACTERS = 1_000


def _line(label: Any, name: str, *, help_text: Any = "", required: bool = False) -> forms.CharField:
    """A text of one line, as long as the group's column `name` allows."""
    column = Group._meta.get_field(name)
    assert isinstance(column, CharField | TextField)
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=column.max_length, validators=[readable]
    )


def _text(label: Any, name: str, *, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """The same with several lines."""
    field = _line(label, name, help_text=help_text)
    field.widget = forms.Textarea(attrs={"rows": rows, "maxlength": field.max_length})
    return field


class TextsForm(forms.Form):
    """What a group's page tells."""

    name = _line(
        _("Name of the group"), "name", required=True, help_text=_("Everybody sees it. 80 characters at most.")
    )
    theme = forms.ChoiceField(label=_("What it is about"), choices=[("", _("Choose a theme")), *THEMES.items()])
    position = forms.ChoiceField(label=_("For whom"), choices=[*POSITIONS.items()], widget=forms.RadioSelect)
    summary = _text(
        _("In a few words"), "summary", rows=2, help_text=_("What somebody reads first. 300 characters at most.")
    )
    region = _line(_("Region"), "region", help_text=_("Where people come from, if that matters."))
    meets = forms.ChoiceField(
        label=_("How the group meets"),
        choices=Group.Meets.choices,
        widget=forms.RadioSelect,
        initial=Group.Meets.ONLINE,
    )
    weekdays = forms.MultipleChoiceField(
        label=_("On which days"), choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    rhythm = _line(_("When, in your own words"), "rhythm", help_text=_("For example: every other Tuesday at 8 p.m."))
    evening = _text(_("How an evening goes"), "evening", rows=6)
    strictness = _text(
        _("How strict it is"), "strictness", rows=2, help_text=_("For example: we ask you to be sober during the talk.")
    )
    in_person = _text(
        _("Meeting in person"), "in_person", help_text=_("Where and when, if the group also meets in person.")
    )

    asks_age = forms.ChoiceField(
        label=ASKS_AGE,
        help_text=ASK_ONLY_IF,
        choices=AsksAge.choices,
        required=False,
        initial=AsksAge.NOT,
        widget=forms.RadioSelect,
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def refuse_name(self) -> None:
        """Says what only the action could know."""
        self.add_error("name", gettext("Your organisation has a group of this name. Choose another one."))

    def clean_weekdays(self) -> str:
        return "".join(sorted(set(self.cleaned_data["weekdays"])))

    def texts(self) -> dict[str, str]:
        """Those that can be edited, by the names of their columns."""
        return {name: self.cleaned_data[name] for name in EDITABLE}


class EditForm(TextsForm):
    """The texts of a group that exists; `seen` tells whether somebody changed them while this was typed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, group: Group) -> None:
        now = {name: getattr(group, name) for name in EDITABLE}
        super().__init__(data, initial={**now, "weekdays": list(group.weekdays), "seen": fingerprint(group)})

    def refuse_as_changed(self, group: Group) -> None:
        """Keeps what was typed; sent once more it is saved."""
        assert isinstance(self.data, QueryDict)
        self.data = self.data.copy()
        self.data["seen"] = fingerprint(group)
        self.add_error(
            None,
            gettext(
                "Somebody else changed these texts while you were typing. What you typed is still here. "
                "Look at the group's page first; save again if yours should stand."
            ),
        )


class OpenForm(TextsForm):
    """A new group, links for who will lead it, and its first meeting if that is known."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    language = forms.ChoiceField(label=_("Language of the talk"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    kept_for = forms.TypedChoiceField(
        label=_("How long a talk is kept after it closed"),
        help_text=_("People agree to this when they join, so it cannot be changed later."),
        choices=Group.KeptFor.choices,
        coerce=int,
        initial=Group.KeptFor.DAY,
        widget=forms.RadioSelect,
    )
    links = forms.TypedChoiceField(
        label=_("How many people will facilitate"),
        help_text=_("You get a link for each of them. Two is a good number: they can stand in for each other."),
        choices=[(number, number) for number in range(1, MOST_LINKS + 1)],
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
    )
    first_on = forms.DateField(
        label=_("Day of the first meeting"),
        help_text=_("Leave this open if you do not know it yet: the facilitators can plan it."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format=DAY_FORMATS[0]),
        input_formats=DAY_FORMATS,
        error_messages={"invalid": NO_DAY},
    )
    first_at = forms.TimeField(
        label=_("Time of the first meeting"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format=TIME_FORMATS[0]),
        input_formats=TIME_FORMATS,
        error_messages={"invalid": NO_TIME},
    )

    field_order = (
        "organisation", "name", "theme", "position", "links", "first_on", "first_at", "kept_for", "language",
        "meets", "weekdays", "rhythm", "region", "summary",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, posts: Sequence[Coordinator]) -> None:
        language = get_language() or settings.LANGUAGE_CODE
        super().__init__(data, initial={"evening": wordings.evening(language), "language": language})
        self.posts = {str(post.organisation_id): post for post in posts}
        self.public_id = _given_id(data) or public_id("g")
        self.starts_at: datetime | None = None
        if len(posts) == 1:
            del self.fields["organisation"]
        else:
            choice = self.fields["organisation"]
            assert isinstance(choice, forms.ChoiceField)
            choice.choices = [(key, post.organisation.name) for key, post in self.posts.items()]

    @property
    def post(self) -> Coordinator:
        """For which organisation the group is opened."""
        chosen = self.cleaned_data.get("organisation")
        return self.posts[chosen] if chosen else next(iter(self.posts.values()))

    def clean(self) -> dict[str, Any]:
        if not self.errors.keys() & {"first_on", "first_at"}:
            self._clean_first()
        if not self.errors:
            self._translate_evening()
        return self.cleaned_data

    def opening(self) -> dict[str, Any]:
        """All that opening a group takes, but by whom and when."""
        return {
            **self.texts(),
            "language": self.cleaned_data["language"],
            "kept_for_hours": self.cleaned_data["kept_for"],
            "public_id": self.public_id,
            "links": self.cleaned_data["links"],
            "first_at": self.starts_at,
        }

    def start_anew(self) -> None:
        """Gives the next group an id of its own."""
        self.public_id = public_id("g")

    def _clean_first(self) -> None:
        day, at = self.cleaned_data["first_on"], self.cleaned_data["first_at"]
        if day and at:
            self._place(day, at)
        elif day or at:
            missing = "first_at" if day else "first_on"
            self.add_error(missing, gettext("Give the day and the time, or leave both open."))

    def _place(self, day: Any, at: Any) -> None:
        now = timezone.now()
        if not now.date() - timedelta(days=1) <= day <= (now + PLANNED_AHEAD).date():
            self.add_error("first_on", gettext("Choose a day between today and a year from now."))
            return
        self.starts_at = place(day, at, ZONE, second=False).moment
        if self.starts_at <= now:
            self.add_error("first_at", gettext("This time is over already."))

    def _translate_evening(self) -> None:
        """A text that was left as it stood goes into the group's own language."""
        typed = self.cleaned_data["evening"].replace("\r\n", "\n")
        if typed in {wordings.evening(code) for code, _name in settings.LANGUAGES}:
            self.cleaned_data["evening"] = wordings.evening(self.cleaned_data["language"])


class WordsForm(forms.Form):
    """What the people of a group read in their own place."""

    words = forms.CharField(
        label=_("Your words to the people of this group"),
        help_text=_("Everybody in the group, and who asked to join, reads this in My place. 1,000 characters at most."),
        max_length=WORDS_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": WORDS_CHARACTERS}),
        validators=[readable],
    )


def _given_id(data: Any) -> str:
    """The id that the page was given for its group, so that a form that comes twice opens one."""
    given = data.get("group", "") if data else ""
    return given if GROUP_ID.fullmatch(given) else ""
