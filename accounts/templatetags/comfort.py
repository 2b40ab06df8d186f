"""Reading comfort on every page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.comfort import Comfort, comfort_of

register = template.Library()


@register.simple_tag
def comfort_attributes(user: object) -> SafeString:
    """What the style sheet looks at, for choices that are not the usual ones: ` data-spacing="large"`."""
    chosen, usual = comfort_of(user), Comfort()
    spacing = format_html(' data-spacing="{}"', chosen.spacing) if chosen.spacing != usual.spacing else SafeString()
    face = format_html(' data-face="{}"', chosen.face) if chosen.face != usual.face else SafeString()
    return spacing + face
