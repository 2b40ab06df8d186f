"""What of one's own account ends sessions, and so reaches into open talks: devices and the passphrase."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import queries
from accounts.actions.devices import name_device
from accounts.actions.factors import note_second_factor
from accounts.actions.passphrase import WrongPassphrase
from accounts.entering import RECOVERED
from accounts.forms import ChangePassphraseForm, DeviceForm
from accounts.models import Account, Session
from accounts.offers import Offer, OfferGone, new_offer, opened
from accounts.pages import account_of, behind_log_in, session_of
from accounts.views import TO_KEEP
from accounts.views_account import to_keep, too_often
from rooms.actions.sessions import change_passphrase, end_session, end_sessions


@behind_log_in
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """The browsers in which the account is signed in, each by the member's own word."""
    return _devices(request)


def name(request: HttpRequest) -> HttpResponse:
    """Gives one of them a word."""
    account = account_of(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    device = queries.device(account, request.POST.get("device", ""))
    form = DeviceForm(request.POST, auto_id=f"{device.pk}_%s" if device else "id_%s")
    if device and not form.is_valid():
        return _devices(request, device, form)
    if device:
        name_device(session=device, word=form.cleaned_data["word"])
    return _back(request, _("This is kept.") if device else _ended_before())


def end(request: HttpRequest) -> HttpResponse:
    """Ends one of them, also for its open talks; this one itself signs out in the usual way."""
    account = account_of(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    device = queries.device(account, request.POST.get("device", ""))
    if device and device.pk == session_of(request).pk:
        return redirect("account_logout")
    if device:
        end_session(session_id=device.pk, now=timezone.now())
    return _back(request, _("That device is signed out.") if device else _ended_before())


def end_others(request: HttpRequest) -> HttpResponse:
    """Ends all but this one."""
    account = account_of(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    end_sessions(account=account, except_id=session_of(request).pk, now=timezone.now())
    return _back(request, _("You are signed out everywhere but here."))


@sensitive_post_parameters()
@behind_log_in
@require_http_methods(["GET", "HEAD", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    """Another passphrase, one's own or the one that is proposed; the other devices are signed out."""
    if request.session.get(RECOVERED) or not account_of(request).has_usable_password():
        return redirect("new_passphrase")
    sent = request.POST if request.method == "POST" else None
    form = ChangePassphraseForm(sent, offer=offer_of(request), account=account_of(request))
    if form.is_valid() and not too_often(request, form):
        try:
            _change(request, form)
        except WrongPassphrase:
            form.refuse()
        else:
            return redirect("accounts:keep" if TO_KEEP in request.session else "accounts:account")
    return render(request, "accounts/account_passphrase.html", {"form": form})


def _devices(request: HttpRequest, refused: Session | None = None, form: DeviceForm | None = None) -> HttpResponse:
    found = [
        (device, form if device == refused else _device_form(device))
        for device in queries.devices_of(account_of(request), timezone.now())
    ]
    context = {"devices": found, "here": session_of(request).pk, "form": form}
    return render(request, "accounts/account_devices.html", context)


def _device_form(device: Session) -> DeviceForm:
    return DeviceForm(initial={"word": device.device_word}, auto_id=f"{device.pk}_%s")


def _ended_before() -> str:
    return _("That device was signed out already.")


def _back(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("devices")


def offer_of(request: HttpRequest) -> Offer:
    """The proposal that the form carried, else a new one."""
    try:
        return opened(request.POST.get("offer", ""), timezone.now())
    except OfferGone:
        return new_offer(timezone.now())


def _change(request: HttpRequest, form: ChangePassphraseForm) -> None:
    account, former, taken = account_of(request), session_of(request), form.proposal_taken
    change_passphrase(
        account=account, old=form.cleaned_data["old"], new=form.cleaned_data["passphrase"], now=timezone.now()
    )
    stay(request, account, former)
    if taken or TO_KEEP in request.session:
        to_keep(request, passphrase=taken)
    messages.success(request, _("Your passphrase is another one now. Other devices are signed out."))


def stay(request: HttpRequest, account: Account, former: Session) -> None:
    """A new session for this browser, as good as its former one: who may have copied that has nothing."""
    update_session_auth_hash(request, account)
    name_device(session=session_of(request), word=former.device_word)
    if former.second_factor:
        note_second_factor(session=session_of(request))
