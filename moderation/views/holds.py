"""What waits for a facilitator, and what they decide about each line; back to where it was asked from."""

import uuid
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import onward
from groups.models import Membership
from groups.views.desk import READ, desk_page
from moderation.actions.holds import LineGone, NotNow, NotWaiting, drop, give_back, release
from moderation.actions.measures import NotAllowed
from moderation.forms import ReasonForm, WordForm
from moderation.queries import waiting_line, waiting_lines
from rooms.live.codes import ErrorCode
from rooms.models import Room
from rooms.queries import talk_of
from rooms.views.rights import deed_in_room, measure_in_room


@desk_page(*READ)
def index(request: HttpRequest, own: Membership) -> HttpResponse:
    """The lines that wait in the talk of a group; the room's page looks here every few seconds."""
    room = talk_of(own)
    context = {"group": own.group, "room": room, "waiting": waiting_lines(room), "back": _back(request, own)}
    return render(request, "moderation/held.html", context)


@deed_in_room
def releases(request: HttpRequest, by: Membership, room: Room, line_id: uuid.UUID) -> HttpResponse:
    """Lets a line through."""
    deed = partial(release, by=by, room=room, line_id=line_id, now=timezone.now())
    return _do(request, by, deed, _("Let through: everybody reads it now."))


@measure_in_room
def returns(request: HttpRequest, by: Membership, room: Room, line_id: uuid.UUID) -> HttpResponse:
    """Gives a line back to its author with a word."""
    return _with_words(request, by, room, line_id, give_back)


@measure_in_room
def drops(request: HttpRequest, by: Membership, room: Room, line_id: uuid.UUID) -> HttpResponse:
    """Does not let a line through, and says why."""
    return _with_words(request, by, room, line_id, drop)


def _with_words(
    request: HttpRequest, by: Membership, room: Room, line_id: uuid.UUID, deed: Callable[..., object]
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = ReasonForm(typed) if deed is drop else WordForm(typed)
    if form.is_valid():
        decided = partial(deed, by=by, room=room, line_id=line_id, now=timezone.now(), **form.cleaned_data)
        return _do(request, by, decided, _("Done. The person reads your words."))
    line = waiting_line(room, line_id)
    if line is None:
        messages.info(request, _not_waiting())
        return redirect(_back(request, by))
    context = {"form": form, "line": line, "drops": deed is drop, "back": _back(request, by)}
    return render(request, "moderation/held_decide.html", context)


def _do(request: HttpRequest, by: Membership, deed: Callable[[], object], said: str) -> HttpResponse:
    """Does it, says what became of it, and leads back."""
    try:
        deed()
    except NotWaiting:
        messages.info(request, _not_waiting())
    except NotNow as not_now:
        messages.info(request, _not_now(not_now.code))
    except LineGone:
        messages.info(request, _("The line that this would change is not there any more. You can give it back."))
    except NotAllowed:
        messages.error(request, _("This cannot be done to yourself, to another facilitator or to a coordinator."))
    else:
        messages.success(request, said)
    return redirect(_back(request, by))


def _not_waiting() -> str:
    return _("This line does not wait any more: another facilitator was first, or its author took it back.")


def _not_now(code: ErrorCode) -> str:
    if code == ErrorCode.MUTED:
        return _("This person is muted: until that has ended nothing of theirs is let through. You can give it back.")
    if code == ErrorCode.LISTENING_ONLY:
        return _("This person only listens now, so the line cannot be let through.")
    return _("The talk is not open at the moment. Let the line through when it goes on.")


def _back(request: HttpRequest, by: Membership) -> str:
    """The page that it was asked from."""
    return onward(request, reverse("moderation:held", args=[by.group.public_id]))
