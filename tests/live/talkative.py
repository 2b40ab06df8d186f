"""A server with one log line too many, for the search for canaries to find: who asks for what, and from where.

`python -m tests.live.talkative serve --port …` takes the words of manage.py.
"""

from __future__ import annotations

import logging
import os
import sys

from django.core.management import execute_from_command_line

logger = logging.getLogger("peerchat.talkative")


def be_talkative() -> None:
    """Before anything is served."""
    from peerchat.middleware import PrivacyHeadersMiddleware

    answer = PrivacyHeadersMiddleware.__call__

    def call(self, request):  # type: ignore[no-untyped-def]  # as the one that it stands for
        logger.info(f"{request.META.get('REMOTE_ADDR')} asks for {request.path}")
        return answer(self, request)

    PrivacyHeadersMiddleware.__call__ = call  # type: ignore[method-assign]  # the one line too many


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchat.settings.dev")
    import django

    django.setup()
    be_talkative()
    execute_from_command_line(sys.argv)
