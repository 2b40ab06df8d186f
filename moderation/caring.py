"""Reading about care: what waits for one member alone, the checklist, and what coordinators are asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Account
from groups.models import Membership
from groups.roles import Role, State
from groups.tasks import posts
from moderation.models import CardOffer, CareCase, Concern, DutyAlert
from rooms.models import Room

CARD_SHOWN_FOR: Final = timedelta(hours=12)
STEPS: Final[dict[str, tuple[Promise, Promise]]] = {
    "ask": (
        gettext_lazy("Ask directly"),
        gettext_lazy("“I am worried about you. Are you thinking of ending your life?” Asking does not put it there."),
    ),
    "private": (
        gettext_lazy("Stay with this person, in private"),
        gettext_lazy("Not in the talk of all. Listen more than you say; promise nothing that you cannot keep."),
    ),
    "card": (
        gettext_lazy("Offer the card"),
        gettext_lazy("It says who answers now. Only this person sees that you offered it."),
    ),
    "hold": (
        gettext_lazy("The other facilitator takes the room"),
        gettext_lazy("They say so here themselves. Is there nobody? Pause the talk, and ask for the coordinator."),
    ),
    "safety": (
        gettext_lazy("Agree on being safe tonight"),
        gettext_lazy("Who is near? What is the next hour like? Whom will they call when it gets worse?"),
    ),
    "sealed": (
        gettext_lazy("A life is in danger, and you do not know who it is"),
        gettext_lazy(
            "Nobody here knows names. Ask where the person is, and to call 112, or to let somebody near call."
        ),
    ),
    "emergency": (
        gettext_lazy("112"),
        gettext_lazy("Do you know a place or a number? Call 112 yourself. Tell the coordinator on duty."),
    ),
    "aftercare": (
        gettext_lazy("Afterwards"),
        gettext_lazy("Say to the group that it is looked after, no more. Talk with your co-facilitator before you go."),
    ),
    "note": (
        gettext_lazy("Write down what the next facilitator must know"),
        gettext_lazy("In the handover at the desk: what was agreed, not what was said."),
    ),
}
"""By its code: what to do, and how. Kept are only the times."""
FINAL: Final = frozenset({"card", "hold"})
"""Steps that somebody else was told of: their tick stays."""


@dataclass(frozen=True)
class Call:
    """Something that waits for one member alone."""

    id: str
    words: str
    path: str
    way: str

    def wire(self) -> dict[str, str]:
        return {"id": self.id, "words": self.words, "path": self.path, "way": self.way}


@dataclass(frozen=True)
class Worry:
    """Whom members worry about, how many of them, and since when."""

    about: Membership
    many: int
    given_at: datetime
    seq: int | None


def calls_for(room: Room, member: Membership, now: datetime) -> list[Call]:
    """What waits for this member in the talk of a group; for who leads it, what waits for all who do."""
    if member.acting_role == Role.FACILITATOR:
        waiting = _cared_for(member)
        return [*_worries(room, waiting), *_cases(room, member, waiting)]
    since = now - CARD_SHOWN_FOR
    if member.called_at is None or member.called_at <= since:  # an offer calls its member
        return []
    offered = CardOffer.objects.filter(to=member, offered_at__gt=since).first()
    if offered is None:
        return []
    words = _("A facilitator wants you to know who is there for you, day and night. Only you see this.")
    return [Call(offered.pk.hex, words, reverse("moderation:help"), _("Open the help card"))]


def worries(member: Membership) -> list[Worry]:
    """What members of the group worry about, but for what is about the reader; the oldest first."""
    rows = Concern.objects.filter(group_id=member.group_id, settled_at__isnull=True).exclude(about=member)
    told = (
        rows.values_list("about").annotate(many=Count("id"), since=Min("given_at"), line=Max("seq")).order_by("since")
    )
    people = Membership.objects.in_bulk([about for about, *_ in told])
    return [Worry(people[about], many, since, line) for about, many, since, line in told]


def cases_of(member: Membership) -> QuerySet[CareCase]:
    """The care steps of the group, but for those about the reader; those under way first."""
    cases = CareCase.objects.filter(group_id=member.group_id).exclude(about=member)
    return cases.select_related("about", "opened_by", "held_by").order_by("-closed_at", "-opened_at", "id")


def case_of(member: Membership, public_id: str) -> CareCase | None:
    """One of them."""
    return cases_of(member).filter(pk=UUID(hex=public_id.partition("_")[2])).first()


def checklist(case: CareCase) -> list[dict[str, Any]]:
    """Every step, with when it was done, and whether it can be ticked or unticked now."""
    done = dict(case.steps.values_list("step", "done_at"))
    under_way = case.closed_at is None
    return [
        {
            "code": code,
            "what": what,
            "how": how,
            "done_at": done.get(code),
            "can_tick": under_way and code not in done and code != "hold",
            "can_untick": under_way and code in done and code not in FINAL,
        }
        for code, (what, how) in STEPS.items()
    ]


def others_leading(member: Membership, case: CareCase) -> bool:
    """Whether anybody else could hold the room."""
    leads = Membership.objects.filter(group_id=member.group_id, role=Role.FACILITATOR, state=State.ACTIVE)
    return leads.exclude(pk__in=filter(None, [case.opened_by_id, case.about_id])).exists()


def alerts_before(account: Account) -> QuerySet[DutyAlert]:
    """What groups of the organisations that the account coordinates ask of the one on duty; the open ones first."""
    alerts = DutyAlert.objects.filter(group__organisation__coordinators__in=posts(account))
    return alerts.select_related("group__organisation").order_by("-taken_at", "raised_at", "id")


def _cared_for(member: Membership) -> list[dict[str, Any]]:
    """Whom somebody worries about, or takes care of now, with what there is to tell of it; one statement."""
    rows = Membership.objects.filter(group_id=member.group_id).exclude(pk=member.pk)
    rows = rows.alias(open_care=FilteredRelation("care_about", condition=Q(care_about__closed_at__isnull=True)))
    worry = Q(concerns_about__settled_at__isnull=True)
    told = rows.values(
        "public_id",
        "pseudonym",
        many=Count("concerns_about", filter=worry),
        since=Min("concerns_about__given_at", filter=worry),
        case_id=F("open_care__id"),
        opened_at=F("open_care__opened_at"),
        opener_id=F("open_care__opened_by"),
        opener=F("open_care__opened_by__pseudonym"),
        holder=F("open_care__held_by__pseudonym"),
    )
    return [dict(row) for row in told.filter(Q(many__gt=0) | Q(case_id__isnull=False))]


def _worries(room: Room, rows: Iterable[dict[str, Any]]) -> Iterable[Call]:
    path = reverse("moderation:care", args=[room.public_id])
    for row in sorted((row for row in rows if row["many"]), key=lambda row: row["since"]):
        words = _("Somebody in the group is worried about %(name)s.") % {"name": row["pseudonym"]}
        yield Call(f"w{row['public_id']}{row['many']}", words, path, _("Look at it"))


def _cases(room: Room, member: Membership, rows: Iterable[dict[str, Any]]) -> Iterable[Call]:
    for row in sorted((row for row in rows if row["case_id"]), key=lambda row: row["opened_at"], reverse=True):
        path = reverse("moderation:care_case", args=[room.public_id, CareCase(pk=row["case_id"]).public_id])
        names = {"name": row["pseudonym"], "opener": row["opener"] or "–", "holder": row["holder"] or "–"}
        if row["holder"]:
            words = _("%(opener)s takes care of %(name)s. %(holder)s holds the room.") % names
        elif row["opener_id"] == member.pk:
            words = _("You take care of %(name)s. Nobody holds the room yet.") % names
        else:
            words = _("%(opener)s takes care of %(name)s. Take the room: the group needs you.") % names
        yield Call(f"c{row['case_id'].hex}{bool(row['holder'])}", words, path, _("Care steps"))
