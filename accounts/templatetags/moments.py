"""Days and times in templates: `{{ meeting.starts_at|weekday_moment }}`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import template

from accounts import moments

register = template.Library()


def _or_nothing(write: Callable[[Any], str]) -> Callable[[date | None], str]:
    return lambda on: write(on) if on else ""


for write in (moments.clock, moments.day, moments.moment, moments.full_moment, moments.weekday_moment):
    register.filter(write.__name__, _or_nothing(write), expects_localtime=True)
