"""What a room promises, judged from the clients' own records: nothing lost, nothing twice, one order."""

from __future__ import annotations

import asyncio
import os
import random
import time

import pytest

from tests.live.client import Client, read_log
from tests.live.history import check, told
from tests.live.house import House
from tests.live.load import Load, Nemesis, Outturn, Plan
from tests.live.records import Fault, Log
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.alone, pytest.mark.slow]

LINES = int(os.environ.get("PEERCHAT_TEST_LINES", "2000"))
SEED = int(os.environ.get("PEERCHAT_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
ROOMS, CLIENTS = 3, 10
KILLED_AT = 0.4
"""The share of all lines that were acked."""
MISCHIEF = {"vanish", "replay", "contradict", "retract", "ping"}
IDS_BY_SEQ = """
    SELECT room.public_id, event.seq, member.public_id, event.client_id FROM rooms_event event
    JOIN rooms_room room ON room.id = event.room_id LEFT JOIN groups_membership member ON member.id = event.author_id
    WHERE event.client_id IS NOT NULL
"""

Ids = dict[str, dict[int, tuple[str | None, str]]]


def request_ids(stack: Stack) -> Ids:
    """Which request of whom made which event, as the database has it."""
    found: Ids = {}
    for room, seq, member, key in stack.sql(IDS_BY_SEQ):
        found.setdefault(room, {})[seq] = (member, key)
    return found


def assert_sound(outturn: Outturn, stack: Stack, bound: float = 3.0) -> None:
    """0 lost, 0 double, 0 out of order, and every other promise that the histories can show."""
    print(outturn.figures())
    violations = outturn.violations(request_ids(stack), bound)
    assert not violations, told(violations)


def kills(stack: Stack, index: int) -> Nemesis:
    """A nemesis that kills one process in the middle of it all, and has it started again."""

    async def nemesis(load: Load) -> list[Fault]:
        await load.said(KILLED_AT)
        began = time.monotonic()
        await asyncio.to_thread(stack.kill, index)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(stack.restart, index)
        return [Fault(began, time.monotonic() - began + 3)]

    return nemesis


@pytest.mark.timeout(600)
async def test_nothing_is_lost_double_or_out_of_order_though_a_process_is_killed(stack: Stack) -> None:
    """Promises 1 to 4 and 6; turns red on `test_a_server_that_acks_what_it_loses_is_caught`'s server."""
    load = Load(stack.base_urls, stack.seed(ROOMS, CLIENTS), Plan(LINES, SEED))
    outturn = await load.run(kills(stack, 1))
    assert_sound(outturn, stack)
    assert outturn.cuts() > 0, "the kill hit nobody"
    assert outturn.deeds.keys() == MISCHIEF


@pytest.mark.timeout(300)
async def test_with_the_bell_dropped_every_line_is_everywhere_within_three_seconds(silent_stack: Stack) -> None:
    """Promise 5; turns red when no tick looks for what the bell did not say."""
    plan = Plan(min(LINES, 300), SEED, drop=0.005, pause=0.2)
    outturn = await Load(silent_stack.base_urls, silent_stack.seed(ROOMS, CLIENTS), plan).run()
    assert_sound(outturn, silent_stack)


@pytest.mark.timeout(300)
async def test_an_embedded_room_keeps_the_same_promises(embedded: Stack) -> None:
    load = Load(embedded.base_urls, embedded.seed(1, CLIENTS), Plan(min(LINES, 500), SEED))
    assert_sound(await load.run(), embedded)


@pytest.mark.timeout(300)
async def test_a_server_that_acks_what_it_loses_is_caught(stack: Stack) -> None:
    """The judge's own proof: a server whose commits are lost now and then, after the ack, must not pass."""
    seats = stack.seed(ROOMS, CLIENTS)
    try:
        for index in range(2):
            await asyncio.to_thread(stack.kill, index)
            await asyncio.to_thread(stack.start, index, entry="tests.live.sabotage")
        outturn = await Load(stack.base_urls, seats, Plan(300, SEED, heal_within=3)).run()
        caught = {violation.invariant for violation in outturn.violations({})}
        print(f"caught by {sorted(caught)}")
        assert "I1" in caught
    finally:
        for index in range(2):
            await asyncio.to_thread(stack.restart, index)


async def test_one_id_on_both_processes_at_once_is_one_line(stack: Stack) -> None:
    """Promise 3: a hundred times the same request of one member, on four sockets of two processes."""
    house = House(stack, 3)
    bens = [house.client(house.ben, number % 2) for number in range(4)]
    async with house.client(house.ada, 1) as ada:
        for ben in bens:
            await ben.connect()
        asked = [ben.post("maar één keer", key="een") for _ in range(25) for ben in bens]
        outcomes = await asyncio.gather(*asked)
        assert {outcome.kind for outcome in outcomes} == {"ack"}
        assert len({outcome.seq for outcome in outcomes}) == 1
        await ada.heard(outcomes[0].seq or 0)
        await settled([ada, *bens])
        for ben in bens:
            await ben.close()
    log = await read_log(stack.base_urls, house.ada)
    assert [line.text for line in log.lines].count("maar één keer") == 1
    assert_kept([ada, *bens], log)


async def test_lines_sent_without_waiting_keep_their_order(stack: Stack) -> None:
    """Promise 2: what one socket sends in a row is numbered in that row."""
    house = House(stack, 3)
    async with house.client(house.ada, 1) as ada, house.client(house.ben) as ben:
        for _ in range(10):
            outcomes = await asyncio.gather(*(ben.post(f"regel {number}") for number in range(20)))
            seqs = [outcome.seq or 0 for outcome in outcomes]
            assert seqs == sorted(seqs)
        await ada.heard(seqs[-1])
        await settled([ada, ben])
    assert_kept([ada, ben], await read_log(stack.base_urls, house.ada))


async def test_a_socket_that_resumes_misses_nothing_and_hears_nothing_twice(stack: Stack) -> None:
    """Promise 4: somebody comes back again and again, to either process, while others talk."""
    house = House(stack, 4)
    guest = house.client(house.seats[3], 1)
    async with house.client(house.ada) as ada, house.client(house.ben, 1) as ben:
        await guest.connect(after=0)
        talking = asyncio.gather(*(talk(client, 150) for client in (ada, ben)))
        while not talking.done():
            await guest.drop()
            await guest.come_back()
            await asyncio.sleep(0.03)
        await talking
        await guest.heard(max(ada.last, ben.last))
        await settled([ada, ben, guest])
        await guest.close()
    assert_kept([ada, ben, guest], await read_log(stack.base_urls, house.ada))
    heard = sorted(guest.lines)
    assert heard == list(range(1, heard[-1] + 1))


async def talk(client: Client, lines: int) -> None:
    for number in range(lines):
        assert (await client.post(f"regel {number} van {client.history.member}")).kind == "ack"


async def settled(clients: list[Client]) -> None:
    """Everybody has heard what anybody has heard."""
    head = max(client.last for client in clients)
    for client in clients:
        await client.heard(head)


def assert_kept(clients: list[Client], log: Log) -> None:
    violations = check([client.history for client in clients], [log])
    assert not violations, told(violations)
