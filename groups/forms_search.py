"""What people type and choose to find a group. What cannot be one of the choices counts as none: nobody typed it."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.forms.utils import flatatt
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from groups.models import Group
from groups.search import Wanted
from groups.themes import POSITIONS, THEMES

SEARCH_CHARACTERS = 60
SELECTED = mark_safe(" selected")
PAGE = re.compile(r"[1-9][0-9]{0,3}")
ANY = ("", _("does not matter"))
DAYS = [(str(number), name) for number, name in enumerate(WEEKDAYS.values(), start=1)]


class Chosen(NamedTuple):
    """One filter that is used: its words, and the query of the same list without it."""

    words: str
    without: str


class PlainSelect(forms.Select):
    """A select that is written in one go: Django's takes a template for each option, and there may be 100 regions."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((each, SELECTED if each == value else "", words) for each, words in self.choices),
        )
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(attrs or {}), options)


class Choice(forms.ChoiceField):
    """One of the choices or none; anything else is none."""

    def __init__(self, *, label: Any, choices: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(label=label, required=False, choices=[ANY, *choices], widget=PlainSelect)

    def clean(self, value: Any) -> str:
        given = self.to_python(value)
        return given if self.valid_value(given) else ""

    def words(self, value: str) -> str:
        """What a choice is called."""
        return str(dict(cast("list[tuple[str, Any]]", self.choices))[value])


class SearchForm(forms.Form):
    """Words to find a group by."""

    q = forms.CharField(
        label=_("What is it about?"),
        required=False,
        max_length=SEARCH_CHARACTERS,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class FilterForm(SearchForm):
    """The same with all that the list can be narrowed by."""

    theme = Choice(label=_("Theme"), choices=THEMES.items())
    position = Choice(label=_("For whom"), choices=POSITIONS.items())
    region = Choice(label=_("Region"))
    language = Choice(label=_("Language"), choices=settings.LANGUAGES)
    meets = Choice(
        label=_("Online or in person"),
        choices=[(place.value, place.label) for place in (Group.Meets.ONLINE, Group.Meets.IN_PERSON)],
    )
    weekday = Choice(label=_("On which day"), choices=DAYS)

    def __init__(self, data: Any, *, regions: Iterable[str]) -> None:
        super().__init__(data)
        region = self.fields["region"]
        assert isinstance(region, Choice)
        region.choices = [ANY, *((name, name) for name in regions)]
        self.full_clean()

    @property
    def wanted(self) -> Wanted:
        """What to look for; words that cannot be looked for are left out."""
        return Wanted(self.cleaned_data.get("q", ""), **{name: self.cleaned_data[name] for name in self._filters()})

    @property
    def page(self) -> int:
        """Which page of the list; the first for what is no page."""
        given = str(self.data.get("page", ""))
        return int(given) if PAGE.fullmatch(given) else 1

    @property
    def query(self) -> str:
        """What makes this list, without its page."""
        return urlencode(self._chosen_values())

    @property
    def filters(self) -> list[forms.BoundField]:
        """The fields to choose in."""
        return [self[name] for name in self._filters()]

    @property
    def chosen(self) -> list[Chosen]:
        """The filters that are used."""
        query = self._chosen_values()
        return [
            Chosen(self._words(name), urlencode({other: query[other] for other in query if other != name}))
            for name in self._filters()
            if name in query
        ]

    def _chosen_values(self) -> dict[str, str]:
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name))}

    def _filters(self) -> list[str]:
        return [name for name in self.fields if name != "q"]

    def _words(self, name: str) -> str:
        field = self.fields[name]
        assert isinstance(field, Choice)
        return field.words(self.cleaned_data[name])
