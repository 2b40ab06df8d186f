"""Who signs in: an account without a name and without an address."""

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.vault import SealedBytes, SealedText


class Country(models.TextChoices):
    BELGIUM = "BE", _("Belgium")
    NETHERLANDS = "NL", _("Netherlands")


def this_month() -> date:
    """Its first day."""
    return timezone.localdate().replace(day=1)


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by the keyed hash of its log-in name; making one is `actions.signing_up`."""


class Account(AbstractBaseUser):
    """A person, known only by the keyed hash of a log-in name that the platform gave."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login_hash = models.CharField(max_length=64, unique=True)
    """HMAC of the log-in name under the index key, in hexadecimal."""
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(max_length=5, default="nl")
    country = models.CharField(max_length=2, choices=Country.choices, blank=True)
    """Decides which help lines are shown first; empty until chosen."""
    comfort = models.JSONField(default=dict, blank=True)
    """How this person reads best: {name of a setting: its value}; see accounts.comfort."""
    silent = models.BooleanField(default=False)
    """Asks each browser where this person logs in for titles and addresses that tell nothing."""
    is_active = models.BooleanField(default=True)
    created_on = models.DateField(auto_now_add=True)
    seen_in = models.DateField(default=this_month, db_index=True)
    """The first day of the month of the last log-in: no more than it takes to erase what nobody uses."""
    last_login = None  # at what moment somebody was here is nobody's business
    recovered_at = models.DateTimeField(null=True)
    """When a recovery code last opened the account past a second factor (accounts.factors)."""

    proved = False
    """Not stored: whether a second factor was shown in the session at hand; `peerchat.second_factor` says it."""

    objects = AccountManager()

    USERNAME_FIELD = "login_hash"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return "account"


def display(account: Account) -> str:
    """What pages and libraries may call an account: never the log-in name."""
    return str(account)


def to_the_hour(moment: datetime) -> datetime:
    """As exactly as it is kept when somebody was here."""
    return moment.replace(minute=0, second=0, microsecond=0)


class Session(models.Model):
    """One signed-in (or signing-up) browser. The key itself is only in the browser's cookie."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="sessions")
    key_hash = models.BinaryField(max_length=32, unique=True)
    data_sealed = models.BinaryField(null=True)
    device_word_sealed = models.BinaryField(null=True)
    last_seen_at = models.DateTimeField()
    """Cut to the hour."""
    second_factor = models.BooleanField(default=False)
    """Whether a second factor was shown in it; a new key begins without."""
    expires_at = models.DateTimeField(db_index=True)
    """When it ends if nothing more is heard of it; see accounts.lifetimes."""
    ends_at = models.DateTimeField()
    """When it ends whatever is heard of it."""
    shared = models.BooleanField(default=False)
    """On a device that others use too."""

    data = SealedText("data_sealed")
    device_word = SealedText("device_word_sealed")


class ExportFile(models.Model):
    """One file of a link to one's own data: its row is there until the file was fetched. The data are not in it."""

    class Kind(models.TextChoices):
        HTML = "html", _("a page to read")
        JSON = "json", _("a file for a program")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="export_files")
    token_hash = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_hash", "kind"], name="accounts_export_file_once")]


class Passkey(models.Model):
    """A key pair of one of the member's devices (W3C Web Authentication, level 3); the public half, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    credential_hash = models.BinaryField(max_length=32, unique=True)
    """SHA-256 of the id that the device gave it, by which it is found."""
    credential_sealed = models.BinaryField(null=True)
    label_sealed = models.BinaryField(null=True)
    sign_count = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField()
    counts_at = models.DateTimeField()
    """From when it opens tasks (accounts.factors)."""

    credential = SealedText("credential_sealed")
    """AAGUID, id and public key in base64."""
    label = SealedText("label_sealed")
    """The member's own word."""


class CodeApp(models.Model):
    """An app that shows codes of the time (TOTP, RFC 6238)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="code_app")
    secret_sealed = models.BinaryField(null=True)
    last_step = models.PositiveBigIntegerField()
    """Of the code that was used last: it and older ones are good for nothing."""
    added_at = models.DateTimeField()
    counts_at = models.DateTimeField()
    """From when it opens tasks (accounts.factors)."""

    secret = SealedText("secret_sealed")
    """In base32, as apps take it."""


class MailAddress(models.Model):
    """Where a member wants to hear that there is news. Nothing else is ever written there (accounts.letters)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="mail_address")
    address_sealed = models.BinaryField(null=True)
    expires_at = models.DateTimeField(null=True)
    """When it is forgotten unless it was confirmed; empty: it was."""
    token_hash = models.BinaryField(max_length=32, null=True)
    """Of the link by which it is confirmed."""
    due_at = models.DateTimeField(null=True, db_index=True)
    """When the next letter goes; empty: there is nothing to write."""
    tries = models.PositiveSmallIntegerField(default=0)
    """How often that letter was begun."""
    written_on = models.DateField(null=True)
    """The day of the last letter about news."""
    awaits_visit = models.BooleanField(default=False)
    """Whether that letter went and the member was not here since."""

    address = SealedText("address_sealed")

    def masked(self) -> str:
        """As much of it as is ever shown."""
        return f"{self.address[:1]}…@…"


class RecoveryCode(models.Model):
    """One of the codes that were shown once; found by its hash, used once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.BinaryField(max_length=32, unique=True)
    used_at = models.DateTimeField(null=True)


class KeyProof(models.Model):
    """One row: what each of the three keys makes of a known word, so that another one is noticed in time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    one = models.PositiveSmallIntegerField(default=1, unique=True)
    data_sealed = models.BinaryField()
    index_hash = models.BinaryField(max_length=32)
    audit_hash = models.BinaryField(max_length=32)

    data = SealedBytes("data_sealed")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(one=1), name="accounts_one_key_proof")]
