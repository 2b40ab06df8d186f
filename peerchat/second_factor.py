"""The second factor that tasks need, said of every request."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import get_user
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from accounts.factors import proved
from accounts.models import Account
from accounts.pages import session_of, with_next
from groups.tasks import has_task


class SecondFactorMiddleware:
    """Says of whoever is signed in whether this session is good for a task, and leads who has one to make it so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _with_proof(request))  # type: ignore[assignment]  # as Django's own middleware does it
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page was not found: for who has a task it may be there once a second factor was shown.

        It hangs on who asks, never on what is there.
        """
        if not isinstance(exception, Http404) or request.method not in ("GET", "HEAD"):
            return None
        account = request.user
        if not isinstance(account, Account) or account.proved or not has_task(account):
            return None
        return redirect(with_next("accounts:second_step", request.path))


def _with_proof(request: HttpRequest) -> Any:
    user = get_user(request)
    if isinstance(user, Account):
        user.proved = proved(session_of(request).second_factor)
    return user
