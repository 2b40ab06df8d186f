"""What was said before, for a page that is open: the part of the log that it asks for, as JSON."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from groups.models import Membership
from rooms.live import history
from rooms.live.protocol import encode, whole_number
from rooms.models import Room
from rooms.views.rights import in_room

MOST_PICKED = 50


@in_room
def show(request: HttpRequest, room: Room, reader: Membership) -> HttpResponse:
    """`?voor=120`: what came before that number; `?na=120`: after it; `?nummers=7,9`: these; nothing: the newest."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return HttpResponse(encode("events", _asked(room, reader, request.GET.dict())), content_type="application/json")


def _asked(room: Room, reader: Membership, query: Mapping[str, str]) -> dict[str, Any]:
    if "nummers" in query:
        return history.picked(room, reader, [_number(word) for word in query["nummers"].split(",")[:MOST_PICKED]])
    if "na" in query:
        return history.following(room, reader, _number(query["na"]))
    return history.newest(room, reader, before=_number(query["voor"]) if "voor" in query else None)


def _number(word: str) -> int:
    number = whole_number(word)
    if number is None:
        raise Http404
    return number
