"""Reading groups and memberships. Rights are in the look-up: None is the only “no”."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import Account
from accounts.vault import keyed_hash, token_digest
from groups.models import (
    Agreement,
    Appointment,
    Coordinator,
    Group,
    HostPage,
    Invitation,
    Membership,
    NameClaim,
    News,
    Organisation,
    Wording,
)
from groups.name_skeletons import skeleton
from groups.roles import HOLDS_A_PLACE, Role, State
from groups.tasks import leading, posts

SEATED = (State.ACTIVE, State.SUSPENDED)
HEARD = (State.ACTIVE, State.SUSPENDED, State.LEFT, State.REMOVED, State.BANNED)
"""Whose lines may stand in a talk."""
READ_BY_CHOICE = (Role.MEMBER, Role.LISTENER)
"""Whom others may fold; who leads reads everybody, and is read by everybody."""
NEWS_SHOWN = 20


@dataclass(frozen=True)
class Wordings:
    """The two texts that somebody must agree to at this moment."""

    rules: Wording
    consent: Wording

    def ids(self) -> frozenset[UUID]:
        return frozenset({self.rules.pk, self.consent.pk})


def group_by_public_id(public_id: str) -> Group | None:
    """Any group: its page is public."""
    return Group.objects.select_related("organisation").filter(public_id=public_id).first()


def own_membership(account: Account, group: Group) -> Membership | None:
    """The account's own place in a group: asked for, active, suspended or banned."""
    return _with_group().filter(account=account, group=group, state__in=HOLDS_A_PLACE).first()


def memberships_of(account: Account) -> QuerySet[Membership]:
    """All that an account ever had with groups, the newest first."""
    return _with_group().filter(account=account).order_by("-asked_at", "id")


def facilitation(account: Account, public_id: str) -> Membership | None:
    """The account's own membership in the group of this public id, when it facilitates there now."""
    return leading(account).filter(group__public_id=public_id).first()


def facilitated_group(account: Account, public_id: str) -> Group | None:
    """The group of this public id, when the account facilitates it now."""
    own = facilitation(account, public_id)
    return own.group if own else None


def facilitator_over(account: Account, member_public_id: str) -> tuple[Membership, Membership] | None:
    """The account's own membership as facilitator, and the membership of this public id in the same group."""
    members = _with_group().filter(public_id=member_public_id, group__memberships__in=leading(account))
    member = members.first()
    own = leading(account).filter(group=member.group).first() if member else None
    return (own, member) if own and member else None


def another_beside(account: Account, member_public_id: str) -> tuple[Membership, Membership] | None:
    """The account's own place in a group that it does not lead, and that of another there who does not lead it."""
    others = _with_group().filter(
        public_id=member_public_id,
        role__in=READ_BY_CHOICE,
        state__in=HEARD,
        group__memberships__account=account,
        group__memberships__role__in=READ_BY_CHOICE,
        group__memberships__state=State.ACTIVE,
    )
    other = others.exclude(account=account).first()
    own = _with_group().filter(account=account, state=State.ACTIVE, group=other.group).first() if other else None
    return (own, other) if own and other else None


def met_by(account: Account, member_public_id: str) -> tuple[Membership, Membership] | None:
    """The account's own active place in a group, and whoever of it is or was heard there under this public id."""
    met = _with_group().filter(
        public_id=member_public_id,
        state__in=HEARD,
        group__memberships__account=account,
        group__memberships__state=State.ACTIVE,
    )
    other = met.first()
    own = _with_group().filter(account=account, state=State.ACTIVE, group=other.group).first() if other else None
    return (own, other) if own and other else None


def coordinated_groups(account: Account) -> QuerySet[Group]:
    """The groups of the organisations that the account coordinates."""
    return Group.objects.filter(organisation__coordinators__in=posts(account)).order_by("name", "id")


def requests_of(group: Group) -> QuerySet[Membership]:
    """Who asks to join, the longest waiting first."""
    return group.memberships.filter(state=State.REQUESTED).order_by("asked_at", "id")


def members_of(group: Group) -> QuerySet[Membership]:
    """Who has a place, in the order of coming."""
    return group.memberships.filter(state__in=SEATED).order_by("ordinal")


def facilitators_of(group: Group) -> QuerySet[Membership]:
    """Who leads the group now."""
    return group.memberships.filter(state=State.ACTIVE, role=Role.FACILITATOR).order_by("ordinal")


def membership_in(group: Group, public_id: str) -> Membership | None:
    """The membership of this public id, when it is one of this group."""
    return _with_group().filter(group=group, public_id=public_id).first()


def current_wordings(group: Group) -> Wordings:
    """The newest version of both texts; a group has both from its first moment."""
    newer = Wording.objects.filter(group=OuterRef("group"), kind=OuterRef("kind"), version__gt=OuterRef("version"))
    newest = {wording.kind: wording for wording in group.wordings.filter(~Exists(newer))}
    return Wordings(newest[Wording.Kind.RULES], newest[Wording.Kind.CONSENT])


def organisation_by_public_id(public_id: str) -> Organisation | None:
    """Any organisation: its pages are public."""
    return Organisation.objects.filter(pk=_row_id(public_id)).first()


def sole_organisation() -> Organisation | None:
    """The organisation whose house this is, when there is only one."""
    found = Organisation.objects.all()[:2]
    return found[0] if len(found) == 1 else None


def organisations() -> QuerySet[Organisation]:
    """All of them, by name."""
    return Organisation.objects.order_by("name")


def coordinatorships(account: Account) -> QuerySet[Coordinator]:
    """The account's posts as coordinator, each with its organisation."""
    return posts(account)


def coordinatorship(account: Account, organisation_id: str) -> Coordinator | None:
    """The account's post at the organisation of this public id."""
    return coordinatorships(account).filter(organisation_id=_row_id(organisation_id)).first()


def host_texts(organisation: Organisation, kind: HostPage.Kind) -> dict[str, HostPage]:
    """What an organisation wrote itself, by language."""
    return {page.language: page for page in HostPage.objects.filter(organisation=organisation, kind=kind)}


def _row_id(public_id: str) -> UUID:
    return UUID(hex=public_id.partition("_")[2])


def current_rules(group: Group) -> Wording:
    """The newest version of the rules."""
    return group.wordings.filter(kind=Wording.Kind.RULES).order_by("-version")[:1].get()


def active_membership(account: Account, public_id: str) -> Membership | None:
    """The account's own active place in the group of this public id."""
    return _with_group().filter(account=account, group__public_id=public_id, state=State.ACTIVE).first()


def behind_on_rules(memberships: Collection[Membership]) -> set[UUID]:
    """The ids of those among `memberships` that did not agree to the newest rules of their group."""
    newest = Wording.objects.filter(group=OuterRef("group"), kind=Wording.Kind.RULES).order_by("-version")
    agreed = Agreement.objects.filter(membership=OuterRef("pk"), wording=OuterRef("newest"))
    rows = Membership.objects.filter(pk__in=[member.pk for member in memberships], state=State.ACTIVE)
    rows = rows.annotate(newest=Subquery(newest.values("pk")[:1])).filter(~Exists(agreed))
    return set(rows.values_list("pk", flat=True))


def consenting(account: Account, public_id: str) -> Membership | None:
    """The account's newest membership in the group of this public id whose consent was not taken back."""
    return memberships_of(account).filter(consent_given(), group__public_id=public_id).first()


def consent_given() -> Exists:
    """Of a membership: whether its consent was not taken back."""
    given = Agreement.objects.filter(membership=OuterRef("pk"), withdrawn_at=None)
    return Exists(given.filter(wording__kind=Wording.Kind.CONSENT))


def name_hash(group: Group, name: str) -> bytes:
    """What stands for a pseudonym, and for all that looks like it, in one group."""
    return keyed_hash(f"name:{group.pk}", skeleton(name))


def taken(group: Group) -> Callable[[str], bool]:
    """Tells of a name whether it, or one that looks like it, is in use or resting in this group."""

    def is_taken(name: str) -> bool:
        return NameClaim.objects.filter(group=group, skeleton_hash=name_hash(group, name)).exists()

    return is_taken


def open_appointment(token: str, now: datetime) -> Appointment | None:
    """The appointment of a link that can still be taken up."""
    return _appointments(token).filter(used_at__isnull=True, expires_at__gt=now).first()


def has_taken_up(account: Account, token: str) -> bool:
    """Whether the account already is what this link made somebody."""
    leads = Q(
        group__memberships__account=account,
        group__memberships__role=Role.FACILITATOR,
        group__memberships__state=State.ACTIVE,
    )
    coordinates = Q(group=None, organisation__coordinators__account=account)
    return _appointments(token).filter(leads | coordinates, used_at__isnull=False).exists()


def open_invitations(group: Group, now: datetime) -> QuerySet[Invitation]:
    """The links into a group that still let somebody in, the newest first."""
    return group.invitations.filter(_open(now)).order_by("-made_at", "id")


def open_invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation of a link that still lets somebody into an open group."""
    found = Invitation.objects.select_related("group__organisation", "made_by__account")
    return found.filter(_open(now), token_hash=token_digest(token), group__status=Group.Status.OPEN).first()


def invited_membership(account: Account, token: str) -> Membership | None:
    """The account's own active place in the group of a link, also of one that was used up."""
    return (
        _with_group()
        .filter(account=account, state=State.ACTIVE, group__invitations__token_hash=token_digest(token))
        .first()
    )


@dataclass(frozen=True)
class Told:
    """An account's news, the newest first."""

    unseen: list[News]
    seen: list[News]


def news_of(account: Account) -> Told:
    """What the account was told last, NEWS_SHOWN pieces at most, what it has not seen before all else."""
    unseen_first = F("seen_at").desc(nulls_first=True)
    found = account.news.select_related("group").order_by(unseen_first, "-told_at", "id")[:NEWS_SHOWN]
    return Told([news for news in found if not news.seen_at], [news for news in found if news.seen_at])


def _open(now: datetime) -> Q:
    return Q(expires_at__gt=now, revoked_at__isnull=True, uses_left__gt=0)


def _appointments(token: str) -> QuerySet[Appointment]:
    found = Appointment.objects.select_related("organisation", "group__organisation")
    return found.filter(token_hash=token_digest(token))


def _with_group() -> QuerySet[Membership]:
    return Membership.objects.select_related("group__organisation")
