"""A talk's phases, as buttons of its facilitator."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import onward
from groups.models import Membership
from rooms.actions import meetings
from rooms.actions.planning import GroupRests
from rooms.models import Meeting, Room
from rooms.views.rights import deed_in_room


class Turn(Protocol):
    """One of the actions that lead a talk."""

    def __call__(self, *, by: Membership, room: Room, now: datetime) -> Meeting: ...


def _view(action: Turn) -> Callable[..., HttpResponse]:
    @deed_in_room
    def view(request: HttpRequest, by: Membership, room: Room) -> HttpResponse:
        try:
            action(by=by, room=room, now=timezone.now())
        except GroupRests:
            messages.info(request, _("This group is paused or closed. Your coordinator can let it go on."))
        except meetings.WrongPhase:
            messages.info(request, _("The talk had moved on already. This is how it stands now."))
        except meetings.NoTimeLeft:
            messages.info(
                request, _("It cannot take longer: the next meeting begins, or it would be too long a sitting.")
            )
        return redirect(onward(request, reverse("rooms:room", args=[room.public_id])))

    return view


prepare = _view(meetings.prepare)
open_talk = _view(meetings.open_talk)
pause = _view(meetings.pause)
extend = _view(meetings.extend)
close = _view(meetings.close)
