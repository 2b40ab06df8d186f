"""A living demo: some groups, people in every role, and a talk that is going on."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions.signing_up import sign_up
from accounts.models import Account
from accounts.queries import account_named
from groups.actions.appointing import appoint, take_up
from groups.actions.joining import ask_to_join
from groups.actions.organising import create_organisation
from groups.models import Group, Membership, Organisation
from groups.queries import current_wordings, own_membership
from peerchat import demo_data as data
from rooms.actions.belonging import admit
from rooms.actions.meetings import open_talk
from rooms.actions.opening import open_group
from rooms.actions.planning import Plan, plan
from rooms.live import doorbell, log
from rooms.models import Room
from rooms.phases import EventKind
from rooms.queries import talk_of
from rooms.zones import place

LINK_WORKS_FOR = timedelta(minutes=5)
ZONE = "Europe/Brussels"
TALK_BEGAN = timedelta(minutes=10)


class NotOnARealSite(Exception):
    """The demo's passphrase is public: it is for development only."""


@dataclass(frozen=True)
class LogIn:
    """With what somebody can look around."""

    who: str
    login_name: str
    passphrase: str


LOG_INS = [
    LogIn("member", data.BEN, data.PASSPHRASE),
    LogIn("facilitator", data.ADA, data.PASSPHRASE),
    LogIn("coordinator", data.ELS, data.PASSPHRASE),
]


def load_demo() -> list[LogIn]:
    """Makes the demo if it is not there, and opens its talk if that was closed; raises NotOnARealSite."""
    if not (settings.DEBUG or settings.TIME_TRAVEL):
        raise NotOnARealSite
    now = timezone.now()
    with transaction.atomic():
        organisation = Organisation.objects.filter(name=data.ORGANISATION).first() or _build(now)
        _keep_talking(organisation.groups.get(name=data.GROUPS[0].name), now)
    return LOG_INS


def _build(now: datetime) -> Organisation:
    organisation = create_organisation(name=data.ORGANISATION, now=now)
    group, *_others = [_group(organisation, found, now) for found in data.GROUPS]
    coordinator = appoint(organisation=organisation, expires_for=LINK_WORKS_FOR, now=now)
    take_up(account=_account(data.ELS, now), token=coordinator, now=now)
    facilitator = _facilitator(group, now)
    for login_name, pseudonym in data.MEMBERS.items():
        admit(by=facilitator, membership=_asks(group, login_name, pseudonym, "", now), now=now)
    for days in data.EVENINGS_AHEAD:
        _plan(facilitator, days, now)
    _asks(group, data.ASKING, data.ASKING_NAME, data.ASKING_LINE, now)
    return organisation


def _group(organisation: Organisation, found: data.DemoGroup, now: datetime) -> Group:
    return open_group(organisation=organisation, checked_on=timezone.localdate(now), now=now, **vars(found))


def _account(login_name: str, now: datetime) -> Account:
    return sign_up(login_name=login_name, passphrase=data.PASSPHRASE, language="nl", now=now).account


def _facilitator(group: Group, now: datetime) -> Membership:
    link = appoint(organisation=group.organisation, group=group, expires_for=LINK_WORKS_FOR, now=now)
    account, agreed = _account(data.ADA, now), _agreed(group)
    taken_up = take_up(account=account, token=link, pseudonym=data.FACILITATOR_NAME, agreed=agreed, now=now)
    assert isinstance(taken_up, Membership)
    return taken_up


def _plan(facilitator: Membership, days: int, now: datetime) -> None:
    starts_at = place(timezone.localdate(now) + timedelta(days=days), data.BEGINS_AT, ZONE, second=False).moment
    plan(by=facilitator, what=Plan(starts_at, minutes=75, zone=ZONE, places=8), now=now)


def _asks(group: Group, login_name: str, pseudonym: str, line: str, now: datetime) -> Membership:
    account, agreed = _account(login_name, now), _agreed(group)
    return ask_to_join(account=account, group=group, pseudonym=pseudonym, agreed=agreed, line=line, now=now)


def _keep_talking(group: Group, now: datetime) -> None:
    facilitator = _member(group, data.ADA)
    if facilitator is None:
        return
    talk = Room.objects.select_related("meeting").get(id=talk_of(facilitator).id)
    if talk.meeting is None or talk.meeting.closed_at is not None:
        open_talk(by=facilitator, room=talk, now=now - TALK_BEGAN)
        _say(group, log.lock_room(talk.id), now)


def _say(group: Group, talk: Room, now: datetime) -> None:
    for minutes, (login_name, text) in enumerate(data.LINES, start=-len(data.LINES)):
        author = _member(group, login_name)
        if author is not None:
            at = now + timedelta(minutes=minutes)
            log.append(talk, kind=EventKind.MESSAGE, author=author, fields={"text": text}, now=at)
    doorbell.ring(talk, "head")


def _member(group: Group, login_name: str) -> Membership | None:
    """The place of a demo account; somebody who tried things out may have ended it."""
    account = account_named(login_name)
    return own_membership(account, group) if account else None


def _agreed(group: Group) -> set[uuid.UUID]:
    current = current_wordings(group)
    return {current.rules.id, current.consent.id}
