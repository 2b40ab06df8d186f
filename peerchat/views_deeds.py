"""The audit, as an organisation's coordinators read it."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from accounts.pages import account_of, behind_log_in, found
from groups import queries
from peerchat.deeds import MOST, deeds
from rooms.live.protocol import whole_number


@behind_log_in
def index(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Who did what in the organisation, newest first; `?voor=` a number goes on below it."""
    own = found(queries.coordinatorship(account_of(request), organisation_id))
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    shown = deeds(own, whole_number(request.GET.get("voor", "")))
    more = shown[-1].number if len(shown) == MOST else None
    return render(request, "coordination/deeds.html", {"organisation": own.organisation, "deeds": shown, "more": more})
