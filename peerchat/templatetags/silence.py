"""Whether this browser is silent, for pages that offer it."""

from django import template

from peerchat import silence

register = template.Library()
register.filter("is_silent", silence.is_silent)
