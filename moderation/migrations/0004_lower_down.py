"""What a line is held by stands where the talk is: `groups` has the guard, `rooms` the lines that wait."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("groups", "0006_guard_and_first_lines"),
        ("moderation", "0003_guard"),
        ("rooms", "0004_held_lines"),
    ]

    operations = [
        migrations.DeleteModel(name="Guard"),
        migrations.DeleteModel(name="HeldLine"),
    ]
