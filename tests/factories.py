"""People and groups for the tests: plain functions, made by the actions that make them in life."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.entering import CONFIRMED_AT
from accounts.models import Account
from accounts.queries import login_hash
from groups.actions import memberships
from groups.actions.appointing import appoint, take_up
from groups.actions.joining import take_place
from groups.actions.organising import create_organisation
from groups.models import Group, Membership, Organisation
from groups.queries import current_wordings
from groups.roles import Role, State
from groups.tasks import has_task
from rooms.actions.opening import open_group
from rooms.models import Room
from rooms.phases import RoomKind

PASSPHRASE = "een stille zin voor elke dag"
_numbers = count(1)
_OF_THIS_PROCESS = secrets.token_hex(4)
"""Several processes may fill one database, each with numbers from one."""


@dataclass
class Person:
    """A persona: an account with its browser, and its place in the group at hand."""

    account: Account
    login_name: str
    membership: Membership | None = None
    client: Client = field(default_factory=lambda: Client(headers={"accept-language": "en"}))

    @property
    def member(self) -> Membership:
        """The place; a test that asks for it knows that there is one."""
        assert self.membership
        self.membership.refresh_from_db()
        return self.membership


def a_login_name() -> str:
    """A log-in name that no other account has."""
    return f"proef-naam-{next(_numbers)}x{_OF_THIS_PROCESS}"


def an_account(login_name: str = "", passphrase: str = PASSPHRASE) -> Account:
    """An account that signed up before."""
    name = login_name or a_login_name()
    return Account.objects.create(login_hash=login_hash(name), password=make_password(passphrase), language="nl")


def a_person(*, signed_in: bool = True) -> Person:
    """An account with a browser of its own."""
    name = a_login_name()
    person = Person(an_account(name), name)
    if signed_in:
        person.client.force_login(person.account)
    return person


def sign_in(client: Client, account: Account) -> None:
    """Signs in; whoever has a task does so with a second factor."""
    client.force_login(account)
    if has_task(account):
        account.sessions.update(second_factor=True)
        account.proved = True


def proved(person: Person) -> Person:
    """The same, in whose sessions a second factor was shown: who has a task needs it."""
    person.account.sessions.update(second_factor=True)
    person.account.proved = True
    return person


def confirmed(person: Person) -> Person:
    """The same, who just proved once more who they are: only then ways to log in can be changed."""
    session = person.client.session
    session[CONFIRMED_AT] = timezone.now().timestamp()
    session.save()
    return person


def an_organisation(name: str = "") -> Organisation:
    """An organisation that opens groups."""
    return create_organisation(name=name or f"Steunpunt {next(_numbers)} {_OF_THIS_PROCESS}", now=timezone.now())


def a_group(organisation: Organisation | None = None, name: str = "", kept_for_hours: int = 24) -> Group:
    """A group with its talk and its room backstage."""
    return open_group(
        organisation=organisation or an_organisation(),
        name=name or f"Groep {next(_numbers)}",
        theme="verslaving",
        position="zelf",
        kept_for_hours=kept_for_hours,
        summary="Samen nuchter blijven.",
        now=timezone.now(),
    )


def the_talk(group: Group) -> Room:
    """The group's talk room."""
    return Room.objects.get(group=group, kind=RoomKind.TALK)


def a_request(account: Account, group: Group, pseudonym: str = "", line: str = "") -> Membership:
    """Somebody who asked to join."""
    with transaction.atomic():
        return take_place(
            account=account,
            group=group,
            pseudonym=pseudonym or f"Stille Beuk {next(_numbers)}",
            agreed=current_wordings(group).ids(),
            line=line,
            now=timezone.now(),
        )


def a_membership(
    account: Account, group: Group, pseudonym: str = "", *, role: Role = Role.MEMBER, state: State = State.ACTIVE
) -> Membership:
    """A place in a group, in any state."""
    membership = a_request(account, group, pseudonym)
    if state != State.REQUESTED:
        memberships.admit(membership, timezone.now())
    if role == Role.FACILITATOR:
        memberships.lead(membership)
    elif role != Role.MEMBER:
        Membership.objects.filter(pk=membership.pk).update(role=role)
        membership.role = role
    if state not in (State.REQUESTED, State.ACTIVE):
        memberships.end(membership, state, timezone.now())
    return membership


def a_member(group: Group, pseudonym: str = "", *, role: Role = Role.MEMBER, state: State = State.ACTIVE) -> Person:
    """A person with a place in a group."""
    person = a_person()
    person.membership = a_membership(person.account, group, pseudonym, role=role, state=state)
    return proved(person) if role == Role.FACILITATOR else person


def a_coordinator(organisation: Organisation) -> Person:
    """A person who opens groups for an organisation."""
    person = proved(a_person())
    token = appoint(organisation=organisation, expires_for=timedelta(days=7))
    take_up(account=person.account, token=token, now=timezone.now())
    return person


def names_of(people: Iterable[Membership]) -> list[str]:
    """The pseudonyms."""
    return [person.pseudonym for person in people]
