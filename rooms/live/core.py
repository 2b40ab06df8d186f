"""The live core of one process: made once by `serve`, reached by every consumer."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress

from django.conf import settings

from rooms.live import doorbell
from rooms.live.codes import ByeCode
from rooms.live.hub import Hub
from rooms.live.rates import PostRate
from rooms.live.writer import Writer

FORGET_RATES_EVERY = 60.0
COMMITS_WITHIN = 3.0
"""Seconds; for a drain to wait for the database. By then whoever asked was answered, with `unavailable` at worst."""


class Core:
    """Hub, writer and rates, with the tasks that keep them going."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.writer = Writer(self.hub)
        self.rate = PostRate(settings.POST_RATE, settings.POST_BURST)
        self.reaction_rate = PostRate(2 * settings.POST_RATE, 2 * settings.POST_BURST)
        self.draining = False
        self.loop: asyncio.AbstractEventLoop | None = None
        """The one that it works on; None in a process that serves nobody, such as a command."""
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begins to work; call on the running loop."""
        self.loop = asyncio.get_event_loop()
        doorbell.attach(self.loop, self.hub.rung)
        work: list[Awaitable[None]] = [*self.hub.tasks(), self.writer.run(), self._forget_rates()]
        self._tasks = [asyncio.ensure_future(one) for one in work]

    async def drain(self) -> None:
        """No more frames; what was taken is committed and acked; then everybody is told to come back."""
        self.draining = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self.writer.finish(), COMMITS_WITHIN)
        for socket in self.hub.sockets():
            self.hub.leave(socket)
            await socket.farewell(ByeCode.RESTART)

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _forget_rates(self) -> None:
        while True:
            await asyncio.sleep(FORGET_RATES_EVERY)
            self.rate.forget()
            self.reaction_rate.forget()


class _Only:
    core: Core | None = None


def core() -> Core:
    """The core of this process."""
    if _Only.core is None:
        _Only.core = Core()
    return _Only.core
