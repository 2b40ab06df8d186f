"""manage.py appoint: a link that makes whoever opens it coordinator or facilitator."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.urls import reverse

from accounts.management.keyed import KeyedCommand
from groups.actions.appointing import appoint
from groups.models import Group, Organisation

LONGEST_DAYS = 30


class Command(KeyedCommand):
    help = "Prints a link that works once: whoever opens it, under their own account, gets the post."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="NAME")
        post = parser.add_mutually_exclusive_group(required=True)
        post.add_argument("--group", metavar="NAME", help="facilitator of this group")
        post.add_argument("--coordinator", action="store_true", help="coordinator of the organisation")
        parser.add_argument("--days", type=int, default=7, help="how long the link works (default 7)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["days"] <= LONGEST_DAYS:
            raise CommandError(f"--days is 1 to {LONGEST_DAYS}.")
        organisation = Organisation.objects.filter(name=options["organisation"]).first()
        if organisation is None:
            raise CommandError("There is no organisation of this name.")
        group = _group(organisation, options["group"])
        token = appoint(organisation=organisation, group=group, expires_for=timedelta(days=options["days"]))
        origin = settings.SITE_ORIGINS[0] if settings.SITE_ORIGINS else ""
        self.stdout.write(origin + reverse("groups:appointment", args=[token]))


def _group(organisation: Organisation, name: str | None) -> Group | None:
    if name is None:
        return None
    group = organisation.groups.filter(name=name).first()
    if group is None:
        raise CommandError("The organisation has no group of this name.")
    return group
