"""Invitations: a link that lets so many people into a group without asking. Using one is `rooms.actions.accepting`."""

import secrets
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.vault import token_digest
from audit.actions import record
from groups.models import Invitation, Membership
from groups.queries import open_invitation, open_invitations

TOKEN_BYTES = 32
GOOD_FOR_DAYS = (1, 7, 30)
MOST_USES = 20


class InvitationGone(Exception):
    """The link is unknown, used up, expired or taken back; which of these is not told."""


def invite(*, by: Membership, days: int, uses: int, now: datetime) -> str:
    """The token of a new link into the group of `by`, good for `days` and for `uses` people."""
    if days not in GOOD_FOR_DAYS or not 1 <= uses <= MOST_USES:
        raise ValueError("an invitation is good for 1, 7 or 30 days and for 1 to 20 people")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            token_hash=token_digest(token),
            group=by.group,
            made_by=by,
            made_at=now,
            expires_at=now + timedelta(days=days),
            uses_left=uses,
        )
        note(invitation, "invite", actor=by, now=now, figures={"uses": uses, "days": days})
    return token


def revoke(*, by: Membership, invitation_id: uuid.UUID, now: datetime) -> None:
    """Takes a link of the group back, whoever made it; raises InvitationGone."""
    with transaction.atomic():
        rows = open_invitations(by.group, now).filter(pk=invitation_id)
        if not rows.update(revoked_at=now):
            raise InvitationGone
        note(Invitation.objects.get(pk=invitation_id), "revoke_invitation", actor=by, now=now)


def use_once(token: str, now: datetime) -> Invitation:
    """Takes one use off the link, inside the transaction of whoever gives the place; raises InvitationGone."""
    invitation = open_invitation(token, now)
    # Of two people at the last use only one still finds it here.
    if invitation is None or not open_invitations(invitation.group, now).filter(pk=invitation.pk).update(
        uses_left=F("uses_left") - 1
    ):
        raise InvitationGone
    return invitation


def note(
    invitation: Invitation, verb: str, *, actor: Membership, now: datetime, figures: dict[str, int] | None = None
) -> None:
    """The audit row of a deed with an invitation."""
    record(
        chain=actor.group.organisation.audit_id,
        actor=actor.audit_id,
        verb=verb,
        object_kind="invitation",
        object_id=invitation.audit_id,
        figures=figures,
        now=now,
    )
