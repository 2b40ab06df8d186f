"""Database work of the live core: a few threads of its own, each with a lasting connection.

Channels' own helper puts all work of all sockets on one thread; a slow query of
one room would then stop every other.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, InterfaceError, connection

THREADS = 4
P = ParamSpec("P")
T = TypeVar("T")

_readers = ThreadPoolExecutor(THREADS, thread_name_prefix="live")


async def db(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs `work` in a thread with a database connection; database errors go through."""
    return await on(_readers, work, *args, **kwargs)


async def on(threads: ThreadPoolExecutor, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """As `db`, in these threads."""
    return await asyncio.get_running_loop().run_in_executor(threads, partial(_mended, work, *args, **kwargs))


def _mended(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """A connection that failed is thrown away, so that the next work gets a living one."""
    try:
        return work(*args, **kwargs)
    except (DatabaseError, InterfaceError):
        connection.close()
        raise
