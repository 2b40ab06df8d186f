"""Reporting something illegal without an account, reading what became of it, and the coordinators' answer."""

import re
from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.pages import account_of, behind_log_in, found
from groups.models import Coordinator
from groups.paths import GroupPath
from groups.queries import coordinatorships, group_by_public_id, sole_organisation
from groups.views.places import posted
from moderation import queries
from moderation.actions.notices import AlreadyDecided, AlreadyGiven, decide_notice, give_notice
from moderation.forms import AnswerForm, NoticeForm, ReceiptForm
from moderation.limits import too_often
from moderation.models import Notice

RECEIPTS = "notice_receipts"
"""In the session, sealed: codes that were not yet written down."""
MOST_GIVEN, MOST_LOOKED_UP = 6, 30
"""For one address in an hour."""
SHOWN = 60
"""Reports on the coordinators' page: those that wait come first."""


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """GET: what, where and why. POST: reports it, and shows the receipt."""
    asked = request.GET.get("groep", "")
    group = group_by_public_id(asked) if re.fullmatch(GroupPath.regex, asked) else None
    form = NoticeForm(posted(request), group=group, sole=None if group else sole_organisation())
    if form.is_valid() and _given(request, form):
        return redirect("moderation:receipt")
    return render(request, "moderation/notice.html", {"form": form, "group": group})


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """GET: codes that were just given, until they are kept, and a field for a code. POST: what became of it."""
    if "kept" in request.POST:
        request.session.pop(RECEIPTS, None)
        return redirect("home")
    form = ReceiptForm(posted(request))
    notice = _looked_up(request, form) if form.is_valid() else None
    context = {"form": form, "notice": notice, "codes": request.session.get(RECEIPTS, [])}
    return render(request, "moderation/notice_receipt.html", context)


@behind_log_in
def index(request: HttpRequest) -> HttpResponse:
    """The reports to the account's organisations: by members of their groups, and by anybody."""
    account = account_of(request)
    found(coordinatorships(account).first())
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    context = {"notices": queries.notices_before(account)[:SHOWN], "reports": queries.reports_before(account)[:SHOWN]}
    return render(request, "moderation/notices.html", context)


@behind_log_in
def decide(request: HttpRequest, notice_id: str) -> HttpResponse:
    """GET: one report. POST: the answer to it."""
    by, notice = found(queries.notice_before(account_of(request), notice_id))
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    form = AnswerForm(posted(request))
    if form.is_valid():
        _decide(request, by, notice, form)
        return redirect("moderation:notices")
    return render(request, "moderation/notice_decide.html", {"form": form, "notice": notice})


def _given(request: HttpRequest, form: NoticeForm) -> bool:
    """True also when the same form came twice."""
    if too_often(request, "notice", MOST_GIVEN):
        form.add_error(None, _("Many reports came from your connection. Wait an hour and send this again."))
        return False
    with suppress(AlreadyGiven):
        give_notice(**form.notice(), now=timezone.now())
    others = [code for code in request.session.get(RECEIPTS, []) if code != form.receipt_code]
    request.session[RECEIPTS] = [*others[-MOST_GIVEN:], form.receipt_code]
    return True


def _looked_up(request: HttpRequest, form: ReceiptForm) -> Notice | None:
    if too_often(request, "receipt", MOST_LOOKED_UP):
        form.add_error(None, _("You tried many codes. Wait an hour and try again."))
        return None
    notice = queries.notice_of(form.cleaned_data["code"])
    if notice is None:
        form.add_error("code", _("We know no report with this code. Half a year after the answer it is erased."))
    return notice


def _decide(request: HttpRequest, by: Coordinator, notice: Notice, form: AnswerForm) -> None:
    outcome = Notice.Outcome(form.cleaned_data["outcome"])
    try:
        decide_notice(by=by, notice=notice, outcome=outcome, words=form.cleaned_data["words"], now=timezone.now())
    except AlreadyDecided:
        messages.info(request, _("This report was answered already. Your answer was not kept."))
    else:
        messages.success(request, _("Done. Who reported it reads your answer by the code."))
