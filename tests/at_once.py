"""Deeds that are done at the same moment, each on a connection of its own."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

START_WITHIN = 10  # s


def at_once(deeds: Iterable[Callable[[], Any]], *refusals: type[Exception]) -> list[Any]:
    """What became of each deed, in their order: what it gave, or the name of the refusal. Anything else is raised."""
    waiting = list(deeds)
    start = Barrier(len(waiting), timeout=START_WITHIN)

    def run(deed: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return deed()
        except refusals as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(waiting)) as threads:
        return list(threads.map(run, waiting))
