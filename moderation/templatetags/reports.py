"""Reports in templates: how many wait for who leads a group."""

from django import template

from moderation.queries import waiting_for_leader

register = template.Library()
register.simple_tag(waiting_for_leader, name="reports_waiting")
