"""manage.py verify_audit: holds the audit against its chain, its heads, and what was told outside the database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from accounts.management.keyed import KeyedCommand
from audit import heads
from audit.models import Head
from audit.queries import Fault, chains, first_fault


class Command(KeyedCommand):
    help = "Says whether the audit is whole, and names the first bad row of each chain that is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chain", help="only this one: an organisation's audit id, or site")
        parser.add_argument(
            "--heads",
            type=Path,
            default=settings.AUDIT_HEADS,
            help="the file of heads; when nothing is said, that of PEERCHAT_AUDIT_HEADS",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._verify(_told(options["heads"]), options["chain"])
        except DatabaseError:
            raise CommandError("The database did not answer. Run this again.") from None

    def _verify(self, told: heads.Told, only: str | None) -> None:
        known = sorted({*chains(), *told}) if only is None else [only]
        faults = [fault for chain in known if (fault := self._look(chain, told))]
        if faults:
            raise CommandError(f"The audit is not whole: {len(faults)} of {len(known)} chains.")
        self.stdout.write(f"The audit is whole: {len(known)} chains.")

    def _look(self, chain: str, told: heads.Told) -> Fault | None:
        fault = first_fault(chain, told.get(chain))
        if fault:
            which = f" (id {fault.entry})" if fault.entry else ""
            self.stdout.write(f"{chain}: entry {fault.number}{which} {fault.wrong}.")
            return fault
        head = Head.objects.filter(chain=chain).first()
        if head:
            self.stdout.write(f"{chain}: {head.number} entries, {bytes(head.hash).hex()}")
        else:
            self.stdout.write(f"{chain}: no entries")
        return None


def _told(path: Path | None) -> heads.Told:
    if path is None or (path == settings.AUDIT_HEADS and not path.exists()):
        return {}
    try:
        return heads.read(path)
    except OSError:
        raise CommandError("The file of heads cannot be read.") from None
    except heads.NotOurLine as error:
        raise CommandError(str(error)) from None
