"""Reading measures and reports."""

from uuid import UUID

from django.db.models import F, QuerySet

from accounts.models import Account
from groups.models import Coordinator, Group, Guard
from groups.tasks import posts
from moderation.checks import SHIELDS
from moderation.models import Measure, Notice, Shield
from moderation.receipts import receipt_hash

MEASURES_SHOWN = 200


def measures_towards(account: Account) -> QuerySet[Measure]:
    """What was done towards the memberships of an account, newest first, each with its group and membership."""
    measures = Measure.objects.filter(membership__account=account).select_related("group", "membership")
    return measures.order_by("-taken_at", "id")


def notice_of(code: str) -> Notice | None:
    """The report that this code was given for."""
    return Notice.objects.filter(receipt_hash=receipt_hash(code)).first()


def notices_before(account: Account) -> QuerySet[Notice]:
    """The reports to the organisations that the account coordinates: the longest waiting first, then those decided."""
    found = Notice.objects.filter(organisation__coordinators__in=posts(account))
    waiting_first = F("decided_at").desc(nulls_first=True)
    return found.select_related("organisation", "group").order_by(waiting_first, "noticed_at", "id")


def notice_before(account: Account, public_id: str) -> tuple[Coordinator, Notice] | None:
    """The account's post, and the report of this public id, when it is to that post's organisation."""
    notice = notices_before(account).filter(pk=UUID(hex=public_id.partition("_")[2])).first()
    if notice is None:
        return None
    return posts(account).get(organisation=notice.organisation), notice


def guard_of(group: Group) -> Guard:
    """How careful a group is; a group that never chose holds nothing and slows nobody."""
    return Guard.objects.filter(group=group).first() or Guard(group=group)


def shields_of(group: Group) -> dict[str, Shield]:
    """The shields that a group chose, by kind, in the order of SHIELDS."""
    chosen = {shield.kind: shield for shield in Shield.objects.filter(group=group)}
    return {kind: chosen[kind] for kind in SHIELDS if kind in chosen}


def measures_in(group: Group) -> QuerySet[Measure]:
    """The last MEASURES_SHOWN measures of a group, newest first, each with whom it was about and who took it."""
    measures = group.measures.select_related("membership", "taken_by")
    return measures.order_by("-taken_at", "id")[:MEASURES_SHOWN]
