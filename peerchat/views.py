"""Pages that gather several apps, and those that belong to none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import check_for_language
from django.views.decorators.http import require_http_methods, require_safe
from django.views.i18n import set_language

from accounts.actions.comfort import put_language, put_silence
from accounts.models import Account
from accounts.pages import account_of, behind_log_in, is_shared, onward
from accounts.views import TO_KEEP
from groups.actions.news import mark_seen
from groups.forms_search import SearchForm
from groups.queries import news_of
from groups.themes import THEMES
from peerchat.exit import sign_out
from peerchat.queries import places
from peerchat.silence import put_silent
from rooms.planned import next_talks

TALKS = 5
"""The next ones, on the front page."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, a field to look for a group, and the next talks."""
    context = {"form": SearchForm(), "themes": THEMES, "talks": next_talks(timezone.now(), TALKS)}
    return render(request, "home.html", context)


@behind_log_in
@require_safe
def my_place(request: HttpRequest) -> HttpResponse:
    """The account's own groups, each under its own name, and what was decided about them."""
    account = account_of(request)
    told = news_of(account)
    found = places(account, timezone.now())
    context = {"places": found, "codes_wait": TO_KEEP in request.session, "news": told}
    context["must_show"] = not account.proved and any(place.leads for place in found)
    context["has_reported"] = any(place.has_reported for place in found)
    page = render(request, "my_place.html", context)
    if request.method == "GET":
        mark_seen(news=told.unseen, now=timezone.now())
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Another language for this browser and, of who is signed in, for the account."""
    response: HttpResponse = set_language(request)
    chosen = request.POST.get("language", "")
    if isinstance(request.user, Account) and check_for_language(chosen):
        put_language(account=request.user, language=chosen)
        if is_shared(request):
            response.cookies.clear()
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def silence(request: HttpRequest) -> HttpResponse:
    """Silent mode, or not, for this browser and, of who is signed in, for the account."""
    response = redirect(onward(request, "home"))
    if request.method == "POST":
        on = request.POST.get("on") == "1"
        put_silent(request, response, on)
        if isinstance(request.user, Account):
            put_silence(account=request.user, silent=on)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def log_out(request: HttpRequest) -> HttpResponse:
    """GET asks, POST ends the session, also for its open sockets."""
    if not request.user.is_authenticated:
        return redirect("home")
    if request.method != "POST":
        return render(request, "account/logout.html")
    sign_out(request)
    response = redirect("home")
    # What this browser kept of the pages goes too: the next person at it sees a visitor's pages.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired form: says what happened and what to do; `reason` is for developers and stays unsaid."""
    return render(request, "403.html", status=403)
