"""Whom one meets: organisations, self-help groups and memberships under a pseudonym."""

import secrets
import uuid
from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.vault import SealedText, public_id
from groups.ages import AgeBand, AsksAge
from groups.names import LONGEST_KEPT
from groups.roles import HOLDS_A_PLACE, Role, State

SLOWEST = 300
"""Seconds between two lines of one member in slow mode."""
FIRST_LINES = 3
"""Of a new member, which wait for a facilitator in groups that want that."""


def random_hue() -> int:
    """Degrees on the colour circle: chosen for the membership, the same for nobody on purpose."""
    return secrets.randbelow(360)


class Organisation(models.Model):
    """A regional centre or association that keeps groups."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def __str__(self) -> str:
        return self.name

    @property
    def public_id(self) -> str:
        """How paths call it."""
        return f"o_{self.pk.hex}"


class Coordinator(models.Model):
    """An account that opens groups for an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coordinatorships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="coordinators")
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "organisation"], name="groups_coordinator_once")]


class Group(models.Model):
    """A self-help group."""

    class KeptFor(models.IntegerChoices):
        """Hours that a talk is kept after it closed."""

        NOT = 0, _("not at all")
        DAY = 24, _("one day")
        THREE_DAYS = 72, _("three days")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")

    class Meets(models.TextChoices):
        ONLINE = "online", _("online")
        IN_PERSON = "in-person", _("in person")
        BOTH = "both", _("online and in person")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = models.CharField(max_length=24, unique=True, default=partial(public_id, "g"), editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=300, blank=True)
    theme = models.SlugField(max_length=40)
    position = models.SlugField(max_length=20)
    region = models.CharField(max_length=60, blank=True)
    rhythm = models.CharField(max_length=80, blank=True)
    """When the group meets, in its own words."""
    language = models.CharField(max_length=5, default="nl")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    meets = models.CharField(max_length=10, choices=Meets.choices, default=Meets.ONLINE)
    weekdays = models.CharField(max_length=7, blank=True)
    """ISO numbers of the days on which the group meets, Monday is 1: "24" is Tuesday and Thursday."""
    evening = models.TextField(max_length=2_000, blank=True)
    """How an evening goes, in the group's own words."""
    strictness = models.CharField(max_length=300, blank=True)
    in_person = models.TextField(max_length=1_000, blank=True)
    """Where and when the group meets in person, in its own words."""
    handover_sealed = models.BinaryField(null=True)
    checked_on = models.DateField(null=True, blank=True)
    """When somebody of the group last said that all this is still true."""
    search_text = models.TextField(blank=True, editable=False)
    """By what words it is found: groups.search makes it of the texts above."""
    kept_for_hours = models.PositiveSmallIntegerField(choices=KeptFor.choices, default=KeptFor.DAY)
    shows_comings = models.BooleanField(default=False)
    """Whether the talk tells that somebody joined or left the group."""
    asks_age = models.CharField(max_length=5, choices=AsksAge.choices, blank=True)
    admission_paused_at = models.DateTimeField(null=True, editable=False)
    """Since when nobody can ask to join: a facilitator wanted it so, or a wave of requests came."""
    wave_counted_from = models.DateTimeField(null=True, editable=False)
    """Requests before this moment count for no wave any more: somebody looked at them and went on."""
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    handover = SealedText("handover_sealed")
    """From one facilitator to the next."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=["open", "paused", "closed"]), name="groups_status_known"),
            models.CheckConstraint(condition=Q(meets__in=["online", "in-person", "both"]), name="groups_meets_known"),
            models.UniqueConstraint(fields=["organisation", "name"], name="groups_group_name_once"),
            models.CheckConstraint(condition=Q(kept_for_hours__in=[0, 24, 72]), name="groups_kept_for_known"),
            models.CheckConstraint(condition=Q(asks_age__in=AsksAge.values), name="groups_asks_age_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_requests(self) -> bool:
        """Whether somebody can ask to join, or come in by an invitation."""
        return self.status == self.Status.OPEN and self.admission_paused_at is None


class Guard(models.Model):
    """How carefully a group lets lines through, beside what moderation finds in them."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, primary_key=True, related_name="guard")
    holds_newcomers = models.BooleanField(default=False)
    """Whether the first lines of a new member wait for a facilitator."""
    slow_seconds = models.PositiveSmallIntegerField(default=0)
    """Between two lines of one member; 0 is no slow mode."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(slow_seconds__lte=SLOWEST), name="groups_slow_bounded")]


class Wording(models.Model):
    """One version of a group's rules, or of the consent that it asks (GDPR art. 9); never changed, only followed."""

    class Kind(models.TextChoices):
        RULES = "rules", _("rules")
        CONSENT = "consent", _("consent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="wordings")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "kind", "version"], name="groups_wording_version_once"),
            models.CheckConstraint(condition=Q(kind__in=["rules", "consent"]), name="groups_wording_kind_known"),
        ]


class Membership(models.Model):
    """One account in one group, under one pseudonym. What others see hangs on `public_id`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = models.CharField(max_length=24, unique=True, default=partial(public_id, "m"), editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    ordinal = models.PositiveIntegerField()
    """A small number within the group: all that the bell between processes carries of a person."""
    pseudonym = models.CharField(max_length=LONGEST_KEPT)
    hue = models.PositiveSmallIntegerField(default=random_hue)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=12, choices=State.choices, default=State.REQUESTED)
    muted_until = models.DateTimeField(null=True, blank=True)
    lines_let_in = models.PositiveSmallIntegerField(default=0)
    """How many of the first lines a facilitator let through; what was said before the group asked for it counts."""
    voice_back_at_close = models.BooleanField(default=False)
    """Whether the mute ends with the talk, should that close before."""
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    join_line_sealed = models.BinaryField(null=True)
    called_at = models.DateTimeField(null=True)
    """When something was last put before this person alone: whoever sits in the talk is told so."""
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, blank=True)
    """Told with the request where the group asks for it, and forgotten when the place ends."""
    decision_words_sealed = models.BinaryField(null=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    proved = False
    """Not stored: whether the own session is good for a task; who looks a membership up for its owner says it."""

    join_line = SealedText("join_line_sealed")
    """One line to the facilitator; emptied when decided."""
    decision_words = SealedText("decision_words_sealed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "ordinal"], name="groups_ordinal_once"),
            models.UniqueConstraint(
                fields=["account", "group"], condition=Q(state__in=HOLDS_A_PLACE), name="groups_one_place_per_account"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="groups_role_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="groups_state_known"),
            models.CheckConstraint(condition=Q(hue__lt=360), name="groups_hue_on_the_circle"),
            models.CheckConstraint(condition=Q(age_band__in=["", *AgeBand.values]), name="groups_age_band_known"),
        ]

    def __str__(self) -> str:
        return "membership"

    @property
    def acting_role(self) -> str:
        """As what its owner acts in the session at hand: who leads needs a second factor for it."""
        return Role.MEMBER if self.role == Role.FACILITATOR and not self.proved else self.role


class Agreement(models.Model):
    """That a member agreed to one version of the rules or of the consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="agreements")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="agreements")
    agreed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "wording"], name="groups_agreement_once")]


class NameClaim(models.Model):
    """Keeps a pseudonym and all that looks like it for one membership; after that it rests until `free_at`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="name_claims")
    skeleton_hash = models.BinaryField(max_length=32)
    membership = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="name_claims")
    free_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "skeleton_hash"], name="groups_name_claimed_once")]


class Appointment(models.Model):
    """A link that makes whoever opens it, under their own account, coordinator or facilitator."""

    class Post(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        FACILITATOR = "facilitator", _("facilitator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    post = models.CharField(max_length=12, choices=Post.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="appointments")
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="appointments")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post="coordinator", group__isnull=True) | Q(post="facilitator", group__isnull=False),
                name="groups_appointment_names_its_group",
            )
        ]


class Invitation(models.Model):
    """A link by which somebody joins a group without asking; found by its hash, good for so many times."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="invitations_made")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    uses_left = models.PositiveSmallIntegerField()
    revoked_at = models.DateTimeField(null=True)
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)


class Concealment(models.Model):
    """That one member does not want to read another: only the first knows, and only the first's screen changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="concealments")
    whom = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="concealed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "whom"], name="groups_concealed_once"),
            models.CheckConstraint(condition=~Q(by=models.F("whom")), name="groups_nobody_conceals_oneself"),
        ]


class News(models.Model):
    """Something that a person is told in their own place; what it is goes nowhere else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="news")
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="news")
    code = models.SlugField(max_length=24)
    """What happened; groups.news has the words."""
    about_at = models.DateTimeField(null=True)
    words_sealed = models.BinaryField(null=True)
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    words = SealedText("words_sealed")


class HostPage(models.Model):
    """A text that a host must give, in an organisation's own words; without a row the house's default is shown."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("contact")
        IMPRINT = "imprint", _("who we are")
        TERMS = "terms", _("terms of use")
        PRIVACY = "privacy", _("privacy")
        ACCESSIBILITY = "accessibility", _("accessibility")
        MODERATION = "moderation", _("how we keep the talk safe")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="host_pages")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    language = models.CharField(max_length=5)
    text = models.TextField(max_length=20_000)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "language"], name="groups_host_page_once")
        ]
