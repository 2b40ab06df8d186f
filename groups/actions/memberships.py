"""Changes of a membership's row. The actions that decide on them write the event and the audit."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from accounts.models import Account
from groups.actions import names
from groups.models import Agreement, Group, Membership, Wording
from groups.names import suggestions
from groups.queries import taken
from groups.roles import Role, State

KEEPS_ITS_NAME = (State.SUSPENDED, State.BANNED)


def create(
    *, account: Account, group: Group, pseudonym: str, wordings: Iterable[Wording], line: str, now: datetime
) -> Membership:
    """A request to join, with its name claimed; the group's row must be locked. Raises NameTaken."""
    membership = Membership(
        account=account, group=group, pseudonym=pseudonym, ordinal=_next_ordinal(group), asked_at=now
    )
    membership.join_line = line
    membership.save(force_insert=True)
    names.claim(membership)
    Agreement.objects.bulk_create(
        Agreement(membership=membership, wording=wording, agreed_at=now) for wording in wordings
    )
    return membership


def admit(membership: Membership, now: datetime) -> None:
    """Makes a request a place in the group."""
    _decide(membership, State.ACTIVE, now)


def end(membership: Membership, state: State, now: datetime) -> None:
    """Ends a place or a request as `state` says; the name rests, except that of who is banned."""
    membership.age_band = ""
    _decide(membership, state, now)
    if state not in KEEPS_ITS_NAME:
        names.release(membership, now)


def restore(membership: Membership, state: State, now: datetime) -> None:
    """Gives a place back as it was, with its name, or with another where somebody bears that by now."""
    _decide(membership, state, now)
    if not membership.name_claims.filter(free_at__isnull=True).exists():
        _name_again(membership)


def erase(membership: Membership, now: datetime) -> None:
    """Takes the row away, and with it the pseudonym, the agreements and all that hangs on it; the name rests."""
    names.release(membership, now)
    membership.delete()


def lead(membership: Membership) -> None:
    """Makes a member a facilitator."""
    membership.role = Role.FACILITATOR
    membership.save(update_fields=["role"])


def follow(membership: Membership) -> None:
    """Makes a facilitator a member."""
    membership.role = Role.MEMBER
    membership.save(update_fields=["role"])


def _name_again(membership: Membership) -> None:
    """Its group's row must be locked: nobody else takes a name meanwhile."""
    try:
        names.claim(membership)
    except names.NameTaken:
        group = membership.group
        membership.pseudonym = suggestions(1, language=group.language, taken=taken(group))[0]
        membership.save(update_fields=["pseudonym"])
        names.claim(membership)


def _decide(membership: Membership, state: State, now: datetime) -> None:
    membership.state = state
    membership.decided_at = now
    membership.join_line = ""
    membership.save(update_fields=["state", "decided_at", "join_line_sealed", "age_band"])


def _next_ordinal(group: Group) -> int:
    highest: int | None = group.memberships.aggregate(highest=Max("ordinal"))["highest"]
    return (highest or 0) + 1
