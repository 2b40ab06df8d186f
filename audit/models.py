"""Who did what to what, and by which rule: append-only, chained, without a name or a word of talk."""

import uuid

from django.db import models

SITE = "site"
"""The chain of deeds that belong to no organisation."""


class Entry(models.Model):
    """One deed. `actor` and `object_id` are audit ids: random, kept only on the rows they mean."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.CharField(max_length=36)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=24)
    object_id = models.UUIDField(null=True)
    rule = models.CharField(max_length=24, blank=True)
    figures = models.JSONField(default=dict)
    """Counts only: {str: int}."""
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_one_number_per_chain")]
