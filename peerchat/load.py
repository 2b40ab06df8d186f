"""Rooms full of people for measuring: made in bulk, with a living session for everyone."""

import json
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Account, Session
from accounts.vault import token_digest
from groups.models import Group, Membership, Organisation
from groups.roles import Role, State
from rooms.actions.meetings import open_talk
from rooms.models import Room
from rooms.phases import RoomKind

SESSION_KEY_LENGTH = 32
KEPT_FOR_HOURS = Group.KeptFor.DAY


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


def seat_people(*, organisation: str, rooms: int, members: int, now: datetime) -> Iterator[Seat]:
    """Opens the talks of `rooms` new groups with `members` people each; the first of each is its facilitator."""
    owner, _ = Organisation.objects.get_or_create(name=organisation)
    with transaction.atomic():
        talks = _rooms(owner, rooms)
        people = [person for talk in talks for person in _people(talk, members, now)]
        Account.objects.bulk_create([person.account for person in people])
        Membership.objects.bulk_create(people)
        keys = [_session_key() for _ in people]
        Session.objects.bulk_create(
            [_session(person.account, key, now) for person, key in zip(people, keys, strict=True)]
        )
    for talk, facilitator in zip(talks, people[::members], strict=True):
        open_talk(by=facilitator, room=talk, now=now)
    by_group = {talk.group_id: talk for talk in talks}
    for person, key in zip(people, keys, strict=True):
        yield _seat(by_group[person.group_id], person, key)


def _rooms(owner: Organisation, count: int) -> list[Room]:
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


def _session_key() -> str:
    return secrets.token_hex(SESSION_KEY_LENGTH // 2)


def _session(account: Account, key: str, now: datetime) -> Session:
    session = Session(
        id=uuid.uuid4(),
        account=account,
        key_hash=token_digest(key),
        last_seen_at=now.replace(minute=0, second=0, microsecond=0),
        expires_at=now + timedelta(seconds=settings.SESSION_COOKIE_AGE),
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
