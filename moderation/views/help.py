"""Hulp nu: whom one can call, for everybody and at every moment."""

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.actions.country import choose_country
from accounts.models import Account, Country
from accounts.pages import account_of
from moderation import helplines


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The lines of the country of `land`, else of the account's own, else of both; also without a database."""
    try:
        return _page(request, "base.html")
    except DatabaseError:
        # Who is signed in cannot be known now, and need not be.
        request.user = AnonymousUser()
        return _page(request, "includes/plain.html")


def choose(request: HttpRequest) -> HttpResponse:
    """Keeps the country with the account."""
    account = account_of(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    code = request.POST.get("land", "").upper()
    if code in Country.values:
        choose_country(account=account, country=Country(code), now=timezone.now())
    return redirect("moderation:help")


def _page(request: HttpRequest, layout: str) -> HttpResponse:
    own = request.user.country if isinstance(request.user, Account) else None
    asked = request.GET.get("land", "").upper()
    country = asked if asked in Country.values else own or ""
    context = {
        "layout": layout,
        "cards": helplines.cards(country, get_language() or "nl"),
        "compiled_on": helplines.DIRECTORY.compiled_on,
        "country": country,
        "countries": Country.choices,
        "to_keep": own is not None and country not in ("", own),
    }
    return render(request, "moderation/help.html", context)
