"""Reading what spans several apps."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import Account
from groups.models import Membership
from groups.queries import behind_on_rules, consent_given, memberships_of
from groups.roles import Role, State
from moderation.models import Measure
from moderation.queries import has_reported, measures_towards
from rooms.models import Room
from rooms.phases import RoomKind
from rooms.planned import Evening, evenings
from rooms.rules import RULE_WORDS


@dataclass(frozen=True)
class Place:
    """One membership of an account, the way into its talk, and what was decided about it."""

    membership: Membership
    room: str | None
    """The talk's public id, for who may enter."""
    decisions: list["Decision"]
    rules_changed: bool
    """Whether the rules were renewed since this person agreed to them."""
    evenings: list[Evening]
    """The group's next meetings."""
    consents: bool
    """Whether there is a consent that can be taken back."""
    has_reported: bool
    """Whether there are own reports to be read."""

    @property
    def leads(self) -> bool:
        return self.room is not None and self.membership.role == Role.FACILITATOR


@dataclass(frozen=True)
class Decision:
    """A measure, with the words of the rule that it names."""

    measure: Measure
    rule: str


def places(account: Account, now: datetime) -> list[Place]:
    """The account's memberships, past ones too, the newest first."""
    memberships = list(memberships_of(account).annotate(consents=consent_given(), has_reported=has_reported()))
    behind = behind_on_rules(memberships)
    active = [member.group_id for member in memberships if member.state == State.ACTIVE]
    rooms, ahead = _talks(active), evenings(active, account, now)
    decisions: dict[UUID, list[Decision]] = defaultdict(list)
    for measure in measures_towards(account):
        decisions[measure.membership_id].append(Decision(measure, str(RULE_WORDS.get(measure.rule, ""))))
    return [
        Place(
            membership=member,
            room=rooms.get(member.group_id) if member.state == State.ACTIVE else None,
            decisions=decisions[member.pk],
            rules_changed=member.pk in behind,
            evenings=ahead.get(member.group_id, []) if member.state == State.ACTIVE else [],
            consents=member.consents,
            has_reported=member.has_reported,
        )
        for member in memberships
    ]


def _talks(group_ids: list[UUID]) -> dict[UUID, str]:
    talks = Room.objects.filter(kind=RoomKind.TALK, group_id__in=group_ids)
    return dict(talks.values_list("group_id", "public_id"))
