"""What waits for a coordinator beside the groups, for the desk of the app below."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.models import Account
from groups.models import Membership
from moderation.card import queue
from moderation.caring import alerts_before, calls_for
from moderation.checking import remembered
from rooms.models import Room
from rooms.phases import RoomKind

register = template.Library()


@register.simple_tag
def helplines_waiting() -> int:
    """How many help lines somebody should look at."""
    return len(queue(timezone.localdate(), remembered())[0])


@register.inclusion_tag("moderation/parts/calls.html")
def own_calls(room: Room, member: Membership) -> dict[str, Any]:
    """What waits for this member alone."""
    return {"calls": calls_for(room, member, timezone.now()) if room.kind == RoomKind.TALK else []}


@register.simple_tag(takes_context=True)
def alerts_waiting(context: dict[str, Any]) -> int:
    """How many groups ask for the coordinator on duty."""
    user = context["request"].user
    return alerts_before(user).filter(taken_at__isnull=True).count() if isinstance(user, Account) else 0
