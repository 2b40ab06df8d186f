"""Hulp nu: whom one can call, for everybody and at every moment."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.actions.country import choose_country
from accounts.models import Account, Country
from accounts.pages import account_of
from moderation.card import AGES, cards
from moderation.checking import remembered
from moderation.helplines import DIRECTORY, LANGUAGES

COUNTRY, LANGUAGE, AGE = "land", "taal", "leeftijd"
"""What is chosen on the page stands in its address and nowhere else, but for a country that one keeps."""


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
    code = request.POST.get(COUNTRY, "").upper()
    if code in Country.values:
        choose_country(account=account, country=Country(code), now=timezone.now())
    return redirect("moderation:help")


def _page(request: HttpRequest, layout: str) -> HttpResponse:
    own = request.user.country if isinstance(request.user, Account) else None
    asked = request.GET.get(COUNTRY, "").upper()
    country = asked if asked in Country.values else own or ""
    spoken, age = request.GET.get(LANGUAGE, ""), request.GET.get(AGE, "")
    language = spoken if spoken in LANGUAGES else get_language() or "nl"
    chosen = {
        COUNTRY: country.lower(),
        LANGUAGE: spoken if spoken in LANGUAGES else "",
        AGE: age if age in AGES else "",
    }
    context = {
        "layout": layout,
        "cards": cards(country, language, timezone.now(), age=age, checks=remembered()),
        "compiled_on": DIRECTORY.compiled_on,
        "country": country,
        "countries": _ways(chosen, COUNTRY, [(code.lower(), name) for code, name in Country.choices]),
        "languages": _ways(chosen | {LANGUAGE: language}, LANGUAGE, LANGUAGES.items()),
        "ages": _ways(chosen, AGE, [("", None), *((word, name) for word, (name, _) in AGES.items())]),
        "to_keep": own is not None and country not in ("", own),
    }
    return render(request, "moderation/help.html", context)


def _ways(chosen: dict[str, str], what: str, choices: Any) -> list[tuple[str, Any, bool]]:
    """Of each choice: the address of the page with it, its name, and whether it is the one at hand."""
    found = []
    for word, name in choices:
        query = QueryDict(mutable=True)
        query.update({key: value for key, value in (chosen | {what: word}).items() if value})
        found.append((f"?{query.urlencode()}", name, chosen[what] == word))
    return found
