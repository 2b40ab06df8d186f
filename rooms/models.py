"""The talk: rooms, meetings with their keys, and the log of events."""

import secrets
import uuid
from datetime import datetime, timedelta
from functools import partial

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.vault import SealedBytes, SealedText, public_id
from groups.models import Group, Membership
from rooms.phases import EventKind, Gone, Phase, RoomKind


def random_tag() -> str:
    """Another random id of a room: the only one that Redis sees."""
    return secrets.token_hex(16)


class Epoch(models.Model):
    """One row: changes when a backup is restored, since numbers are then given out anew."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="rooms_one_epoch")]


class Room(models.Model):
    """A room is one log with one audience. Events are numbered floor + 1 … head, without a gap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = models.CharField(max_length=24, unique=True, default=partial(public_id, "r"), editable=False)
    tag = models.CharField(max_length=32, unique=True, default=random_tag, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="rooms")
    kind = models.CharField(max_length=10, choices=RoomKind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    member = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="asides")
    meeting = models.ForeignKey("Meeting", null=True, on_delete=models.SET_NULL, related_name="+")
    """The current meeting, of a talk and of its backstage and asides alike."""
    head = models.PositiveBigIntegerField(default=0)
    floor = models.PositiveBigIntegerField(default=0)
    """The highest number that was erased."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "kind"],
                condition=Q(kind__in=["talk", "backstage"]),
                name="rooms_one_talk_and_backstage",
            ),
            models.CheckConstraint(condition=Q(kind__in=RoomKind.values), name="rooms_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="aside", member__isnull=False) | ~Q(kind="aside"), name="rooms_aside_of"
            ),
            models.CheckConstraint(condition=Q(head__gte=F("floor")), name="rooms_head_above_floor"),
        ]


class Meeting(models.Model):
    """One evening of a group, in its talk room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    lasts_for_minutes = models.PositiveSmallIntegerField(default=75)
    """0: it was opened without a plan, so nobody was told an end."""
    zone = models.CharField(max_length=40, default="Europe/Brussels")
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.WAITING)
    phase_ends_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    """When its waiting room opened; until then it is only planned, and no room points at it."""
    places = models.PositiveSmallIntegerField(default=8)
    warned_at_minutes = models.PositiveSmallIntegerField(null=True)
    """The last warning before the end that was given: 10, then 2."""
    not_held_at = models.DateTimeField(null=True)
    """When it was given up because no facilitator came."""
    cancelled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    """Grows with every change, so that of two facilitators' deeds at once one is told to look again."""
    facilitator_seen_at = models.DateTimeField(null=True)
    kept_for_hours = models.PositiveSmallIntegerField()
    """Copied from the group at opening: who was told one day keeps one day."""
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(closed_at__isnull=True, begun_at__isnull=False),
                name="rooms_one_living_meeting",
            ),
            models.UniqueConstraint(
                fields=["room", "starts_at"], condition=Q(closed_at__isnull=True), name="rooms_one_meeting_at_a_time"
            ),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="rooms_phase_known"),
            models.CheckConstraint(
                condition=Q(phase="closed", closed_at__isnull=False) | (~Q(phase="closed") & Q(closed_at__isnull=True)),
                name="rooms_closed_has_its_moment",
            ),
        ]

    @property
    def is_planned(self) -> bool:
        """Whether people were told when it begins and ends."""
        return self.lasts_for_minutes > 0

    @property
    def ends_at(self) -> datetime | None:
        """The end that people were told."""
        return self.starts_at + timedelta(minutes=self.lasts_for_minutes) if self.is_planned else None


class MeetingSeat(models.Model):
    """A member's place at one meeting."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("coming")
        GIVEN_BACK = "given-back", _("not coming")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="seats")
    state = models.CharField(max_length=10, choices=State.choices)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="rooms_seat_once"),
            models.CheckConstraint(condition=Q(state__in=["confirmed", "given-back"]), name="rooms_seat_state_known"),
        ]


class MeetingKey(models.Model):
    """A meeting's own data key, wrapped by the data secret. Nothing points here: the row goes, and the talk is gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="key")
    wrapped = models.BinaryField()

    secret = SealedBytes("wrapped")


class Event(models.Model):
    """One entry of a room's log. `ciphertext` is the sealed JSON of all fields but seq, kind, at, by and refers_to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="events")
    client_id = models.CharField(max_length=64, null=True)
    content_hash = models.BinaryField(max_length=32, null=True)
    """HMAC over type and fields under the meeting's key; emptied with the text."""
    ciphertext = models.BinaryField(null=True)
    key_id = models.UUIDField(null=True)
    """The MeetingKey that opens it; no foreign key, since that row is destroyed first."""
    refers_to = models.PositiveBigIntegerField(null=True)
    gone = models.CharField(max_length=10, choices=Gone.choices, null=True)
    at = models.DateTimeField()
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="events")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="rooms_seq_once"),
            models.UniqueConstraint(fields=["room", "author", "client_id"], name="rooms_client_id_once"),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="rooms_event_kind_known"),
            models.CheckConstraint(
                condition=Q(ciphertext__isnull=True) | Q(key_id__isnull=False, meeting__isnull=False),
                name="rooms_text_has_its_key",
            ),
        ]


class HeldLine(models.Model):
    """A request that waits for a facilitator; nobody else has seen it. Sealed under the meeting's key, as an event.

    The row goes when the line is let through. One that was not stays until its author has read why, or the talk goes.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a facilitator")
        RETURNED = "returned", _("came back with a word")
        DROPPED = "dropped", _("was not let through")
        LATE = "late", _("the talk closed first")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="held_lines")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="held_lines")
    author = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="held_lines")
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    client_id = models.CharField(max_length=64)
    content_hash = models.BinaryField(max_length=32)
    ciphertext = models.BinaryField()
    """The sealed JSON of the request's fields; what its author confirmed is among them, as `confirm`."""
    key_id = models.UUIDField()
    refers_to = models.PositiveBigIntegerField(null=True)
    why = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    rule = models.CharField(max_length=24, blank=True)
    """Under which agreement it was not let through."""
    words_sealed = models.BinaryField(null=True)
    """What the facilitator said to its author."""
    held_at = models.DateTimeField()
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    words = SealedText("words_sealed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "author", "client_id"], name="rooms_held_client_id_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "returned", "dropped", "late"]), name="rooms_held_state_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=["message", "edited"]), name="rooms_held_kind_known"),
        ]


class ReadPointer(models.Model):
    """How far a member has read in a room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="read_pointers")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="read_pointers")
    seq = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "membership"], name="rooms_read_pointer_once")]


class Reaction(models.Model):
    """One quiet acknowledgement of a message by one member."""

    class Kind(models.TextChoices):
        LISTENING = "listening"
        RECOGNISE = "recognise"
        WARMTH = "warmth"
        BREATHE = "breathe"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="reactions")
    seq = models.PositiveBigIntegerField()
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "seq", "membership", "kind"], name="rooms_reaction_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["listening", "recognise", "warmth", "breathe"]), name="rooms_reaction_known"
            ),
        ]
