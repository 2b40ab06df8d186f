"""What is known of a group, in words."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.moments import month
from groups.coordinating import is_fresh

register = template.Library()


@register.filter
def weekdays(days: str) -> str:
    """The days of Group.weekdays: "24" is “Tuesday and Thursday”."""
    return get_text_list([str(WEEKDAYS[int(day) - 1]) for day in days], _("and"))


@register.filter
def freshness(checked_on: date | None) -> str:
    """When somebody last said that what is told of a group is true."""
    if checked_on is None:
        return _("not checked yet")
    fresh = is_fresh(checked_on, timezone.localdate())
    sentence = _("checked in %(month)s") if fresh else _("last checked in %(month)s")
    return sentence % {"month": month(checked_on)}
