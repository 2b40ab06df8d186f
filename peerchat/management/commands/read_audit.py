"""manage.py read_audit: the audit for whoever runs the site, as JSON lines."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from audit.models import Entry
from audit.queries import chains, entries_of


class Command(BaseCommand):
    help = "Prints the entries of the audit, oldest first, one JSON object a line. Ids, verbs and rules; no words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chain", help="only this one: an organisation's audit id, or site")
        parser.add_argument("--after", type=int, default=0, help="only the entries beyond this number of each chain")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for chain in [options["chain"]] if options["chain"] else chains():
                for entry in entries_of(chain, after=options["after"]):
                    self.stdout.write(json.dumps(_fields(entry)))
        except DatabaseError:
            raise CommandError("The database did not answer. Run this again.") from None


def _fields(entry: Entry) -> dict[str, Any]:
    return {
        "chain": entry.chain,
        "number": entry.number,
        "at": entry.at.isoformat(),
        "actor": str(entry.actor) if entry.actor else None,
        "verb": entry.verb,
        "object_kind": entry.object_kind,
        "object": str(entry.object_id) if entry.object_id else None,
        "rule": entry.rule,
        "figures": entry.figures,
        "id": str(entry.id),
        "hash": bytes(entry.hash).hex(),
    }
