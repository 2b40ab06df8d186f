"""Where one hears that there is news: an address that is given, confirmed by a link, and taken away."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import queries
from accounts.actions.letters import MOST_TRIES
from accounts.actions.mail_address import LinkGone, confirm_address, give_address, remove_address
from accounts.entering import too_many
from accounts.forms import MailAddressForm
from accounts.pages import account_of, behind_log_in
from accounts.vault import keyed_hash

METHODS = ["GET", "HEAD", "POST"]


@sensitive_post_parameters()
@behind_log_in
@require_http_methods(METHODS)
def show(request: HttpRequest) -> HttpResponse:
    """GET: what stands there, never in full. POST: another address, to which a link is written."""
    account = account_of(request)
    mail = queries.mail_address_of(account)
    if mail is None and not settings.MAIL_FROM:
        raise Http404
    form = MailAddressForm(request.POST if request.method == "POST" and settings.MAIL_FROM else None)
    if form.is_valid() and _may_be_given(request, form):
        address = form.cleaned_data["address"]
        give_address(account=account, address=address, written=_may_be_written_to(request, address), now=timezone.now())
        messages.success(request, _("We write to that address within a few minutes. Open the link in the letter."))
        return redirect("accounts:mail_address")
    context = {"form": form, "mail": mail, "offered": bool(settings.MAIL_FROM)}
    context["failed"] = mail is not None and mail.tries >= MOST_TRIES
    return render(request, "accounts/account_mail.html", context)


def remove(request: HttpRequest) -> HttpResponse:
    """Takes it away, confirmed or not."""
    account = account_of(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    remove_address(account=account, now=timezone.now())
    messages.success(request, _("The address is gone. You get no more letters."))
    return redirect("accounts:account")


@behind_log_in
@require_http_methods(METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET: a button, since programs look at links in letters before people do. POST: confirms."""
    account, now = account_of(request), timezone.now()
    if request.method != "POST":
        waits = queries.is_to_be_confirmed(account, token, now)
        return render(request, "accounts/confirm_mail.html") if waits else _gone(request)
    try:
        confirm_address(account=account, token=token, now=now)
    except LinkGone:
        return _gone(request)
    messages.success(request, _("From now on you hear there when there is news."))
    return redirect("accounts:mail_address")


def _may_be_given(request: HttpRequest, form: MailAddressForm) -> bool:
    if not too_many(request, "mail_address", account_of(request)):
        return True
    form.slow_down()
    return False


def _may_be_written_to(request: HttpRequest, address: str) -> bool:
    """Nobody gets more than a few links a day, whoever asks; it is not said, since it would tell of others."""
    key = keyed_hash("mail", address.casefold()).hex()
    return bool(ratelimit.consume(request, action="mail_to_one", key=key))


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that never was, was used, ran out, or is somebody else's."""
    return render(request, "accounts/mail_link_gone.html", status=404)
