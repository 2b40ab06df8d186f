"""Staying signed in: a page that is open asks how long it still has, and says that somebody is there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from accounts.actions.sessions import stay
from accounts.lifetimes import time_left
from accounts.pages import found
from accounts.queries import session_behind

METHODS = ["GET", "HEAD", "POST"]


def still_here(request: HttpRequest) -> HttpResponse:
    """How many seconds this browser stays signed in; GET only looks, POST is a sign of life. Not found: it is not."""
    now = timezone.now()
    # Not by request.session: to read that is a sign of life.
    session = found(session_behind(request.COOKIES.get(settings.SESSION_COOKIE_NAME), now))
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if request.method == "POST":
        stay(session_ids=[session.pk], now=now)
        session.refresh_from_db()
    return JsonResponse(time_left(session, now))
