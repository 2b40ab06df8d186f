"""Sessions end when nothing is heard of them for a while; those of before end when they would have."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def end_as_before(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("accounts", "Session").objects.update(ends_at=models.F("expires_at"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_key_proof")]

    operations = [
        migrations.AddField("session", "shared", models.BooleanField(default=False)),
        migrations.AddField("session", "ends_at", models.DateTimeField(null=True)),
        migrations.RunPython(end_as_before, migrations.RunPython.noop),
        migrations.AlterField("session", "ends_at", models.DateTimeField()),
    ]
