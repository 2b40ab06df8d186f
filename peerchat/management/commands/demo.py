"""manage.py demo: fills an empty site with something to look at."""

from typing import Any

from django.core.management.base import CommandError

from accounts.management.keyed import KeyedCommand
from peerchat.demo import NotOnARealSite, load_demo


class Command(KeyedCommand):
    help = "Loads the demo (development only) and prints three log-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            log_ins = load_demo()
        except NotOnARealSite:
            raise CommandError("The demo is for development: its passphrase is public.") from None
        for log_in in log_ins:
            self.stdout.write(f"{log_in.who:12} {log_in.login_name:18} {log_in.passphrase}")
