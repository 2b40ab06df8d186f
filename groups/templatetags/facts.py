"""What is known of a group, in words."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.moments import month
from groups.coordinating import is_fresh
from groups.models import Group
from groups.wordings import KEPT

register = template.Library()


@register.filter
def weekdays(days: str) -> str:
    """The days of Group.weekdays: "24" is “Tuesday and Thursday”."""
    return get_text_list([str(WEEKDAYS[int(day) - 1]) for day in days], _("and"))


@register.filter
def other_days(group: Group) -> str:
    """The group's days, when its own words about the rhythm do not name them all."""
    names = [str(WEEKDAYS[int(day) - 1]) for day in group.weekdays]
    told = group.rhythm.casefold()
    return "" if all(name.casefold() in told for name in names) else weekdays(group.weekdays)


@register.filter
def kept(hours: int) -> str:
    """How long what is said in a talk is kept after it closed."""
    return str(KEPT[Group.KeptFor(hours)])


@register.filter
def freshness(checked_on: date | None) -> str:
    """When somebody last said that what is told of a group is true."""
    if checked_on is None:
        return _("not checked yet")
    fresh = is_fresh(checked_on, timezone.localdate())
    sentence = _("checked in %(month)s") if fresh else _("last checked in %(month)s")
    return sentence % {"month": month(checked_on)}
