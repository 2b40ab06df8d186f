"""The room's page. What is said travels over the socket; the page brings what stands still."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.comfort import comfort_of
from accounts.pages import behind_log_in
from groups.models import Membership
from groups.roles import Role
from rooms.live.holding import own_in
from rooms.live.protocol import NEWEST
from rooms.models import Room
from rooms.queries import read_up_to
from rooms.rules import rule_choices
from rooms.views.header import header
from rooms.views.rights import in_room
from rooms.words import room_words

MOST_MISSED = 200
"""Events that are brought at once to who comes back."""


@behind_log_in
@in_room
def show(request: HttpRequest, room: Room, member: Membership) -> HttpResponse:
    """The page of a room, for who has a seat in it."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return render(request, "rooms/room.html", {**_context(room, member), "comfort": comfort_of(request.user)})


def _context(room: Room, member: Membership) -> dict[str, Any]:
    now, seen = timezone.now(), read_up_to(room.id, member.id)
    top = header(room, member, now)
    return {
        **top,
        "now": now,
        "seat": _seat(member, now),
        "seen": seen,
        "from": _listens_from(room, seen),
        "ws_path": f"/ws/rooms/{room.public_id}/",
        "words": room_words(),
        "rules": rule_choices(),
        "deeds": _deeds(room, member),
        "held": [own.frame for own in own_in(room, member)],
        "muted": [muted.public_id for muted in top["muted"]],
    }


def _listens_from(room: Room, seen: int) -> int | None:
    """The number after which the page asks for events: all that the reader missed, unless that is a great deal."""
    if seen <= room.floor or room.head - seen > MOST_MISSED:
        return None
    return max(room.floor, min(seen, room.head - NEWEST))


def _seat(member: Membership, now: datetime) -> dict[str, Any]:
    muted = member.muted_until and member.muted_until > now
    return {
        "public_id": member.public_id,
        "role": member.acting_role,
        "name": member.pseudonym,
        "muted_until": member.muted_until if muted else None,
    }


def _deeds(room: Room, member: Membership) -> dict[str, str]:
    """Where the forms about a line or a person go; `{seq}` and `{member}` are filled in on the page."""
    report = {
        "report": _about_line("moderation:report_line", room),
        "report_person": _towards_member("moderation:report_person", member),
    }
    if member.acting_role != Role.FACILITATOR:
        worry = _towards_member("moderation:worry", member) + "?regel={seq}"
        return {**report, "worry": worry, "conceal": _towards_member("rooms:conceal", member)}
    return {
        **report,
        "card": _towards_member("moderation:offer_card", member),
        "care": _towards_member("moderation:start_care", member),
        "hide": _about_line("moderation:hide", room),
        **{deed: _towards_member(f"moderation:{deed}", member) for deed in ("mute", "unmute", "remove", "ladder")},
    }


def _about_line(name: str, room: Room) -> str:
    return reverse(name, args=[room.public_id, 0]).replace("/0/", "/{seq}/")


def _towards_member(name: str, member: Membership) -> str:
    return reverse(name, args=[member.public_id]).replace(member.public_id, "{member}")
