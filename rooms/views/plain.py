"""The talk without script: a page to read and to write on, and a page for what can be done about one line."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext

from accounts.pages import behind_log_in, session_of
from groups.models import Membership
from rooms.actions import plain
from rooms.actions.posting import NeedsLook
from rooms.forms_plain import ChangeForm, LineForm, TextForm, fresh_id, why_not
from rooms.live import timeline
from rooms.live.codes import ErrorCode
from rooms.live.protocol import React, Refused, Retract, shaped, whole_number
from rooms.live.speaking import Ack, Denied, Farewell, Held, Outcome
from rooms.models import Room
from rooms.queries import seat_of
from rooms.views.plain_page import Visit, line_page, own_waiting, talk_page
from rooms.views.rights import in_room

PAGE = ("GET", "HEAD", "POST")
REFRESH, ALONE = "refresh", "alone"
"""The button that looks for new lines without losing what was typed, and the one that goes on without replying."""
Asked = TypeVar("Asked", Retract, React)


def by_plain_request(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A request by these methods of somebody in a room, who counts as present for a while: `view` gets the visit."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @in_room
        @wraps(view)
        def guarded(request: HttpRequest, room: Room, member: Membership, **more: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            seat, now = seat_of(room, member, session_of(request).id), timezone.now()
            here = plain.come_by(seat=seat, now=now)
            return view(request, Visit(room, member, seat, here, now), **more)

        return behind_log_in(guarded) if "GET" in methods else guarded

    return decorate


@by_plain_request(*PAGE)
def talk(request: HttpRequest, visit: Visit) -> HttpResponse:
    """GET: what was said last, or before the number `voor`, and a form to write with. POST: says a line."""
    if request.method != "POST":
        return _talk(request, visit, LineForm(initial=_begun(request, visit)))
    if REFRESH in request.POST:
        return _talk(request, visit, LineForm(initial=_kept(request)))
    form = LineForm(request.POST, initial={})
    said = _spoken(visit, form)
    return _said(request, visit, said) if said else _talk(request, visit, form)


@by_plain_request(*PAGE)
def line(request: HttpRequest, visit: Visit, seq: int) -> HttpResponse:
    """GET: what can be done about one line. POST: gives one's own line another text."""
    entry = timeline.line(visit.room, seq)
    if entry is None:
        return _no_such_line(request, visit)
    form = ChangeForm(request.POST if request.method == "POST" else None, seq=seq, text=entry.text or "")
    said = _spoken(visit, form) if request.method == "POST" else None
    if said:
        return _said(request, visit, said if isinstance(said, Held) else Ack(seq))
    return render(request, "rooms/plain/line.html", line_page(visit, entry, form))


@by_plain_request("POST")
def take_back(request: HttpRequest, visit: Visit, seq: int) -> HttpResponse:
    """Takes back one's own line."""
    frame = {"type": "retract", "id": request.POST.get("id", ""), "seq": seq}
    try:
        outcome = plain.retract(seat=visit.seat, frame=_asked(Retract, frame))
    except Refused as refused:
        outcome = Denied(refused.code)
    return _done(request, visit, seq, outcome)


@by_plain_request("POST")
def acknowledge(request: HttpRequest, visit: Visit, seq: int) -> HttpResponse:
    """Sets a quiet word under a line, or takes it away."""
    on = request.POST.get("on") == "1"
    frame = {"type": "react", "id": fresh_id(), "seq": seq, "kind": request.POST.get("kind", ""), "on": on}
    try:
        outcome = plain.acknowledge(seat=visit.seat, frame=_asked(React, frame), now=visit.now)
    except Refused as refused:
        outcome = Denied(refused.code)
    return _done(request, visit, seq, outcome)


def _begun(request: HttpRequest, visit: Visit) -> dict[str, str]:
    """What the form begins with: a reply, or the text of one's own line that came back."""
    again = request.GET.get("weer", "")
    own = own_waiting(visit.room, visit.member) if again else []
    came_back = next((line.text for line in own if line.again == again), "")
    return {"reply_to": request.GET.get("antwoord", ""), "text": came_back}


def _talk(request: HttpRequest, visit: Visit, form: LineForm) -> HttpResponse:
    before = whole_number(request.GET.get("voor", ""))
    return render(request, "rooms/plain/talk.html", talk_page(visit, form, before=before))


def _kept(request: HttpRequest) -> dict[str, str]:
    """What was typed, for a form that is shown once more."""
    typed = {name: request.POST.get(name, "") for name in LineForm.base_fields}
    return {**typed, "reply_to": ""} if request.POST[REFRESH] == ALONE else typed


def _spoken(visit: Visit, form: TextForm) -> Ack | Held | None:
    """Says what a form holds; None when the form now tells why that could not be."""
    if not form.is_valid():
        return None
    try:
        outcome = plain.speak(
            seat=visit.seat,
            frame=form.frame,
            language=get_language() or settings.LANGUAGE_CODE,
            confirmed=form.confirmed,
        )
    except NeedsLook as look:
        form.look(look.findings)
        return None
    if isinstance(outcome, Denied):
        form.refuse(outcome.code)
    return outcome if isinstance(outcome, Held) else _ack(outcome)


def _said(request: HttpRequest, visit: Visit, said: Ack | Held) -> HttpResponse:
    """Back to the talk, at the line where it can be seen."""
    if isinstance(said, Ack):
        return redirect(f"{visit.path}#regel-{said.seq}")
    messages.info(request, gettext("A facilitator reads your line first. Nobody else has seen it."))
    return redirect(f"{visit.path}#wachtend")


def _done(request: HttpRequest, visit: Visit, seq: int, outcome: Outcome) -> HttpResponse:
    if isinstance(outcome, Denied):
        messages.info(request, why_not(outcome.code))
    return redirect(f"{visit.path}#regel-{seq}" if _ack(outcome) else visit.path)


def _ack(outcome: Outcome) -> Ack | None:
    """None for a refusal; raises Http404 when the right to be here ended meanwhile."""
    if isinstance(outcome, Farewell):
        raise Http404
    return outcome if isinstance(outcome, Ack) else None


def _asked(kind: type[Asked], fields: dict[str, Any]) -> Asked:
    frame = shaped(fields)
    assert isinstance(frame, kind)
    return frame


def _no_such_line(request: HttpRequest, visit: Visit) -> HttpResponse:
    messages.info(request, why_not(ErrorCode.NO_SUCH_EVENT))
    return redirect(visit.path)
