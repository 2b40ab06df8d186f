"""What of one's ways to log in ends sessions: removing a second factor, a passphrase in place of a lost one."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import queries
from accounts.actions.factors import OnlyWayIn
from accounts.actions.signing_up import LoginNameTaken
from accounts.entering import RECOVERED, confirmed, is_confirmed
from accounts.forms import NewNameForm
from accounts.pages import account_of, session_of, with_next
from accounts.views import TO_KEEP
from accounts.views_account import to_keep
from peerchat.views_account import offer_of, stay
from rooms.actions import sessions


def remove_passkey(request: HttpRequest) -> HttpResponse:
    """Forgets one of the own passkeys."""
    return _remove(request, _passkey_removed, "accounts:passkeys")


def remove_code_app(request: HttpRequest) -> HttpResponse:
    """Forgets the app that shows codes."""
    return _remove(request, _app_removed, "accounts:account")


@sensitive_post_parameters()
@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def new_passphrase(request: HttpRequest) -> HttpResponse:
    """A passphrase for who has none, or came in with a recovery code; and a log-in name where it is needed."""
    account = account_of(request)
    nameless = not account.has_usable_password()
    if not nameless and not request.session.get(RECOVERED):
        return redirect("passphrase")
    sent = request.POST if request.method == "POST" else None
    form = NewNameForm(sent, offer=offer_of(request), account=account, nameless=nameless)
    if form.is_valid() and _set(request, form):
        return redirect("accounts:keep" if TO_KEEP in request.session else "accounts:account")
    return render(request, "accounts/account_new_passphrase.html", {"form": form})


def _remove(request: HttpRequest, remove: Callable[[HttpRequest], bool], to: str) -> HttpResponse:
    """Only who just proved who they are removes anything, and by POST; the answer is the same when it is gone."""
    account_of(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not is_confirmed(request):
        return redirect(with_next("accounts:confirm", resolve_url(to)))
    if remove(request):
        messages.success(request, _("It is removed. Other devices are signed out."))
    return redirect(to)


def _passkey_removed(request: HttpRequest) -> bool:
    passkey = queries.passkey(account_of(request), request.POST.get("passkey", ""))
    if passkey is None:
        return True
    try:
        sessions.remove_passkey(passkey=passkey, except_id=session_of(request).pk, now=timezone.now())
    except OnlyWayIn:
        messages.error(request, _("This passkey is your only way to log in. First add another one, or a passphrase."))
        return False
    return True


def _app_removed(request: HttpRequest) -> bool:
    if queries.has_code_app(account_of(request)):
        sessions.remove_code_app(account=account_of(request), except_id=session_of(request).pk, now=timezone.now())
    return True


def _set(request: HttpRequest, form: NewNameForm) -> bool:
    account, former, name = account_of(request), session_of(request), form.new_login_name
    try:
        sessions.set_passphrase(
            account=account, new=form.cleaned_data["passphrase"], login_name=name, now=timezone.now()
        )
    except LoginNameTaken:
        form.start_anew()
        return False
    stay(request, account, former)
    if name or form.proposal_taken:
        to_keep(request, login_name=name or "", passphrase=form.proposal_taken)
    messages.success(request, _("Your passphrase is another one now. Other devices are signed out."))
    return True
