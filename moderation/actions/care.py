"""Care for one member: worries of others, the card, the steps of a facilitator, and the coordinator on duty."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from audit.actions import record
from groups.actions.calling import call
from groups.actions.news import tell
from groups.models import Coordinator, Group, Membership
from groups.queries import facilitators_of
from moderation.actions.measures import note
from moderation.models import CardOffer, CareCase, CareStep, Concern, DutyAlert, DutyContact
from rooms.actions.belonging import ring_all
from rooms.actions.leading import lock_as_leader, lock_group

MOST_WORRIES: Final = 6
"""Of one member in an hour."""
REMINDED_AFTER: Final = timedelta(hours=16)
"""From the end of the care steps to the question how the facilitator is: the next day."""
KEPT_FOR: Final = timedelta(days=30)


class TooMany(Exception):
    """One member told of very many worries within an hour."""


class AboutOneself(Exception):
    """It is about the one who does it."""


class AlreadyHeld(Exception):
    """Another facilitator holds the room already, or it is the one who takes care."""


@transaction.atomic
def worry(*, by: Membership, about: Membership, seq: int | None, now: datetime) -> bool:
    """Tells those who lead the group; False when this member had told so already. Raises AboutOneself, TooMany."""
    if by.id == about.id:
        raise AboutOneself
    rooms = lock_group(by.group_id)
    if Concern.objects.filter(by=by, about=about, settled_at__isnull=True).exists():
        return False
    if Concern.objects.filter(by=by, given_at__gt=now - timedelta(hours=1)).count() >= MOST_WORRIES:
        raise TooMany
    Concern.objects.create(group=by.group, about=about, by=by, seq=seq, given_at=now.replace(second=0, microsecond=0))
    leaders = facilitators_of(by.group).exclude(pk=about.pk)
    call(memberships=leaders, now=now)
    if not leaders.exists():
        _alert(by.group, now)
    ring_all(rooms)
    return True


@transaction.atomic
def settle(*, by: Membership, about: Membership, now: datetime) -> None:
    """A facilitator looked: nothing more is needed; raises NotLeading."""
    lock_as_leader(by, about.group_id)
    if Concern.objects.filter(about=about, settled_at__isnull=True).exclude(about=by).update(settled_at=now):
        note(by=by, verb="settle_worry", object_kind="membership", object_id=about.audit_id, now=now)


@transaction.atomic
def offer_card(*, by: Membership, membership: Membership, now: datetime) -> None:
    """Puts the crisis card before one member, who alone learns of it; raises NotLeading."""
    rooms = lock_as_leader(by, membership.group_id)
    CardOffer.objects.filter(to=membership).delete()
    CardOffer.objects.create(to=membership, offered_at=now)
    tell(accounts=[membership.account], group=membership.group, code="card-offered", now=now)
    call(memberships=[membership], now=now)
    ring_all(rooms)
    note(by=by, verb="offer_card", object_kind="membership", object_id=membership.audit_id, now=now)


@transaction.atomic
def start_care(*, by: Membership, membership: Membership, now: datetime) -> CareCase:
    """Begins the care steps for a member, or gives those that are under way; calls the other facilitators."""
    rooms = lock_as_leader(by, membership.group_id)
    settle(by=by, about=membership, now=now)
    found = CareCase.objects.filter(about=membership, closed_at__isnull=True).first()
    if found:
        return found
    case = CareCase.objects.create(group=by.group, about=membership, opened_by=by, opened_at=_minute(now))
    call(memberships=facilitators_of(by.group).exclude(pk__in=[by.pk, membership.pk]), now=now)
    ring_all(rooms)
    note(by=by, verb="start_care", object_kind="care_case", object_id=case.audit_id, now=now)
    return case


@transaction.atomic
def hold_room(*, by: Membership, case: CareCase, now: datetime) -> None:
    """Another facilitator says that the group is with them; raises AlreadyHeld, NotLeading."""
    rooms = lock_as_leader(by, case.group_id)
    free = CareCase.objects.filter(pk=case.pk, held_by__isnull=True, closed_at__isnull=True).exclude(opened_by=by)
    if not free.update(held_by=by):
        raise AlreadyHeld
    _step(case, "hold", now)
    call(memberships=facilitators_of(by.group).exclude(pk=by.pk), now=now)
    ring_all(rooms)
    note(by=by, verb="hold_room", object_kind="care_case", object_id=case.audit_id, now=now)


@transaction.atomic
def do_step(*, by: Membership, case: CareCase, step: str, now: datetime) -> None:
    """Writes down when a step was done; raises NotLeading."""
    lock_as_leader(by, case.group_id)
    _step(case, step, now)


@transaction.atomic
def undo_step(*, by: Membership, case: CareCase, step: str) -> None:
    """Takes a tick away that was a mistake, while the steps are under way; raises NotLeading."""
    lock_as_leader(by, case.group_id)
    CareStep.objects.filter(case=case, case__closed_at__isnull=True, step=step).delete()


@transaction.atomic
def end_care(*, by: Membership, case: CareCase, now: datetime) -> None:
    """The care steps are over for this time; raises NotLeading."""
    lock_as_leader(by, case.group_id)
    if CareCase.objects.filter(pk=case.pk, closed_at__isnull=True).update(closed_at=_minute(now)):
        note(by=by, verb="end_care", object_kind="care_case", object_id=case.audit_id, now=now)


@transaction.atomic
def alert_duty(*, by: Membership, now: datetime) -> None:
    """Asks for the coordinator on duty; one such question of a group is enough. Raises NotLeading."""
    lock_as_leader(by, by.group_id)
    alert = _alert(by.group, now)
    if alert:
        note(by=by, verb="alert_duty", object_kind="duty_alert", object_id=alert.audit_id, now=now)


@transaction.atomic
def take_alert(*, by: Coordinator, alert: DutyAlert, now: datetime) -> None:
    """A coordinator takes it on; the facilitators of the group are told. The second one changes nothing."""
    rooms = lock_group(alert.group_id)
    if not DutyAlert.objects.filter(pk=alert.pk, taken_at__isnull=True).update(taken_at=now):
        return
    call(memberships=facilitators_of(alert.group), now=now)
    ring_all(rooms)
    _record(by, "take_alert", "duty_alert", alert.audit_id, now)


@transaction.atomic
def set_duty(*, by: Coordinator, words: str, now: datetime) -> None:
    """Says how facilitators reach the coordinator on duty."""
    contact, _ = DutyContact.objects.select_for_update().get_or_create(organisation=by.organisation)
    contact.words = words
    contact.save(update_fields=["words_sealed"])
    _record(by, "set_duty", "organisation", by.organisation.audit_id, now)


def care_due(now: datetime) -> int:
    """Asks facilitators the next day how they are; deletes what is over. How many rows went."""
    due = CareCase.objects.filter(reminded_at__isnull=True, closed_at__lte=now - REMINDED_AFTER)
    for case in due.select_related("opened_by__account", "held_by__account", "group"):
        if CareCase.objects.filter(pk=case.pk, reminded_at__isnull=True).update(reminded_at=now):
            accounts = [member.account for member in (case.opened_by, case.held_by) if member]
            tell(accounts=accounts, group=case.group, code="aftercare", now=now)
    before = now - KEPT_FOR
    old = [
        Concern.objects.filter(given_at__lte=before),
        CareCase.objects.filter(closed_at__lte=before),
        CardOffer.objects.filter(offered_at__lte=now - timedelta(days=1)),
        DutyAlert.objects.filter(taken_at__lte=before),
    ]
    return sum(rows.delete()[0] for rows in old)


def _alert(group: Group, now: datetime) -> DutyAlert | None:
    try:
        with transaction.atomic():
            return DutyAlert.objects.create(group=group, raised_at=_minute(now))
    except IntegrityError:
        return None


def _step(case: CareCase, step: str, now: datetime) -> None:
    CareStep.objects.get_or_create(case=case, step=step, defaults={"done_at": _minute(now)})


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)


def _record(by: Coordinator, verb: str, kind: str, object_id: UUID, now: datetime) -> None:
    record(chain=by.organisation.audit_id, actor=by.audit_id, verb=verb, object_kind=kind, object_id=object_id, now=now)
