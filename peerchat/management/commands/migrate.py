"""Django's `migrate`, as the role that owns the tables when MIGRATE_DATABASE_URL names one."""

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections

from accounts.actions.proving import prove_keys
from accounts.models import KeyProof
from peerchat import env


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MIGRATE_DATABASE_URL:
            owner = env.unpooled(env.database(settings.MIGRATE_DATABASE_URL, settings.VAR_DIR / "peerchat.sqlite3"))
            connections["default"].close()
            connections["default"].settings_dict.update(owner)
        super().handle(*args, **options)
        if KeyProof._meta.db_table in connections["default"].introspection.table_names():
            prove_keys()
