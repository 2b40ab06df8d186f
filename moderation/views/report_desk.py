"""Reports by members, for those who look at them: at the desk of the group, and at that of the coordinators."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, behind_log_in, found
from groups.models import Membership
from groups.roles import Role, State
from groups.views.desk import READ, desk_page
from groups.views.places import posted
from moderation import queries
from moderation.actions.deciding import Decider, NothingFrozen, decide_report, read_excerpt
from moderation.actions.handing_on import AlreadyDecided, NotYours, WithCoordinator, escalate
from moderation.forms_reports import OutcomeForm
from moderation.models import Report
from rooms.phases import RoomKind
from rooms.rules import RULE_WORDS

SHOWN = 60
"""Reports on the page of a group: those that wait come first."""
PAGE, WRITE = ("GET", "HEAD", "POST"), ("POST",)


@desk_page(*READ)
def index(request: HttpRequest, own: Membership) -> HttpResponse:
    """What members of a group reported."""
    return render(request, "moderation/reports.html", {"group": own.group, "reports": queries.reports_in(own)[:SHOWN]})


@behind_log_in
def show(request: HttpRequest, report_id: str) -> HttpResponse:
    """GET: one report of the group. POST: the answer to it."""
    own, report = found(queries.report_led(account_of(request), report_id))
    back = reverse("moderation:reports", args=[own.group.public_id])
    return _answering(request, own, report, back)


def read(request: HttpRequest, report_id: str) -> HttpResponse:
    """Shows the frozen lines; that they were read is written down."""
    own, report = found(queries.report_led(account_of(request), report_id))
    return _reading(request, own, report)


def hand_on(request: HttpRequest, report_id: str) -> HttpResponse:
    """Lets a coordinator decide."""
    own, report = found(queries.report_led(account_of(request), report_id))
    if request.method not in WRITE:
        return HttpResponseNotAllowed(WRITE)
    said = _("Done. A coordinator looks at it now.")
    _try(request, lambda: escalate(by=own, report=report, now=timezone.now()), said)
    return redirect("moderation:reports", own.group.public_id)


@behind_log_in
def show_coordinated(request: HttpRequest, report_id: str) -> HttpResponse:
    """GET: one report that came to the coordinators. POST: the answer to it."""
    post, report = found(queries.report_before(account_of(request), report_id))
    return _answering(request, post, report, reverse("moderation:notices"))


def read_coordinated(request: HttpRequest, report_id: str) -> HttpResponse:
    """As `read`, for a coordinator."""
    post, report = found(queries.report_before(account_of(request), report_id))
    return _reading(request, post, report)


def _answering(request: HttpRequest, by: Decider, report: Report, back: str) -> HttpResponse:
    if request.method not in PAGE:
        return HttpResponseNotAllowed(PAGE)
    form = OutcomeForm(posted(request), report=report)
    if form.is_valid():
        decision = form.decision()
        said = _("Done. Who reported it reads your answer in My place.")
        _try(request, lambda: decide_report(by=by, report=report, now=timezone.now(), **decision), said)
        return redirect(back)
    return render(request, "moderation/report_decide.html", _shown(by, report, form))


def _reading(request: HttpRequest, by: Decider, report: Report) -> HttpResponse:
    if request.method not in WRITE:
        return HttpResponseNotAllowed(WRITE)
    try:
        lines = read_excerpt(by=by, report=report, now=timezone.now())
    except NotYours:
        raise Http404 from None
    except NothingFrozen:
        lines = []
    context = _shown(by, report, OutcomeForm(report=report))
    return render(request, "moderation/report_decide.html", {**context, "lines": lines, "was_read": True})


def _shown(by: Decider, report: Report, form: OutcomeForm) -> dict[str, Any]:
    leads = isinstance(by, Membership)
    views = ("report", "read_report") if leads else ("coordinated_report", "read_coordinated_report")
    here, reading = (reverse(f"moderation:{view}", args=[report.public_id]) for view in views)
    return {
        "report": report,
        "rule": RULE_WORDS.get(report.rule, ""),
        "form": form,
        "leads": leads,
        "here": here,
        "reading": reading,
        "may_decide": report.decided_at is None and not (leads and report.escalated_at),
        "may_measure": _may_measure(report, leads=leads),
        "in_talk": report.room is not None and report.room.kind == RoomKind.TALK,
    }


def _may_measure(report: Report, *, leads: bool) -> bool:
    """Facilitators act on members of the group, coordinators on who facilitates it."""
    about = report.about
    if about is None or about.state != State.ACTIVE:
        return False
    return leads or about.role == Role.FACILITATOR


def _try(request: HttpRequest, deed: Callable[[], None], said: str) -> None:
    """Does it, and says what became of it; raises Http404 when the right to it has ended."""
    try:
        deed()
    except NotYours:
        raise Http404 from None
    except AlreadyDecided:
        messages.info(request, _("This report was answered already, by somebody else. What you sent was not kept."))
    except WithCoordinator:
        messages.info(request, _("This report is with a coordinator by now, who decides. What you sent was not kept."))
    else:
        messages.success(request, said)
