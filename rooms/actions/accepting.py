"""Coming into a group by an invitation: a member at once, for everybody who is in the talk."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import Account
from groups import names
from groups.actions import inviting, joining, memberships
from groups.actions.news import tell
from groups.models import Group, Invitation, Membership
from groups.queries import open_invitation, own_membership
from groups.roles import State
from rooms.actions.belonging import ring_all, tell_of
from rooms.actions.leading import lock_group
from rooms.phases import EventKind


class NotForYou(Exception):
    """This account is suspended or banned here: an invitation does not undo a measure."""


@transaction.atomic
def accept(
    *, account: Account, token: str, pseudonym: str = "", agreed: Collection[uuid.UUID] = (), now: datetime
) -> Membership:
    """Uses the link once. Who has asked for a place already needs no `pseudonym` and no `agreed` any more.

    Raises InvitationGone, NotForYou, NotTaking, AlreadyThere, and what `ask_to_join` raises.
    """
    found = open_invitation(token, now)
    if found is None:
        raise inviting.InvitationGone
    rooms = lock_group(found.group_id)
    invitation = inviting.use_once(token, now)
    joining.check_taking(Group.objects.select_for_update(no_key=True).get(pk=found.group_id))
    coming = _place(account, invitation.group, pseudonym, agreed, now)
    memberships.admit(coming, now)
    tell_of(coming, EventKind.JOINED, rooms[0], now)
    ring_all(rooms)
    _tell_who_invited(invitation, now)
    inviting.note(invitation, "accept_invitation", actor=coming, now=now)
    return coming


def _place(account: Account, group: Group, pseudonym: str, agreed: Collection[uuid.UUID], now: datetime) -> Membership:
    own = own_membership(account, group)
    if own is None:
        name = names.check(pseudonym)
        return joining.take_place(account=account, group=group, pseudonym=name, agreed=agreed, line="", now=now)
    own = (
        Membership.objects.select_for_update(of=("self",), no_key=True)
        .select_related("group__organisation")
        .get(pk=own.pk)
    )
    if own.state == State.ACTIVE:
        raise joining.AlreadyThere
    if own.state != State.REQUESTED:
        raise NotForYou
    return own


def _tell_who_invited(invitation: Invitation, now: datetime) -> None:
    if invitation.made_by and invitation.made_by.state == State.ACTIVE:
        tell(accounts=[invitation.made_by.account], group=invitation.group, code="invited", now=now)
