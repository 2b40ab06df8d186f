"""Where a socket goes; there are no pages."""

from channels.routing import URLRouter
from django.urls import URLPattern, re_path

from tests.bench.tutorial.consumer import ChatConsumer

urlpatterns: list[URLPattern] = []
_room = re_path(r"^ws/chat/(?P<room>\w+)/$", ChatConsumer.as_asgi())  # type: ignore[arg-type]  # typed for views only
sockets = URLRouter([_room])  # type: ignore[list-item]  # as in the tutorial
