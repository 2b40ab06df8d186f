"""One serving process: Daphne's loop with the live core and housekeeping on it."""

import asyncio
import gc
import logging
import os
import threading
from concurrent.futures import ThreadPoolExecutor

from daphne.endpoints import build_endpoint_description_strings
from django.utils import timezone

from moderation.guarding import make_ready
from peerchat import housekeeping
from peerchat.asgi import application
from peerchat.server import PeerServer
from rooms.live.core import core
from rooms.live.pool import on

logger = logging.getLogger("peerchat.serving")

HOUSEKEEPING_EVERY = 20.0
ENDS_WITHIN = 2.0
"""Seconds; the latter from the end of the drain."""


def serve(host: str, port: int, origins: frozenset[str]) -> None:
    """Serves until SIGTERM or SIGINT, then drains."""
    live = core()
    make_ready()
    _keep_what_is_loaded()

    def ready() -> None:
        live.start()
        loop = asyncio.get_event_loop()
        _tasks.extend(loop.create_task(_keep_house(parts)) for parts in (housekeeping.AT_HOME, housekeeping.OUTSIDE))

    PeerServer(
        application,
        endpoints=build_endpoint_description_strings(host=host, port=port),
        origins=origins,
        ready=ready,
        drain=live.drain,
    ).run()
    live.stop()
    _leave_at_last()


def _keep_what_is_loaded() -> None:
    """What is there by now stays: to look through all of it for rubbish would hold every room up for 0.1 s."""
    gc.collect()
    gc.freeze()


def _leave_at_last() -> None:
    """At its end Python waits for every thread, and so for a database that does not answer."""
    last = threading.Timer(ENDS_WITHIN, os._exit, [0])
    last.daemon = True
    last.start()


_tasks: list[asyncio.Task[None]] = []


async def _keep_house(parts: housekeeping.Parts) -> None:
    """Erasure and deadlines run in every process; each job is claimed by whoever updates its row first."""
    thread = ThreadPoolExecutor(1, thread_name_prefix="house")
    while True:
        try:
            await on(thread, housekeeping.run, timezone.now(), parts)
        except Exception as error:
            logger.error("housekeeping: %s", type(error).__name__)  # noqa: TRY400 - a traceback could quote a row
        await asyncio.sleep(HOUSEKEEPING_EVERY)
