"""The settings of the tests, for a site that takes longer over a room that exists: the probe of time must see it."""

import re
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from peerchat.settings.test import *  # noqa: F403 - a settings module is the sum of another and what differs
from peerchat.settings.test import MIDDLEWARE

MIDDLEWARE = [*MIDDLEWARE, "tests.stranger.leaky.hesitating"]
HESITATES_FOR = 0.002
"""Seconds."""
A_ROOM = re.compile(r"/kamer/(r_[^/]+)/")


def hesitating(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sleeps before a room that there is, whosever it may be."""

    def answer(request: HttpRequest) -> HttpResponse:
        from rooms.models import Room  # settings are read before there are models

        found = A_ROOM.match(request.path)
        if found and Room.objects.filter(public_id=found[1]).exists():
            time.sleep(HESITATES_FOR)
        return get_response(request)

    return answer
