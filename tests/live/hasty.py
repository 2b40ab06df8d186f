"""A server that soon forgets who reads without script, so that no test waits for two minutes.

`python -m tests.live.hasty serve --port …` takes the words of manage.py.
"""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

VISIT_LASTS = 4.0
"""Seconds."""


def be_hasty() -> None:
    """Before anything is served."""
    from rooms.live import presence

    presence.VISIT_LASTS = VISIT_LASTS


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchat.settings.dev")
    import django

    django.setup()
    be_hasty()
    execute_from_command_line(sys.argv)
