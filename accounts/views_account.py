"""One's own account: language, comfort, codes. What ends sessions is in peerchat.views_account."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import queries
from accounts.actions.codes import replace_codes
from accounts.actions.comfort import put_comfort, put_language
from accounts.comfort import CHOICES, comfort_of
from accounts.entering import confirmed
from accounts.forms import ComfortForm, LanguageForm, OwnPassphraseForm
from accounts.pages import account_of, behind_log_in, speak
from accounts.views import TO_KEEP

METHODS = ["GET", "HEAD", "POST"]


@behind_log_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All that can be chosen, as it is now."""
    account = account_of(request)
    comfort = comfort_of(account).stored()
    context = {
        "account": account,
        "language": get_language_info(account.language)["name_local"],
        "comfort": [CHOICES[name][comfort[name]] for name in ("spacing", "face")],
        "devices": queries.devices_of(account, timezone.now()).count(),
        "codes": queries.codes_left(account),
        "months": queries.UNUSED_MONTHS,
        "passkeys": queries.passkeys_of(account).count(),
        "app": queries.has_code_app(account),
        "mail": queries.mail_address_of(account),
        "offered": bool(settings.MAIL_FROM),
    }
    return render(request, "accounts/account.html", context)


@behind_log_in
@require_http_methods(METHODS)
def language(request: HttpRequest) -> HttpResponse:
    """Language and country."""
    account = account_of(request)
    form = LanguageForm(_sent(request), initial={"language": account.language, "country": account.country})
    if not form.is_valid():
        return render(request, "accounts/account_language.html", {"form": form})
    put_language(account=account, **form.cleaned_data)
    with override(account.language):
        messages.success(request, _("This is kept."))
    response = redirect("accounts:account")
    speak(request, response, account.language)
    return response


@behind_log_in
@require_http_methods(METHODS)
def comfort(request: HttpRequest) -> HttpResponse:
    """Reading comfort."""
    account = account_of(request)
    form = ComfortForm(_sent(request), initial=comfort_of(account).stored())
    if not form.is_valid():
        return render(request, "accounts/account_comfort.html", {"form": form})
    put_comfort(account=account, comfort=form.comfort())
    messages.success(request, _("This is kept."))
    return redirect("accounts:account")


@confirmed
@require_http_methods(METHODS)
def codes(request: HttpRequest) -> HttpResponse:
    """How many recovery codes are left; ten new ones for who just proved who they are."""
    account = account_of(request)
    if request.method == "POST":
        to_keep(request, codes=list(replace_codes(account=account, now=timezone.now())))
        return redirect("accounts:keep")
    return render(request, "accounts/account_codes.html", {"left": queries.codes_left(account)})


def too_often(request: HttpRequest, form: OwnPassphraseForm) -> bool:
    """Whether the passphrase was tried too many times, which the form then says."""
    if ratelimit.consume(request, action="reauthenticate"):
        return False
    form.slow_down()
    return True


def to_keep(request: HttpRequest, **news: object) -> None:
    """Shows this once, with what still waited to be written down."""
    waiting = request.session.get(TO_KEEP, {"login_name": "", "passphrase": "", "codes": []})
    request.session[TO_KEEP] = {"next": resolve_url("accounts:account"), **waiting, **news}


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
