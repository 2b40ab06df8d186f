"""Care: help lines, worries, the steps of a facilitator, the coordinator on duty. Nothing of what is said."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.vault import SealedText
from groups.models import Group, Membership, Organisation


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


class Concern(models.Model):
    """That a member worries about another; those who lead the group see about whom, nobody sees by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="concerns")
    about = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="concerns_about")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="concerns_given")
    seq = models.PositiveBigIntegerField(null=True)
    """The line of the talk that it is about; none when it is about the person."""
    given_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "by"], condition=Q(settled_at__isnull=True), name="moderation_concern_once"
            )
        ]


class CareCase(models.Model):
    """That a facilitator takes care of one member: when, and who holds the room meanwhile; nothing of what is said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="care_cases")
    about = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="care_about")
    opened_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="care_opened")
    held_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="care_held")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=Q(closed_at__isnull=True), name="moderation_one_open_care_case"
            )
        ]

    @property
    def public_id(self) -> str:
        """How paths call it."""
        return f"z_{self.pk.hex}"


class CareStep(models.Model):
    """That a step of the checklist was done, to the minute."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CareCase, on_delete=models.CASCADE, related_name="steps")
    step = models.SlugField(max_length=12)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "step"], name="moderation_care_step_once")]


class CardOffer(models.Model):
    """That a facilitator put the crisis card before one member, who alone is shown it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="card_offers")
    offered_at = models.DateTimeField()


class DutyContact(models.Model):
    """How facilitators of an organisation reach the coordinator on duty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="duty_contact")
    words_sealed = models.BinaryField(null=True)

    words = SealedText("words_sealed")


class DutyAlert(models.Model):
    """That a group wants the coordinator on duty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="duty_alerts")
    raised_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(taken_at__isnull=True), name="moderation_one_open_alert"
            )
        ]
