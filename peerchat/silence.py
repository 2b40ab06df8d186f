"""Silent mode: what a browser keeps of a page (title, icon, address) tells nothing of what it is about.

The choice is a cookie of the browser, so that it also holds for a visitor, and for pages that are drawn without
looking anybody up. It is all done here and in `peerchat.middleware`, on whatever page there is: none can forget it.
"""

import base64
import binascii
import hashlib
import re
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.pages import is_shared
from accounts.vault import Unreadable, seal, unseal

URLS: Final = "peerchat.silent_urls"
ON: Final = "1"
LASTS: Final = 365 * 24 * 3600
"""Seconds."""
QUERY: Final = "_"
PURPOSE: Final = b"silent query"
WORD: Final = re.compile(r"<[^>]*>|[a-z-]+")
CODE_CHARACTERS: Final = 6
NEUTRAL: Final = re.compile(rf"/[0-9a-f]{{{CODE_CHARACTERS}}}/")
TITLE: Final = re.compile(rb"<title>.*?</title>", re.DOTALL)
ICON: Final = re.compile(rb'<link rel="icon" href="[^"]*"')


def is_silent(request: HttpRequest) -> bool:
    """Whether this browser was asked to be."""
    return request.COOKIES.get(settings.SILENT_COOKIE_NAME) == ON


def put_silent(request: HttpRequest, response: HttpResponse, on: bool) -> None:
    """Asks this browser to be silent, or no longer; a shared one forgets it when it is closed."""
    name = settings.SILENT_COOKIE_NAME
    if not on:
        response.delete_cookie(name, samesite="Lax")
        return
    age = None if is_shared(request) else LASTS
    response.set_cookie(name, ON, max_age=age, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")


def neutral(route: str) -> str:
    """A route of ours with a code for every word; the same on every site and for ever, since people bookmark it."""
    return WORD.sub(lambda found: found[0] if found[0].startswith("<") else code(found[0]), route)


def code(word: str) -> str:
    """What stands for a word in a silent address."""
    return hashlib.sha256(f"silent address: {word}".encode()).hexdigest()[:CODE_CHARACTERS]


def neutral_path(path: str) -> str | None:
    """The silent address of the same page; None when it is one already, or the path leads nowhere."""
    try:
        found = resolve(path, settings.ROOT_URLCONF)
    except Resolver404:
        return None
    other = reverse(found.view_name, URLS, args=found.args, kwargs=found.kwargs)
    return other if other != path else None


def sealed_query(query: str) -> str:
    """What is asked for, as only the server can read it."""
    return f"{QUERY}={base64.urlsafe_b64encode(seal(query.encode(), PURPOSE)).decode()}"


def opened_query(request: HttpRequest) -> str | None:
    """What a sealed query asks for; None when it is not sealed, nothing when it cannot be read any more."""
    if set(request.GET) != {QUERY}:
        return None
    try:
        return unseal(base64.urlsafe_b64decode(request.GET[QUERY]), PURPOSE).decode()
    except (Unreadable, binascii.Error, ValueError):
        return ""


def put_query(request: HttpRequest, query: str) -> None:
    """Lets the request ask for this."""
    request.META["QUERY_STRING"] = query
    request.GET = QueryDict(query, encoding=request.encoding)


def hush(response: HttpResponse) -> None:
    """Gives a page the title and the icon that every page has."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return
    title = f"<title>{escape(_('Page'))}</title>".encode()
    icon = f'<link rel="icon" href="{static("img/plain.svg")}"'.encode()
    response.content = ICON.sub(icon, TITLE.sub(title, response.content, count=1), count=1)
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
