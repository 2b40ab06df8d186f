"""A site on a PostgreSQL and a Redis of its own, which may be killed and stalled, and people who talk all the while."""

from __future__ import annotations

import asyncio
import os
import signal
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.live.client import Client, read_log
from tests.live.history import check, told
from tests.live.house import House
from tests.live.records import Closed, Fault
from tests.live.scribe import Outcome
from tests.services import Postgres, Server, Services
from tests.stack import Stack, new_database

PAUSE = 0.05
BACK_WITHIN = 15.0
SECRET = "Wat ik hier zeg blijft hier"


@dataclass
class Frail:
    """The site and what it stands on."""

    services: Services
    stack: Stack

    @contextmanager
    @staticmethod
    def serving(folder: Path) -> Iterator[Frail]:
        """Two processes, for as long as the `with` block lasts."""
        with Services() as services:
            owner, web = new_database(services.database_url, services.web_database_url)
            with Stack(folder, web, owner_url=owner, redis_url=services.redis_url, processes=2) as stack:
                yield Frail(services, stack)

    def wait_until_well(self) -> None:
        """Both processes find the database again, as it was before a test took it away."""
        for base in self.stack.base_urls:
            deadline = time.monotonic() + BACK_WITHIN
            while not _asks_the_database(base):
                assert time.monotonic() < deadline, "the database does not come back"
                time.sleep(0.1)

    def printed(self) -> str:
        """All that the processes said so far."""
        return "".join(log.read_text() for log in self.stack.logs)


def _asks_the_database(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/groepen/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


async def killed(server: Server, for_seconds: float) -> Fault:
    """Kills a server, starts it again after a while; when that was."""
    began = time.monotonic()
    await asyncio.to_thread(server.stop, signal.SIGQUIT)
    await asyncio.sleep(for_seconds)
    await asyncio.to_thread(server.start)
    return Fault(began, time.monotonic() - began)


async def stalled(server: Server, for_seconds: float) -> Fault:
    """Stops a server in the middle of what it does, and lets it go on after a while."""
    family = [server.pid, *(backends(server) if isinstance(server, Postgres) else [])]
    began = time.monotonic()
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    try:
        await asyncio.sleep(for_seconds)
    finally:
        for pid in family:
            os.kill(pid, signal.SIGCONT)
    return Fault(began, time.monotonic() - began)


def backends(server: Postgres) -> list[int]:
    """PostgreSQL's processes, one for each connection but that which asks."""
    with psycopg.connect(server.address("postgres", "postgres")) as link:
        found = link.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        return [pid for (pid,) in found]


@dataclass(frozen=True)
class Asked:
    """One request and its answer, in seconds on the clock of the histories."""

    member: str
    at: float
    took: float
    outcome: Outcome

    @property
    def answered_at(self) -> float:
        return self.at + self.took


@dataclass
class Evening:
    """Everybody of a room, on both processes by turns, saying one line after the other until they are stopped."""

    house: House
    asked: list[Asked] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    _chats: list[asyncio.Task[None]] = field(default_factory=list)
    _over: bool = False

    async def begin(self) -> None:
        self.clients = [self.house.client(seat, number % 2) for number, seat in enumerate(self.house.seats)]
        for client in self.clients:
            await client.connect()
        self._chats = [asyncio.create_task(self._chat(client)) for client in self.clients]

    async def end(self) -> None:
        """Nobody speaks any more; everybody has heard what anybody has heard."""
        self._over = True
        await asyncio.wait_for(asyncio.gather(*self._chats), 10)
        head = max(client.last for client in self.clients)
        for client in self.clients:
            await client.heard(head)

    async def leave(self) -> None:
        """However it went, nobody stays behind."""
        self._over = True
        for chat in self._chats:
            chat.cancel()
        await asyncio.gather(*self._chats, return_exceptions=True)
        for client in self.clients:
            await client.close(sound=False)

    async def _chat(self, client: Client) -> None:
        number = 0
        while client.open and not self._over:
            await self._insist(client, f"{SECRET} {number}", client.new_id())
            number += 1

    async def _insist(self, client: Client, text: str, key: str) -> None:
        """Says one line until it is kept."""
        kept = False
        while not kept:
            began = time.monotonic()
            outcome = await client.post(text, key=key)
            self.asked.append(Asked(client.history.member, began, time.monotonic() - began, outcome))
            kept = outcome.kind == "ack"
            await asyncio.sleep(PAUSE)

    def during(self, fault: Fault) -> list[Asked]:
        """What was asked and answered while it lasted."""
        return [asked for asked in self.asked if fault.at < asked.at and asked.answered_at < fault.at + fault.lasts]

    def slowest(self) -> float:
        return max(asked.took for asked in self.asked)

    def all_acked_after(self, fault: Fault) -> float:
        """Seconds from the end of the fault until a line of everybody was kept."""
        over = fault.at + fault.lasts
        acks: dict[str, float] = {}
        for asked in self.asked:
            if asked.answered_at > over and asked.outcome.kind == "ack":
                acks.setdefault(asked.member, asked.answered_at)
        return max(acks[client.history.member] for client in self.clients) - over

    async def assert_sound(self, fault: Fault, bound: float = 3.0) -> None:
        """All sockets stayed, and every promise that the histories can show was kept."""
        assert not [closed for client in self.clients for closed in client.history.of(Closed)]
        for client in self.clients:
            await client.close()
        log = await read_log(self.house.server.base_urls, self.house.ada)
        violations = check([client.history for client in self.clients], [log], faults=[fault], bound=bound)
        assert not violations, told(violations)
