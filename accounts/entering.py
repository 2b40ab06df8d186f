"""Coming in: a session for whoever proved who they are, and what that session was shown."""

from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.actions.devices import name_device
from accounts.actions.factors import note_second_factor
from accounts.models import Account
from accounts.pages import View, account_of, behind_log_in, session_of, with_next
from accounts.queries import has_second_factor
from accounts.vault import keyed_hash

CONFIRMED_FOR: Final = timedelta(minutes=10)
"""How long after proving oneself one may change how one proves it."""
HELD_FOR: Final = timedelta(minutes=10)
"""How long a right passphrase waits for its second step."""
CONFIRMED_AT, RECOVERED, HELD = "confirmed_at", "recovered", "held"
"""In the session, sealed."""


def enter(request: HttpRequest, account: Account, *, second_factor: bool = False, recovered: bool = False) -> None:
    """Signs in under a new key, so that whoever planted the old one has nothing."""
    request.session.pop(HELD, None)
    login(request, account)
    request.session[CONFIRMED_AT] = timezone.now().timestamp()
    if recovered:
        request.session[RECOVERED] = True
    if second_factor:
        note_second_factor(session=session_of(request))


def entered(request: HttpRequest, account: Account, to: str) -> HttpResponse:
    """The answer to who came in: on to a path, as they like to read."""
    welcomed: HttpResponse = get_adapter(request).welcome(request, redirect(to), account)
    return welcomed


def hold(request: HttpRequest, account: Account) -> None:
    """The passphrase was right, and nobody is in yet: a code of the app is asked too."""
    request.session.cycle_key()
    request.session[HELD] = {"account": str(account.pk), "at": timezone.now().timestamp()}


def held(request: HttpRequest) -> Account | None:
    """Whose second step is waited for in this browser."""
    waits = request.session.get(HELD)
    if waits is None or _age(waits["at"]) > HELD_FOR:
        return None
    return Account.objects.filter(pk=UUID(waits["account"]), is_active=True).first()


def confirm(request: HttpRequest, *, second_factor: bool) -> None:
    """Who is signed in proved it once more. With a second factor the session can do more, so it gets a new key."""
    if second_factor and not session_of(request).second_factor:
        word = session_of(request).device_word
        request.session.cycle_key()
        name_device(session=session_of(request), word=word)
        note_second_factor(session=session_of(request))
    request.session[CONFIRMED_AT] = timezone.now().timestamp()


def is_confirmed(request: HttpRequest) -> bool:
    """Whether ways to log in may be changed: just proved, and with a second factor where there is one.

    Who came in with a recovery code has nothing else to show, and may.
    """
    if request.session.get(RECOVERED):
        return True
    if _age(request.session.get(CONFIRMED_AT, 0)) > CONFIRMED_FOR:
        return False
    return session_of(request).second_factor or not has_second_factor(account_of(request))


def confirmed(view: View) -> View:
    """A page that changes how one logs in: first one proves once more who one is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        return redirect(with_next("accounts:confirm", request.get_full_path()))

    return behind_log_in(guarded)


def too_many(request: HttpRequest, action: str, account: Account | None = None) -> bool:
    """Whether this was tried too often, from one address or for one account; the limits are in the settings."""
    key: dict[str, Any] = {"key": keyed_hash("limit", account.pk.hex).hex()} if account else {}
    return not ratelimit.consume(request, action=action, **key)


def _age(moment: float) -> timedelta:
    return timezone.now() - datetime.fromtimestamp(moment, timezone.get_current_timezone())
