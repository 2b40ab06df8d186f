"""What `bin/run` does before it serves: translations, tables, keys, and the demo once."""

from collections.abc import Iterator
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.actions.proving import prove_keys
from peerchat.demo import load_demo
from peerchat.translations import compile_all


def prepare() -> Iterator[str]:
    """Yields lines for the person at the keyboard."""
    compile_all(settings.BASE_DIR)
    if _behind():
        call_command("migrate", verbosity=0, stdout=StringIO())
    prove_keys()
    yield "Demo log-ins (invented people):"
    for login in load_demo():
        yield f"  {login.who:<14} {login.login_name:<28} {login.passphrase}"


def _behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
