"""manage.py housekeeping: does now what every `serve` does by itself."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.management.keyed import KeyedCommand
from peerchat import housekeeping


class Command(KeyedCommand):
    help = "Erases talks whose time has come, frees rested names, ends expired sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now", metavar="MOMENT", help="pretend this moment, such as 2026-05-01T12:00+02:00 (not on a real site)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = _pretended(options["now"]) if options["now"] else timezone.now()
        for name, count in housekeeping.run(now).items():
            self.stdout.write(f"{name}: {count}")


def _pretended(text: str) -> datetime:
    if not settings.TIME_TRAVEL:
        raise CommandError("--now erases talks before their time; a real site refuses it.")
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError("--now is a moment such as 2026-05-01T12:00+02:00.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
