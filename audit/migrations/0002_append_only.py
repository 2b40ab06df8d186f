"""The database itself refuses to change or remove an entry; the web role may not even try."""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from audit.append_only import ENTRIES, forbid_changes, revoke_changes


def forward(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(schema_editor.connection, ENTRIES)
    revoke_changes(schema_editor.connection, settings.WEB_ROLE, ENTRIES)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
