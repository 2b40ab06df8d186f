"""The room's page. What is said travels over the socket; the page brings what stands still."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.pages import behind_log_in
from groups.models import Membership
from groups.queries import concealed_for, muted_in
from groups.roles import Role
from rooms.models import Meeting, Room
from rooms.phases import Phase
from rooms.planned import current_or_next
from rooms.queries import membership_of, read_up_to
from rooms.rules import rule_choices
from rooms.views.rights import account_or_404
from rooms.words import room_words


@behind_log_in
def show(request: HttpRequest, room_id: str) -> HttpResponse:
    """The page of a room, for who has a seat in it."""
    found = membership_of(account_or_404(request), room_id)
    if found is None:
        raise Http404
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return render(request, "rooms/room.html", _context(*found))


def _context(room: Room, seat: Membership) -> dict[str, Any]:
    now = timezone.now()
    kept_for = room.meeting.kept_for_hours if room.meeting else room.group.kept_for_hours
    return {
        "room": room,
        "seat": _seat(seat, now),
        "seen": read_up_to(room.id, seat.id),
        "group_name": room.group.name,
        "phase": room.meeting.phase if room.meeting else Phase.CLOSED.value,
        "ws_path": f"/ws/rooms/{room.public_id}/",
        "words": room_words(),
        "is_facilitator": seat.role == Role.FACILITATOR,
        "kept_for_hours": kept_for,
        "evening": _evening(room, now),
        "rules": rule_choices(),
        "deeds": _deeds(room, seat),
        "concealed": list(concealed_for(seat)),
        "muted": _muted(room, seat, now),
    }


def _evening(room: Room, now: datetime) -> Meeting | None:
    """The planned meeting that the header tells of; none while there is a talk of which nobody was told the times."""
    living = room.meeting if room.meeting and room.meeting.closed_at is None else None
    return current_or_next(room.group, now) if living is None or living.is_planned else None


def _seat(seat: Membership, now: datetime) -> dict[str, Any]:
    muted = seat.muted_until and seat.muted_until > now
    return {
        "public_id": seat.public_id,
        "role": seat.role,
        "name": seat.pseudonym,
        "muted_until": seat.muted_until if muted else None,
    }


def _muted(room: Room, seat: Membership, now: datetime) -> list[str]:
    """Public ids of who only reads along for a while: for who can give the word back."""
    if seat.role != Role.FACILITATOR:
        return []
    return list(muted_in(room.group, now).values_list("public_id", flat=True))


def _deeds(room: Room, seat: Membership) -> dict[str, str]:
    """Where the page's forms go; `{seq}` and `{member}` are filled in there."""
    if seat.role != Role.FACILITATOR:
        return {"conceal": _towards_member("rooms:conceal", seat)}
    phases = {"wait": "prepare", "open": "open", "pause": "pause", "extend": "extend", "close": "close"}
    return {
        **{deed: reverse(f"rooms:{name}", args=[room.public_id]) for deed, name in phases.items()},
        "hide": reverse("moderation:hide", args=[room.public_id, 0]).replace("/0/", "/{seq}/"),
        **{deed: _towards_member(f"moderation:{deed}", seat) for deed in ("mute", "unmute", "remove")},
    }


def _towards_member(name: str, seat: Membership) -> str:
    return reverse(name, args=[seat.public_id]).replace(seat.public_id, "{member}")
