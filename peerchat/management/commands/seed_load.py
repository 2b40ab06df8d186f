"""manage.py seed_load: open talks with people in them, for tools that measure."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from accounts.management.keyed import KeyedCommand
from peerchat.load import seat_people

MOST_ROOMS, MOST_MEMBERS, MOST_LINES = 1_000, 1_000, 100_000
REFUSAL = "seed_load makes people who do not exist; on a real site it needs PEERCHAT_ALLOW_LOAD=1."


class Command(KeyedCommand):
    help = "Makes rooms with an open talk and prints one JSON object a line for every seat in them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rooms", type=int, required=True)
        parser.add_argument("--members", type=int, required=True, help="in each room; the first is its facilitator")
        parser.add_argument("--lines", type=int, default=0, help="that were said in each talk")
        parser.add_argument("--organisation", default="Load", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or settings.TIME_TRAVEL or settings.ALLOW_LOAD):
            raise CommandError(REFUSAL)
        for name, least, most in (
            ("rooms", 1, MOST_ROOMS),
            ("members", 1, MOST_MEMBERS),
            ("lines", 0, MOST_LINES),
        ):
            if not least <= options[name] <= most:
                raise CommandError(f"--{name} is {least} to {most}.")
        seats = seat_people(
            organisation=options["organisation"],
            rooms=options["rooms"],
            members=options["members"],
            lines=options["lines"],
            now=timezone.now(),
        )
        for seat in seats:
            self.stdout.write(seat.line())
