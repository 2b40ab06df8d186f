"""An organisation's own words: its coordinators add, try and remove them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, behind_log_in, found
from groups.models import Coordinator
from groups.queries import coordinatorship
from groups.views.places import posted
from moderation.actions.own_words import NotThere, ThereAlready, TooMany, add_own_word, remove_own_word
from moderation.checks.own import OwnWords
from moderation.forms_own import OwnWordForm, TryOwnForm, kinds, languages
from moderation.queries import own_words_of


@behind_log_in
def show(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """GET: all of them. POST: adds one, removes one, or tries a line."""
    by = found(coordinatorship(account_of(request), organisation_id))
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if "remove" in request.POST:
        _remove(request, by)
        return redirect("moderation:own_words", organisation_id)
    tries = "line" in request.POST
    form, trial = OwnWordForm(None if tries else posted(request)), TryOwnForm(posted(request) if tries else None)
    if form.is_valid() and _added(request, by, form):
        return redirect("moderation:own_words", organisation_id)
    return render(request, "moderation/own_words.html", _context(by, form, trial))


def _context(by: Coordinator, form: OwnWordForm, trial: TryOwnForm) -> dict[str, object]:
    names, groups = dict(kinds()), dict(languages())
    words = list(own_words_of(by.organisation))
    context = {
        "organisation": by.organisation,
        "form": form,
        "trial": trial,
        "words": [(word, names[word.kind], groups.get(word.language, word.language)) for word in words],
    }
    if trial.is_valid():
        line, own = trial.cleaned_data["line"], OwnWords([(word.kind, word.pattern) for word in words])
        told = own.found_in(line)
        context["tried"] = [(line[each.start : each.end], names[each.kind]) for each in told]
    return context


def _added(request: HttpRequest, by: Coordinator, form: OwnWordForm) -> bool:
    """True also when the same form came twice."""
    try:
        add_own_word(by=by, **form.cleaned_data, now=timezone.now())
    except ThereAlready:
        messages.info(request, _("This is there already."))
    except TooMany:
        form.add_error(None, _("There are as many as there may be. Remove one first."))
    else:
        messages.success(request, _("This is kept. In the talk it counts within a few seconds."))
    return not form.errors


def _remove(request: HttpRequest, by: Coordinator) -> None:
    try:
        remove_own_word(by=by, word_id=UUID(request.POST["remove"]), now=timezone.now())
    except (NotThere, ValueError):
        messages.info(request, _("It was removed already."))
    else:
        messages.success(request, _("This is removed."))
