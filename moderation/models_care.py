"""Care: what coordinators found about help lines."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.vault import SealedText
from groups.models import Organisation


class HelplineCheck(models.Model):
    """That a coordinator looked at a help line on its own page, and called; of which organisation, not who."""

    class Outcome(models.TextChoices):
        RIGHT = "right", _("all of it is still right")
        CHANGED = "changed", _("something has changed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="helpline_checks")
    line = models.SlugField(max_length=40)
    """The id of a line of moderation/data/helplines.toml."""
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    source_sealed = models.BinaryField(null=True)
    number = models.CharField(max_length=16, blank=True)
    """What the number ought to be."""
    hours = models.CharField(max_length=300, blank=True)
    """What the hours ought to be, as moderation.checking writes them."""
    checked_at = models.DateTimeField(db_index=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    source = SealedText("source_sealed")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=["right", "changed"]), name="moderation_outcome_known")
        ]
