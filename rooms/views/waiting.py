"""One's own lines that wait for a facilitator or came back: taking one back, and putting one away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.pages import onward
from groups.models import Membership
from rooms.actions.waiting import NothingHeld, put_away
from rooms.live.protocol import REQUEST_ID
from rooms.models import Room
from rooms.views.rights import in_room


@in_room
def puts_away(request: HttpRequest, room: Room, member: Membership) -> HttpResponse:
    """Of the request that `id` names nothing stays."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    given = request.POST.get("id", "")
    try:
        put_away(author=member, room=room, client_id=given if REQUEST_ID.fullmatch(given) else "")
    except NothingHeld:
        messages.info(request, _("This line does not wait any more. If it was let through, it stands in the talk."))
    else:
        messages.success(request, _("Put away. Nobody else has read it."))
    return redirect(onward(request, reverse("rooms:plain", args=[room.public_id])))
