"""On a device that others use too, pages follow the account and not a cookie that would stay behind."""

from collections.abc import Callable
from contextlib import suppress

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.models import Account
from accounts.pages import is_shared

WITHOUT_A_SESSION = {"quick_exit", "still_here"}
"""Views that must not read it first: one waits for no database, to the other it would be a sign of life."""


class SharedDeviceMiddleware:
    """Lets the pages of who is signed in there be in the language of the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        match = request.resolver_match
        if match and match.url_name not in WITHOUT_A_SESSION:
            # Without a database the page says itself what is wrong; the one with the help lines needs none.
            with suppress(DatabaseError):
                self._speak(request)

    def _speak(self, request: HttpRequest) -> None:
        if is_shared(request) and isinstance(request.user, Account):
            translation.activate(request.user.language)
