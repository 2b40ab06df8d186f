"""Four groups for one question: Ben is in two of them; in the two others two different people do the very same."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Account
from groups.models import Group, Organisation
from groups.queries import current_wordings
from groups.roles import Role
from rooms.actions.meetings import open_talk
from rooms.actions.planning import Plan, plan
from rooms.models import Room
from rooms.paths import Evening
from rooms.phases import RoomKind
from tests import factories
from tests.factories import Person
from tests.stack import Stack

GROUPS: Final = "ABCD"
WHO_COMES: Final = {"A": "ben", "B": "ben", "C": "an", "D": "mo"}
"""In A and B one account, in C and D two: what A and B have in common and C and D have not, gives Ben away."""
REGULARS: Final = {"A": (0, 1, 2), "B": (2, 0, 1), "C": (3, 4, 5), "D": (8, 6, 7)}
"""Who was there before, in the order in which they came: in A and B the same three people, in C and D six others."""
SETTLE: Final = "from tests.linkage.world import settle; print('world ' + settle().dumped())"


@dataclass(frozen=True)
class World:
    """Session keys by person; by group its ids, the texts to agree to, and the name that the newcomer takes there."""

    keys: dict[str, str]
    places: dict[str, dict[str, str]]
    account: str
    """Ben's own key in the database: what must never be seen."""

    def dumped(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def made_in(cls, server: Stack) -> Self:
        """The world in the database of a running site, made by a process beside it."""
        told = server.manage("shell", "-v0", "-c", SETTLE).splitlines()
        return cls(**json.loads(next(line for line in told if line.startswith("world ")).removeprefix("world ")))


def a_word() -> str:
    """A word that nobody else ever says."""
    return "".join(secrets.choice("bdfgklmnprstvz") + secrets.choice("aeiou") for _ in range(5)).capitalize()


@transaction.atomic
def settle() -> World:
    """Makes the world in the database at hand: each group has a talk that is open and an evening to come."""
    organisation = factories.an_organisation(a_word())
    people = {
        "coordinator": factories.a_coordinator(organisation),
        "an": factories.a_person(),
        "mo": factories.a_person(),
    }
    people["ben"] = ben = factories.a_person()
    regulars = [factories.an_account() for _ in range(9)]
    # Nobody else has these, so that they would be seen.
    Account.objects.filter(pk=ben.account.pk).update(language="fr", country="NL", created_on=date(2025, 3, 9))
    places = {}
    for letter in GROUPS:
        group = _a_group(organisation)
        people[f"facilitator {letter}"] = factories.a_member(group, a_word(), role=Role.FACILITATOR)
        people[f"member {letter}"] = factories.a_member(group, a_word())
        names = sorted(f"{a_word()} {a_word()}" for _ in REGULARS[letter])
        for number, name in zip(REGULARS[letter], names, strict=True):
            factories.a_membership(regulars[number], group, name)
        places[letter] = _place(group, people[f"facilitator {letter}"])
        regular = {f"regular {number}": name for number, name in zip(REGULARS[letter], names, strict=True)}
        places[letter] |= regular
    return World({name: _key(person) for name, person in people.items()}, places, str(ben.account.pk))


def _a_group(organisation: Organisation) -> Group:
    group = factories.a_group(organisation, a_word())
    group.shows_comings = True
    group.save(update_fields=["shows_comings"])
    return group


def _place(group: Group, leader: Person) -> dict[str, str]:
    wordings = current_wordings(group)
    now = timezone.now()
    open_talk(by=leader.member, room=factories.the_talk(group), now=now)
    starts_at = (now + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    plan(by=leader.member, what=Plan(starts_at=starts_at, minutes=75, zone="Europe/Brussels", places=8), now=now)
    return {
        "group_id": group.public_id,
        "organisation_id": group.organisation.public_id,
        "room_id": factories.the_talk(group).public_id,
        "backstage": Room.objects.get(group=group, kind=RoomKind.BACKSTAGE).public_id,
        "evening": Evening().to_url(starts_at),
        "rules": str(wordings.rules.pk),
        "consent": str(wordings.consent.pk),
        "name": f"{a_word()} {a_word()}",
    }


def _key(person: Person) -> str:
    return person.client.cookies[settings.SESSION_COOKIE_NAME].value
