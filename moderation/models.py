"""Keeping it safe: measures with their reasons, appeals against them, and what was taken out of sight."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.vault import SealedText
from groups.models import Coordinator, Group, Membership, Organisation
from groups.roles import State
from moderation.checks.finding import SHIELDS, SOFT
from moderation.models_care import CardOffer as CardOffer
from moderation.models_care import CareCase as CareCase
from moderation.models_care import CareStep as CareStep
from moderation.models_care import Concern as Concern
from moderation.models_care import DutyAlert as DutyAlert
from moderation.models_care import DutyContact as DutyContact
from moderation.models_care import HelplineCheck as HelplineCheck
from rooms.models import Event, Meeting, Room


class Measure(models.Model):
    """A deed towards a member, with its rule and its words (statement of reasons, DSA art. 17)."""

    class Kind(models.TextChoices):
        """The ladder, from the bottom up."""

        WORD = "word", _("a word from the facilitator")
        DROP = "drop", _("a line not let through")
        HIDE = "hide", _("a line hidden")
        MUTE = "mute", _("muted")
        END_LEAD = "end_lead", _("no longer facilitating")
        SUSPEND = "suspend", _("suspended")
        REMOVE = "remove", _("removed from the group")
        BAN = "ban", _("banned from the group")

    class TakenAs(models.TextChoices):
        FACILITATOR = "facilitator", _("a facilitator of the group")
        COORDINATOR = "coordinator", _("a coordinator of the organisation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="measures")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="measures")
    taken_as = models.CharField(max_length=12, choices=TakenAs.choices, default=TakenAs.FACILITATOR)
    taken_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="measures_taken")
    coordinator = models.ForeignKey(Coordinator, null=True, on_delete=models.SET_NULL, related_name="measures_taken")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    rule = models.CharField(max_length=24, blank=True)
    """None where somebody's task ended for another reason than an agreement."""
    words_sealed = models.BinaryField(null=True)
    seq = models.PositiveBigIntegerField(null=True)
    """The line because of which it was taken, in the group's talk."""
    held_id = models.UUIDField(null=True)
    """The row of the line that waited and was not let through, while that is there."""
    until = models.DateTimeField(null=True)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="measures")
    """The talk with which a mute ends, when it is for that talk."""
    state_before = models.CharField(max_length=12, choices=State.choices, blank=True)
    """What the membership was, so that undoing can give that back."""
    taken_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    """When somebody took it back, before its time or for good."""
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    words = SealedText("words_sealed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["word", "drop", "hide", "mute", "end_lead", "suspend", "remove", "ban"]),
                name="moderation_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["mute", "suspend"]) | Q(until__isnull=False), name="moderation_mute_ends"
            ),
            models.CheckConstraint(
                condition=Q(taken_as__in=["facilitator", "coordinator"]), name="moderation_taken_as_known"
            ),
        ]

    @property
    def public_id(self) -> str:
        """How paths call it."""
        return f"d_{self.pk.hex}"

    @property
    def is_about_a_line(self) -> bool:
        """Whether it was taken because of one, said or waiting."""
        return self.seq is not None or self.held_id is not None


class FrozenExcerpt(models.Model):
    """Lines of a report or an appeal and those around them, sealed under the data secret, until the case has ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="frozen_excerpts")
    lines_sealed = models.BinaryField(null=True)
    frozen_at = models.DateTimeField()
    free_at = models.DateTimeField(null=True, db_index=True)

    lines = SealedText("lines_sealed")


class Appeal(models.Model):
    """That a member does not agree with a measure (DSA art. 20): once, in sealed words, answered by a coordinator."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("the decision stands")
        OVERTURNED = "overturned", _("the decision is undone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="appeal")
    words_sealed = models.BinaryField(null=True)
    appealed_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    """By when the member was told to have an answer."""
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    answer_sealed = models.BinaryField(null=True)
    excerpt = models.ForeignKey(FrozenExcerpt, null=True, on_delete=models.SET_NULL, related_name="appeals")
    """The line that it is about, frozen when the member objected; or by a report, when its talk was erased by then."""
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Coordinator, null=True, on_delete=models.SET_NULL, related_name="appeals_decided")
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    words = SealedText("words_sealed")
    answer = SealedText("answer_sealed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | Q(outcome__in=["upheld", "overturned"], decided_at__isnull=False),
                name="moderation_appeal_decided_with_its_outcome",
            )
        ]

    @property
    def public_id(self) -> str:
        """How paths call it."""
        return f"b_{self.pk.hex}"


class Shield(models.Model):
    """What a group does not want told in figures or by name, and what happens to a line that does."""

    class Policy(models.TextChoices):
        ASK = "ask", _("ask first whether it should go")
        HOLD = "hold", _("a facilitator reads it first")
        REFUSE = "refuse", _("it cannot be sent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="shields")
    kind = models.CharField(max_length=16)
    policy = models.CharField(max_length=8, choices=Policy.choices)
    words = models.CharField(max_length=300, blank=True)
    """Why, in the group's own words; everybody reads them, as the rules."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "kind"], name="moderation_shield_once"),
            models.CheckConstraint(condition=Q(kind__in=SHIELDS), name="moderation_shield_known"),
            models.CheckConstraint(condition=Q(policy__in=["ask", "hold", "refuse"]), name="moderation_policy_known"),
        ]


class OwnWord(models.Model):
    """A word or pattern of an organisation, which the checks of its groups find as well; it may well be a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="own_words")
    language = models.CharField(max_length=2, blank=True)
    """Of the groups in which it counts; empty: in all."""
    kind = models.CharField(max_length=24)
    pattern_sealed = models.BinaryField()
    added_at = models.DateTimeField()

    pattern = SealedText("pattern_sealed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[*SOFT, *(f"shield:{shield}" for shield in SHIELDS)]),
                name="moderation_own_kind_known",
            ),
        ]


class LeakWord(models.Model):
    """A word that a member never wants to leak, as a hash under a key of the account's own (moderation/leaking.py)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="leak_words")
    word_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "word_hash"], name="moderation_leak_word_once")]


class HiddenOriginal(models.Model):
    """The text of a hidden line, under its meeting's key; goes with the talk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="hidden_original")
    ciphertext = models.BinaryField()
    """As it stood in the event: its associated data is the event's id."""
    key_id = models.UUIDField()


class Notice(models.Model):
    """That a visitor or member says something public here is illegal (DSA art. 16); the coordinators decide."""

    class Outcome(models.TextChoices):
        TAKEN_DOWN = "taken-down", _("taken away")
        CHANGED = "changed", _("changed")
        LEFT = "left", _("left as it is")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt_hash = models.BinaryField(max_length=32, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="notices")
    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="notices")
    where_sealed = models.BinaryField(null=True)
    why_sealed = models.BinaryField(null=True)
    contact_sealed = models.BinaryField(null=True)
    noticed_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    answer_sealed = models.BinaryField(null=True)
    decided_at = models.DateTimeField(null=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    @property
    def public_id(self) -> str:
        """How paths call it."""
        return f"n_{self.pk.hex}"

    where = SealedText("where_sealed")
    why = SealedText("why_sealed")
    contact = SealedText("contact_sealed")
    answer = SealedText("answer_sealed")


class Report(models.Model):
    """That a member reported a line or a person of their group. Only `made_by` learns who that was."""

    class Outcome(models.TextChoices):
        MEASURE = "measure", _("a measure was taken")
        SPOKEN = "spoken", _("it was talked about")
        NOTHING = "nothing", _("nothing was needed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reports")
    about = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="reports_about")
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="reports_made")
    past_the_group = models.BooleanField(default=False)
    """Only coordinators see it: it is about somebody who leads the group, or by one of them."""
    room = models.ForeignKey(Room, null=True, on_delete=models.SET_NULL, related_name="reports")
    seq = models.PositiveBigIntegerField(null=True)
    """The line of that room; none when it is about the person."""
    rule = models.CharField(max_length=24, blank=True)
    words_sealed = models.BinaryField(null=True)
    excerpt = models.OneToOneField(FrozenExcerpt, null=True, on_delete=models.SET_NULL, related_name="report")
    reported_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    """When it was handed on to the coordinators; from then on they decide."""
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    answer_sealed = models.BinaryField(null=True)
    measure = models.ForeignKey(Measure, null=True, on_delete=models.SET_NULL, related_name="reports")
    coordinator = models.ForeignKey(Coordinator, null=True, on_delete=models.SET_NULL, related_name="reports_decided")
    """Who decided, where that was a coordinator: no objection to that measure is theirs to answer."""
    decided_at = models.DateTimeField(null=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    words = SealedText("words_sealed")
    answer = SealedText("answer_sealed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "room", "seq"], condition=Q(seq__isnull=False), name="moderation_line_reported_once"
            ),
            models.UniqueConstraint(
                fields=["made_by", "about"],
                condition=Q(seq__isnull=True, decided_at__isnull=True),
                name="moderation_person_reported_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | Q(outcome__in=["measure", "spoken", "nothing"], decided_at__isnull=False),
                name="moderation_report_decided_with_outcome",
            ),
        ]

    @property
    def public_id(self) -> str:
        """How paths call it."""
        return f"rp_{self.pk.hex}"
