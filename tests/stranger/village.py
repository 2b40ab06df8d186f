"""One group with everybody who may stand before its door: ids and cookies, for a client or a server."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.actions.exporting import make_export_link
from accounts.actions.mail_address import give_address
from accounts.models import MailAddress
from accounts.vault import token_digest
from accounts.words import recovery_code
from groups.actions.appointing import appoint, take_up
from groups.actions.concealing import conceal
from groups.actions.handing_over import version
from groups.actions.inviting import invite, revoke
from groups.actions.organising import fingerprint
from groups.models import Coordinator, Group, Guard, Invitation, Membership
from groups.queries import current_wordings
from groups.roles import Role, State
from moderation.actions.appealing import appeal
from moderation.actions.care import start_care, worry
from moderation.actions.coordinated import ban_leader
from moderation.actions.guarding import fingerprint as guard_fingerprint
from moderation.actions.notices import give_notice
from moderation.actions.reporting import report_person
from moderation.actions.saying import say_a_word
from moderation.checks import SHIELDS
from moderation.models import Measure, Notice
from rooms.actions.meetings import open_talk
from rooms.actions.planning import Plan, plan
from rooms.live import log
from rooms.models import HeldLine, Room
from rooms.paths import Evening
from rooms.phases import EventKind, RoomKind
from tests import factories
from tests.factories import Person

NOBODYS = "00000000-0000-4000-8000-000000000000"
COMFORT = {"spacing": "large", "face": "plain", "arrival_seconds": "2", "announced_every_seconds": "5"}
REASON = {"rule": "be-kind", "words": "Dit kwetst.", "minutes": "10", "days": "3"}
GUARD = {**dict.fromkeys(SHIELDS, "off"), "numbers": "ask", "numbers_words": "Liever niet.", "slow_seconds": "0"}
EVENING = {"start": "20:00", "minutes": "75", "zone": "Europe/Brussels", "places": "8"}
ANSWER = {"outcome": "spoken", "words": "We hebben erover gepraat."}
NEW_GROUP = {
    "name": "Stille Dinsdag",
    "theme": "rouw-verlies",
    "position": "nabestaande",
    "meets": "online",
    "language": "nl",
    "kept_for": "24",
    "links": "2",
    "group": f"g_{'n' * 22}",
}
Fields = dict[str, str]


def _in_days(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


@dataclass(frozen=True)
class Village:
    """Session keys by actor (empty: none), public ids by what they are, and the texts of the group to agree to."""

    keys: dict[str, str]
    here: dict[str, str]
    wordings: dict[str, str]

    def dumped(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def loaded(cls, text: str) -> Self:
        return cls(**json.loads(text))

    def fields(self, name: str) -> Fields:
        """What a right and complete form of this page sends."""
        place = {"choice": "own", "own_name": "Zachte Regen", **self.wordings}
        sent: dict[str, Fields] = {
            "account_login": {"login": "geen-naam-hier", "password": "geen zin die ergens past"},
            "set_language": {"language": "en"},
            "silence": {"on": "1"},
            "groups:join": {**place, "line": "Hallo"},
            "groups:appointment": place,
            "groups:agree": {"rules": self.wordings["rules"]},
            "groups:invitations": {"days": "7", "uses": "1"},
            "groups:revoke_invitation": {"invitation": self.here["invitation"]},
            "groups:texts": {"summary": "Samen nuchter.", "meets": "online"},
            "groups:rules": {"version": "1", "text": "Wat hier gezegd wordt, blijft hier."},
            "groups:handover": {"seen": version(""), "note": "De sleutel ligt klaar."},
            "rooms:invitation": place,
            "accounts:language": {"language": "en", "country": "BE"},
            "accounts:comfort": COMFORT,
            "accounts:sign_up_passkey": {"credential": "{}", "label": "telefoon"},
            "accounts:log_in_passkey": {"credential": "{}"},
            "accounts:log_in_code": {"code": "0000-0000-0000-0000-0000-0000-0000"},
            "accounts:confirm": {"way": "passphrase", "old": factories.PASSPHRASE},
            "accounts:code_app": {"code": "000 000"},
            "accounts:passkeys": {"credential": "{}", "label": "telefoon"},
            "accounts:name_passkey": {"passkey": NOBODYS, "label": "telefoon"},
            "remove_passkey": {"passkey": NOBODYS},
            "passphrase": {"old": factories.PASSPHRASE, "passphrase": "een andere stille zin"},
            "export": {"old": factories.PASSPHRASE},
            "accounts:mail_address": {"address": "bea@post.example"},
            "erase": {"old": factories.PASSPHRASE},
            "name_device": {"device": NOBODYS, "word": "telefoon"},
            "end_device": {"device": NOBODYS},
            "groups:admission": {"paused": "1"},
            "groups:decline": {"words": "De groep is vol."},
            "rooms:plain": {"id": "f1", "text": "Fijn om hier te zijn."},
            "rooms:plain_line": {"id": "f2", "text": "Goedenavond allemaal."},
            "rooms:plain_take_back": {"id": "f3"},
            "rooms:put_away": {"id": "held"},
            "rooms:plain_acknowledge": {"kind": "warmth", "on": "1"},
            "rooms:cancel": {"words": "Ik ben ziek."},
            "rooms:evenings": {**EVENING, "day": _in_days(14)},
            "rooms:evening": {**EVENING, "day": _in_days(8)},
            "groups:edit_host_page": {"nl": "Bel ons op dinsdag.", "en": "Call us on Tuesdays."},
            "moderation:guard": {**GUARD, "seen": guard_fingerprint(Guard(), {})},
            "moderation:look": {"text": "Ik weeg 52 kilo.", "note": ""},
            "moderation:try_line": {"line": "Ik weeg 52 kilo."},
            "moderation:own_words": {"pattern": "huize zonne*", "kind": "work_school", "language": ""},
            "moderation:leak_words": {"words": "Bea\nZonnelaan"},
            "moderation:choose_country": {"land": "nl"},
            "moderation:notice": {"where": "De naam van de groep", "why": "Dat is mijn naam."},
            "moderation:receipt": {"code": "geen code van hier"},
            "moderation:care": {"member": self.here["neighbour"]},
            "moderation:care_case": {"step": "ask"},
            "moderation:duty": {"words": "Bel 012 34 56 78."},
            "moderation:check_helpline": {"outcome": "right", "source": "https://awel.be/contact"},
            "moderation:decide_notice": {"outcome": "left", "words": "Dit mag."},
            "moderation:report_line": {"rule": "be-kind", "words": "Dit raakte me."},
            "moderation:report_person": {"rule": "other", "words": ""},
            "moderation:report": ANSWER,
            "moderation:coordinated_report": ANSWER,
            "moderation:read_report": {},
            "moderation:read_coordinated_report": {},
            "moderation:hand_on_report": {},
            "moderation:statement": {"words": "Zo was het niet."},
            "moderation:read_appeal": {},
            "moderation:decide_appeal": {"outcome": "overturned", "words": "Dit was te streng."},
            "rooms:coordination_open": {**NEW_GROUP},
            "rooms:coordinated_texts": {**NEW_GROUP, "seen": self.here["texts"]},
            "moderation:coordinated_end_lead": {"words": "Dank voor alles."},
            "rooms:coordinated_pause": {"words": "Even rust."},
            "rooms:coordinated_close": {"words": "We stoppen."},
            "rooms:coordinated_reopen": {"words": "We gaan door."},
        }
        return sent.get(name, REASON if name.startswith("moderation:") else {})


@transaction.atomic
def settle() -> Village:
    """Makes the village in the database at hand: a group whose talk is open, with some lines."""
    group = factories.a_group()
    people = {
        "stranger": factories.a_person(),
        "declined": factories.a_member(group, state=State.DECLINED),
        "left": factories.a_member(group, state=State.LEFT),
        "removed": factories.a_member(group, state=State.REMOVED),
        "removed facilitator": factories.a_member(group, role=Role.FACILITATOR, state=State.REMOVED),
        "facilitator of another group": _leader(factories.a_group(group.organisation)),
        "facilitator elsewhere": _leader(factories.a_group()),
        "coordinator": factories.a_coordinator(group.organisation),
        "coordinator elsewhere": factories.a_coordinator(factories.an_organisation()),
        "requested": factories.a_member(group, state=State.REQUESTED),
        "suspended": factories.a_member(group, state=State.SUSPENDED),
        "banned": factories.a_member(group, state=State.BANNED),
        "member": factories.a_member(group),
        "listener": factories.a_member(group, role=Role.LISTENER),
        "muted": factories.a_member(group),
        "facilitator": _leader(group),
        "unproved facilitator": _unproved(_leader(group)),
        "unproved coordinator": _unproved(factories.a_coordinator(group.organisation)),
    }
    until = timezone.now() + timedelta(hours=1)
    Membership.objects.filter(pk=people["muted"].member.pk).update(muted_until=until)
    neighbour, folded = factories.a_member(group).member, factories.a_member(group).member
    for actor in ("member", "listener", "muted"):
        conceal(by=people[actor].member, whom=folded)
    wordings = current_wordings(group)
    return Village(
        keys={"visitor": "", **{actor: _key(person) for actor, person in people.items()}},
        here={
            "group": group.public_id,
            "texts": fingerprint(group),
            "leader": people["facilitator"].member.public_id,
            "asking": people["requested"].member.public_id,
            "member": people["member"].member.public_id,
            "facilitator": people["facilitator"].member.public_id,
            "neighbour": neighbour.public_id,
            "folded neighbour": folded.public_id,
            **_rooms(group, people["facilitator"].member, people["member"].member),
            **_links(group, people["facilitator"]),
            "organisation": group.organisation.public_id,
            "notice": _notice(group).public_id,
            "help line": "awel",
            "care case": _care(people["facilitator"].member, people["member"].member, neighbour),
            "mail link": _mail_link(people["member"]),
            "report": _report(neighbour, people["member"].member),
            "report past the group": _report(neighbour, people["facilitator"].member),
            **_decisions(people["facilitator"].member, people["member"].member, neighbour),
            "coordinated decision": _coordinated(group, people["coordinator"]).public_id,
            "export link": make_export_link(account=people["member"].account, now=timezone.now()),
            **_invitations(group, people["facilitator"].member),
        },
        wordings={"rules": str(wordings.rules.pk), "consent": str(wordings.consent.pk)},
    )


def _leader(group: Group) -> Person:
    return factories.a_member(group, role=Role.FACILITATOR)


def _unproved(person: Person) -> Person:
    person.account.sessions.update(second_factor=False)
    return person


def _key(person: Person) -> str:
    """No sign of life is due while the tests last: each request would write it anew, since all is taken back."""
    factories.confirmed(person)
    person.account.sessions.update(expires_at=F("ends_at"))
    return person.client.cookies[settings.SESSION_COOKIE_NAME].value


def _rooms(group: Group, leader: Membership, member: Membership) -> dict[str, str]:
    talk = factories.the_talk(group)
    _planned(leader, timedelta(minutes=5))
    open_talk(by=leader, room=talk, now=timezone.now())
    line, held = _said(talk, member), _held(talk, member)
    backstage = Room.objects.get(group=group, kind=RoomKind.BACKSTAGE)
    evening = _planned(leader, timedelta(days=7))
    return {
        "talk": talk.public_id,
        "backstage": backstage.public_id,
        "line": str(line),
        "held": held,
        "evening": evening,
    }


def _planned(leader: Membership, ahead: timedelta) -> str:
    """A meeting of the group; how its path names it."""
    starts_at = (timezone.now() + ahead).replace(second=0, microsecond=0)
    what = Plan(starts_at=starts_at, minutes=75, zone="Europe/Brussels", places=8)
    plan(by=leader, what=what, now=timezone.now())
    return Evening().to_url(starts_at)


def _said(talk: Room, member: Membership) -> int:
    line = {"text": "Goedenavond."}
    return log.append(
        log.lock_room(talk.id), kind=EventKind.MESSAGE, author=member, fields=line, now=timezone.now()
    ).seq


def _held(talk: Room, member: Membership) -> str:
    """A line of the member that waits for a facilitator; its id."""
    room = log.lock_room(talk.id)
    key = log.talk_key(room)
    assert key
    line = HeldLine(room=room, meeting=room.meeting, author=member, kind="message", client_id="held", why="newcomer")
    line.key_id, line.content_hash, line.held_at = key.id, key.content_hash("message", {}), timezone.now()
    line.ciphertext = key.seal(line.id, {"text": "Ik ben nieuw hier."})
    line.save(force_insert=True)
    return str(line.id)


def _care(leader: Membership, member: Membership, neighbour: Membership) -> str:
    """Steps that are under way for the member, and a worry about the neighbour."""
    now = timezone.now()
    worry(by=leader, about=neighbour, seq=None, now=now)
    return start_care(by=leader, membership=member, now=now).public_id


def _notice(group: Group) -> Notice:
    return give_notice(
        receipt=recovery_code(),
        organisation=group.organisation,
        group=group,
        where="De naam",
        why="Die is van iemand anders.",
        contact="",
        now=timezone.now(),
    )


def _report(by: Membership, person: Membership) -> str:
    """A report about somebody, who said something, as its path names it."""
    _said(factories.the_talk(person.group), person)
    return report_person(by=by, person=person, rule="", words="Dit raakte me.", now=timezone.now()).public_id


def _decisions(leader: Membership, member: Membership, neighbour: Membership) -> dict[str, str]:
    """A word to the member, who did not object, and one to the neighbour, who did."""
    why: dict[str, Any] = {"rule": "be-kind", "words": "Dit kwetst.", "now": timezone.now()}
    own, others = (
        say_a_word(by=leader, membership=whom, seq=_said(factories.the_talk(whom.group), whom), **why)
        for whom in (member, neighbour)
    )
    made = appeal(measure=others, words="Zo was het niet.", now=timezone.now())
    return {"own decision": own.public_id, "decision": others.public_id, "appeal": made.public_id}


def _coordinated(group: Group, person: Person) -> Measure:
    """What the coordinator decided about a second facilitator."""
    by, leader = Coordinator.objects.get(account=person.account), _leader(group).member
    return ban_leader(by=by, membership=leader, rule="be-kind", words="Dit kan niet.", now=timezone.now())


def _links(group: Group, leader: Person) -> dict[str, str]:
    """Links to a post, by how they stand."""
    week, organisation = timedelta(days=7), group.organisation
    links = {
        "facilitator": appoint(organisation=organisation, group=group, expires_for=week),
        "coordinator": appoint(organisation=organisation, expires_for=week),
        "used": appoint(organisation=organisation, group=group, expires_for=week),
        "expired": appoint(organisation=organisation, group=group, expires_for=-week),
    }
    take_up(account=leader.account, token=links["used"], now=timezone.now())
    return {f"{kind} link": token for kind, token in links.items()}


def _mail_link(person: Person) -> str:
    """As it stands in the letter to an address that the person gave."""
    token = secrets.token_urlsafe(32)
    given = give_address(account=person.account, address="ben@post.example", written=False, now=timezone.now())
    MailAddress.objects.filter(pk=given.pk).update(token_hash=token_digest(token))
    return token


def _invitations(group: Group, leader: Membership) -> dict[str, str]:
    """Invitations by how they stand, and the id of the one that works."""
    tokens = {kind: invite(by=leader, days=7, uses=1, now=timezone.now()) for kind in ("open", "used", "revoked")}
    tokens["expired"] = invite(by=leader, days=1, uses=1, now=timezone.now() - timedelta(days=2))
    rows = {kind: Invitation.objects.get(token_hash=token_digest(token)) for kind, token in tokens.items()}
    Invitation.objects.filter(pk=rows["used"].pk).update(uses_left=0)
    revoke(by=leader, invitation_id=rows["revoked"].pk, now=timezone.now())
    return {"invitation": str(rows["open"].pk), **{f"{kind} invitation": token for kind, token in tokens.items()}}


NOWHERE = {
    "room_id": f"r_{'A' * 22}",
    "member_id": f"m_{'A' * 22}",
    "group_id": f"g_{'A' * 22}",
    "organisation_id": f"o_{'a' * 32}",
    "notice_id": f"n_{'a' * 32}",
    "report_id": f"rp_{'a' * 32}",
    "measure_id": f"d_{'a' * 32}",
    "appeal_id": f"b_{'a' * 32}",
    "token": "A" * 43,
}
"""Ids that nobody was ever given."""

OBJECTS = {
    "export_files": ("token", "export link"),
    "accounts:confirm_mail_address": ("token", "mail link"),
    "withdraw_consent": ("group_id", "group"),
    "groups:show": ("group_id", "group"),
    "groups:join": ("group_id", "group"),
    "groups:desk": ("group_id", "group"),
    "groups:admission": ("group_id", "group"),
    "groups:decline": ("member_id", "asking"),
    "groups:appointment": ("token", "facilitator link"),
    "groups:appointment@coordinator": ("token", "coordinator link"),
    "groups:appointment@used": ("token", "used link"),
    "groups:appointment@expired": ("token", "expired link"),
    "deeds": ("organisation_id", "organisation"),
    "groups:host_page": ("organisation_id", "organisation"),
    "groups:edit_host_page": ("organisation_id", "organisation"),
    "moderation:own_words": ("organisation_id", "organisation"),
    "groups:invitations": ("group_id", "group"),
    "groups:revoke_invitation": ("group_id", "group"),
    "groups:texts": ("group_id", "group"),
    "groups:still_true": ("group_id", "group"),
    "groups:rules": ("group_id", "group"),
    "groups:handover": ("group_id", "group"),
    "groups:agree": ("group_id", "group"),
    "rooms:appoint_facilitator": ("member_id", "member"),
    "rooms:step_down": ("group_id", "group"),
    "rooms:invitation": ("token", "open invitation"),
    "rooms:invitation@used": ("token", "used invitation"),
    "rooms:invitation@expired": ("token", "expired invitation"),
    "rooms:invitation@revoked": ("token", "revoked invitation"),
    "moderation:look": ("room_id", "talk"),
    "moderation:look@backstage": ("room_id", "backstage"),
    "moderation:guard": ("group_id", "group"),
    "moderation:try_line": ("group_id", "group"),
    "moderation:taken": ("group_id", "group"),
    "moderation:report_line": ("room_id", "talk"),
    "moderation:report_person": ("member_id", "neighbour"),
    "moderation:reports": ("group_id", "group"),
    "moderation:report": ("report_id", "report"),
    "moderation:read_report": ("report_id", "report"),
    "moderation:hand_on_report": ("report_id", "report"),
    "moderation:report@past": ("report_id", "report past the group"),
    "moderation:read_report@past": ("report_id", "report past the group"),
    "moderation:hand_on_report@past": ("report_id", "report past the group"),
    "moderation:coordinated_report": ("report_id", "report past the group"),
    "moderation:read_coordinated_report": ("report_id", "report past the group"),
    "moderation:coordinated_report@group": ("report_id", "report"),
    "moderation:read_coordinated_report@group": ("report_id", "report"),
    "moderation:held": ("group_id", "group"),
    "moderation:release_held": ("room_id", "talk"),
    "moderation:return_held": ("room_id", "talk"),
    "moderation:drop_held": ("room_id", "talk"),
    "rooms:put_away": ("room_id", "talk"),
    "rooms:room": ("room_id", "talk"),
    "rooms:room@backstage": ("room_id", "backstage"),
    "rooms:plain": ("room_id", "talk"),
    "rooms:plain@backstage": ("room_id", "backstage"),
    "rooms:plain_line": ("room_id", "talk"),
    "rooms:plain_take_back": ("room_id", "talk"),
    "rooms:plain_acknowledge": ("room_id", "talk"),
    "rooms:history": ("room_id", "talk"),
    "rooms:history@backstage": ("room_id", "backstage"),
    "rooms:prepare": ("room_id", "talk"),
    "rooms:open": ("room_id", "talk"),
    "rooms:pause": ("room_id", "talk"),
    "rooms:close": ("room_id", "talk"),
    "rooms:close@backstage": ("room_id", "backstage"),
    "rooms:admit": ("member_id", "asking"),
    "rooms:conceal": ("member_id", "neighbour"),
    "rooms:conceal@facilitator": ("member_id", "facilitator"),
    "rooms:reveal": ("member_id", "folded neighbour"),
    "rooms:leave": ("group_id", "group"),
    "rooms:extend": ("room_id", "talk"),
    "rooms:evenings": ("group_id", "group"),
    "rooms:evening": ("group_id", "group"),
    "rooms:cancel": ("group_id", "group"),
    "rooms:confirm": ("group_id", "group"),
    "rooms:give_back": ("group_id", "group"),
    "rooms:coordinated": ("group_id", "group"),
    "rooms:coordinated_texts": ("group_id", "group"),
    "rooms:coordinated_confirm": ("group_id", "group"),
    "rooms:coordinated_appoint": ("group_id", "group"),
    "rooms:coordinated_withdraw": ("group_id", "group"),
    "rooms:coordinated_links": ("group_id", "group"),
    "moderation:coordinated_end_lead": ("group_id", "group"),
    "rooms:coordinated_pause": ("group_id", "group"),
    "rooms:coordinated_close": ("group_id", "group"),
    "rooms:coordinated_reopen": ("group_id", "group"),
    "moderation:hide": ("room_id", "talk"),
    "moderation:decide_notice": ("notice_id", "notice"),
    "moderation:worry": ("member_id", "folded neighbour"),
    "moderation:offer_card": ("member_id", "member"),
    "moderation:start_care": ("member_id", "neighbour"),
    "moderation:calls": ("room_id", "talk"),
    "moderation:care": ("room_id", "talk"),
    "moderation:alert_duty": ("room_id", "talk"),
    "moderation:care_case": ("room_id", "talk"),
    "moderation:mute": ("member_id", "member"),
    "moderation:unmute": ("member_id", "member"),
    "moderation:remove": ("member_id", "member"),
    "moderation:word": ("member_id", "member"),
    "moderation:suspend": ("member_id", "member"),
    "moderation:ban": ("member_id", "member"),
    "moderation:ladder": ("member_id", "member"),
    "moderation:lift": ("measure_id", "decision"),
    "moderation:statement": ("measure_id", "own decision"),
    "moderation:decide_appeal": ("appeal_id", "appeal"),
    "moderation:read_appeal": ("appeal_id", "appeal"),
    "moderation:coordinated_suspend": ("group_id", "group"),
    "moderation:coordinated_ban": ("group_id", "group"),
    "moderation:coordinated_taken": ("group_id", "group"),
    "moderation:coordinated_lift": ("group_id", "group"),
    "ws/rooms/<room_id>/": ("room_id", "talk"),
    "ws/rooms/<room_id>/@backstage": ("room_id", "backstage"),
}
"""By a row's title: which part of the path names an object, and which object of the village it is."""


def path_of(title: str, village: Village, object_id: str | None = None) -> str:
    """The path of a row's page, to the village's object or to another one."""
    name = title.partition("@")[0]
    more = _more(name, village)
    if title not in OBJECTS:
        return reverse(name, kwargs=more)
    part, kind = OBJECTS[title]
    if name.startswith("ws/"):
        return f"/{name}".replace(f"<{part}>", village.here[kind])
    there = reverse(name, kwargs={part: NOWHERE[part], **more})
    return there.replace(NOWHERE[part], village.here[kind] if object_id is None else object_id)


def _more(name: str, village: Village) -> dict[str, Any]:
    """The parts of a path that name nothing by an id."""
    if name in (
        "moderation:hide",
        "moderation:report_line",
        "rooms:plain_line",
        "rooms:plain_take_back",
        "rooms:plain_acknowledge",
    ):
        return {"seq": int(village.here["line"])}
    if name in ("groups:house_page", "groups:host_page", "groups:edit_host_page"):
        return {"kind": "contact"}
    if name in ("moderation:release_held", "moderation:return_held", "moderation:drop_held"):
        return {"line_id": UUID(village.here["held"])}
    if name in ("moderation:coordinated_end_lead", "moderation:coordinated_suspend", "moderation:coordinated_ban"):
        return {"member_id": village.here["leader"]}
    named = {
        "moderation:care_case": ("case_id", "care case"),
        "moderation:check_helpline": ("line_id", "help line"),
    }
    if name in named:
        part, kind = named[name]
        return {part: village.here[kind]}
    if name == "moderation:lift":
        return {"group_id": village.here["group"]}
    if name == "moderation:coordinated_lift":
        return {"measure_id": village.here["coordinated decision"]}
    dated = name in ("rooms:evening", "rooms:cancel", "rooms:confirm", "rooms:give_back")
    return {"evening": Evening().to_python(village.here["evening"])} if dated else {}
