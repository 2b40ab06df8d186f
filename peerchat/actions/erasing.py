"""Erasing an account: the person goes, the talk of the others stays whole."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, transaction
from django.utils import timezone

from accounts.models import Account
from accounts.queries import unused_accounts
from audit.actions import record
from groups.actions import memberships
from groups.models import Membership
from groups.roles import Role, State
from moderation.actions.letting_go import let_go_of_lines, let_go_of_objections
from peerchat.actions.orphans import tell_that_nobody_coordinates
from rooms.actions.belonging import ring_all, see_that_somebody_leads
from rooms.actions.taking_back import take_acknowledgements, take_back_everywhere
from rooms.live import log
from rooms.models import Room

logger = logging.getLogger("peerchat.erasing")

AT_ONCE = 20
"""Unused accounts that one round of housekeeping takes."""


class AlreadyErased(Exception):
    """There is no such account any more."""


class UsedAgain(Exception):
    """Somebody logged in meanwhile."""


class _AnotherGroup(Exception):
    """The person came into a group that was not locked."""


@dataclass(frozen=True)
class Receipt:
    """What one erasure took away, in counts."""

    groups: int
    lines: int
    words: int
    sessions: int
    news: int
    posts: int


def erase_account(*, account_id: uuid.UUID, now: datetime, if_unused: bool = False) -> Receipt:
    """Erases an account with everything that is only its own; done again, or twice at once, it does nothing more.

    `if_unused` leaves it when somebody logged in meanwhile. Raises AlreadyErased, UsedAgain.
    """
    while True:
        try:
            return _erase(account_id, now, if_unused=if_unused)
        except _AnotherGroup:
            continue


def erase_unused(now: datetime) -> int:
    """Erases accounts that nobody used for so long, some at a time; how many."""
    due = unused_accounts(timezone.localdate(now)).values_list("id", flat=True)[:AT_ONCE]
    return sum(_try_to_erase(account_id, now) for account_id in list(due))


def _try_to_erase(account_id: uuid.UUID, now: datetime) -> bool:
    try:
        erase_account(account_id=account_id, now=now, if_unused=True)
    except (AlreadyErased, UsedAgain):
        return False
    except OperationalError:
        # A room that is busy for now: the next round of housekeeping takes it.
        logger.warning("an account could not be erased now")
        return False
    return True


@transaction.atomic
def _erase(account_id: uuid.UUID, now: datetime, *, if_unused: bool) -> Receipt:
    rooms = _lock_rooms(account_id)
    account = _lock_account(account_id, now, if_unused=if_unused)
    places = _lock_places(account, rooms)
    led = [place.group for place in places if (place.role, place.state) == (Role.FACILITATOR, State.ACTIVE)]
    organisations = [post.organisation for post in account.coordinatorships.select_related("organisation")]
    lines, words = _erase_places(places, rooms, now)
    receipt = Receipt(
        groups=len(places),
        lines=lines,
        words=words,
        sessions=account.sessions.count(),
        news=account.news.count(),
        posts=len(organisations),
    )
    audit_id = account.audit_id
    account.delete()
    for group in led:
        see_that_somebody_leads(group, rooms[group.pk], now)
    tell_that_nobody_coordinates(organisations, now)
    for locked in rooms.values():
        ring_all(locked)
    record(
        actor=None if if_unused else audit_id,
        verb="erase_account",
        object_kind="account",
        object_id=audit_id,
        figures=vars(receipt),
        now=now,
    )
    return receipt


def _lock_rooms(account_id: uuid.UUID) -> dict[uuid.UUID, list[Room]]:
    """By group, the talk first, all rooms of all groups where the person ever was: also there lines may be left."""
    ids = Room.objects.filter(group__memberships__account=account_id).values_list("id", flat=True).distinct()
    found: dict[uuid.UUID, list[Room]] = {}
    for room in log.lock_rooms(list(ids)).values():
        found.setdefault(room.group_id, []).append(room)
    return {group_id: sorted(rooms, key=lambda room: room.kind != "talk") for group_id, rooms in found.items()}


def _lock_account(account_id: uuid.UUID, now: datetime, *, if_unused: bool) -> Account:
    # Locked as what is deleted, so that nothing new can hang on it until the commit, and nothing after it.
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise AlreadyErased
    if if_unused and not unused_accounts(timezone.localdate(now)).filter(pk=account_id).exists():
        raise UsedAgain
    return account


def _lock_places(account: Account, rooms: dict[uuid.UUID, list[Room]]) -> list[Membership]:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("group__organisation")
    places = list(rows.filter(account=account).order_by("pk"))
    if any(place.group_id not in rooms for place in places):
        raise _AnotherGroup
    return places


def _erase_places(places: list[Membership], rooms: dict[uuid.UUID, list[Room]], now: datetime) -> tuple[int, int]:
    lines = words = 0
    for place in places:
        let_go_of_lines(place)
        let_go_of_objections(place)
        lines += take_back_everywhere(place, rooms[place.group_id], now)
        words += take_acknowledgements(place, rooms[place.group_id])
        memberships.erase(place, now)
    return lines, words
