"""Writing to the audit."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from audit import heads
from audit.chain import START, digest, head_seal
from audit.models import SITE, Entry, Head

LOCK_SPACE = 4_071


def record(
    *,
    actor: uuid.UUID | None,
    verb: str,
    object_kind: str,
    object_id: uuid.UUID | None,
    chain: uuid.UUID | None = None,
    rule: str = "",
    figures: Mapping[str, int] | None = None,
    now: datetime | None = None,
) -> Entry:
    """Adds one entry to a chain (an organisation's audit id, or the site's).

    Call it last in the transaction of the deed: the chain's lock must be the last one taken.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit entry belongs in the transaction of its deed.")
    name = str(chain) if chain else SITE
    _lock(name)
    head = Head.objects.filter(chain=name).first()
    entry = Entry(
        chain=name,
        number=head.number + 1 if head else 1,
        at=(now or timezone.now()).astimezone(UTC),
        actor=actor,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        rule=rule,
        figures=dict(figures or {}),
        previous_hash=bytes(head.hash) if head else START,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    _move_on(head or Head(chain=name), entry)
    return entry


def _move_on(head: Head, entry: Entry) -> None:
    head.number, head.hash = entry.number, entry.hash
    head.seal = head_seal(entry.chain, entry.number, bytes(entry.hash))
    head.save(update_fields=None if head._state.adding else ["number", "hash", "seal"])


@transaction.atomic
def tell_heads(path: Path, now: datetime) -> int:
    """Writes down the end of each chain that grew since the day before; how many. Raises OSError.

    A head that somebody moves on right now is left for the next time: waiting for it could be for ever.
    """
    today = now.astimezone(UTC).date()
    grown = Head.objects.filter(Q(told_on__isnull=True) | Q(told_on__lt=today), told__lt=F("number"))
    found = list(grown.select_for_update(skip_locked=connection.vendor == "postgresql").order_by("chain"))
    if found:
        heads.append(path, [heads.line(head, today) for head in found])
    for head in found:
        head.told, head.told_on = head.number, today
        head.save(update_fields=["told", "told_on"])
    return len(found)


def _lock(chain: str) -> None:
    """Held until the end of the transaction; on SQLite the IMMEDIATE transaction is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, chain])
