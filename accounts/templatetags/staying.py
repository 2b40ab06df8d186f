"""How long whoever looks at a page stays signed in."""

from django import template
from django.http import HttpRequest
from django.utils import timezone

from accounts.lifetimes import time_left as time_left_of
from accounts.pages import session_of

register = template.Library()


@register.simple_tag
def time_left(request: HttpRequest) -> dict[str, int]:
    """For a page of who is signed in; see accounts.lifetimes."""
    return time_left_of(session_of(request), timezone.now())
