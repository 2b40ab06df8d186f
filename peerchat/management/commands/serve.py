"""`manage.py serve`: pages, sockets and housekeeping in one process, by Daphne."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.proving import prove_keys
from peerchat import alone
from peerchat.logs import hush


class Command(BaseCommand):
    help = "Serves the site. Several processes may run when they share PostgreSQL and Redis."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="first migrate, and load the demo once")

    def handle(self, *args: Any, host: str, port: int, demo: bool, **options: Any) -> None:
        if not 0 < port < 65_536:
            raise CommandError("--port must be between 1 and 65535.")
        if not demo:
            prove_keys()
        claim = alone.claim()
        if demo:
            self._prepare()
        hush()
        # Imported late: Daphne installs its event loop for whoever imports it.
        from peerchat.serving import serve

        self.stdout.write(f"PeerChat: http://{'localhost' if host == '127.0.0.1' else host}:{port}/")
        self.stdout.flush()
        serve(host, port, _origins(port))
        del claim

    def _prepare(self) -> None:
        from peerchat.starting import prepare

        for line in prepare():
            self.stdout.write(line)


def _origins(port: int) -> frozenset[str]:
    """The site's own, or in development this machine's names with this port."""
    given = frozenset(settings.SITE_ORIGINS)
    return given or frozenset(f"http://{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]"))
