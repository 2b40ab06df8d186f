"""Commands that read or write what keys protect."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions.proving import prove_keys


class KeyedCommand(BaseCommand):
    """Starts only with the keys of this database: what another key writes, nobody can read or find again."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        prove_keys()
        return super().execute(*args, **options)
