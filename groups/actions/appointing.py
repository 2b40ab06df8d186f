"""Making somebody coordinator or facilitator by a link that they open under their own account."""

import secrets
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Account
from accounts.vault import token_digest
from audit.actions import record
from groups import names
from groups.actions import joining, memberships
from groups.models import Appointment, Coordinator, Group, Membership, Organisation
from groups.queries import open_appointment, own_membership
from groups.roles import State

TOKEN_BYTES = 32


class AppointmentGone(Exception):
    """The link is unknown, used or expired; which of the three is not told."""


class NotForYou(Exception):
    """This account is suspended or banned here: a link does not undo a measure."""


def appoint(
    *,
    organisation: Organisation,
    group: Group | None = None,
    expires_for: timedelta,
    by: Coordinator | None = None,
    now: datetime | None = None,
) -> str:
    """The token of a new link: for a facilitator of `group`, or without one for a coordinator of `organisation`."""
    moment, token = now or timezone.now(), secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        appointment = Appointment.objects.create(
            token_hash=token_digest(token),
            post=Appointment.Post.FACILITATOR if group else Appointment.Post.COORDINATOR,
            organisation=organisation,
            group=group,
            expires_at=moment + expires_for,
        )
        _tell(appointment, "appoint", actor=by.audit_id if by else None, now=moment)
    return token


def withdraw_links(*, group: Group, now: datetime) -> int:
    """Lets all links to lead this group run out now; how many there were. Who calls it records it."""
    return Appointment.objects.filter(group=group, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)


def take_up(
    *,
    account: Account,
    token: str,
    pseudonym: str = "",
    agreed: Collection[uuid.UUID] = (),
    now: datetime,
) -> Coordinator | Membership:
    """Uses the link, once. A facilitator who is no member yet needs `pseudonym` and `agreed`, as in `ask_to_join`.

    Raises AppointmentGone, NotForYou, and what `ask_to_join` raises.
    """
    with transaction.atomic():
        appointment = _use_up(token, now)
        holder: Coordinator | Membership
        if appointment.group:
            holder = _facilitator(account, appointment.group, pseudonym, agreed, now)
        else:
            holder, _ = Coordinator.objects.get_or_create(account=account, organisation=appointment.organisation)
        _tell(appointment, "take_up_post", actor=holder.audit_id, now=now)
    return holder


def _use_up(token: str, now: datetime) -> Appointment:
    appointment = open_appointment(token, now)
    # Of two people with one link only one finds it unused here.
    if appointment is None or not Appointment.objects.filter(pk=appointment.pk, used_at__isnull=True).update(
        used_at=now
    ):
        raise AppointmentGone
    return appointment


def _facilitator(
    account: Account, group: Group, pseudonym: str, agreed: Collection[uuid.UUID], now: datetime
) -> Membership:
    own = own_membership(account, group)
    if own is None:
        name = names.check(pseudonym)
        own = joining.take_place(account=account, group=group, pseudonym=name, agreed=agreed, line="", now=now)
    own = Membership.objects.select_for_update(no_key=True).get(pk=own.pk)
    if own.state not in (State.REQUESTED, State.ACTIVE):
        raise NotForYou
    if own.state == State.REQUESTED:
        memberships.admit(own, now)
    memberships.lead(own)
    return own


def _tell(appointment: Appointment, verb: str, *, actor: uuid.UUID | None, now: datetime) -> None:
    record(
        chain=appointment.organisation.audit_id,
        actor=actor,
        verb=verb,
        object_kind="appointment",
        object_id=appointment.audit_id,
        now=now,
    )
