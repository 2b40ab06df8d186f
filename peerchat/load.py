"""Rooms full of people for measuring: made in bulk, with a living session for everyone."""

import json
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.lifetimes import AT_MOST_FOR
from accounts.models import Account, Session, to_the_hour
from accounts.vault import token_digest
from groups import wordings
from groups.models import Group, Membership, Organisation, Wording
from groups.roles import Role, State
from rooms.actions.meetings import open_talk
from rooms.live.batch import Line, commit
from rooms.models import Room
from rooms.phases import EventKind, RoomKind

SESSION_KEY_LENGTH = 32
KEPT_FOR_HOURS = Group.KeptFor.DAY
BATCH = 400
"""Lines in one commit."""
SAID = (
    "Goedenavond allemaal.",
    "Ik herken dat wel, bij mij is het 's avonds ook het moeilijkst.",
    "Vandaag ging het beter dan vorige week. Ik heb een eind gewandeld en daarna gebeld met iemand die ik vertrouw.",
    "Dank je om dat te vertellen.",
    "Wat helpt jou op zo'n moment?",
)
"""What invented people say, in turn."""


@dataclass(frozen=True)
class Seat:
    """One person's way into one room, as a load client needs it."""

    room: str
    member: str
    role: str
    cookie: str
    ws: str

    def line(self) -> str:
        """The seat as one line of JSON."""
        return json.dumps(asdict(self))


def seat_people(*, organisation: str, rooms: int, members: int, lines: int = 0, now: datetime) -> Iterator[Seat]:
    """Opens the talks of `rooms` new groups with `members` people each, who have said `lines` lines in each talk.

    The first of each is its facilitator.
    """
    owner, _ = Organisation.objects.get_or_create(name=organisation)
    with transaction.atomic():
        talks = _rooms(owner, rooms, now)
        people = [person for talk in talks for person in _people(talk, members, now)]
        Account.objects.bulk_create([person.account for person in people])
        Membership.objects.bulk_create(people)
        keys = [_session_key() for _ in people]
        sessions = [_session(person, key, now) for person, key in zip(people, keys, strict=True)]
        Session.objects.bulk_create(sessions)
    for number, talk in enumerate(talks):
        own = slice(number * members, (number + 1) * members)
        open_talk(by=people[own][0], room=talk, now=now)
        _talk(talk, list(zip(people[own], sessions[own], strict=True)), lines, now)
    by_group = {talk.group_id: talk for talk in talks}
    for person, key in zip(people, keys, strict=True):
        yield _seat(by_group[person.group_id], person, key)


def _rooms(owner: Organisation, count: int, now: datetime) -> list[Room]:
    groups = [
        Group(
            organisation=owner,
            name=f"Load {secrets.token_hex(6)}",
            theme="overig",
            position="zelf",
            kept_for_hours=KEPT_FOR_HOURS,
        )
        for _ in range(count)
    ]
    Group.objects.bulk_create(groups)
    texts = {Wording.Kind.RULES: wordings.rules("nl"), Wording.Kind.CONSENT: wordings.consent("nl")}
    Wording.objects.bulk_create(
        Wording(group=group, kind=kind, version=1, text=text, published_at=now)
        for group in groups
        for kind, text in texts.items()
    )
    talks = Room.objects.bulk_create([Room(group=group, kind=RoomKind.TALK) for group in groups])
    Room.objects.bulk_create([Room(group=talk.group, kind=RoomKind.BACKSTAGE, parent=talk) for talk in talks])
    return talks


def _people(talk: Room, count: int, now: datetime) -> Iterator[Membership]:
    for ordinal in range(1, count + 1):
        yield Membership(
            account=Account(login_hash=secrets.token_hex(32), password=make_password(None)),
            group=talk.group,
            ordinal=ordinal,
            pseudonym=f"Person {ordinal}",
            role=Role.FACILITATOR if ordinal == 1 else Role.MEMBER,
            state=State.ACTIVE,
            asked_at=now,
            decided_at=now,
        )


def _talk(talk: Room, people: list[tuple[Membership, Session]], lines: int, now: datetime) -> None:
    """Everybody says something in turn, by the same door as lines from sockets."""
    for first in range(0, lines, BATCH):
        numbers = range(first, min(first + BATCH, lines))
        commit([_line(talk, *people[number % len(people)], number) for number in numbers], now=now)


def _line(talk: Room, author: Membership, session: Session, number: int) -> Line:
    text = f"{number + 1}. {SAID[number % len(SAID)]}"
    return Line(talk.id, author.id, session.id, EventKind.MESSAGE, f"load-{number}", {"text": text})


def _session_key() -> str:
    return secrets.token_hex(SESSION_KEY_LENGTH // 2)


def _session(person: Membership, key: str, now: datetime) -> Session:
    account = person.account
    session = Session(
        id=uuid.uuid4(),
        account=account,
        second_factor=person.role == Role.FACILITATOR,
        key_hash=token_digest(key),
        last_seen_at=to_the_hour(now),
        # Whoever is measured sits still before the talk opens.
        expires_at=now + AT_MOST_FOR,
        ends_at=now + AT_MOST_FOR,
    )
    session.data = json.dumps(
        {
            SESSION_KEY: str(account.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: account.get_session_auth_hash(),
        }
    )
    return session


def _seat(talk: Room, person: Membership, key: str) -> Seat:
    return Seat(
        room=talk.public_id,
        member=person.public_id,
        role=person.role,
        cookie=f"{settings.SESSION_COOKIE_NAME}={key}",
        ws=f"/ws/rooms/{talk.public_id}/",
    )
