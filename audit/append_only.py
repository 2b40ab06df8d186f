"""Append-only by the database: a trigger on both databases, and no right to change on PostgreSQL."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_entry"
REFUSAL = "the audit is append-only"

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$;
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
SQLITE = [
    f"CREATE TRIGGER audit_no_{deed.lower()} BEFORE {deed} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for deed in ("UPDATE", "DELETE")
]


def forbid_changes(connection: BaseDatabaseWrapper) -> None:
    """Puts the trigger on the table."""
    with connection.cursor() as cursor:
        for statement in [POSTGRESQL] if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def allow_changes(connection: BaseDatabaseWrapper) -> None:
    """Takes the trigger off: only for emptying a test database."""
    names = ["change", "truncate"] if connection.vendor == "postgresql" else ["update", "delete"]
    where = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS audit_no_{name}{where}")


def revoke_changes(connection: BaseDatabaseWrapper, role: str) -> None:
    """Leaves the web role the right to add and to read."""
    if connection.vendor != "postgresql" or not role:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {TABLE} FROM {connection.ops.quote_name(role)}")
