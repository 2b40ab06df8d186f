"""Reading measures, appeals and reports."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from groups.models import Coordinator, Group, Guard, Membership, Organisation
from groups.roles import Role, State
from groups.tasks import leading, posts
from moderation.checks import SHIELDS
from moderation.models import Appeal, FrozenExcerpt, Measure, Notice, OwnWord, Report, Shield
from moderation.receipts import receipt_hash
from rooms.live import holding
from rooms.models import HeldLine, Room
from rooms.phases import RoomKind

MEASURES_SHOWN = 200
WHY: Final = {
    "newcomer": _("one of the first lines of a new member"),
    "shield:numbers": _("a figure about weight, food or the body"),
    "shield:doses": _("a drug, a medicine or an amount"),
    "shield:methods": _("a means or a place"),
    "shield:money": _("an amount of money"),
    "shield:professionals": _("the name of a professional"),
    "other": _("something to look at first"),
}
"""Why a line waits, for the facilitator, by the `why` of its `held` frame."""


APPEAL_WITHIN = timedelta(days=183)
"""After a measure: as long as the law asks (DSA art. 20, 1)."""


def measures_towards(account: Account) -> QuerySet[Measure]:
    """What was done towards the memberships of an account, newest first, each with its group, place and appeal."""
    measures = Measure.objects.filter(membership__account=account)
    measures = measures.select_related(
        "group__organisation", "membership", "taken_by", "meeting", "appeal__excerpt__report"
    )
    return measures.order_by("-taken_at", "id")


def measure_towards(account: Account, public_id: str) -> Measure | None:
    """The measure of this public id, when it is about the account."""
    return measures_towards(account).filter(pk=_row_id(public_id)).first()


def measure_before(account: Account, group_public_id: str, public_id: str) -> tuple[Membership, Measure] | None:
    """The account's own membership as facilitator of this group, and a measure that its facilitators took."""
    own = leading(account).filter(group__public_id=group_public_id).first()
    measure = measures_in(own.group).filter(pk=_row_id(public_id)).first() if own else None
    return (own, measure) if own and measure else None


def deciders(measure: Measure) -> QuerySet[Coordinator]:
    """The coordinators of the organisation who had no part in a measure: by account, whatever they took it as."""
    found = Coordinator.objects.filter(organisation__groups=measure.group_id)
    for accounts in _accounts_with_a_part(measure):
        found = found.exclude(account__in=accounts)
    return found


def appeals_before(account: Account) -> QuerySet[Appeal]:
    """The appeals that the account may decide: what is due first, then those decided, the newest first."""
    own = posts(account).filter(organisation__groups=OuterRef("measure__group"))
    leads = Membership.objects.filter(group=OuterRef("measure__group"), account=account, role=Role.FACILITATOR)
    part = Measure.objects.filter(pk=OuterRef("measure")).filter(
        Q(membership__account=account)
        | Q(taken_by__account=account)
        | Q(coordinator__account=account)
        | Q(reports__coordinator__account=account)
    )
    found = Appeal.objects.filter(Exists(own), ~Exists(leads), ~Exists(part))
    waiting_first = F("decided_at").desc(nulls_first=True)
    related = found.select_related("measure__group__organisation", "measure__taken_by", "measure__meeting")
    return related.order_by(waiting_first, "due_at", "id")


def appeal_before(account: Account, public_id: str) -> tuple[Coordinator, Appeal] | None:
    """The account's post, and the appeal of this public id, when that post may decide it."""
    appeal = appeals_before(account).select_related("excerpt").filter(pk=_row_id(public_id)).first()
    post = posts(account).filter(organisation__groups=appeal.measure.group_id).first() if appeal else None
    return (post, appeal) if post and appeal else None


def excerpt_of(appeal: Appeal) -> FrozenExcerpt | None:
    """What is frozen of the line that an appeal is about: by itself, or by a report that led to the measure."""
    return appeal.excerpt or reported_excerpts(appeal.measure).first()


def reported_excerpts(measure: Measure) -> QuerySet[FrozenExcerpt]:
    """What reports froze of what a measure was taken for, the newest first."""
    led_to_it = Q(report__measure=measure)
    if measure.seq is not None:
        of_the_line = Q(report__room__kind=RoomKind.TALK, report__seq=measure.seq, report__about=measure.membership_id)
        led_to_it |= of_the_line
    return FrozenExcerpt.objects.filter(led_to_it, group=measure.group_id).order_by("-frozen_at", "id")


def is_in_force(measure: Measure, now: datetime) -> bool:
    """Whether a measure still does something that could be taken back."""
    ended = measure.until is not None and measure.until <= now
    closed = measure.meeting is not None and measure.meeting.closed_at is not None
    return measure.lifted_at is None and not ended and not closed


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
    notice = notices_before(account).filter(pk=_row_id(public_id)).first()
    if notice is None:
        return None
    return posts(account).get(organisation=notice.organisation), notice


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits, opened for who decides about it."""

    line: HeldLine
    text: str
    note: str
    why: str
    """In words."""


def waiting_lines(room: Room) -> list[Waiting]:
    """What waits in a room, the longest waiting first; what cannot be opened any more is left out."""
    return [found for line in holding.waiting_in(room) if (found := _opened(line))]


def waiting_line(room: Room, line_id: UUID) -> Waiting | None:
    """One of them."""
    line = holding.waiting_in(room).filter(id=line_id).first()
    return _opened(line) if line else None


def _opened(line: HeldLine) -> Waiting | None:
    fields = holding.read(line)
    if fields is None:
        return None
    return Waiting(line, fields["text"], fields.get("note", ""), str(WHY.get(line.why, WHY["other"])))


def own_words_of(organisation: Organisation) -> QuerySet[OwnWord]:
    """The own words of an organisation, as they were added."""
    return OwnWord.objects.filter(organisation=organisation).order_by("added_at", "id")


def guard_of(group: Group) -> Guard:
    """How careful a group is; a group that never chose holds nothing and slows nobody."""
    return Guard.objects.filter(group=group).first() or Guard(group=group)


def shields_of(group: Group) -> dict[str, Shield]:
    """The shields that a group chose, by kind, in the order of SHIELDS."""
    chosen = {shield.kind: shield for shield in Shield.objects.filter(group=group)}
    return {kind: chosen[kind] for kind in SHIELDS if kind in chosen}


def measures_in(group: Group) -> QuerySet[Measure]:
    """What the facilitators of a group did, newest first, each with whom it was about and who took it."""
    measures = group.measures.filter(taken_as=Measure.TakenAs.FACILITATOR)
    return measures.select_related("membership", "taken_by", "meeting").order_by("-taken_at", "id")


def measures_coordinated(group: Group) -> QuerySet[Measure]:
    """What coordinators decided about facilitators of a group, newest first."""
    measures = group.measures.filter(taken_as=Measure.TakenAs.COORDINATOR)
    return measures.select_related("group__organisation", "membership", "meeting").order_by("-taken_at", "id")


def coordinated_measure(group: Group, public_id: str) -> Measure | None:
    """The one of this public id among them."""
    return measures_coordinated(group).filter(pk=_row_id(public_id)).first()


def _accounts_with_a_part(measure: Measure) -> list[QuerySet[Any, Any]]:
    """Who took it, whom it is about, who decided the report that led to it, and who ever led the group."""
    taker = Q(measures_taken=measure) | Q(measures=measure)
    members = Membership.objects.filter(Q(role=Role.FACILITATOR, group=measure.group_id) | taker)
    coordinators = Coordinator.objects.filter(Q(measures_taken=measure) | Q(reports_decided__measure=measure))
    return [members.values("account"), coordinators.values("account")]


def reports_made(account: Account) -> QuerySet[Report]:
    """What the account itself reported, newest first."""
    found = Report.objects.filter(made_by__account=account).select_related("group", "about")
    return found.order_by("-reported_at", "id")


def has_reported() -> Exists:
    """Of a membership: whether it reported something that is still kept."""
    return Exists(Report.objects.filter(made_by=OuterRef("pk")))


def reports_for_leader(by: Membership) -> QuerySet[Report]:
    """What whoever leads a group may see of its reports, while that lasts."""
    return _led(Membership.objects.filter(pk=by.pk, role=Role.FACILITATOR, state=State.ACTIVE), by.account_id)


def reports_for_coordinator(by: Coordinator) -> QuerySet[Report]:
    """What a coordinator may see of the reports in the organisation's groups, while the post lasts."""
    return _coordinated(Coordinator.objects.filter(pk=by.pk), by.account_id)


def reports_before(account: Account) -> QuerySet[Report]:
    """The reports that came to the account as coordinator: the longest waiting first, then those decided."""
    return _in_order(_coordinated(posts(account), account.pk))


def reports_in(own: Membership) -> QuerySet[Report]:
    """The reports of a group for who leads it: the longest waiting first, then those decided."""
    return _in_order(reports_for_leader(own))


def report_led(account: Account, public_id: str) -> tuple[Membership, Report] | None:
    """The account's own place as facilitator, and the report of this public id, when those who lead there see it."""
    report = _led(leading(account), account.pk).filter(pk=_row_id(public_id)).first()
    return (leading(account).get(group=report.group), report) if report else None


def report_before(account: Account, public_id: str) -> tuple[Coordinator, Report] | None:
    """The account's post, and the report of this public id, when it came to the coordinators there."""
    report = _coordinated(posts(account), account.pk).filter(pk=_row_id(public_id)).first()
    return (posts(account).get(organisation=report.group.organisation), report) if report else None


def waiting_for_leader(own: Membership) -> int:
    """How many reports who leads the group can answer."""
    return reports_for_leader(own).filter(decided_at=None, escalated_at=None).count()


def measures_for(report: Report) -> QuerySet[Measure]:
    """What was decided since a report about the person whom it is about, newest first."""
    found = Measure.objects.filter(group=report.group_id, membership=report.about_id, taken_at__gte=report.reported_at)
    return found.order_by("-taken_at", "id")


def _led(leads: QuerySet[Membership], account_id: UUID) -> QuerySet[Report]:
    found = Report.objects.filter(group__memberships__in=leads, past_the_group=False)
    return _told(found.exclude(_about_who_leads()), account_id)


def _coordinated(found_posts: QuerySet[Coordinator], account_id: UUID) -> QuerySet[Report]:
    found = Report.objects.filter(group__organisation__coordinators__in=found_posts)
    reached = Q(past_the_group=True) | Q(escalated_at__isnull=False) | Q(_about_who_leads())
    return _told(found.filter(reached), account_id)


def _about_who_leads() -> Exists:
    """Of a report: whether whom it is about leads the group by now, perhaps under another name."""
    places = Membership.objects.filter(group=OuterRef("group"), account=OuterRef("about__account"))
    return Exists(places.filter(role=Role.FACILITATOR))


def _told(reports: QuerySet[Report], account_id: UUID) -> QuerySet[Report]:
    """Without those about or by the person who looks: they decide on neither."""
    others = reports.exclude(about__account=account_id).exclude(made_by__account=account_id)
    return others.select_related("group__organisation", "about", "made_by__account", "excerpt", "measure", "room")


def _in_order(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.order_by(F("decided_at").desc(nulls_first=True), "reported_at", "id")


def _row_id(public_id: str) -> UUID:
    return UUID(hex=public_id.partition("_")[2])
