"""Appeals at the coordinator's desk: never those against what the coordinator had a part in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, behind_log_in, found
from groups.coordinating import FEWEST_TOLD
from groups.models import Coordinator
from groups.queries import coordinatorships
from groups.views.places import posted
from moderation.actions.appealing import AlreadyDecided, HadAPart, decide_appeal, read_appealed
from moderation.actions.deciding import NothingFrozen
from moderation.figures import figures_of
from moderation.forms import DecisionForm
from moderation.models import Appeal
from moderation.queries import appeal_before, appeals_before, excerpt_of
from moderation.statements import Statement

SHOWN = 60
"""Those that wait come first."""


@behind_log_in
def index(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the first that is due on top, and what was answered."""
    account = account_of(request)
    found(coordinatorships(account).first())
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    context = {"appeals": appeals_before(account)[:SHOWN], "now": timezone.now()}
    return render(request, "moderation/appeals.html", context)


@behind_log_in
def decide(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """GET: one appeal, and what was decided then. POST: the answer to it."""
    by, appeal = found(appeal_before(account_of(request), appeal_id))
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    form = DecisionForm(posted(request))
    if form.is_valid():
        _decide(request, by, appeal, form)
        return redirect("moderation:appeals")
    return render(request, "moderation/appeal.html", _shown(appeal, form, excerpt=excerpt_of(appeal)))


def read(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """Shows the frozen lines; that they were read is written down."""
    by, appeal = found(appeal_before(account_of(request), appeal_id))
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        lines = read_appealed(by=by, appeal=appeal, now=timezone.now())
    except HadAPart:
        raise Http404 from None
    except NothingFrozen:
        lines = []
    return render(request, "moderation/appeal.html", _shown(appeal, DecisionForm(), lines=lines, was_read=True))


@behind_log_in
def figures(request: HttpRequest) -> HttpResponse:
    """Sums of a year by rule, where they are large enough to be told (DSA art. 15 and 24)."""
    posts = found(list(coordinatorships(account_of(request))) or None)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    now = timezone.now()
    tables = [(post.organisation, figures_of(post.organisation, now)) for post in posts]
    return render(request, "moderation/figures.html", {"tables": tables, "fewest": FEWEST_TOLD})


def _shown(appeal: Appeal, form: DecisionForm, **lines: Any) -> dict[str, Any]:
    now = timezone.now()
    return {
        "now": now,
        "form": form,
        "appeal": appeal,
        "statement": Statement(appeal.measure, appeal, "", now),
        "here": reverse("moderation:decide_appeal", args=[appeal.public_id]),
        "reading": reverse("moderation:read_appeal", args=[appeal.public_id]),
        **lines,
    }


def _decide(request: HttpRequest, by: Coordinator, appeal: Appeal, form: DecisionForm) -> None:
    outcome = Appeal.Outcome(form.cleaned_data["outcome"])
    try:
        decide_appeal(by=by, appeal=appeal, outcome=outcome, words=form.cleaned_data["words"], now=timezone.now())
    except AlreadyDecided:
        messages.info(request, _("This objection was answered already. Your answer was not kept."))
    except HadAPart:
        raise Http404 from None
    else:
        messages.success(request, _("Done. The person reads your answer in the account."))
