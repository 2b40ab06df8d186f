"""A group's next meetings, for pages of the apps below this one."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.models import Account
from groups.models import Group, Membership
from rooms.planned import Evening, evenings_of, takes_places

register = template.Library()
SHOWN = 4


@register.inclusion_tag("rooms/parts/next_meetings.html", takes_context=True)
def next_meetings(context: dict[str, Any], group: Group, own: Membership | None) -> dict[str, Any]:
    """The next meetings of `group`; who is in it says there whether they come."""
    user = context["request"].user
    account = user if isinstance(user, Account) else None
    found = evenings_of(group, account, timezone.now())
    return {
        "evenings": found[:SHOWN],
        "group": group,
        "takes_places": takes_places(own),
        "back": context["request"].path,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("rooms/parts/next_meetings.html", takes_context=True)
def own_meetings(context: dict[str, Any], own: Membership, evenings: list[Evening]) -> dict[str, Any]:
    """The same at one's own place, from what was read for all groups together."""
    return {
        "evenings": evenings[:SHOWN],
        "group": own.group,
        "takes_places": takes_places(own),
        "back": context["request"].path,
        "csrf_token": context.get("csrf_token"),
    }
