"""Decisions about the reader: the statement of reasons, also for who is banned or removed, and the way to object."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, behind_log_in, found
from groups.views.places import posted
from moderation.actions.appealing import ANSWERED_WITHIN, AlreadyAppealed, TooLate, appeal
from moderation.actions.lifting import AlreadyLifted
from moderation.forms import AppealForm
from moderation.models import Measure
from moderation.queries import measure_towards, measures_towards
from moderation.statements import statement_of
from rooms.rules import RULE_WORDS

SHOWN = 100


@behind_log_in
def index(request: HttpRequest) -> HttpResponse:
    """All decisions about the account, the newest first, whatever became of its places."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    measures = measures_towards(account_of(request))[:SHOWN]
    context = {"measures": [(measure, RULE_WORDS.get(measure.rule, "")) for measure in measures]}
    return render(request, "moderation/decisions.html", context)


@behind_log_in
def show(request: HttpRequest, measure_id: str) -> HttpResponse:
    """GET: one decision with its reasons. POST: objects to it."""
    measure = found(measure_towards(account_of(request), measure_id))
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    form = AppealForm(posted(request))
    if form.is_valid():
        _appeal(request, measure, form.cleaned_data["words"])
        return redirect("moderation:statement", measure_id)
    context = {"statement": statement_of(measure, timezone.now()), "form": form, "days": ANSWERED_WITHIN.days}
    return render(request, "moderation/statement.html", context)


def _appeal(request: HttpRequest, measure: Measure, words: str) -> None:
    try:
        appeal(measure=measure, words=words, now=timezone.now())
    except AlreadyAppealed:
        messages.info(request, _("You objected to this already. Nothing more is needed."))
    except AlreadyLifted:
        messages.info(request, _("This was taken back already: there is nothing to object to any more."))
    except TooLate:
        messages.info(request, _("The time to object to this is over."))
    else:
        messages.success(request, _("Your objection is kept. The answer comes here."))
