"""Append-only by the database: triggers on both databases, and no right to change on PostgreSQL.

An entry never changes. The head of a chain moves on and never back. Neither is taken away.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRIES = "audit_entry"
HEADS = "audit_head"
TABLES = (ENTRIES, HEADS)
REFUSAL = "the audit is append-only"


@dataclass(frozen=True)
class Guard:
    """A trigger that refuses a deed on a table, always or `when`."""

    table: str
    deed: str
    when: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}_no_{self.deed.lower()}"


GUARDS = [
    Guard(ENTRIES, "UPDATE"),
    Guard(ENTRIES, "DELETE"),
    Guard(ENTRIES, "TRUNCATE"),
    Guard(HEADS, "UPDATE", when="NEW.chain <> OLD.chain OR NEW.number < OLD.number OR NEW.told < OLD.told"),
    Guard(HEADS, "DELETE"),
    Guard(HEADS, "TRUNCATE"),
]
REVOKED = {ENTRIES: "UPDATE, DELETE, TRUNCATE", HEADS: "DELETE, TRUNCATE"}
POSTGRESQL_REFUSES = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""


def forbid_changes(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Puts the triggers on these tables, or on all."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_REFUSES)
        for guard in _guards(connection, tables):
            cursor.execute(_on_postgresql(guard) if connection.vendor == "postgresql" else _on_sqlite(guard))


def allow_changes(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers off: only for emptying a test database."""
    with connection.cursor() as cursor:
        for guard in _guards(connection, TABLES):
            where = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{where}")


def revoke_changes(connection: BaseDatabaseWrapper, role: str, *tables: str) -> None:
    """Leaves the web role the right to add and to read, and to move a head on."""
    if connection.vendor != "postgresql" or not role:
        return
    with connection.cursor() as cursor:
        for table in tables or TABLES:
            cursor.execute(f"REVOKE {REVOKED[table]} ON {table} FROM {connection.ops.quote_name(role)}")


def _guards(connection: BaseDatabaseWrapper, tables: tuple[str, ...]) -> list[Guard]:
    known = [guard for guard in GUARDS if guard.table in (tables or TABLES)]
    # SQLite has no TRUNCATE: its DELETE is the only way.
    return known if connection.vendor == "postgresql" else [guard for guard in known if guard.deed != "TRUNCATE"]


def _on_postgresql(guard: Guard) -> str:
    each = "STATEMENT" if guard.deed == "TRUNCATE" else "ROW"
    when = f" WHEN ({guard.when})" if guard.when else ""
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.deed} ON {guard.table} "
        f"FOR EACH {each}{when} EXECUTE FUNCTION audit_refuse()"
    )


def _on_sqlite(guard: Guard) -> str:
    when = f" WHEN {guard.when}" if guard.when else ""
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.deed} ON {guard.table}{when} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
