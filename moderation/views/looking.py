"""The early warning while somebody writes: what the guard would find in a line that was not sent."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.translation import get_language

from accounts.pages import session_of
from groups.models import Membership
from moderation.guarding import guard
from rooms.live.protocol import Post, Refused, shaped
from rooms.live.rates import PostRate
from rooms.models import Room
from rooms.queries import seat_of
from rooms.views.rights import in_room

LOOKS_A_MINUTE, LOOKS_AT_ONCE = 60, 10
"""For one member, in this process."""
_rate = PostRate(LOOKS_A_MINUTE, LOOKS_AT_ONCE)


@in_room
def look(request: HttpRequest, room: Room, member: Membership) -> HttpResponse:
    """POST `text` and `note`: the findings as in an `error` `check`. Nothing of it is kept or told to anybody."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if _rate.wait(member.id):
        return JsonResponse({"findings": []}, status=429)
    _rate.forget()
    verdict = guard(
        seat_of(room, member, session_of(request).id), _typed(request), get_language() or settings.LANGUAGE_CODE
    )
    return JsonResponse({"findings": [found.wire() for found in verdict.findings]})


def _typed(request: HttpRequest) -> Post:
    """What cannot be sent at all is answered when it is sent; here nothing is found in it."""
    note = request.POST.get("note", "")
    fields = {"type": "post", "id": "look", "text": request.POST.get("text", ""), **({"note": note} if note else {})}
    try:
        frame = shaped(fields)
    except Refused:
        return Post("look", "")
    assert isinstance(frame, Post)
    return frame
