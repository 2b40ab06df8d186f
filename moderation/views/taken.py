"""The measures that were taken in a group, for those who lead it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groups.models import Membership
from groups.views.desk import READ, desk_page
from moderation.queries import measures_in
from rooms.rules import RULE_WORDS


@desk_page(*READ)
def index(request: HttpRequest, own: Membership) -> HttpResponse:
    """Each with whom it was about, by whom, under which rule, until when, and the words."""
    measures = [(measure, RULE_WORDS.get(measure.rule, "")) for measure in measures_in(own.group)]
    return render(request, "moderation/taken.html", {"group": own.group, "measures": measures})
