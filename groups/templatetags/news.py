"""The words of a piece of news in templates."""

from django import template

from groups.news import sentence

register = template.Library()
register.filter("sentence", sentence)
