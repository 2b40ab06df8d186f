"""The drawn shape beside a pseudonym."""

from django import template

from groups.models import Membership
from groups.shapes import hue_class, shape_of

register = template.Library()


@register.inclusion_tag("groups/parts/shape.html")
def shape(membership: Membership) -> dict[str, object]:
    """The shape of a membership, in its colour."""
    return {"shape": shape_of(membership.public_id), "hue": hue_class(membership.hue)}
