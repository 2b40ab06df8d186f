"""Passkeys: what a browser is asked, signing up and logging in with one, and one's own."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import passkeys, queries
from accounts.actions.passkeys import PasskeyKnown, add_passkey, name_passkey, sign_up_with_passkey, use_passkey
from accounts.actions.signing_up import NewAccount
from accounts.entering import confirm, confirmed, enter, entered, is_confirmed, too_many
from accounts.factors import counts
from accounts.forms_factors import LabelForm, LogInPasskeyForm, NewPasskeyForm, PasskeyForm, SignUpPasskeyForm
from accounts.models import Account, Passkey
from accounts.pages import account_of, onward, put_shared, session_of
from accounts.passkeys import Asked, NotProved
from accounts.patience import note_sign_up
from accounts.turns import Turn, is_paid, riddle, turn_to_ask
from accounts.views import TO_KEEP

METHODS = ["GET", "HEAD", "POST"]
NOT_YET = {Turn.OURS: 0, Turn.SOMEBODY_WAS_HERE: 429, Turn.NEEDS_PATIENCE: 428}
"""What the script of the page knows by: wait, or show the page anew, with the sum (RFC 6585)."""
ASKED = "passkey_asked"
"""In the session: the question that waits for its one answer."""


@require_POST
def ask_to_make(request: HttpRequest) -> HttpResponse:
    """JSON for `navigator.credentials.create`: for a new account, or one more passkey of the own."""
    if too_many(request, "passkey"):
        return HttpResponse(status=429)
    form = LabelForm(request.POST)
    label = form.cleaned_data["label"] if form.is_valid() else ""  # a wrong one is said when the form itself comes
    account = request.user
    if isinstance(account, Account):
        if not is_confirmed(request):
            raise Http404
        account_id, known = account.pk, list(queries.passkeys_of(account))
    else:
        if status := NOT_YET[turn_to_ask(request)]:
            return HttpResponse(status=status)  # before the device makes a passkey that opens nothing
        account_id, known = uuid.uuid4(), []
    return _ask(request, passkeys.ask_to_make(account_id, label, known, timezone.now()))


@require_POST
def ask_to_show(request: HttpRequest) -> HttpResponse:
    """JSON for `navigator.credentials.get`: the same for everybody, since nobody said yet who they are."""
    if too_many(request, "passkey"):
        return HttpResponse(status=429)
    return _ask(request, passkeys.ask_to_show(timezone.now()))


@require_http_methods(METHODS)
def sign_up(request: HttpRequest) -> HttpResponse:
    """An account that a device opens, without log-in name and passphrase."""
    if request.user.is_authenticated:
        return redirect("accounts:keep" if TO_KEEP in request.session else onward(request))
    form = SignUpPasskeyForm(request.POST if request.method == "POST" else None)
    made = _signed_up(request, form) if form.is_valid() else None
    if made is None:
        context = {"form": form, "next": onward(request), **riddle(request)}
        return render(request, "accounts/sign_up_passkey.html", context)
    put_shared(request, form.cleaned_data["shared"])
    enter(request, made.account, second_factor=True)
    kept = {"login_name": "", "passphrase": "", "codes": list(made.recovery_codes), "next": onward(request)}
    request.session[TO_KEEP] = kept
    return redirect("accounts:keep")


@require_http_methods(METHODS)
def log_in(request: HttpRequest) -> HttpResponse:
    """Logging in by a device alone."""
    if request.user.is_authenticated:
        return redirect(onward(request))
    form = LogInPasskeyForm(request.POST if request.method == "POST" else None)
    passkey = shown(request, form) if form.is_valid() else None
    if passkey is None:
        return render(request, "accounts/log_in_passkey.html", {"form": form, "next": onward(request)})
    put_shared(request, form.cleaned_data["shared"])
    enter(request, passkey.account, second_factor=counts(passkey, timezone.now()))
    return entered(request, passkey.account, onward(request))


@confirmed
@require_http_methods(METHODS)
def own(request: HttpRequest) -> HttpResponse:
    """One's own passkeys, and a form for one more."""
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _added(request, form):
        messages.success(request, _("The passkey is added."))
        return redirect(onward(request, "accounts:passkeys"))
    return _own(request, form)


def name(request: HttpRequest) -> HttpResponse:
    """Gives one of them another word."""
    account = account_of(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    passkey = queries.passkey(account, request.POST.get("passkey", ""))
    form = LabelForm(request.POST, auto_id=f"{passkey.pk}_%s" if passkey else "id_%s")
    if passkey and not form.is_valid():
        return _own(request, NewPasskeyForm(), passkey, form)
    if passkey:
        name_passkey(passkey=passkey, label=form.cleaned_data["label"])
    messages.success(request, _("This is kept.") if passkey else _("That passkey was removed already."))
    return redirect("accounts:passkeys")


def shown(request: HttpRequest, form: PasskeyForm) -> Passkey | None:
    """The passkey that was shown; None when none was, which the form then says."""
    if too_many(request, "passkey"):
        form.slow_down()
        return None
    try:
        return use_passkey(asked=_asked(request), response=form.cleaned_data["credential"], now=timezone.now())
    except NotProved:
        form.refuse()
        return None


def _ask(request: HttpRequest, question: passkeys.Question) -> HttpResponse:
    request.session[ASKED] = question.asked
    return JsonResponse(question.options)


def _asked(request: HttpRequest) -> Asked | None:
    """The question, which is answered by this, right or wrong."""
    asked: Asked | None = request.session.pop(ASKED, None)
    return asked


def _signed_up(request: HttpRequest, form: NewPasskeyForm) -> NewAccount | None:
    asked, now = _asked(request), timezone.now()
    if not is_paid(request):
        form.refuse()
        return None
    try:
        made = passkeys.made(asked, form.cleaned_data["credential"], now)
        account = sign_up_with_passkey(
            account_id=uuid.UUID(asked["account"] if asked else ""),
            made=made,
            label=form.cleaned_data["label"],
            language=get_language() or "nl",
            now=now,
        )
    except (NotProved, PasskeyKnown):
        form.refuse()
        return None
    note_sign_up(now)
    return account


def _added(request: HttpRequest, form: NewPasskeyForm) -> bool:
    """Adds it; who made one just now has shown it, too."""
    asked, account, now = _asked(request), account_of(request), timezone.now()
    try:
        made = passkeys.made(asked, form.cleaned_data["credential"], now, by=account.pk)
        label, before = form.cleaned_data["label"], session_of(request).second_factor
        passkey = add_passkey(account=account, made=made, label=label, shown=before, now=now)
    except (NotProved, PasskeyKnown):
        form.refuse()
        return False
    confirm(request, second_factor=counts(passkey, now))
    return True


def _own(
    request: HttpRequest, form: NewPasskeyForm, refused: Passkey | None = None, label: LabelForm | None = None
) -> HttpResponse:
    now = timezone.now()
    found = [
        (passkey, label if passkey == refused else _label_form(passkey), counts(passkey, now))
        for passkey in queries.passkeys_of(account_of(request))
    ]
    context = {"passkeys": found, "new": form, "form": label or form, "next": onward(request, "accounts:passkeys")}
    return render(request, "accounts/account_passkeys.html", context)


def _label_form(passkey: Passkey) -> LabelForm:
    return LabelForm(initial={"label": passkey.label}, auto_id=f"{passkey.pk}_%s")
