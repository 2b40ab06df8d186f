"""The words by which a group is found, also of the groups that are there already."""

import re
import unicodedata

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

JOINERS = dict.fromkeys(map(ord, "-‐‑'’"))


def forward(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """As groups.search did it when this was written."""
    for group in apps.get_model("groups", "Group").objects.select_related("organisation"):
        told = (group.name, group.summary, group.region, group.rhythm, group.in_person, group.organisation.name)
        letters = unicodedata.normalize("NFKD", " ".join(told).translate(JOINERS).casefold())
        words = re.findall(r"\w+", "".join(sign for sign in letters if not unicodedata.combining(sign)))
        group.search_text = f" {' '.join(words)} "
        group.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [("groups", "0002_people_and_pages")]
    operations = [
        migrations.AddField("group", "search_text", models.TextField(blank=True, editable=False)),
        migrations.RunPython(forward, migrations.RunPython.noop),
    ]
