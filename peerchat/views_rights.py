"""The rights of the member: one's own data as files, taking back a consent, and erasing the account."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.passphrase import WrongPassphrase, check_passphrase
from accounts.forms import OwnPassphraseForm
from accounts.pages import account_of, behind_log_in
from accounts.queries import UNUSED_MONTHS
from accounts.views_account import too_often
from peerchat.actions.erasing import AlreadyErased, erase_account
from peerchat.own_end import consequences_of

ERASED = "erased"
"""In the session that comes after: what went, in counts, until it was shown."""


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """GET: what goes and what stays. POST: erases the account of who proves that it is theirs."""
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect("erased")  # the button was pressed twice, or on two devices
    return _erase_page(request)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """That it is done; with the receipt, once, for who did it."""
    return render(request, "accounts/erased.html", {"receipt": request.session.pop(ERASED, None)})


@behind_log_in
def _erase_page(request: HttpRequest) -> HttpResponse:
    account, form = account_of(request), OwnPassphraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not too_often(request, form) and is_own(form, request):
        return _erase(request)
    context = {"form": form, "ends": consequences_of(account), "months": UNUSED_MONTHS}
    return render(request, "accounts/account_erase.html", context)


def _erase(request: HttpRequest) -> HttpResponse:
    try:
        receipt = erase_account(account_id=account_of(request).pk, now=timezone.now())
    except AlreadyErased:
        receipt = None
    logout(request)
    if receipt:
        request.session[ERASED] = vars(receipt)
    response = redirect("erased")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def is_own(form: OwnPassphraseForm, request: HttpRequest) -> bool:
    """Whether the passphrase that was typed is the account's, which the form else says."""
    try:
        check_passphrase(account_of(request), form.cleaned_data["old"])
    except WrongPassphrase:
        form.refuse()
        return False
    return True
