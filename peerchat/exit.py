"""Snel weg: out of the site at once, and nothing of the talk behind it."""

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.pages import is_shared
from accounts.sessions import SessionStore
from rooms.actions.sessions import end_session


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def quick_exit(request: HttpRequest) -> HttpResponse:
    """POST ends the session; GET is the page in between that leads out, so that Back only leads out again.

    There is no token, since the same button stands on pages that are alike for everybody: the Origin guards it.
    """
    if request.method != "POST":
        return _leads_out(request)
    if not _comes_from_here(request):
        raise PermissionDenied
    remembered = _remembered(request)
    try:
        sign_out(request)
    except DatabaseError:
        # Nobody waits here for a database: with an empty session the browser's cookie goes all the same.
        request.session = SessionStore()
    # A redirect of a form may not leave the site (form-action), so that it leads to the page in between first.
    headers = {"Location": resolve_url("quick_exit"), "Clear-Site-Data": '"cache", "storage"'}
    response = HttpResponse(status=303, headers=headers)
    # By name: "cookies" would take those of all hosts of this domain, and the silence that somebody asked for.
    for name in {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} | remembered:
        response.delete_cookie(name, samesite="Lax")
    return response


def _remembered(request: HttpRequest) -> set[str]:
    """The cookie of silent mode, where others use the browser too: there nothing stays behind."""
    try:
        return {settings.SILENT_COOKIE_NAME} if is_shared(request) else set()
    except DatabaseError:
        return set()


def sign_out(request: HttpRequest) -> None:
    """Ends the session of this browser, also for its open sockets."""
    session = request.session
    assert isinstance(session, SessionStore)
    if request.user.is_authenticated and session.row:
        end_session(session_id=session.row.pk, now=timezone.now())
    logout(request)


def _leads_out(request: HttpRequest) -> HttpResponse:
    response = render(request, "exit.html", {"address": settings.EXIT_URL})
    response.headers["Refresh"] = f"0; url={settings.EXIT_URL}"
    return response


def _comes_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS
