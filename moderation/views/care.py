"""Care in a talk: a worry, the card for one person, the steps of a facilitator. None of it is in the talk itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import onward
from groups.models import Membership
from groups.queries import membership_in, met_by
from moderation import caring
from moderation.actions import care as deeds
from moderation.models import CareCase, DutyAlert, DutyContact
from rooms.live.protocol import whole_number
from rooms.models import Room
from rooms.queries import talk_of
from rooms.views.header import phase_of
from rooms.views.rights import account_or_404, deed_in_room, deed_towards_member, in_room, measure_in_room


def worry(request: HttpRequest, member_id: str) -> HttpResponse:
    """A member worries about another; `regel` is the line that it is about."""
    met = met_by(account_or_404(request), member_id)
    if met is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    by, about = met
    try:
        deeds.worry(by=by, about=about, seq=whole_number(request.GET.get("regel", "")), now=timezone.now())
    except deeds.AboutOneself:
        messages.info(request, _("Is it about yourself? Tell a facilitator, or open the help card."))
    except deeds.TooMany:
        messages.info(request, _("The facilitators know. Is somebody in danger now? Call 112."))
    else:
        messages.success(request, _("Thank you. The facilitators know. Nobody is told that it was you."))
    return redirect(_back(request, by))


@deed_towards_member
def offer(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """Puts the crisis card before one member."""
    deeds.offer_card(by=by, membership=membership, now=timezone.now())
    messages.success(request, _("Done. Only this person sees it."))
    return redirect(_back(request, by))


@deed_towards_member
def start(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """Begins the care steps for a member."""
    case = deeds.start_care(by=by, membership=membership, now=timezone.now())
    return redirect("moderation:care_case", talk_of(by).public_id, case.public_id)


@in_room
def calls(request: HttpRequest, room: Room, member: Membership) -> HttpResponse:
    """What waits for the reader alone, for the script of the room's page."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = caring.calls_for(talk_of(member), member, timezone.now())
    return JsonResponse({"calls": [call.wire() for call in found]})


@measure_in_room
def index(request: HttpRequest, own: Membership, room: Room) -> HttpResponse:
    """GET: what members worry about, care steps, and the coordinator on duty. POST: nothing more is needed for one."""
    if request.method == "POST":
        about = membership_in(own.group, request.POST.get("member", "").replace("\0", ""))
        if about:
            deeds.settle(by=own, about=about, now=timezone.now())
        return redirect("moderation:care", room.public_id)
    context = {
        "room": room,
        "worries": caring.worries(own),
        "cases": caring.cases_of(own),
        "duty": _duty(own),
        "alert": DutyAlert.objects.filter(group=own.group).order_by("-raised_at").first(),
        "back": _talk(request, room),
    }
    return render(request, "moderation/care.html", context)


def _duty(own: Membership) -> str:
    """How the coordinator on duty can be reached, as the organisation says; empty when it says nothing."""
    contact = DutyContact.objects.filter(organisation=own.group.organisation).first()
    return contact.words if contact else ""


@deed_in_room
def alert(request: HttpRequest, own: Membership, room: Room) -> HttpResponse:
    """Asks for the coordinator on duty."""
    deeds.alert_duty(by=own, now=timezone.now())
    told = _("The coordinators see it on their desk now.")
    if any(letter.isdigit() for letter in _duty(own)):  # there is a number to call
        told = f"{told} {_('Is it urgent? Call them as well.')}"
    messages.success(request, told)
    return redirect("moderation:care", room.public_id)


@measure_in_room
def case(request: HttpRequest, own: Membership, room: Room, case_id: str) -> HttpResponse:
    """GET: the checklist. POST: a step was done or was not, the room is held, or it is over."""
    found = caring.case_of(own, case_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        _do(request, own, found)
        return redirect("moderation:care_case", room.public_id, case_id)
    context = {
        "room": room,
        "case": found,
        "own": own,
        "steps": caring.checklist(found),
        "others": caring.others_leading(own, found),
        "phase": phase_of(room),
        "back": _talk(request, room),
    }
    return render(request, "moderation/care_case.html", context)


def _do(request: HttpRequest, own: Membership, case: CareCase) -> None:
    step, now = request.POST.get("step", ""), timezone.now()
    if step == "hold":
        try:
            deeds.hold_room(by=own, case=case, now=now)
        except deeds.AlreadyHeld:
            messages.info(request, _("Somebody holds the room already, or it is you who takes care of this person."))
    elif step == "end":
        deeds.end_care(by=own, case=case, now=now)
    elif request.POST.get("not_done") in caring.STEPS.keys() - caring.FINAL:
        deeds.undo_step(by=own, case=case, step=request.POST["not_done"])
    elif step in caring.STEPS:
        if step == "card":
            deeds.offer_card(by=own, membership=case.about, now=now)
        deeds.do_step(by=own, case=case, step=step, now=now)


def _back(request: HttpRequest, by: Membership) -> str:
    return onward(request, reverse("rooms:room", args=[talk_of(by).public_id]))


def _talk(request: HttpRequest, room: Room) -> str:
    return onward(request, reverse("rooms:room", args=[room.public_id]))
