"""manage.py rotate_keys: makes the older data keys needless."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from accounts.management.keyed import KeyedCommand
from peerchat.actions.rotating import StillSealing, rotate_keys
from peerchat.sealed import left


class Command(KeyedCommand):
    help = "Seals anew, under the first data key, all that an older one sealed. The site serves on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say how much still needs an older key")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._check() if options["check"] else self._rotate()
        except StillSealing:
            raise CommandError(
                "Some process still seals under an older key. Restart each with the new key in front; run this again."
            ) from None
        except DatabaseError:
            raise CommandError("The database did not answer. Run this again: it goes on where it stopped.") from None

    def _check(self) -> None:
        found = left()
        for name, count in found.items():
            self.stdout.write(f"{name}: {count}")
        if found:
            raise CommandError(f"{sum(found.values())} values still need an older key.")
        self.stdout.write("No value needs an older key.")

    def _rotate(self) -> None:
        counts = rotate_keys()
        unreadable = counts.pop("unreadable", 0)
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count}")
        if unreadable:
            raise CommandError(f"Done, but {unreadable} values are under none of the keys given and stay as they are.")
        self.stdout.write("Done. Only the first data key is needed now.")
