"""The way in: pages go to Django, sockets to their room."""

import asyncio
import os
from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchat.settings.prod")
pages = get_asgi_application()

from django.urls import re_path  # noqa: E402 - the apps must be loaded before the consumer is

from rooms.consumer import RoomConsumer  # noqa: E402 - after the apps are ready

PAGES_AT_ONCE = 6
"""Each holds a thread and one of the pool's twelve connections, five of which are the live core's. More would fail."""

_turns = asyncio.Semaphore(PAGES_AT_ONCE)


async def pages_in_turn(scope: Any, receive: Any, send: Any) -> None:
    """A crowd at the door is served one after the other."""
    async with _turns:
        await pages(scope, receive, send)


room: Any = RoomConsumer.as_asgi()  # Django's types know only views behind a path
routes: Any = [re_path(r"(?s)^ws/rooms/(?P<room_id>.+)/$", room)]
sockets = URLRouter(routes)
application = ProtocolTypeRouter({"http": pages_in_turn, "websocket": sockets})
