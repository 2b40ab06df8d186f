"""Where “Snel weg” leads, for pages that are drawn without a request too."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def exit_address() -> str:
    """The one address outside."""
    return str(settings.EXIT_URL)
