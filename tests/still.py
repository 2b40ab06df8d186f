"""manage.py on an evening that stands still: always the same date and the same dice.

For pictures, so that they change only when a page does. It is as guessable as it sounds, and for nothing else.
"""

import os
import random
import secrets
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

EVENING = datetime(2026, 3, 3, 20, 10, tzinfo=ZoneInfo("Europe/Brussels"))
"""A Tuesday."""


def main(words: list[str]) -> None:
    """Runs one command of manage.py there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchat.settings.test")
    # Other dice for each command, or two of them would give out the same ids.
    dice = random.Random(" ".join(words[1:]))
    secrets.token_bytes = lambda nbytes=None: dice.randbytes(nbytes or 32)
    secrets.randbelow = lambda exclusive_upper_bound: dice.randrange(exclusive_upper_bound)
    secrets.SystemRandom = lambda: dice  # type: ignore[misc,assignment]  # the same dice for all
    from django.core.management import execute_from_command_line

    with time_machine.travel(EVENING, tick=True):
        execute_from_command_line(words)


if __name__ == "__main__":
    main(sys.argv)
