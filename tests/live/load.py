"""A busy evening: rooms full of clients that talk, vanish, come back, repeat and retract, and what they wrote down."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from websockets.exceptions import ConnectionClosed

from tests.live.client import Client, Seat, read_log, seated
from tests.live.history import check
from tests.live.records import Closed, Fault, History, Log, Violation
from tests.live.scribe import NotSeen, Outcome

Nemesis = Callable[["Load"], Coroutine[None, None, list[Fault]]]


@dataclass(frozen=True)
class Plan:
    """How much is said in each room, and how often (a chance after each line) what goes wrong."""

    lines_a_room: int
    seed: int
    drop: float = 0.01
    replay: float = 0.03
    conflict: float = 0.02
    retract: float = 0.02
    ping: float = 0.02
    pause: float = 0.0
    """The longest wait between two lines of one client, in seconds."""
    heal_within: float = 15.0


@dataclass(frozen=True)
class Said:
    """One line of a client that was acked."""

    key: str
    text: str
    reply_to: int | None
    seq: int


@dataclass
class Talker:
    """One client with its own dice and what it said."""

    client: Client
    dice: random.Random
    said: list[Said] = field(default_factory=list)
    retracted: set[int] = field(default_factory=set)
    surprises: list[str] = field(default_factory=list)
    deeds: Counter[str] = field(default_factory=Counter)

    async def talk(self, lines: int, plan: Plan, acked: Callable[[], None]) -> None:
        """Says so many lines, one after the other, each until its outcome is known."""
        for number in range(lines):
            await self._say(number)
            acked()
            await self._mischief(plan)
            if plan.pause:
                await asyncio.sleep(self.dice.uniform(0, plan.pause))

    async def _say(self, number: int) -> None:
        client, key = self.client, self.client.new_id()
        # Letters only: among thousands of random figures some are a number that may not be sent.
        text = f"regel {number} {''.join(self.dice.choices('abdefgk', k=12))}"
        reply_to = self.dice.choice(self.said).seq if self.said and self.dice.random() < 0.2 else None
        outcome = await client.surely(lambda known: client.post(text, reply_to, known), key)
        if outcome.kind == "ack" and outcome.seq is not None:
            self.said.append(Said(key, text, reply_to, outcome.seq))
        else:
            self.surprises.append(f"a good line was answered with {outcome}")

    async def _mischief(self, plan: Plan) -> None:
        deeds = (self._vanish, self._replay, self._contradict, self._retract, self._ping)
        chances = (plan.drop, plan.replay, plan.conflict, plan.retract, plan.ping)
        none = 1 - sum(chances)
        (deed,) = self.dice.choices([*deeds, None], [*chances, none])
        if deed is not None and self.said:
            self.deeds[deed.__name__.strip("_")] += 1
            await deed(self.dice.choice(self.said))

    async def _vanish(self, _: Said) -> None:
        await self.client.drop()
        if self.dice.random() < 0.5:
            await asyncio.sleep(self.dice.uniform(0, 0.3))
        await self.client.come_back()

    async def _replay(self, said: Said) -> None:
        outcome = await self.client.post(said.text, said.reply_to, said.key)
        if outcome.kind != "unknown" and outcome.code != "unavailable" and outcome.seq != said.seq:
            self.surprises.append(f"{said} sent again was answered with {outcome}")

    async def _contradict(self, said: Said) -> None:
        if said.seq in self.retracted:
            return
        outcome = await self.client.post(f"{said.text} maar anders", said.reply_to, said.key)
        if outcome.kind != "unknown" and outcome.code not in ("conflict", "unavailable"):
            self.surprises.append(f"other words under the id of {said} were answered with {outcome}")

    async def _retract(self, said: Said) -> None:
        if said.seq in self.retracted:
            return
        outcome: Outcome = await self.client.surely(lambda key: self.client.retract(said.seq, key))
        self.retracted.add(said.seq)
        if outcome.kind != "ack":
            self.surprises.append(f"the retraction of {said} was answered with {outcome}")

    async def _ping(self, _: Said) -> None:
        socket = self.client.socket
        try:
            await self.client.ping()
        except (NotSeen, ConnectionClosed):
            # The pong of a socket that was cut never comes, also when the client has found its way back meanwhile.
            if self.client.open and self.client.socket == socket:
                self.surprises.append("a ping without its pong")


@dataclass(frozen=True)
class Outturn:
    """What a run left behind."""

    histories: list[History]
    logs: list[Log]
    faults: list[Fault]
    surprises: list[str]
    deeds: Counter[str]
    seconds: float

    def violations(self, ids: dict[str, dict[int, tuple[str | None, str]]], bound: float = 3.0) -> list[Violation]:
        """Everything that the judge and the talkers hold against the server."""
        logs = [Log(log.room, log.lines, log.floor, ids.get(log.room, {})) for log in self.logs]
        found = check(self.histories, logs, faults=self.faults, bound=bound)
        return [*(Violation("answer", surprise) for surprise in self.surprises), *found]

    def figures(self) -> str:
        lines = sum(len(log.lines) for log in self.logs)
        sockets = sum(len({record.socket for record in history.records}) for history in self.histories)
        done = ", ".join(f"{name} {times}" for name, times in sorted(self.deeds.items()))
        return f"{len(self.histories)} clients, {sockets} sockets, {lines} events, {self.seconds:.1f} s; {done}"

    def cuts(self) -> int:
        """How many sockets ended without a word that nobody here had cut."""
        closes = [closed for history in self.histories for closed in history.of(Closed)]
        return sum(not closed.ours and closed.code is None for closed in closes)


class Load:
    """One run over the rooms of these seats, spread over the processes."""

    def __init__(self, bases: Sequence[str], seats: Sequence[Seat], plan: Plan) -> None:
        self.bases, self.seats, self.plan = bases, seats, plan
        self.acked = 0
        self._marks: list[tuple[int, asyncio.Event]] = []
        self.talkers = [self._talker(number, seat) for number, seat in enumerate(seats)]
        self.lines = plan.lines_a_room * len({seat["room"] for seat in seats})

    def _talker(self, number: int, seat: Seat) -> Talker:
        dice = random.Random(f"{self.plan.seed}-{number}")
        client = seated(self.bases, seat, number % len(self.bases), resume=True, dice=dice)
        return Talker(client, random.Random(f"{self.plan.seed}-{number}-talk"))

    async def run(self, nemesis: Nemesis | None = None) -> Outturn:
        """Everybody talks to the end while the nemesis does its worst; then all heal, and the logs are read."""
        print(f"seed {self.plan.seed}, {self.lines} lines")
        began = time.monotonic()
        await asyncio.gather(*(talker.client.connect() for talker in self.talkers))
        worst = asyncio.create_task(nemesis(self)) if nemesis else None
        await asyncio.gather(*(self._talk(talker) for talker in self.talkers))
        faults = await worst if worst else []
        await asyncio.gather(*(self._heal(talker) for talker in self.talkers))
        logs = [await read_log(self.bases, seat) for seat in self._one_a_room()]
        await asyncio.gather(*(talker.client.close() for talker in self.talkers))
        surprises = [surprise for talker in self.talkers for surprise in talker.surprises]
        histories = [talker.client.history for talker in self.talkers]
        deeds = sum((talker.deeds for talker in self.talkers), Counter())
        return Outturn(histories, logs, faults, surprises, deeds, time.monotonic() - began)

    async def said(self, share: float) -> None:
        """Waits until this share of all lines was acked."""
        reached = asyncio.Event()
        self._marks.append((int(share * self.lines), reached))
        await reached.wait()

    def _count(self) -> None:
        self.acked += 1
        for mark, reached in self._marks:
            if self.acked >= mark:
                reached.set()

    async def _talk(self, talker: Talker) -> None:
        company = sum(seat["room"] == talker.client.history.room for seat in self.seats)
        await talker.talk(self.plan.lines_a_room // company, self.plan, self._count)

    async def _heal(self, talker: Talker) -> None:
        """Waits until this client has heard all that was acked in its room; whether it was in time, the judge says."""
        client = talker.client
        try:
            await client.until(lambda: client.open, self.plan.heal_within)
            await client.until(lambda: client.last >= self._head(client.history.room), self.plan.heal_within)
        except NotSeen:
            talker.surprises.append(f"{client.history.member} was not whole again, at {client.last}")

    def _head(self, room: str) -> int:
        mates = [talker for talker in self.talkers if talker.client.history.room == room]
        return max((said.seq for talker in mates for said in talker.said), default=0)

    def _one_a_room(self) -> list[Seat]:
        by_room = sorted(self.seats, key=lambda seat: seat["room"])
        return [next(group) for _, group in groupby(by_room, key=lambda seat: seat["room"])]
