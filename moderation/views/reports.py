"""A member reports a line or a person, and reads what became of it."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, behind_log_in, found, onward
from groups.models import Membership
from groups.queries import met_by
from groups.views.places import posted
from moderation import queries
from moderation.actions.reporting import AboutOneself, NoSuchLine, TooMany, report_line, report_person
from moderation.forms_reports import ReportForm
from moderation.models import Report
from rooms.actions.belonging import NotThere
from rooms.lines import gist
from rooms.live import timeline
from rooms.models import Room
from rooms.queries import talk_of
from rooms.rules import RULE_WORDS
from rooms.views.rights import PAGE, in_room
from rooms.words import say

SHOWN = 60
"""Own reports."""


@behind_log_in
@in_room
def line(request: HttpRequest, room: Room, by: Membership, seq: int) -> HttpResponse:
    """GET: why? POST: reports a line of a room."""
    entry = timeline.line(room, seq)
    about = gist(entry) if entry and entry.text else ""
    refusal = _own() if entry and entry.by == by.public_id else "" if about else _gone()
    return _page(request, by, partial(report_line, room=room, seq=seq), room, refusal, about=about, is_line=True)


@behind_log_in
def person(request: HttpRequest, member_id: str) -> HttpResponse:
    """GET: why? POST: reports somebody of a group that one is in."""
    by, other = found(met_by(account_of(request), member_id))
    about = say("about_person", name=other.pseudonym)
    refusal = _own() if other.account_id == by.account_id else ""
    return _page(request, by, partial(report_person, person=other), talk_of(by), refusal, about=about, is_line=False)


@behind_log_in
def mine(request: HttpRequest) -> HttpResponse:
    """What the account reported itself, and the answers."""
    account = account_of(request)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    reports = [(report, RULE_WORDS.get(report.rule, "")) for report in queries.reports_made(account)[:SHOWN]]
    return render(request, "moderation/reports_made.html", {"reports": reports})


def _page(
    request: HttpRequest, by: Membership, deed: Callable[..., Report], room: Room, refusal: str, **shown: object
) -> HttpResponse:
    """The form for a report, or what became of it; `refusal` says why there is no form."""
    if request.method not in PAGE:
        return HttpResponseNotAllowed(PAGE)
    back = onward(request, reverse("rooms:room", args=[room.public_id]))
    form = ReportForm(posted(request))
    if request.method != "POST" and refusal:
        messages.info(request, refusal)
        return redirect(back)
    if form.is_valid() and _is_done(request, form, partial(deed, by=by, now=timezone.now(), **form.cleaned_data)):
        return redirect(back)
    return render(request, "moderation/report.html", {"form": form, "back": back, "by": by, **shown})


def _is_done(request: HttpRequest, form: ReportForm, deed: Callable[[], Report]) -> bool:
    """Does it, or says why not; False when what was typed should come back."""
    try:
        deed()
    except TooMany:
        form.add_error(
            None,
            _("You reported a great deal today; those reports are looked at first. Is it urgent? Tell a facilitator."),
        )
        return False
    except NotThere:
        raise Http404 from None
    except AboutOneself:
        messages.info(request, _own())
    except NoSuchLine:
        messages.info(request, _gone())
    else:
        messages.success(
            request,
            _("Thank you. It is being looked at, and nobody reads that it was you. The answer comes in My place."),
        )
    return True


def _own() -> str:
    return _("This is your own, so there is nothing to report. You can always take your own lines back.")


def _gone() -> str:
    return _("This line has no text any more, so it cannot be reported. You can still report the person.")
