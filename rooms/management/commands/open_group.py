"""manage.py open_group: a self-help group with its rooms."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from accounts.management.keyed import KeyedCommand
from groups.actions.organising import GroupNameTaken
from groups.models import Group, Organisation
from groups.themes import POSITIONS, THEMES
from rooms.actions.opening import open_group

LONGEST = {
    "name": Group._meta.get_field("name").max_length,
    "summary": Group._meta.get_field("summary").max_length,
    "region": Group._meta.get_field("region").max_length,
    "rhythm": Group._meta.get_field("rhythm").max_length,
}
"""Characters of each text."""


class Command(KeyedCommand):
    help = "Opens a group: its page, its talk and the room for its facilitators."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="NAME")
        parser.add_argument("--name", required=True)
        parser.add_argument("--theme", required=True, choices=sorted(THEMES), metavar="THEME", help=", ".join(THEMES))
        parser.add_argument("--position", required=True, choices=sorted(POSITIONS))
        parser.add_argument("--region", default="")
        parser.add_argument("--rhythm", default="", help="when the group meets, in its own words")
        parser.add_argument("--language", default="nl", choices=[code for code, _ in settings.LANGUAGES])
        parser.add_argument(
            "--kept-for", type=int, default=Group.KeptFor.DAY.value, choices=Group.KeptFor.values, help="hours"
        )
        parser.add_argument("--summary", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(name=options["organisation"]).first()
        if organisation is None:
            raise CommandError("There is no organisation of this name. Make it with manage.py create_organisation.")
        texts = {name: options[name].strip() for name in LONGEST}
        _check_lengths(texts)
        try:
            open_group(
                organisation=organisation,
                theme=options["theme"],
                position=options["position"],
                language=options["language"],
                kept_for_hours=options["kept_for"],
                now=timezone.now(),
                **texts,
            )
        except GroupNameTaken:
            raise CommandError("The organisation has a group of this name already.") from None
        self.stdout.write(
            f"Opened. Next: manage.py appoint --organisation '{organisation.name}' --group '{texts['name']}'"
        )


def _check_lengths(texts: dict[str, str]) -> None:
    if not texts["name"]:
        raise CommandError("A group needs a name.")
    for name, text in texts.items():
        if len(text) > (LONGEST[name] or 0):
            raise CommandError(f"--{name} has at most {LONGEST[name]} characters.")
