"""Writing to the audit."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import connection, transaction
from django.utils import timezone

from audit.chain import START, digest
from audit.models import SITE, Entry

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
    last = Entry.objects.filter(chain=name).order_by("-number").first()
    entry = Entry(
        chain=name,
        number=last.number + 1 if last else 1,
        at=(now or timezone.now()).astimezone(UTC),
        actor=actor,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        rule=rule,
        figures=dict(figures or {}),
        previous_hash=bytes(last.hash) if last else START,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    return entry


def _lock(chain: str) -> None:
    """Held until the end of the transaction; on SQLite the IMMEDIATE transaction is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, chain])
