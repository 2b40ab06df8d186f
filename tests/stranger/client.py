"""The site as Django's test client sees it. What a request does is undone, so that each finds the same village."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Account, ExportFile, MailAddress, RecoveryCode
from audit.models import Entry
from groups.models import (
    Agreement,
    Appointment,
    Concealment,
    Coordinator,
    Group,
    HostPage,
    Invitation,
    Membership,
    News,
    Wording,
)
from groups.roles import Role
from moderation.models import (
    CardOffer,
    CareCase,
    CareStep,
    Concern,
    DutyAlert,
    DutyContact,
    HelplineCheck,
    LeakWord,
    Measure,
    Notice,
    Report,
)
from rooms.actions.meetings import close, pause
from rooms.models import HeldLine, Meeting, MeetingSeat, Reaction, Room
from rooms.queries import led_room
from tests import factories
from tests.limits import no_limits_left_over
from tests.stranger.matrix import Answer, Ask
from tests.stranger.village import Village


def another_leads(*, by: Membership, room: Room, now: datetime) -> None:
    """One more facilitator of the group of `by`."""
    factories.a_membership(factories.an_account(), by.group, role=Role.FACILITATOR)


PREPARED: dict[str, Callable[..., object]] = {
    "rooms:prepare": close,
    "rooms:open": pause,
    "rooms:step_down": another_leads,
}
"""Rows whose deed needs a talk in another phase than open, or somebody more."""


class HereSite:
    """Answers an Ask in this process; `checks_tokens` leaves the CSRF check on."""

    def __init__(self, village: Village, *, checks_tokens: bool = False, language: str = "en") -> None:
        self.village = village
        self._states: dict[str, Mapping[str, Any]] = {}
        self._client = Client(
            enforce_csrf_checks=checks_tokens, raise_request_exception=False, headers={"accept-language": language}
        )

    def __call__(self, ask: Ask) -> Answer:
        with undone():
            self.prepare(ask.title)
            before = self._state_before(ask.title)
            with statements() as asked:
                response = self.send(ask)
            changed = any(writes(sql) for sql in asked) and state() != before
            return Answer(response.status_code, told(response), response.content, changed, tuple(asked))

    def browser(self, actor: str) -> Client:
        """A browser with the actor's session and nothing else. There is one: the last actor has left it."""
        self._client.cookies.clear()
        if self.village.keys[actor]:
            self._client.cookies[settings.SESSION_COOKIE_NAME] = self.village.keys[actor]
        return self._client

    def send(self, ask: Ask, **more: Any) -> Any:
        """The answer as it comes; what it did stays done."""
        client = self.browser(ask.actor)
        fields = dict(ask.fields)
        if ask.title == "accounts:sign_up" and ask.method == "POST":
            offer = client.get(ask.path).context
            fields = {"offer": offer["form"].offer.token(), "take_proposal": "on"} if offer else {}
        send = getattr(client, ask.method.lower())
        return send(ask.path, fields, **more) if ask.method in ("GET", "POST") and fields else send(ask.path, **more)

    def _state_before(self, title: str) -> Mapping[str, Any]:
        """Always the same, since all is undone: looked up once."""
        kind = title if title in PREPARED else ""
        if kind not in self._states:
            self._states[kind] = state()
        return self._states[kind]

    def prepare(self, title: str) -> None:
        """What must be so before a row's deed can be done."""
        deed = PREPARED.get(title)
        if deed:
            leader = Membership.objects.get(public_id=self.village.here["facilitator"])
            leader.account.proved = True
            found = led_room(leader.account, self.village.here["talk"])
            assert found
            deed(by=found[0], room=found[1], now=timezone.now())


@contextmanager
def undone() -> Iterator[None]:
    """Takes back what happens inside, and the limits of before."""
    no_limits_left_over()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked inside, without the values; save points have names of their own."""
    asked: list[str] = []

    def look(execute: Callable[..., object], sql: str, *more: object) -> object:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(look):
        yield asked


def writes(sql: str) -> bool:
    """Whether a statement may have changed something; sessions are not deeds."""
    return sql.startswith(("INSERT", "UPDATE", "DELETE")) and '"accounts_session"' not in sql


def state() -> Mapping[str, Any]:
    """All that a deed can change."""
    return {
        "audit": Entry.objects.count(),
        "accounts": [
            *Account.objects.order_by("id").values_list(
                "id", "is_active", "language", "country", "comfort", "silent", "password"
            )
        ],
        "mail": [*MailAddress.objects.order_by("id").values_list("id", "expires_at")],
        "export": ExportFile.objects.count(),
        "consents": Agreement.objects.filter(withdrawn_at=None).count(),
        "codes": RecoveryCode.objects.count(),
        "members": [*Membership.objects.order_by("id").values_list("id", "state", "role", "muted_until", "pseudonym")],
        "concealments": Concealment.objects.count(),
        "agreements": Agreement.objects.count(),
        "invitations": [*Invitation.objects.order_by("id").values_list("id", "uses_left", "revoked_at")],
        "wordings": Wording.objects.count(),
        "groups": [*Group.objects.order_by("id").values_list("id", "summary", "checked_on", "handover_sealed")],
        "posts": [*Appointment.objects.order_by("id").values_list("id", "used_at")],
        "coordinators": Coordinator.objects.count(),
        "rooms": [*Room.objects.order_by("id").values_list("id", "head", "floor", "meeting")],
        "meetings": [*Meeting.objects.order_by("id").values_list("id", "phase", "version")],
        "held": [*HeldLine.objects.order_by("id").values_list("id", "state")],
        "reactions": Reaction.objects.count(),
        "seats": [*MeetingSeat.objects.order_by("id").values_list("id", "state")],
        "news": News.objects.count(),
        "host pages": [*HostPage.objects.order_by("id").values_list("id", "text")],
        "worries": [*Concern.objects.order_by("id").values_list("id", "settled_at")],
        "care": [*CareCase.objects.order_by("id").values_list("id", "held_by", "closed_at")],
        "steps": CareStep.objects.count(),
        "leak words": LeakWord.objects.count(),
        "cards": CardOffer.objects.count(),
        "duty": [*DutyContact.objects.order_by("id").values_list("id", "words_sealed")],
        "alerts": [*DutyAlert.objects.order_by("id").values_list("id", "taken_at")],
        "helplines": [*HelplineCheck.objects.order_by("id").values_list("id", "outcome")],
        "notices": [*Notice.objects.order_by("id").values_list("id", "outcome")],
        "reports": [*Report.objects.order_by("id").values_list("id", "outcome", "escalated_at")],
        "measures": [*Measure.objects.order_by("id").values_list("id", "until")],
    }


def told(response: Any) -> tuple[tuple[str, str], ...]:
    """All headers, cookies too, in an order of their own."""
    cookies = [("set-cookie", cookie.OutputString()) for cookie in response.cookies.values()]
    return tuple(sorted([*((name.lower(), value) for name, value in response.headers.items()), *cookies]))
