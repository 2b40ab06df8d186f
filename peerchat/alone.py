"""Being the only process: required with SQLite, and without Redis."""

import fcntl
import os
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from peerchat import env

ADVISORY_LOCK = 7_275_001


def claim() -> object | None:
    """Refuses to be the second process where there may be one; the claim lasts as long as what is returned."""
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        return _file_lock(Path(f"{database['NAME']}.serve"))
    return None if settings.REDIS_URL else _database_lock(database)


def _file_lock(path: Path) -> IO[str]:
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise ImproperlyConfigured(
            "Another process is already serving this SQLite file. SQLite serves one process only; "
            "for more, use PostgreSQL and Redis (DATABASE_URL and REDIS_URL)."
        ) from None
    file.write(str(os.getpid()))
    file.flush()
    return file


def _database_lock(database: dict[str, Any]) -> object:
    """A lock on a connection of its own, so that it ends with the process and not with a request."""
    connection = connections.create_connection("default")
    connection.settings_dict = {**env.unpooled(database), "CONN_MAX_AGE": None}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
        row = cursor.fetchone()
    if not row or not row[0]:
        raise ImproperlyConfigured(
            "Another process is already serving this database, and without Redis there may be one only. "
            "Set REDIS_URL to run several."
        )
    return connection
