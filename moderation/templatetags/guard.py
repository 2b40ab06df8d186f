"""How careful a group is, for pages of the apps below this one."""

from typing import Any

from django import template

from groups.models import Group
from moderation.hints import SHIELD_WORDS
from moderation.queries import guard_of as the_guard_of
from moderation.queries import shields_of

register = template.Library()


@register.inclusion_tag("moderation/parts/guard.html")
def guard_of(group: Group) -> dict[str, Any]:
    """What cannot be said in `group`, what is asked about, and what waits."""
    shields = [(SHIELD_WORDS[kind][0], shield) for kind, shield in shields_of(group).items()]
    return {"group": group, "guard": the_guard_of(group), "shields": shields}
