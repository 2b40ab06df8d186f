"""Signing up, and keeping what is needed to come back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions.signing_up import LoginNameTaken, NewAccount, sign_up_again
from accounts.actions.signing_up import sign_up as make_account
from accounts.entering import enter
from accounts.forms import SignUpForm
from accounts.offers import OfferGone, new_offer, opened
from accounts.pages import onward, put_shared
from accounts.patience import note_sign_up
from accounts.queries import account_named
from accounts.turns import Turn, riddle, turn

TO_KEEP = "to_keep"
"""In the session, sealed: what the person must still write down."""


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """GET: a log-in name, and a passphrase to take or to make. POST: the account."""
    if request.user.is_authenticated:
        return redirect("accounts:keep" if TO_KEEP in request.session else onward(request))
    form = _form(request)
    made = _made(form) if form.is_valid() and _may_be_made(request, form) else None
    if made is None:
        context = {"form": form, "next": onward(request), **riddle(request)}
        return render(request, "accounts/sign_up.html", context)
    put_shared(request, form.cleaned_data["shared"])
    enter(request, made.account)
    request.session[TO_KEEP] = _kept(form, made) | {"next": onward(request)}
    return redirect("accounts:keep")


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """GET: log-in name and codes, until POST says that they are kept. A page that got lost on the way comes again."""
    if request.method == "POST":
        kept = request.session.pop(TO_KEEP, {})
        return redirect(kept.get("next", "my_place"))
    if TO_KEEP not in request.session:
        return redirect("my_place")
    return render(request, "accounts/keep.html", request.session[TO_KEEP])


def _form(request: HttpRequest) -> SignUpForm:
    now = timezone.now()
    if request.method != "POST":
        return SignUpForm(offer=new_offer(now))
    try:
        return SignUpForm(request.POST, offer=opened(request.POST.get("offer", ""), now))
    except OfferGone:
        return SignUpForm(request.POST, offer=new_offer(now), expired=True)


def _may_be_made(request: HttpRequest, form: SignUpForm) -> bool:
    """Whether it is this browser's turn; the form says why not. What was made already may be sent once more."""
    if account_named(form.offer.login_name) is not None:
        return True
    match turn(request):
        case Turn.NEEDS_PATIENCE:
            form.ask_for_patience()
        case Turn.SOMEBODY_WAS_HERE:
            form.slow_down()
        case Turn.OURS:
            note_sign_up(timezone.now())
    return not form.errors


def _made(form: SignUpForm) -> NewAccount | None:
    """The account, also when the same form is sent twice; None when its log-in name turned out to be taken."""
    name, passphrase, now = form.offer.login_name, form.cleaned_data["passphrase"], timezone.now()
    try:
        return make_account(login_name=name, passphrase=passphrase, language=get_language() or "nl", now=now)
    except LoginNameTaken:
        return _made_before(form, name, passphrase)


def _made_before(form: SignUpForm, name: str, passphrase: str) -> NewAccount | None:
    try:
        return sign_up_again(login_name=name, passphrase=passphrase, now=timezone.now())
    except LoginNameTaken:
        form.offer = new_offer(timezone.now())
        form.start_anew()
        return None


def _kept(form: SignUpForm, made: NewAccount) -> dict[str, object]:
    name, codes = form.offer.login_name, list(made.recovery_codes)
    return {"login_name": name, "passphrase": form.proposal_taken, "codes": codes}
