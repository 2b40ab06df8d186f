"""What the pages of every app need to know about who looks and where they came from."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Account, Session
from accounts.sessions import SHARED, SessionStore

Found = TypeVar("Found")
View = Callable[..., HttpResponse]


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in; a visitor finds nothing (raises Http404)."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def session_of(request: HttpRequest) -> Session:
    """The session of who is signed in."""
    session = request.session
    assert isinstance(session, SessionStore)
    assert session.row
    return session.row


def found(thing: Found | None) -> Found:
    """`thing`, or the one page for what is not there and what is not yours."""
    if thing is None:
        raise Http404
    return thing


def onward(request: HttpRequest, default: str = "my_place") -> str:
    """The path on this site that `next` names, else the one of the URL called `default`."""
    path = request.POST.get("next") or request.GET.get("next", "")
    return path if is_own_path(path) else resolve_url(default)


def is_own_path(path: str) -> bool:
    """Whether this is a path on this site, and can be read as nothing else."""
    plain = path.startswith("/") and path.isprintable()
    return plain and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


def behind_log_in(view: View) -> View:
    """A private page. A visitor who looks logs in first, also where nothing is; any other method finds nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            return redirect(with_next("account_login", request.path))
        raise Http404

    return guarded


def with_next(url_name: str, path: str) -> str:
    """The address of a page that leads to `path` when it is done."""
    return f"{resolve_url(url_name)}?next={quote(path)}"


def put_shared(request: HttpRequest, shared: bool) -> None:
    """Notes for the session that begins now whether others use this device too."""
    if shared:
        request.session[SHARED] = True
    else:
        request.session.pop(SHARED, None)


def is_shared(request: HttpRequest) -> bool:
    """Whether whoever is signed in said that others use this device too."""
    return SHARED in request.session


def speak(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Lets this browser's next pages be in `language` (as django.views.i18n.set_language does).

    On a shared device nothing is left in the browser: accounts.middleware does it as long as somebody is signed in.
    """
    if is_shared(request):
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
