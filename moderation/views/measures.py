"""A facilitator's measures: each with a rule and words, and back to the talk."""

from collections.abc import Callable
from functools import partial
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import onward
from groups.models import Membership
from moderation.actions.hiding import NoSuchLine, hide
from moderation.actions.measures import NoSuchMember, NotAllowed, NotTheirLine
from moderation.actions.muting import NoTalk, mute, unmute
from moderation.actions.removing import ban, remove, suspend
from moderation.actions.saying import say_a_word
from moderation.forms import ReasonForm
from moderation.ladder import RUNGS, TOWARDS_A_MEMBER
from moderation.models import Measure
from rooms.lines import gist
from rooms.live import timeline
from rooms.models import Room
from rooms.queries import talk_of
from rooms.views.rights import deed_towards_member, measure_in_room, measure_towards_member, page_about_member
from rooms.words import say


@measure_in_room
def hides(request: HttpRequest, by: Membership, room: Room, seq: int) -> HttpResponse:
    """Hides one line."""
    form = ReasonForm(_typed(request))
    if form.is_valid():
        hides_now = partial(hide, by=by, room=room, seq=seq, now=timezone.now(), **form.cleaned_data)
        return _do(request, by, hides_now)
    line = timeline.line(room, seq)
    if line is None or line.gone:
        return _do(request, by, _no_such_line)
    return _asks(request, by, form, "hide", gist(line))


@page_about_member
def ladder(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """What can be done towards a member, from the lightest to the gravest."""
    more = urlencode({"next": _back(request, by), "line": request.GET.get("line", "")})
    context = {"rungs": TOWARDS_A_MEMBER, "member": membership, "back": _back(request, by), "more": more}
    return render(request, "moderation/ladder.html", context)


@measure_towards_member
def towards(
    request: HttpRequest, by: Membership, membership: Membership, kind: str, form_class: type[ReasonForm]
) -> HttpResponse:
    """One measure towards a member: asks for the reasons, then takes it."""
    form = form_class(_typed(request), initial={"line": request.GET.get("line", "")})
    if form.is_valid():
        now, why = timezone.now(), form.cleaned_data
        return _do(request, by, partial(TAKES[kind], by=by, membership=membership, now=now, **why))
    return _asks(request, by, form, kind, say("about_person", name=membership.pseudonym))


@deed_towards_member
def unmutes(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """Gives a member the voice back."""
    said = _("Done. This person can write again.")
    return _do(request, by, lambda: unmute(by=by, membership=membership, now=timezone.now()), said=said)


TAKES: Final[dict[str, Callable[..., Measure]]] = {
    Measure.Kind.WORD: say_a_word,
    Measure.Kind.MUTE: mute,
    Measure.Kind.SUSPEND: suspend,
    Measure.Kind.REMOVE: remove,
    Measure.Kind.BAN: ban,
}


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _asks(request: HttpRequest, by: Membership, form: ReasonForm, deed: str, about: str) -> HttpResponse:
    """The form for the reasons, with whom or what it is about; after a POST with what was typed and what is wrong."""
    context = {"rung": RUNGS[deed], "form": form, "about": about, "back": _back(request, by)}
    return render(request, "moderation/measure.html", context)


def _do(request: HttpRequest, by: Membership, deed: Callable[[], object], *, said: str = "") -> HttpResponse:
    """Does it, says what became of it, and leads back to the talk."""
    try:
        deed()
    except NotAllowed:
        messages.error(request, _("This cannot be done to yourself, to another facilitator or to a coordinator."))
    except NotTheirLine:
        messages.info(request, _("The line that this was about is not there any more. Nothing was done."))
    except NoSuchMember:
        messages.info(request, _("This person is not in the group any more."))
    except NoTalk:
        messages.info(request, _("No talk is going on now. Choose for how many minutes."))
    except NoSuchLine:
        messages.info(request, _("This line has no text any more: nothing had to be hidden."))
    else:
        messages.success(request, said or _("Done. The person reads why."))
    return redirect(_back(request, by))


def _no_such_line() -> None:
    raise NoSuchLine


def _back(request: HttpRequest, by: Membership) -> str:
    """The page of the talk that it was asked from."""
    return onward(request, reverse("rooms:room", args=[talk_of(by).public_id]))
