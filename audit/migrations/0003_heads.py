"""Each chain gets a head, also those that there are; the database keeps it from moving back."""

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from audit.append_only import HEADS, forbid_changes, revoke_changes
from audit.chain import head_seal


def give_heads(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    entries = apps.get_model("audit", "Entry").objects
    for chain in entries.values_list("chain", flat=True).distinct().order_by("chain"):
        last = entries.filter(chain=chain).order_by("-number").first()
        last_hash = bytes(last.hash)
        seal = head_seal(chain, last.number, last_hash)
        apps.get_model("audit", "Head").objects.create(chain=chain, number=last.number, hash=last_hash, seal=seal)


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(schema_editor.connection, HEADS)
    revoke_changes(schema_editor.connection, settings.WEB_ROLE, HEADS)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("chain", models.CharField(max_length=36, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
                ("seal", models.BinaryField(max_length=32)),
                ("told", models.PositiveBigIntegerField(default=0)),
                ("told_on", models.DateField(null=True)),
            ],
        ),
        migrations.RunPython(give_heads, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
