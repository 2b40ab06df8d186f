"""Saying that one comes to a planned meeting, and giving the place back."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, found, onward
from groups.models import Membership
from rooms.actions import seats
from rooms.models import Meeting
from rooms.planned import seats_at, who_takes_places

Deed = Callable[[HttpRequest, Membership, Meeting, datetime], None]


def _view(deed: Deed) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, group_id: str, evening: datetime) -> HttpResponse:
        own, now = found(who_takes_places(account_of(request), group_id)), timezone.now()
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            deed(request, own, _meeting(own, evening, now), now)
        except seats.NoLongerPlanned:
            messages.info(request, _("That meeting has begun or was changed. Look once more."))
        return redirect(onward(request))

    return view


def _meeting(own: Membership, evening: datetime, now: datetime) -> Meeting:
    meeting = seats_at(own.group, evening, now)
    if meeting is None:
        raise seats.NoLongerPlanned
    return meeting


def _confirm(request: HttpRequest, own: Membership, meeting: Meeting, now: datetime) -> None:
    try:
        seats.confirm(membership=own, meeting=meeting, now=now)
        messages.success(request, _("Good to know that you come. If it does not work out, give your place back."))
    except seats.Full:
        messages.info(request, _("Just now the last place was taken. When one comes free, you can take it here."))


def _give_back(request: HttpRequest, own: Membership, meeting: Meeting, now: datetime) -> None:
    seats.give_back(membership=own, meeting=meeting, now=now)
    messages.success(request, _("Thank you for telling. Somebody else can have your place."))


confirm = _view(_confirm)
give_back = _view(_give_back)
