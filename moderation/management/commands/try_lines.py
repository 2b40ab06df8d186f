"""manage.py try_lines: what the checks would find, line by line."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from moderation.checks.trying import answers


class Command(BaseCommand):
    help = (
        'Reads lines such as {"text": "…", "lang": "nl", "shields": ["numbers"]} and answers each with what the checks '
        "find in it. It needs no database and keeps nothing."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for answer in answers(sys.stdin.buffer):
            self.stdout.write(answer)
            self.stdout.flush()
