"""What a facilitator fills in about an evening."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.moments import clock, weekday_moment
from rooms.actions import planning
from rooms.models import Meeting
from rooms.zones import ZONES, Placed, Twice, comes_twice, on_the_clock, place

LENGTHS = (45, 60, 75, 90)
"""Minutes."""
FEWEST, MOST = 3, 12
AHEAD = timedelta(days=366)
CANCEL_CHARACTERS = 300
DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M", "%Hu%M", "%Hh%M"]
NO_DAY = _("This is not a day. Write it like 2026-03-31.")
NO_TIME = _("This is not a time. Write it like 20:00.")
FIRST, SECOND = "first", "second"


class PlanForm(forms.Form):
    """Date, start, length, clock and places of one meeting; `now` is the moment that it must come after."""

    day = forms.DateField(
        label=_("Day"),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format=DAY_FORMATS[0], attrs={"type": "date"}),
        error_messages={
            "required": _("Choose a day."),
            "invalid": NO_DAY,
        },
    )
    start = forms.TimeField(
        label=_("Begins at"),
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(format=TIME_FORMATS[0], attrs={"type": "time"}),
        error_messages={
            "required": _("Choose a time."),
            "invalid": NO_TIME,
        },
    )
    which = forms.ChoiceField(label=_("Which of the two?"), required=False, widget=forms.RadioSelect)
    minutes = forms.TypedChoiceField(label=_("How long"), coerce=int, initial=75)
    zone = forms.ChoiceField(
        label=_("Whose clock"), choices=list(ZONES.items()), help_text=_("Where the group is at home.")
    )
    places = forms.IntegerField(
        label=_("Places"),
        min_value=FEWEST,
        max_value=MOST,
        initial=8,
        help_text=_("For members; facilitators come too."),
    )
    placed: Placed

    def __init__(self, data: Any = None, *, now: datetime, meeting: Meeting | None = None) -> None:
        super().__init__(data, initial=_as_it_is(meeting) if meeting else {})
        self.now = now
        self.asks_which = False
        _offer(self.fields["which"], [(FIRST, gettext("the first")), (SECOND, gettext("the second"))])
        _offer(self.fields["minutes"], [(minutes, _minutes(minutes)) for minutes in _lengths(meeting)])
        if meeting:
            self._ask_if_twice(on_the_clock(meeting.starts_at, meeting.zone).replace(tzinfo=None), meeting.zone)

    def plan(self) -> planning.Plan:
        """What a valid form says."""
        data = self.cleaned_data
        return planning.Plan(self.placed.moment, data["minutes"], data["zone"], data["places"])

    def clean(self) -> dict[str, Any]:
        if not self.errors.keys() & {"day", "start", "zone"}:
            self._clean_moment(self.cleaned_data["day"], self.cleaned_data["start"], self.cleaned_data["zone"])
        return self.cleaned_data

    def refuse(self, refusal: Exception) -> None:
        """Says at its field what only the action could know."""
        if isinstance(refusal, planning.Clash):
            self.add_error("start", _clash_sentence(refusal.other, self.cleaned_data["zone"]))
        elif isinstance(refusal, planning.TooFewPlaces):
            self.add_error("places", _coming_sentence(refusal.coming))
        elif isinstance(refusal, planning.Past):
            self.add_error("start", gettext("That moment has passed. Choose a later one."))
        elif isinstance(refusal, planning.TooManyPlanned):
            self.add_error(None, gettext("There are many meetings ahead already. Plan further when some are over."))
        else:
            self.add_error(None, gettext("This group rests for now, so nothing can be planned."))

    def _clean_moment(self, day: date, start: time, zone: str) -> None:
        today = on_the_clock(self.now, zone).date()
        if day < today:
            self.add_error("day", gettext("This day has passed. Choose a later one."))
        elif day > today + AHEAD:
            self.add_error("day", gettext("This is more than a year ahead. Choose an earlier day."))
        else:
            self._place(day, start, zone)

    def _place(self, day: date, start: time, zone: str) -> None:
        self._ask_if_twice(datetime.combine(day, start).replace(second=0), zone)
        chosen = self.cleaned_data.get("which")
        try:
            self.placed = place(day, start, zone, second=chosen == SECOND if chosen else None)
        except Twice:
            self.add_error("which", gettext("The clock goes back that night, so this time comes twice."))
            return
        if self.placed.moment <= self.now:
            self.add_error("start", gettext("That moment has passed. Choose a later one."))

    def _ask_if_twice(self, local: datetime, zone: str) -> None:
        self.asks_which = comes_twice(local, zone)
        shown = {"time": clock(local)}
        _offer(
            self.fields["which"],
            [
                (FIRST, gettext("the first %(time)s, in summer time") % shown),
                (SECOND, gettext("the second %(time)s, an hour later, in winter time") % shown),
            ],
        )


class CancelForm(forms.Form):
    """Why a meeting is taken off, for those who had said that they would come."""

    words = forms.CharField(
        label=_("Why, in your own words"),
        help_text=_("Who said to come reads this in My place."),
        max_length=CANCEL_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write a few words for those who would come.")},
    )


def _offer(field: forms.Field, choices: list[tuple[Any, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _lengths(meeting: Meeting | None) -> list[int]:
    return sorted({*LENGTHS, meeting.lasts_for_minutes} if meeting else LENGTHS)


def _minutes(minutes: int) -> str:
    return gettext("%(minutes)s minutes") % {"minutes": minutes}


def _as_it_is(meeting: Meeting) -> dict[str, Any]:
    local = on_the_clock(meeting.starts_at, meeting.zone)
    return {
        "day": local.date(),
        "start": local.time(),
        "which": SECOND if local.fold else FIRST,
        "minutes": meeting.lasts_for_minutes,
        "zone": meeting.zone,
        "places": meeting.places,
    }


def _clash_sentence(other: Meeting, zone: str) -> str:
    starts_at = weekday_moment(on_the_clock(other.starts_at, zone))
    return gettext("This lies over another meeting of the group: %(starts_at)s. Choose another time.") % {
        "starts_at": starts_at
    }


def _coming_sentence(coming: int) -> str:
    return ngettext(
        "%(coming)s person comes already: there cannot be fewer places.",
        "%(coming)s people come already: there cannot be fewer places.",
        coming,
    ) % {"coming": coming}
