"""The way in: pages go to Django, sockets to their room."""

import os
from typing import Any

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import re_path

from peerchat.handler import PagesHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchat.settings.prod")
django.setup(set_prefix=False)

from rooms.consumer import RoomConsumer  # noqa: E402 - after the apps are ready

room: Any = RoomConsumer.as_asgi()  # Django's types know only views behind a path
routes: Any = [re_path(r"(?s)^ws/rooms/(?P<room_id>.+)/$", room)]
sockets = URLRouter(routes)
application = ProtocolTypeRouter({"http": PagesHandler(), "websocket": sockets})
