"""A village where much goes on: as many groups, people, meetings and decisions as a page may have to show."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Account
from accounts.words import recovery_code
from groups.actions.inviting import invite
from groups.actions.news import tell
from groups.actions.wording import publish_rules
from groups.models import Group, Membership
from groups.queries import current_rules
from groups.roles import Role, State
from moderation.actions.notices import give_notice
from moderation.actions.removing import remove
from rooms.actions.meetings import open_talk
from rooms.actions.planning import Plan, plan
from rooms.actions.seats import confirm
from rooms.live import log
from rooms.phases import EventKind
from tests import factories
from tests.stranger.village import Village

MEMBERS, GROUPS, OWN_GROUPS, EVENINGS = 10, 40, 6, 8
REQUESTS, LINES, MEASURES, NOTICES, NEWS, LINKS, DEVICES = 5, 60, 4, 20, 20, 5, 4
LONG = "Vandaag was het anders dan anders, en daar wil ik graag iets over zeggen. " * 5


@transaction.atomic
def fill(village: Village) -> None:
    """Adds all of that to the group of the village, to its organisation, and to the account of its member."""
    leader, member = _who(village, "facilitator"), _who(village, "member")
    group = leader.group
    _people(group, leader)
    _talk(group, leader)
    for number in range(GROUPS):
        _another(group, member if number < OWN_GROUPS else None)
    _told(group, member)
    for _ in range(LINKS):
        invite(by=leader, days=7, uses=5, now=timezone.now())
    publish_rules(by=leader, text=LONG, after=current_rules(group).version, now=timezone.now())
    for account in (leader.account, member.account):
        _devices(account)


def _who(village: Village, actor: str) -> Membership:
    found = Membership.objects.select_related("group__organisation", "account")
    return found.get(public_id=village.here[actor])


def _people(group: Group, leader: Membership) -> None:
    now = timezone.now()
    members = [factories.a_member(group).member for _ in range(MEMBERS)]
    for weeks in range(2, EVENINGS + 1):
        starts_at = (now + timedelta(weeks=weeks)).replace(second=0, microsecond=0)
        meeting = plan(by=leader, what=Plan(starts_at, 75, "Europe/Brussels", places=MEMBERS), now=now)
        for membership in members:
            confirm(membership=membership, meeting=meeting, now=now)
    for _ in range(REQUESTS):
        factories.a_member(group, state=State.REQUESTED)
    for _ in range(MEASURES):
        gone = factories.a_member(group).member
        remove(by=leader, membership=gone, rule="be-kind", words=LONG[:200], now=now)


def _talk(group: Group, leader: Membership) -> None:
    talk = log.lock_room(factories.the_talk(group).id)
    for _ in range(LINES):
        log.append(talk, kind=EventKind.MESSAGE, author=leader, fields={"text": LONG}, now=timezone.now())


def _another(group: Group, member: Membership | None) -> None:
    """A group of the same organisation that is led, meets, and perhaps has the member in it."""
    other, now = factories.a_group(group.organisation), timezone.now()
    leader = factories.a_member(other, role=Role.FACILITATOR).member
    starts_at = (now + timedelta(days=3)).replace(second=0, microsecond=0)
    plan(by=leader, what=Plan(starts_at, 75, "Europe/Brussels", places=8), now=now)
    if member:
        factories.a_membership(member.account, other)
        open_talk(by=leader, room=factories.the_talk(other), now=now)


def _told(group: Group, member: Membership) -> None:
    now = timezone.now()
    for _ in range(NEWS):
        tell(accounts=[member.account], group=group, code="meeting-moved", about_at=now, words=LONG[:200], now=now)
    for _ in range(NOTICES):
        give_notice(
            receipt=recovery_code(),
            organisation=group.organisation,
            group=group,
            where="De naam",
            why=LONG[:200],
            contact="",
            now=now,
        )


def _devices(account: Account) -> None:
    for _ in range(DEVICES):
        factories.Person(account, "").client.force_login(account)
