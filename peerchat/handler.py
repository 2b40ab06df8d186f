"""From a request to its page: in one thread of a few that stay, while the event loop goes on with the talks."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

PAGES_AT_ONCE: Final = 6
"""Each holds a thread and one of the pool's twelve connections, five of which are the live core's. More would fail."""


class PagesHandler(ASGIHandler):
    """Takes a request through all middleware and its view in one thread; a crowd at the door is served by turns.

    No middleware and no view here is asynchronous. Django's own handler makes a thread for each request, goes back
    to the event loop for the view, and answers an error in one more thread, with a database connection of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._turns = asyncio.Semaphore(PAGES_AT_ONCE)
        self._free = [ThreadPoolExecutor(1, thread_name_prefix="page") for _ in range(PAGES_AT_ONCE)]

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async with self._turns:
            thread = self._free.pop()
            try:
                async with ThreadSensitiveContext(executor=thread):
                    await super().__call__(scope, receive, send)
            finally:
                self._free.append(thread)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response)(request)
