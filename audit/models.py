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


class Head(models.Model):
    """Where a chain ends, so that what is cut off its end is missed. It only ever moves on."""

    chain = models.CharField(primary_key=True, max_length=36)
    number = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)
    seal = models.BinaryField(max_length=32)
    """Over chain, number and hash: an older end cannot be put back by who has no key."""
    told = models.PositiveBigIntegerField(default=0)
    """The number that was last written to the file of heads."""
    told_on = models.DateField(null=True)
