"""manage.py crisis_card: how old what is known of each help line is, and the card as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from moderation.actions.static_card import write_card
from moderation.card import queue
from moderation.helplines import BadHelplines, load


class Command(BaseCommand):
    help = "Tells of each help line in the file when it was verified; with --to writes the card as one page."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", type=Path, metavar="FILE", help="only whether this file of help lines can be used"
        )
        parser.add_argument("--to", type=Path, metavar="FILE", help="where to write the page")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            return self._check(options["check"])
        for line, trust in queue(timezone.localdate(), {})[0]:
            self.stdout.write(
                f"{line.id}: {'verified on ' + str(trust.verified_on) if trust.verified_on else 'to be verified'}"
            )
        if options["to"]:
            try:
                write_card(options["to"])
            except OSError as error:
                raise CommandError(f"The page cannot be written there: {error.strerror}.") from None
        return None

    def _check(self, path: Path) -> None:
        try:
            lines = load(path).lines
        except BadHelplines as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{len(lines)} help lines, all of them as they should be")
