"""Asking to join a group under a pseudonym, and saying no to who asked."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import Account
from audit.actions import record
from groups import names
from groups.actions import memberships
from groups.actions.admission import pause_if_a_wave
from groups.actions.news import tell
from groups.models import Group, Membership
from groups.queries import Wordings, current_wordings, own_membership
from groups.roles import State

LINE_CHARACTERS = 200


class AlreadyThere(Exception):
    """The account already has a place in this group, or asked for one."""


class NotAgreed(Exception):
    """The rules or the consent, in their newest version, were not agreed to."""


class NotTaking(Exception):
    """The group is paused or closed, or takes no requests for now."""


class NotWaiting(Exception):
    """This is no request, or not any more."""


def ask_to_join(
    *,
    account: Account,
    group: Group,
    pseudonym: str,
    agreed: Collection[uuid.UUID],
    line: str,
    age_band: str = "",
    now: datetime,
) -> Membership:
    """Asks for a place. `agreed` holds the ids of both current wordings; `age_band` is for who was asked for it.

    Raises names.NameRefused, NameTaken, NotAgreed, AlreadyThere, NotTaking.
    """
    name = names.check(pseudonym)
    with transaction.atomic():
        membership = take_place(
            account=account, group=group, pseudonym=name, agreed=agreed, line=line[:LINE_CHARACTERS], now=now
        )
        check_taking(membership.group)
        if age_band and membership.group.asks_age:
            membership.age_band = age_band
            membership.save(update_fields=["age_band"])
        pause_if_a_wave(membership.group, now)
        _tell(membership, by=membership, verb="ask_to_join", now=now)
    return membership


def take_place(
    *, account: Account, group: Group, pseudonym: str, agreed: Collection[uuid.UUID], line: str, now: datetime
) -> Membership:
    """The rows of a request, inside the transaction of whoever records it; raises as `ask_to_join`."""
    # One at a time in a group: the ordinal, the name and the one place of an account hang on it.
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    if own_membership(account, group):
        raise AlreadyThere
    wordings = _agreed_wordings(group, agreed)
    return memberships.create(
        account=account,
        group=group,
        pseudonym=pseudonym,
        wordings=[wordings.rules, wordings.consent],
        line=line,
        now=now,
    )


def check_taking(group: Group) -> None:
    """Raises NotTaking; `group` is as its locked row was read."""
    if not group.takes_requests:
        raise NotTaking


def decline(*, by: Membership, membership: Membership, words: str, now: datetime) -> None:
    """Says no to a request, in words that the person will read; raises NotWaiting."""
    with transaction.atomic():
        rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("account", "group")
        request = rows.get(pk=membership.pk, group_id=by.group_id)
        if request.state != State.REQUESTED:
            raise NotWaiting
        memberships.end(request, State.DECLINED, now)
        request.decision_words = words
        request.save(update_fields=["decision_words_sealed"])
        tell(accounts=[request.account], group=request.group, code="declined", now=now)
        _tell(request, by=by, verb="decline", now=now)


def _agreed_wordings(group: Group, agreed: Collection[uuid.UUID]) -> Wordings:
    wordings = current_wordings(group)
    if not wordings.ids() <= set(agreed):
        raise NotAgreed
    return wordings


def _tell(membership: Membership, *, by: Membership, verb: str, now: datetime) -> None:
    record(
        chain=membership.group.organisation.audit_id,
        actor=by.audit_id,
        verb=verb,
        object_kind="membership",
        object_id=membership.audit_id,
        now=now,
    )
