"""A facilitator's measures: each with a rule and words, and back to the talk."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.models import Membership
from moderation.actions.hiding import NoSuchLine, hide
from moderation.actions.measures import NoSuchMember, NotAllowed
from moderation.actions.muting import mute, unmute
from moderation.actions.removing import remove
from moderation.forms import MuteForm, ReasonForm
from rooms.models import Room
from rooms.queries import talk_of
from rooms.views.rights import deed_in_room, deed_towards_member


@deed_in_room
def hides(request: HttpRequest, by: Membership, room: Room, seq: int) -> HttpResponse:
    """Hides one line."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _not_yet(request, by, "hide", form)
    _take(request, lambda: hide(by=by, room=room, seq=seq, now=timezone.now(), **form.cleaned_data))
    return _back(by)


@deed_towards_member
def mutes(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """Mutes a member for some minutes."""
    form = MuteForm(request.POST)
    if not form.is_valid():
        return _not_yet(request, by, "mute", form)
    _take(request, lambda: mute(by=by, membership=membership, now=timezone.now(), **form.cleaned_data))
    return _back(by)


@deed_towards_member
def unmutes(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """Gives a member the voice back."""
    said = _("Done. This person can write again.")
    _take(request, lambda: unmute(by=by, membership=membership, now=timezone.now()), said=said)
    return _back(by)


@deed_towards_member
def removes(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """Removes a member from the group."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _not_yet(request, by, "remove", form)
    _take(request, lambda: remove(by=by, membership=membership, now=timezone.now(), **form.cleaned_data))
    return _back(by)


def _not_yet(request: HttpRequest, by: Membership, deed: str, form: ReasonForm) -> HttpResponse:
    """The form again, with what was typed and what is wrong with it."""
    return render(request, "moderation/measure.html", {"deed": deed, "form": form, "room": talk_of(by).public_id})


def _take(request: HttpRequest, deed: Callable[[], object], *, said: str = "") -> None:
    try:
        deed()
    except NotAllowed:
        messages.error(request, _("This cannot be done to yourself or to another facilitator."))
    except NoSuchMember:
        messages.info(request, _("This person is not in the group any more."))
    except NoSuchLine:
        messages.info(request, _("This line has no text any more: nothing had to be hidden."))
    else:
        messages.success(request, said or _("Done. The person reads why."))


def _back(by: Membership) -> HttpResponse:
    return redirect("rooms:room", talk_of(by).public_id)
