"""A server that lies, for the judge to catch: now and then what it commits is taken back, and acked all the same.

`python -m tests.live.sabotage serve --port …` takes the words of manage.py.
"""

from __future__ import annotations

import os
import sys

import psycopg
from django.core.management import execute_from_command_line

LOST_ONE_IN = 7


def lose_commits() -> None:
    """Every so many commits, after the server has begun to serve, become a rollback that nobody is told of."""
    commit, done = psycopg.Connection.commit, 0

    def lossy(connection: psycopg.Connection[tuple[object, ...]]) -> None:
        nonlocal done
        done += 1
        if done % LOST_ONE_IN == 0:
            connection.rollback()
        else:
            commit(connection)

    psycopg.Connection.commit = lossy  # type: ignore[assignment,method-assign]  # the sabotage


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchat.settings.dev")
    lose_commits()
    execute_from_command_line(sys.argv)
