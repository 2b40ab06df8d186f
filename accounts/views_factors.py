"""The second step: setting it up, showing it at log-in and later, and coming in with a recovery code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import queries, totp
from accounts.actions.code_app import AppKnown, WrongCode, set_up_app, use_app
from accounts.actions.codes import CodeGone, use_code
from accounts.actions.passphrase import WrongPassphrase, check_passphrase
from accounts.entering import RECOVERED, confirm, confirmed, enter, entered, held, too_many
from accounts.factors import counts
from accounts.forms_factors import CodeForm, ConfirmForm, PasskeyForm, RecoveryCodeForm
from accounts.models import Account, CodeApp, Passkey
from accounts.pages import account_of, behind_log_in, onward, put_shared, session_of, with_next
from accounts.views_passkeys import shown

METHODS = ["GET", "HEAD", "POST"]
NEW_SECRET = "new_code_app"  # noqa: S105 - a key
"""In the session, sealed: the secret of an app that is being set up."""


@sensitive_post_parameters()
@require_http_methods(METHODS)
def log_in_code(request: HttpRequest) -> HttpResponse:
    """Logging in with a recovery code: no name is asked, since the code finds its account."""
    if request.user.is_authenticated:
        return redirect(onward(request))
    form = RecoveryCodeForm(request.POST if request.method == "POST" else None)
    account = _recovered(request, form) if form.is_valid() else None
    if account is None:
        return render(request, "accounts/log_in_code.html", {"form": form, "next": onward(request)})
    put_shared(request, form.cleaned_data["shared"])
    enter(request, account, recovered=True)
    return entered(request, account, with_next("accounts:recovered", onward(request)))


@behind_log_in
@require_safe
def recovered(request: HttpRequest) -> HttpResponse:
    """After a recovery code: how many are left, and what to set up now."""
    if not request.session.get(RECOVERED):
        return redirect("accounts:account")
    account = account_of(request)
    context = {"left": queries.codes_left(account), "app": queries.has_code_app(account), "next": onward(request)}
    return render(request, "accounts/recovered.html", context)


@sensitive_post_parameters()
@require_http_methods(METHODS)
def log_in_step(request: HttpRequest) -> HttpResponse:
    """After the passphrase: a code of the app, or a passkey, before anybody is in."""
    if request.user.is_authenticated:
        return redirect(onward(request))
    account = held(request)
    if account is None:
        return redirect(with_next("account_login", onward(request)))
    forms = _forms(request, account)
    factor = _proved(request, account, forms)
    if factor is None:
        return render(request, "accounts/log_in_step.html", {**_named(forms), "next": onward(request)})
    enter(request, account, second_factor=counts(factor, timezone.now()))
    return entered(request, account, onward(request))


@sensitive_post_parameters()
@behind_log_in
@require_http_methods(METHODS)
def confirm_it_is_you(request: HttpRequest) -> HttpResponse:
    """Proving once more who one is: by a second factor where there is one, else by the passphrase."""
    account = account_of(request)
    forms = _forms(request, account)
    if ConfirmForm.way in forms and _right_passphrase(request, account, forms[ConfirmForm.way]):
        confirm(request, second_factor=False)
        return redirect(onward(request, "accounts:account"))
    factor = _proved(request, account, forms)
    if factor is not None:
        confirm(request, second_factor=counts(factor, timezone.now()))
        return redirect(onward(request, "accounts:account"))
    return render(request, "accounts/confirm.html", {**_named(forms), "next": onward(request, "accounts:account")})


@behind_log_in
@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Why a task needs a second step; who has one shows it, who has none sets one up."""
    account = account_of(request)
    resting = [factor for factor in queries.factors_of(account) if not counts(factor, timezone.now())]
    context = {
        "shown": session_of(request).second_factor,
        "has_one": queries.has_second_factor(account),
        "resting": max(factor.counts_at for factor in resting) if resting else None,
        "next": onward(request),
    }
    return render(request, "accounts/second_step.html", context)


@sensitive_post_parameters()
@confirmed
@require_http_methods(METHODS)
def code_app(request: HttpRequest) -> HttpResponse:
    """Setting up an app: a picture to scan, or words to type, and a code to show that it worked."""
    account = account_of(request)
    if queries.has_code_app(account):
        return render(request, "accounts/account_code_app.html")
    secret = request.session.setdefault(NEW_SECRET, totp.new_secret())
    form = CodeForm(request.POST if request.method == "POST" else None)
    app = _set_up(request, account, form, secret) if form.is_valid() else None
    if app is not None:
        del request.session[NEW_SECRET]
        confirm(request, second_factor=counts(app, timezone.now()))
        messages.success(request, _("Your app is set up. From now on it is asked after your passphrase."))
        return redirect(onward(request, "accounts:account"))
    context = {
        "form": form,
        "picture": totp.picture(secret),
        "secret": totp.in_blocks(secret),
        "next": onward(request, "accounts:account"),
    }
    return render(request, "accounts/account_new_code_app.html", context)


Proving = CodeForm | PasskeyForm | ConfirmForm
Forms = dict[str, Proving]
Factor = CodeApp | Passkey


def _recovered(request: HttpRequest, form: RecoveryCodeForm) -> Account | None:
    if too_many(request, "recovery"):
        form.slow_down()
        return None
    try:
        return use_code(code=form.cleaned_data["code"], now=timezone.now())
    except CodeGone:
        form.refuse()
        return None


def _forms(request: HttpRequest, account: Account) -> Forms:
    """The ways in which this account can prove itself; the one that was sent is filled in."""
    kinds: list[type[Proving]] = [CodeForm] if queries.has_code_app(account) else []
    if account.passkeys.exists():
        kinds.append(PasskeyForm)
    if not kinds:
        kinds.append(ConfirmForm)
    sent = request.POST.get("way") if request.method == "POST" else None
    return {kind.way: kind(request.POST if sent == kind.way else None) for kind in kinds}


def _named(forms: Forms) -> dict[str, object]:
    """For the template: each form by its way, and the one that was refused."""
    return {"forms": forms, "form": next((form for form in forms.values() if form.is_bound), None)}


def _proved(request: HttpRequest, account: Account, forms: Forms) -> Factor | None:
    """The second factor that was shown; None when none was, which its form then says."""
    form = next((form for form in forms.values() if form.is_bound and form.is_valid()), None)
    if isinstance(form, CodeForm):
        return _app(request, account, form)
    if not isinstance(form, PasskeyForm):
        return None
    passkey = shown(request, form)
    if passkey is not None and passkey.account_id != account.pk:
        form.refuse()
        return None
    return passkey


def _app(request: HttpRequest, account: Account, form: CodeForm) -> CodeApp | None:
    if too_many(request, "second_step", account):
        form.slow_down()
        return None
    try:
        return use_app(account=account, code=form.cleaned_data["code"], now=timezone.now())
    except WrongCode:
        form.refuse()
        return None


def _right_passphrase(request: HttpRequest, account: Account, form: Proving) -> bool:
    if not isinstance(form, ConfirmForm) or not form.is_valid():
        return False
    if too_many(request, "second_step", account):
        form.slow_down()
        return False
    try:
        check_passphrase(account, form.cleaned_data["old"])
    except WrongPassphrase:
        form.refuse()
        return False
    return True


def _set_up(request: HttpRequest, account: Account, form: CodeForm, secret: str) -> CodeApp | None:
    code, before = form.cleaned_data["code"], session_of(request).second_factor
    try:
        return set_up_app(account=account, secret=secret, code=code, shown=before, now=timezone.now())
    except (WrongCode, AppKnown):
        form.refuse()
        return None
