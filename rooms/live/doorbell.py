"""The bell between processes: room tags, numbers and ordinals, never a text or a name.

It may drop, repeat, reorder, stall or be away: nobody waits for it on the
path of a line, and a tick finds what it did not tell. Only this module
touches the channel layer.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction

from rooms.models import Room

logger = logging.getLogger("peerchat.doorbell")

GROUP = "bells"
BOUND = 0.5
"""Seconds that one ring may take."""
AGAIN_AFTER = 1.0
GATHERED = frozenset({"typing", "counts"})
"""Rings whose numbers add up while they wait; of the others only the last counts."""

Hear = Callable[[str, str, str, list[int]], None]
"""Called with the process that rang, a room's tag, what happened, and numbers."""
Rung = Callable[[str, str, list[int]], None]
"""The same for a deed in this process."""


class Doorbell:
    """This process's end of the bell. `hear` is called on the event loop."""

    def __init__(self, hear: Hear) -> None:
        self.process = secrets.token_hex(8)
        self._hear = hear
        self._layer = get_channel_layer() if settings.CHANNEL_LAYERS else None
        self._waiting: dict[tuple[str, str], list[int]] = {}
        self._wake = asyncio.Event()

    def ring(self, tag: str, what: str, numbers: list[int] | None = None) -> None:
        """Tells the other processes soon; rings for the same thing melt into one."""
        if self._layer is not None:
            former = self._waiting.get((tag, what), []) if what in GATHERED else []
            self._waiting[tag, what] = former + (numbers or [])
            self._wake.set()

    def tasks(self) -> list[Awaitable[None]]:
        """What must run for as long as the process serves."""
        return [] if self._layer is None else [self._ring_out(), self._listen()]

    async def _ring_out(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            rings = [[tag, what, numbers] for (tag, what), numbers in self._waiting.items()]
            self._waiting.clear()
            message = {"type": "bell", "process": self.process, "rings": rings}
            try:
                await asyncio.wait_for(self._layer.group_send(GROUP, message), BOUND)  # type: ignore[union-attr]  # only called with a layer
            except Exception:
                logger.info("a ring was lost")

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear_all()
            except Exception:
                logger.info("the bell is silent")
                await self._forget_channel()
                await asyncio.sleep(AGAIN_AFTER)

    async def _forget_channel(self) -> None:
        """A channel that nobody reads would gather messages, and every failed try would leave one behind."""
        with suppress(Exception):
            await asyncio.wait_for(self._layer.flush(), BOUND)  # type: ignore[union-attr]  # only called with a layer

    async def _hear_all(self) -> None:
        layer: Any = self._layer
        channel = await layer.new_channel()
        await layer.group_add(GROUP, channel)
        while True:
            self._take(await layer.receive(channel))

    def _take(self, message: dict[str, Any]) -> None:
        """What cannot be understood, as when another version rings, is passed over."""
        try:
            if message["process"] != self.process:
                for tag, what, numbers in message["rings"]:
                    self._hear(message["process"], tag, what, numbers)
        except Exception as error:
            logger.warning("a ring was not understood: %s", type(error).__name__)


class _Here:
    """The live core of this process, if it serves: deeds in other threads tell it at once."""

    loop: asyncio.AbstractEventLoop | None = None
    rung: Rung | None = None


def attach(loop: asyncio.AbstractEventLoop, rung: Rung) -> None:
    """Names the live core that `ring` calls on its loop."""
    _Here.loop, _Here.rung = loop, rung


def ring(room: Room, *what: str) -> None:
    """Once the transaction is committed, tells this process and the others that a room has news.

    `head` new events, `rights` somebody's membership or session, `held` a decision on lines that waited. A process
    that does not serve (a command) tells nobody: the tick of those that serve finds it.
    """
    transaction.on_commit(lambda: _tell(room.tag, what))


def ring_counts(room: Room, seqs: list[int]) -> None:
    """The same for acknowledgements of these messages that went."""
    if seqs:
        transaction.on_commit(lambda: _tell(room.tag, ("counts",), seqs))


def _tell(tag: str, what: tuple[str, ...], numbers: Sequence[int] = ()) -> None:
    if _Here.loop is not None and _Here.rung is not None and not _Here.loop.is_closed():
        for one in what:
            _Here.loop.call_soon_threadsafe(_Here.rung, tag, one, list(numbers))
