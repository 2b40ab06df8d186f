"""The help lines on the coordinator's desk: which of them somebody should look at, and what was found."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, behind_log_in, found
from groups.models import Coordinator
from groups.queries import coordinatorships
from groups.views.places import posted
from moderation import checking, helplines
from moderation.actions.helplines import check_helpline
from moderation.card import queue
from moderation.forms_care import HelplineForm
from moderation.helplines import Helpline
from moderation.models import HelplineCheck


@behind_log_in
def index(request: HttpRequest) -> HttpResponse:
    """All lines: first those that nobody looked at lately."""
    _post(request)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    latest = checking.latest()
    checks = {line: checking.as_check(check) for line, check in latest.items()}
    waiting, fresh = queue(timezone.localdate(), checks)
    context = {
        "waiting": [(line, trust, latest.get(line.id)) for line, trust in waiting],
        "fresh": [(line, trust) for line, trust in fresh],
        "compiled_on": helplines.DIRECTORY.compiled_on,
    }
    return render(request, "moderation/helplines.html", context)


@behind_log_in
def check(request: HttpRequest, line_id: str) -> HttpResponse:
    """GET: one line as the card has it. POST: what was found."""
    by, line = _post(request), helplines.DIRECTORY.line(line_id)
    if line is None:
        raise Http404
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    form = HelplineForm(posted(request))
    if form.is_valid():
        _check(request, by, line, form)
        return redirect("moderation:helplines")
    return render(request, "moderation/helpline_check.html", {"line": line, "form": form})


def _post(request: HttpRequest) -> Coordinator:
    """To who coordinates nothing there are no such pages."""
    return found(coordinatorships(account_of(request)).first())


def _check(request: HttpRequest, by: Coordinator, line: Helpline, form: HelplineForm) -> None:
    outcome = HelplineCheck.Outcome(form.cleaned_data.pop("outcome"))
    check_helpline(by=by, line=line, outcome=outcome, **form.cleaned_data, now=timezone.now())
    if outcome == HelplineCheck.Outcome.RIGHT:
        messages.success(request, _("Thank you. The crisis card says that this was checked today."))
    else:
        messages.success(
            request,
            _("Thank you. The crisis card warns from now on. Tell whoever runs this site, so that it is mended."),
        )
