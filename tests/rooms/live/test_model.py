"""A room against a model of it: whatever is done in whatever order, the log is what a list would be."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.models import Session
from groups.models import Membership
from groups.roles import State
from rooms.actions import meetings
from rooms.actions.erasing import erase_due
from rooms.live.batch import commit
from rooms.live.codes import ByeCode, ErrorCode
from rooms.live.speaking import Ack, Denied, Farewell, Outcome
from rooms.models import Event, MeetingKey, Room
from rooms.phases import Phase
from tests.rooms.circle import NOW, Circle, joins, make_circle
from tests.rooms.live.writing import a_line, a_retraction, a_session

PEOPLE = st.integers(0, 2)
TEXTS = st.sampled_from(["hoi", "dag", "tot straks"])
IDS = st.sampled_from([f"c{number}" for number in range(6)])


@dataclass
class Told:
    """One entry of the model's log."""

    kind: str
    author: int | None = None
    text: str | None = None
    refers_to: int | None = None
    gone: str | None = None
    meeting: int = 0


@dataclass
class Model:
    """What the room should be."""

    log: list[Told] = field(default_factory=list)
    floor: int = 0
    phase: Phase = Phase.CLOSED
    meeting: int = 0
    """The current one counts from 1; 0 is none, before the first and after an erasure."""
    meetings: int = 0
    waiting: set[int] = field(default_factory=set)
    """Closed and not yet erased."""
    ids: dict[tuple[int, str], tuple[int, tuple[object, ...]]] = field(default_factory=dict)
    muted: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    def add(self, entry: Told) -> int:
        entry.meeting = self.meeting
        self.log.append(entry)
        return len(self.log)

    def turn(self, phase: Phase) -> None:
        if self.phase == Phase.CLOSED:
            self.meetings += 1
            self.meeting = self.meetings
        self.phase = phase
        self.add(Told("closed" if phase == Phase.CLOSED else "phase", 0))
        if phase == Phase.CLOSED:
            self.waiting.add(self.meeting)

    def erase(self) -> None:
        """A meeting goes with everything before its last event."""
        ends = [seq for seq, entry in enumerate(self.log, 1) if entry.meeting in self.waiting]
        self.floor = max([self.floor, *ends])
        self.meeting = 0 if self.meeting in self.waiting else self.meeting
        self.waiting.clear()
        self.ids = {key: said for key, said in self.ids.items() if said[0] > self.floor}

    def at(self, seq: int) -> Told | None:
        return self.log[seq - 1] if self.floor < seq <= len(self.log) else None


class TheRoom(RuleBasedStateMachine):
    circle: Circle
    people: list[Membership]
    sessions: list[Session]

    @classmethod
    def settle(cls) -> None:
        """Makes the room of all runs, in which nothing was said yet."""
        cls.circle = make_circle()
        cls.people = [cls.circle.ada, cls.circle.ben, joins(cls.circle.group)]
        cls.sessions = [a_session(who) for who in cls.people]

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        for person in self.people:
            person.refresh_from_db()
        self.model = Model()
        self.now: datetime = NOW

    def teardown(self) -> None:
        """Each run finds the database as it was before."""
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @property
    def talk(self) -> Room:
        return self.circle.talk

    @rule(who=PEOPLE, client_id=IDS, text=TEXTS, reply_to=st.none() | st.integers(1, 8))
    def post(self, who: int, client_id: str, text: str, reply_to: int | None) -> None:
        line = a_line(self.talk, self.people[who], self.sessions[who], client_id, text, refers_to=reply_to)
        expected = self._expected(who, client_id, ("message", text, reply_to)) or self._silenced(who, reply_to)
        assert commit([line], now=self.now).outcomes == [
            expected or self._placed(who, client_id, Told("message", who, text, reply_to))
        ]

    @rule(who=PEOPLE, client_id=IDS, seq=st.integers(0, 12))
    def retract(self, who: int, client_id: str, seq: int) -> None:
        line = a_retraction(self.talk, self.people[who], self.sessions[who], client_id, seq)
        expected = self._expected(who, client_id, ("retracted", None, seq)) or self._not_retractable(who, seq)
        assert commit([line], now=self.now).outcomes == [
            expected or self._placed(who, client_id, Told("retracted", who, None, seq))
        ]
        if expected is None:
            target = self.model.log[seq - 1]
            target.text, target.gone = None, "retracted"

    @rule(phase=st.sampled_from([Phase.WAITING, Phase.OPEN, Phase.PAUSED, Phase.CLOSED]))
    def turn(self, phase: Phase) -> None:
        deed = {
            Phase.WAITING: meetings.prepare,
            Phase.OPEN: meetings.open_talk,
            Phase.PAUSED: meetings.pause,
            Phase.CLOSED: meetings.close,
        }[phase]
        try:
            deed(by=self.people[0], room=self.talk, now=self.now)
        except meetings.WrongPhase:
            return
        self.model.turn(phase)

    @rule(who=st.integers(1, 2), muted=st.booleans())
    def mute(self, who: int, muted: bool) -> None:
        until = self.now + timedelta(days=9_000) if muted else None
        Membership.objects.filter(pk=self.people[who].pk).update(muted_until=until)
        (self.model.muted.add if muted else self.model.muted.discard)(who)

    @rule(who=st.integers(1, 2), gone=st.booleans())
    def suspend(self, who: int, gone: bool) -> None:
        Membership.objects.filter(pk=self.people[who].pk).update(state=State.SUSPENDED if gone else State.ACTIVE)
        (self.model.gone.add if gone else self.model.gone.discard)(who)

    @rule()
    def a_day_later(self) -> None:
        self.now += timedelta(hours=25)
        assert len(erase_due(self.now)) == len(self.model.waiting)
        self.model.erase()

    @invariant()
    def the_log_is_the_models(self) -> None:
        room = self.talk
        assert (room.head, room.floor) == (len(self.model.log), self.model.floor)
        found = self.circle.lines()
        assert [event["seq"] for event in found] == list(range(self.model.floor + 1, len(self.model.log) + 1))
        for event, told in zip(found, self.model.log[self.model.floor :], strict=True):
            refers = event.get("reply_to", event.get("refers_to"))
            assert (event["kind"], event.get("text"), event.get("gone"), refers) == (
                told.kind,
                told.text,
                told.gone,
                told.refers_to,
            )

    @invariant()
    def what_is_erased_left_no_row(self) -> None:
        assert not Event.objects.filter(room=self.talk, seq__lte=self.model.floor).exists()
        living = {self.model.meeting} - {0} | self.model.waiting
        assert MeetingKey.objects.filter(meeting__room=self.talk).count() == len(living)

    def _expected(self, who: int, client_id: str, content: tuple[object, ...]) -> Outcome | None:
        """For who may not enter, and for an id that was used before."""
        if who in self.model.gone:
            return Farewell(ByeCode.NO_LONGER_A_MEMBER)
        former = self.model.ids.get((who, client_id))
        if former is None:
            return None
        seq, said = former
        emptied = self.model.log[seq - 1].gone is not None
        same = said[::2] == content[::2] if emptied else said == content  # without the text, kind and number are left
        return Ack(seq) if same else Denied(ErrorCode.CONFLICT)

    def _silenced(self, who: int, reply_to: int | None) -> Outcome | None:
        if reply_to is not None and self.model.at(reply_to) is None:
            return Denied(ErrorCode.NO_SUCH_EVENT)
        if self.model.phase != Phase.OPEN:
            return Denied(ErrorCode(str(self.model.phase)))
        if who in self.model.muted:
            until = self.people[who]
            until.refresh_from_db()
            assert until.muted_until
            return Denied(ErrorCode.MUTED, round((until.muted_until - self.now).total_seconds()))
        return None

    def _not_retractable(self, who: int, seq: int) -> Outcome | None:
        target = self.model.at(seq)
        if target is None or target.kind != "message" or target.gone:
            return Denied(ErrorCode.NO_SUCH_EVENT)
        return None if target.author == who else Denied(ErrorCode.NOT_YOURS)

    def _placed(self, who: int, client_id: str, entry: Told) -> Ack:
        seq = self.model.add(entry)
        self.model.ids[who, client_id] = seq, (entry.kind, entry.text, entry.refers_to)
        return Ack(seq)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.django_db
def test_a_room_is_its_model() -> None:
    """Turns red when a number is skipped, an id makes two events, or a right is looked at in the wrong order."""
    TheRoom.settle()
    run_state_machine_as_test(
        TheRoom,
        settings=settings(
            max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
