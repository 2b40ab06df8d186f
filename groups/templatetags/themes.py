"""Themes and positions in words."""

from django import template
from django.utils.functional import Promise

from groups.themes import POSITIONS, THEMES

register = template.Library()


@register.filter
def theme_name(slug: str) -> Promise | str:
    """The theme in the reader's language; one that is no longer known, as it is stored."""
    return THEMES.get(slug, slug)


@register.filter
def position_name(slug: str) -> Promise | str:
    """The same for the position."""
    return POSITIONS.get(slug, slug)
