"""What waits for a coordinator beside the groups, for the desk of the app below."""

from django import template
from django.utils import timezone

from moderation.card import queue
from moderation.checking import remembered

register = template.Library()


@register.simple_tag
def helplines_waiting() -> int:
    """How many help lines somebody should look at."""
    return len(queue(timezone.localdate(), remembered())[0])
