"""Keeping a pseudonym for one membership, and letting it rest afterwards."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from groups.models import Membership, NameClaim
from groups.queries import name_hash

RESTS_FOR = timedelta(days=90)


class NameTaken(Exception):
    """This name, or one that looks like it, is in use in the group or resting."""


def claim(membership: Membership) -> None:
    """Keeps the membership's pseudonym for it; who left may take their own resting name again. Raises NameTaken."""
    skeleton_hash = name_hash(membership.group, membership.pseudonym)
    try:
        with transaction.atomic():
            NameClaim.objects.create(group=membership.group, skeleton_hash=skeleton_hash, membership=membership)
    except IntegrityError:
        if not _take_back(membership, skeleton_hash):
            raise NameTaken from None


def release(membership: Membership, now: datetime) -> None:
    """Lets the membership's name rest, so that nobody is soon taken for the one who bore it."""
    membership.name_claims.filter(free_at__isnull=True).update(free_at=now + RESTS_FOR)


def free_rested_names(now: datetime) -> int:
    """Deletes the claims that rested long enough and says how many."""
    return NameClaim.objects.filter(free_at__lte=now).delete()[0]


def _take_back(membership: Membership, skeleton_hash: bytes) -> bool:
    own = NameClaim.objects.filter(
        group=membership.group,
        skeleton_hash=skeleton_hash,
        free_at__isnull=False,
        membership__account=membership.account,
    )
    return own.update(membership=membership, free_at=None) == 1
