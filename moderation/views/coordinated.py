"""What a coordinator does about a facilitator, and takes back."""

from collections.abc import Callable
from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import found, onward
from groups.coordinating import facilitator_in
from groups.models import Coordinator, Group, Membership
from groups.views.places import posted
from moderation.actions.coordinated import NobodyElse, ban_leader, end_lead, lift_as_coordinator, suspend_leader
from moderation.actions.lifting import AlreadyLifted
from moderation.actions.measures import NoSuchMember, NotAllowed, NotTheirLine
from moderation.forms import LeadForm, ReasonForm
from moderation.ladder import RUNGS
from moderation.models import Measure
from moderation.queries import coordinated_measure, is_in_force, measures_coordinated
from rooms.rules import RULE_WORDS
from rooms.views.coordinated import deed, page

TAKES: Final[dict[str, Callable[..., Measure]]] = {Measure.Kind.SUSPEND: suspend_leader, Measure.Kind.BAN: ban_leader}


@page("POST")
def towards(
    request: HttpRequest, by: Coordinator, group: Group, member_id: str, kind: str, form_class: type[ReasonForm]
) -> HttpResponse:
    """Asks for the reasons, then suspends or bans a facilitator."""
    form = form_class(posted(request), initial={"line": request.GET.get("line", "")})
    leader, back = facilitator_in(group, member_id), _back(request, group)
    if leader is None:
        return _do(request, _nobody, back)
    if form.is_valid():
        take = partial(TAKES[kind], by=by, membership=leader, now=timezone.now(), **form.cleaned_data)
        return _do(request, take, back)
    return _asks(request, form, kind, leader, back)


@page("POST")
def ends_lead(request: HttpRequest, by: Coordinator, group: Group, member_id: str) -> HttpResponse:
    """Asks for the reasons, then makes a facilitator a member again."""
    leader, form = facilitator_in(group, member_id), LeadForm(posted(request))
    back = _back(request, group)
    if leader is None:
        return _do(request, _nobody, back)
    if form.is_valid():
        try:
            return _do(
                request, partial(end_lead, by=by, membership=leader, now=timezone.now(), **form.cleaned_data), back
            )
        except NobodyElse:
            form.refuse_last()
    return _asks(request, form, Measure.Kind.END_LEAD, leader, back)


@page()
def taken(request: HttpRequest, by: Coordinator, group: Group) -> HttpResponse:
    """What coordinators decided about facilitators of the group."""
    now = timezone.now()
    measures = [
        (measure, RULE_WORDS.get(measure.rule, ""), is_in_force(measure, now))
        for measure in measures_coordinated(group)
    ]
    return render(request, "moderation/coordinated.html", {"group": group, "measures": measures})


@deed
def lifts(request: HttpRequest, by: Coordinator, group: Group, measure_id: str) -> HttpResponse:
    """Takes one of them back."""
    measure = found(coordinated_measure(group, measure_id))
    back = reverse("moderation:coordinated_taken", args=[group.public_id])
    return _do(request, partial(lift_as_coordinator, by=by, measure=measure, now=timezone.now()), back)


def _back(request: HttpRequest, group: Group) -> str:
    """Where it was asked from: the group, or a report."""
    return onward(request, reverse("rooms:coordinated", args=[group.public_id]))


def _asks(request: HttpRequest, form: ReasonForm, kind: str, leader: Membership, back: str) -> HttpResponse:
    context = {"rung": RUNGS[kind], "form": form, "about": leader.pseudonym + ".", "leads_back": _("Back")}
    return render(request, "moderation/measure.html", {**context, "back": back})


def _do(request: HttpRequest, do: Callable[[], object], back: str) -> HttpResponse:
    try:
        do()
        messages.success(request, _("Done. The person is told."))
    except NotAllowed:
        messages.error(request, _("What is about yourself, another coordinator decides."))
    except NoSuchMember:
        messages.info(request, _("This person does not facilitate the group any more."))
    except NotTheirLine:
        messages.info(request, _("The line that this was about is not there any more. Nothing was done."))
    except AlreadyLifted:
        messages.info(request, _("It was taken back already."))
    return redirect(back)


def _nobody() -> None:
    raise NoSuchMember
