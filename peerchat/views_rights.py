"""The rights of the member: one's own data as files, taking back a consent, and erasing the account."""

import json
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.exporting import ExportGone, make_export_link
from accounts.actions.passphrase import WrongPassphrase, check_passphrase
from accounts.entering import is_confirmed
from accounts.forms import OwnPassphraseForm
from accounts.models import Account, ExportFile
from accounts.pages import account_of, behind_log_in, found, with_next
from accounts.queries import UNUSED_MONTHS
from accounts.queries import export_files as export_files_of
from accounts.views_account import too_often
from groups.queries import consenting
from peerchat.actions.erasing import AlreadyErased, erase_account
from peerchat.actions.exporting import fetch_own_data
from peerchat.actions.withdrawing import ENDS, NothingToWithdraw, withdraw_consent
from peerchat.own_end import consequences_of
from peerchat.own_words import parts_of

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
    account = account_of(request)
    if _needs_another_proof(request, account):
        return redirect(with_next("accounts:confirm", request.path))
    form = _proof(request, account)
    if _is_proved(request, form):
        return _erase(request)
    context = {"form": form, "ends": consequences_of(account), "months": UNUSED_MONTHS}
    return render(request, "accounts/account_erase.html", context)


def _needs_another_proof(request: HttpRequest, account: Account) -> bool:
    """Who logs in by a passkey alone has no passphrase to type: it must have been shown just now."""
    return not account.has_usable_password() and not is_confirmed(request)


def _proof(request: HttpRequest, account: Account) -> Form:
    """The passphrase once more; for who has none, nothing but the button."""
    sent = request.POST if request.method == "POST" else None
    return OwnPassphraseForm(sent) if account.has_usable_password() else Form(sent)


def _is_proved(request: HttpRequest, form: Form) -> bool:
    if not form.is_valid():
        return False
    return not isinstance(form, OwnPassphraseForm) or (not too_often(request, form) and is_own(form, request))


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


@sensitive_post_parameters()
@behind_log_in
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """GET: what one's own data are. POST: a link to them, for who proves that the account is theirs."""
    account = account_of(request)
    if _needs_another_proof(request, account):
        return redirect(with_next("accounts:confirm", request.path))
    form = _proof(request, account)
    if _is_proved(request, form):
        return redirect("export_files", make_export_link(account=account, now=timezone.now()))
    return render(request, "accounts/account_export.html", {"form": form})


@behind_log_in
@require_http_methods(["GET", "HEAD", "POST"])
def export_files(request: HttpRequest, token: str) -> HttpResponse:
    """GET: what can be fetched, which uses nothing up. POST: one file, once."""
    account, now = account_of(request), timezone.now()
    files = export_files_of(account, token, now)
    if not files:
        return _gone(request)
    kind = request.POST.get("file", "")
    if kind not in ExportFile.Kind.values:
        return render(request, "accounts/export_files.html", {"files": files})
    try:
        data = fetch_own_data(account=account, token=token, kind=ExportFile.Kind(kind), now=now)
    except ExportGone:
        return _gone(request)
    return _file(request, kind, data)


@behind_log_in
def withdraw(request: HttpRequest, group_id: str) -> HttpResponse:
    """GET: what taking back the consent to a group means. POST: does it."""
    own = found(consenting(account_of(request), group_id))
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if request.method != "POST":
        return render(request, "groups/withdraw.html", {"own": own, "ends": own.state in ENDS})
    with suppress(NothingToWithdraw):  # pressed twice: it is done
        withdraw_consent(membership=own, now=timezone.now())
    messages.success(request, _("Your consent is taken back, and your lines in that group are gone."))
    return redirect("my_place")


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that never was, was used, ran out, or is somebody else's."""
    return render(request, "accounts/export_gone.html", status=404)


def _file(request: HttpRequest, kind: str, data: dict[str, Any]) -> HttpResponse:
    if kind == ExportFile.Kind.JSON:
        response = HttpResponse(json.dumps(data, cls=DjangoJSONEncoder, indent=2), content_type="application/json")
    else:
        response = render(request, "accounts/own_data.html", {"parts": parts_of(data)})
    response.headers["Content-Disposition"] = f'attachment; filename="gegevens.{kind}"'
    return response


def is_own(form: OwnPassphraseForm, request: HttpRequest) -> bool:
    """Whether the passphrase that was typed is the account's, which the form else says."""
    try:
        check_passphrase(account_of(request), form.cleaned_data["old"])
    except WrongPassphrase:
        form.refuse()
        return False
    return True
