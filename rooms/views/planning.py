"""A group's meetings at its desk. Rights are looked up before the method: what is not yours is not there."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.moments import clock, weekday_moment
from accounts.pages import account_of, behind_log_in, found
from groups.models import Membership
from groups.queries import facilitation
from rooms import planned
from rooms.actions import planning
from rooms.actions.leading import NotLeading
from rooms.forms import CancelForm, PlanForm
from rooms.models import Meeting
from rooms.zones import on_the_clock

PAGE = ("GET", "HEAD", "POST")
REFUSALS = (planning.Clash, planning.Past, planning.TooFewPlaces, planning.TooManyPlanned, planning.GroupRests)


def at_the_desk(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page of the group's facilitators: the view gets the own membership and the moment, not the group's id."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, group_id: str, **more: object) -> HttpResponse:
            own = found(facilitation(account_of(request), group_id))
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                return view(request, own, timezone.now(), **more)
            except NotLeading:
                raise Http404 from None
            except planning.NotPlanned:
                messages.info(request, _("That meeting was changed or has begun. This is how it stands now."))
                return redirect("rooms:evenings", group_id)

        return guarded

    return wrap


@behind_log_in
@at_the_desk(*PAGE)
def evenings(request: HttpRequest, own: Membership, now: datetime) -> HttpResponse:
    """GET: what is planned, and a form for one more. POST: plans it."""
    form = PlanForm(_posted(request), now=now)
    if form.is_valid() and _done(form, lambda what: planning.plan(by=own, what=what, now=now)):
        _say_when(request, form, _("Planned: %(when)s."))
        return redirect("rooms:evenings", own.group.public_id)
    return render(request, "rooms/planning/evenings.html", {"form": form, **_listed(own, now)})


@behind_log_in
@at_the_desk(*PAGE)
def change(request: HttpRequest, own: Membership, now: datetime, evening: datetime) -> HttpResponse:
    """GET: one meeting to change or take off. POST: changes it."""
    meeting = _meeting(own, evening)
    form = PlanForm(_posted(request), now=now, meeting=meeting)
    if form.is_valid() and _done(form, lambda what: planning.change(by=own, meeting=meeting, what=what, now=now)):
        _say_when(request, form, _("Changed: %(when)s. Who said to come is told."))
        return redirect("rooms:evenings", own.group.public_id)
    return _meeting_page(request, own, meeting, form, _cancel_form())


@at_the_desk("POST")
def cancel(request: HttpRequest, own: Membership, now: datetime, evening: datetime) -> HttpResponse:
    """Takes a meeting off."""
    meeting, form = _meeting(own, evening), _cancel_form(request.POST)
    if not form.is_valid():
        return _meeting_page(request, own, meeting, PlanForm(now=now, meeting=meeting), form)
    planning.cancel(by=own, meeting=meeting, words=form.cleaned_data["words"], now=now)
    messages.success(request, _("The meeting is taken off. Who said to come is told."))
    return redirect("rooms:evenings", own.group.public_id)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _cancel_form(data: Any = None) -> CancelForm:
    return CancelForm(data, auto_id="cancel_%s")


def _meeting(own: Membership, evening: datetime) -> Meeting:
    meeting = planned.planned_at(own.group, evening)
    if meeting is None:
        raise planning.NotPlanned
    return meeting


def _done(form: PlanForm, action: Callable[[planning.Plan], object]) -> bool:
    try:
        action(form.plan())
    except REFUSALS as refusal:
        form.refuse(refusal)
        return False
    return True


def _say_when(request: HttpRequest, form: PlanForm, sentence: str) -> None:
    local = on_the_clock(form.placed.moment, form.cleaned_data["zone"])
    if form.placed.moved:
        skipped = {"asked": clock(form.cleaned_data["start"]), "time": clock(local)}
        words = _("That night the clock skips %(asked)s. The meeting begins at %(time)s, the first time after it.")
        messages.warning(request, words % skipped)
    messages.success(request, sentence % {"when": weekday_moment(local)})


def _listed(own: Membership, now: datetime) -> dict[str, Any]:
    evenings = planned.evenings_of(own.group, None, now)
    names = planned.coming([evening.meeting for evening in evenings])
    return {
        "group": own.group,
        "evenings": [(evening, names.get(evening.meeting.id, [])) for evening in evenings],
        "not_held": planned.not_held_of(own.group, now),
    }


def _meeting_page(
    request: HttpRequest, own: Membership, meeting: Meeting, form: PlanForm, cancel_form: CancelForm
) -> HttpResponse:
    context = {"group": own.group, "meeting": meeting, "form": form, "cancel_form": cancel_form}
    return render(request, "rooms/planning/evening.html", context)
