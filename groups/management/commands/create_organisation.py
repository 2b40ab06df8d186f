"""manage.py create_organisation "<name>"."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from accounts.management.keyed import KeyedCommand
from groups.actions.organising import OrganisationNameTaken, create_organisation
from groups.models import Organisation


class Command(KeyedCommand):
    help = "Makes an organisation that can open groups."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="its name, as people know it")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"].strip()
        longest = Organisation._meta.get_field("name").max_length or 0
        if not 1 <= len(name) <= longest:
            raise CommandError(f"A name has 1 to {longest} characters.")
        try:
            create_organisation(name=name, now=timezone.now())
        except OrganisationNameTaken:
            raise CommandError("There is an organisation of this name already.") from None
        self.stdout.write(f"Made. Next: manage.py appoint --organisation '{name}' --coordinator")
