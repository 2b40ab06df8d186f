"""Ada's group as the tests of talks and measures use it: who is in it, what is said, what its log tells."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.test import Client

from accounts.models import Account
from audit.models import Entry
from groups.models import Group, Membership
from groups.roles import Role
from rooms.actions.meetings import open_talk
from rooms.live import log
from rooms.models import Event, Room
from rooms.phases import EventKind, RoomKind
from tests import factories

NOW = datetime(2026, 3, 3, 20, 0, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


@dataclass
class Circle:
    """Ada leads, Ben is a member."""

    group: Group
    ada: Membership
    ben: Membership

    @property
    def talk(self) -> Room:
        """As it is in the database now."""
        return Room.objects.select_related("meeting").get(group=self.group, kind=RoomKind.TALK)

    @property
    def backstage(self) -> Room:
        """As it is in the database now."""
        return Room.objects.select_related("meeting").get(group=self.group, kind=RoomKind.BACKSTAGE)

    @property
    def phase(self) -> str:
        """Of the current meeting; a test that asks knows that there is one."""
        assert self.talk.meeting
        return self.talk.meeting.phase

    def kinds(self) -> list[str]:
        """The kinds of the talk's events, in order."""
        return list(self.talk.events.order_by("seq").values_list("kind", flat=True))

    def lines(self) -> list[dict[str, object]]:
        """What a reader of the talk gets."""
        return log.read(self.talk.id, after=0, upto=self.talk.head)

    def verbs(self) -> list[str]:
        """What the organisation's audit tells, in order."""
        entries = Entry.objects.filter(chain=str(self.group.organisation.audit_id)).order_by("number")
        return list(entries.values_list("verb", flat=True))


def make_circle(*, kept_for_hours: int = 24, shows_comings: bool = False) -> Circle:
    """A new organisation with one group, before its first talk."""
    group = factories.a_group(kept_for_hours=kept_for_hours)
    group.shows_comings = shows_comings
    group.save()
    return Circle(group=group, ada=leads(group), ben=joins(group))


def asks(group: Group) -> Membership:
    """A request to join."""
    return factories.a_request(factories.an_account(), group, line="Mag ik erbij?")


def joins(group: Group) -> Membership:
    """One more member."""
    return factories.a_membership(factories.an_account(), group)


def leads(group: Group) -> Membership:
    """One more facilitator."""
    return factories.a_membership(factories.an_account(), group, role=Role.FACILITATOR)


def opened(circle: Circle, now: datetime = NOW) -> Circle:
    """The same circle with its talk open."""
    open_talk(by=circle.ada, room=circle.talk, now=now)
    return circle


def says(author: Membership, text: str, now: datetime = NOW) -> Event:
    """A line in the group's talk."""
    with transaction.atomic():
        talk = log.lock_room(factories.the_talk(author.group).id)
        return log.append(talk, kind=EventKind.MESSAGE, author=author, fields={"text": text}, now=now)


def signed_in(who: Membership | Account) -> Client:
    """A browser in which somebody has logged in."""
    client = Client()
    factories.sign_in(client, who.account if isinstance(who, Membership) else who)
    return client
