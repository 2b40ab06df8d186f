"""How careful a group is: its shields, the first lines of new members, and slow mode."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from audit.actions import record
from groups.models import FIRST_LINES, Group, Guard, Membership
from groups.roles import State
from moderation.guarding import forget
from moderation.models import Shield
from moderation.queries import guard_of, shields_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """One shield: what happens, and why."""

    policy: str
    words: str = ""


class ChangedMeanwhile(Exception):
    """Another facilitator was first: what would be replaced was not read."""


def set_guard(
    *,
    by: Membership,
    shields: Mapping[str, Chosen],
    holds_newcomers: bool,
    slow_seconds: int,
    seen: str | None = None,
    now: datetime,
) -> None:
    """Replaces all of it by what a facilitator chose; a shield that is not named is off.

    `seen` is the `fingerprint` of what was read before. Raises ChangedMeanwhile.
    """
    with transaction.atomic():
        group = Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
        if seen not in (None, fingerprint(guard_of(group), shields_of(group))):
            raise ChangedMeanwhile
        if holds_newcomers and not Guard.objects.filter(group=group, holds_newcomers=True).exists():
            # Whoever is in the group when it begins to ask this is not new.
            group.memberships.filter(state=State.ACTIVE).update(lines_let_in=FIRST_LINES)
        Guard.objects.update_or_create(
            group=group, defaults={"holds_newcomers": holds_newcomers, "slow_seconds": slow_seconds}
        )
        group.shields.all().delete()
        Shield.objects.bulk_create(
            Shield(group=group, kind=kind, policy=chosen.policy, words=chosen.words) for kind, chosen in shields.items()
        )
        transaction.on_commit(partial(forget, group.pk))
        record(
            chain=group.organisation.audit_id,
            actor=by.audit_id,
            verb="set_guard",
            object_kind="group",
            object_id=group.audit_id,
            figures={"shields": len(shields), "newcomers": int(holds_newcomers), "slow_seconds": slow_seconds},
            now=now,
        )


def fingerprint(guard: Guard, shields: Mapping[str, Shield]) -> str:
    """Changes with everything that can be chosen."""
    chosen = [(kind, shield.policy, shield.words) for kind, shield in shields.items()]
    return hashlib.sha256(repr((guard.holds_newcomers, guard.slow_seconds, chosen)).encode()).hexdigest()
