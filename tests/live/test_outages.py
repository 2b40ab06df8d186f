"""The database or the bell is away for a while: nothing acked is lost, sockets stay, and all goes on by itself."""

from __future__ import annotations

import asyncio
import re
import signal
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgpack  # type: ignore[import-untyped]  # has no types
import pytest
import redis

from moderation.guarding import FRESH
from tests.live.client import Client
from tests.live.house import House
from tests.live.outages import SECRET, Evening, Frail, killed, stalled
from tests.live.records import Fault

pytestmark = [pytest.mark.stack, pytest.mark.slow]

UNKNOWN_WITHIN = 3.0
BACK_WITHIN = 4.0
LEAVES_WITHIN = 10.0
"""Seconds."""


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frail]:
    with Frail.serving(tmp_path_factory.mktemp("frail")) as site:
        yield site


@pytest.fixture
def frail(standing: Frail) -> Frail:
    """The site of the module, once it has come to itself after what the test before did to it."""
    standing.wait_until_well()
    return standing


@pytest.fixture
async def evening(frail: Frail) -> AsyncIterator[Evening]:
    evening = Evening(House(frail.stack, 6))
    yield evening
    await evening.leave()


@pytest.mark.calm
async def test_a_killed_database_costs_nothing_that_was_acked(frail: Frail, evening: Evening) -> None:
    """Promise 6; turns red when the pool takes ever longer to try again, or a thread keeps its dead connection."""
    await evening.begin()
    await asyncio.sleep(1)
    fault = await killed(frail.services.postgres, 8)
    await asyncio.sleep(BACK_WITHIN + 1)
    assert evening.slowest() < UNKNOWN_WITHIN
    assert {asked.outcome.code for asked in evening.during(fault)} == {"unavailable"}
    print(f"away for {fault.lasts:.1f} s, back after {evening.all_acked_after(fault):.1f} s")
    assert evening.all_acked_after(fault) < BACK_WITHIN
    await evening.end()
    await evening.assert_sound(fault, bound=fault.lasts + BACK_WITHIN)
    await evening.house.still_well()
    assert_silent_about_people(frail, evening.house)


@pytest.mark.calm
async def test_a_stalled_database_is_unavailable_too(frail: Frail, evening: Evening) -> None:
    """A database that takes connections and answers nothing must not hold the loop."""
    await evening.begin()
    await asyncio.sleep(0.5)
    fault = await stalled(frail.services.postgres, 5)
    await asyncio.sleep(3)
    assert evening.slowest() < UNKNOWN_WITHIN
    await evening.end()
    await evening.assert_sound(fault, bound=fault.lasts + BACK_WITHIN)


def test_the_help_page_is_there_though_the_database_is_away(frail: Frail) -> None:
    """Turns red when who is signed in, or what coordinators found, must be read before a number is shown."""
    house = House(frail.stack, 2)
    asked = urllib.request.Request(f"{house.base}/hulp/?land=be", headers={"Cookie": house.ben["cookie"]})
    frail.services.postgres.stop()
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            page = answer.read().decode()
    finally:
        frail.services.postgres.start()
    assert 'href="tel:112"' in page
    assert 'href="tel:1813"' in page


async def test_a_process_leaves_though_the_database_does_not_answer(frail: Frail) -> None:
    """Promise 9; turns red when the drain, or the program, waits for a thread that waits for it."""
    house = House(frail.stack, 2)
    async with house.client(house.ada, 1) as ada:
        stall = asyncio.create_task(stalled(frail.services.postgres, 12))
        await asyncio.sleep(0.2)
        last_words = asyncio.create_task(ada.post(SECRET))
        await asyncio.sleep(0.2)
        began = time.monotonic()
        await asyncio.to_thread(frail.stack.kill, 1, signal.SIGTERM)
        took = time.monotonic() - began
        closed = await ada.gone(1)
        assert (await last_words).kind != "ack"
    await stall
    await asyncio.to_thread(frail.stack.start, 1)
    assert (closed.code, closed.bye) == (1012, 1012)
    assert took <= LEAVES_WITHIN


async def test_no_line_waits_for_what_a_check_would_read(frail: Frail) -> None:
    """Promise 6; turns red when a look at a line, or the lines behind it, last as long as the database is silent."""
    house = House(frail.stack, 2)
    async with house.client(house.ada) as ada:
        assert (await ada.post(SECRET)).kind == "ack"
        await asyncio.sleep(FRESH + 0.5)  # what was read of the group counts no longer
        stall = asyncio.create_task(stalled(frail.services.postgres, 9))
        await asyncio.sleep(0.3)
        answers = await asyncio.gather(*(ada.post(f"{SECRET} {number}") for number in range(3)))
        assert not stall.done()
        await stall
    assert {answer.code for answer in answers} == {"unavailable"}


@pytest.mark.calm
async def test_a_stalled_bell_delays_nobodys_line_by_more_than_three_seconds(frail: Frail, evening: Evening) -> None:
    """Promise 5; turns red when a ring is awaited on the path of a line, or a handshake asks Redis."""
    await evening.begin()
    await asyncio.sleep(0.5)
    fault, _ = await asyncio.gather(stalled(frail.services.redis, 6), comes_in_late(evening.house))
    await assert_went_on(evening, fault)
    await the_bell_rings(evening.house)


@pytest.mark.calm
async def test_a_killed_bell_is_taken_up_again(frail: Frail, evening: Evening) -> None:
    """Promise 5; turns red when a subscriber does not subscribe again."""
    await evening.begin()
    await asyncio.sleep(0.5)
    fault, _ = await asyncio.gather(killed(frail.services.redis, 4), comes_in_late(evening.house))
    await assert_went_on(evening, fault)
    await the_bell_rings(evening.house)
    assert_silent_about_people(frail, evening.house)


async def test_a_process_that_starts_without_the_bell_finds_it_later(frail: Frail) -> None:
    """Turns red when a process needs Redis to start, or gives up on it."""
    house = House(frail.stack, 3)
    await asyncio.to_thread(frail.services.redis.stop)
    try:
        await asyncio.to_thread(frail.stack.restart, 1)
        async with house.client(house.ada) as ada, house.client(house.ben, 1) as ben:
            line = (await ben.post(SECRET)).seq or 0
            assert (await ada.heard(line, 3)).text == SECRET
    finally:
        await asyncio.to_thread(frail.services.redis.start)
    await the_bell_rings(house)


async def comes_in_late(house: House) -> None:
    """Somebody enters while the bell is away, and hears the others."""
    await asyncio.sleep(2)
    async with house.client(house.seats[-1], 1) as late:
        head = late.last
        await late.until(lambda: late.last > head + 5, 3, "what the others say")


async def assert_went_on(evening: Evening, fault: Fault) -> None:
    """As if nothing were; no fault excuses anything here."""
    await evening.end()
    answers = evening.during(fault)
    assert len(answers) > 50
    assert {asked.outcome.kind for asked in answers} == {"ack"}
    assert evening.slowest() < 1
    await evening.assert_sound(Fault(0, 0))


async def the_bell_rings(house: House, within: float = 8) -> None:
    """Who types is told by the bell alone."""
    async with house.client(house.ada, 1) as ada, house.client(house.ben) as ben:
        await hears_typing(ada, ben, house.ben["member"], within)


async def hears_typing(ada: Client, ben: Client, member: str, within: float) -> None:
    await ada.until(lambda: member in ada.names, within, "Ben's name")
    for _ in range(int(within / 3.1) + 1):
        await ben.typing()
        try:
            await ada.until(lambda: bool(ada.typists), 3.1, "who types")
        except AssertionError:
            continue
        return
    raise AssertionError("the bell is silent")


@pytest.mark.timeout(180)
async def test_an_idle_room_still_hears_the_bell_after_a_minute(frail: Frail) -> None:
    """Turns red with the default time-out of redis-py's sockets, by which an idle subscriber dies after 5 s."""
    house = House(frail.stack, 3)
    before = frail.printed()
    async with house.client(house.ada, 1) as ada, house.client(house.ben) as ben:
        await ada.until(lambda: house.ben["member"] in ada.here)
        await asyncio.sleep(62)
        await hears_typing(ada, ben, house.ben["member"], 3)
        assert house.ben["member"] in ada.here
    assert frail.printed() == before


async def test_redis_is_told_tags_numbers_and_ordinals_only(frail: Frail) -> None:
    """Turns red when a text, a name, a public id or anybody's address is rung out or stored."""
    with redis.Redis.from_url(frail.services.redis_url) as client, client.monitor() as monitor:
        house = House(frail.stack, 3)
        async with house.client(house.ada, 1) as ada, house.client(house.ben) as ben:
            line = (await ben.post(SECRET)).seq or 0
            await ada.heard(line)
            await ada.seen(line)
            await ben.typing()
            await ada.until(lambda: bool(ada.typists), 3, "who types")
            await ben.retract(line)
            names = [found["name"] for found in ada.names.values()]
        await asyncio.sleep(0.5)
        client.echo("the end")
        said = list(iter(lambda: str(monitor.next_command()["command"]), "ECHO the end"))
        assert client.keys() == []
    published = [words.split(" ", 2)[2] for words in said if words.startswith("PUBLISH")]
    assert published
    tags = {tag for (tag,) in frail.stack.sql("SELECT tag FROM rooms_room")}
    for message in published:
        assert_only_rings(msgpack.unpackb(message.encode("latin1").decode("unicode_escape").encode("latin1")), tags)
    for secret in (SECRET, *names, house.ada["room"], *(seat["member"] for seat in house.seats)):
        assert not [words for words in said if secret in words]


def assert_only_rings(message: dict[str, Any], tags: set[str]) -> None:
    assert message.keys() == {"type", "process", "rings"}
    assert message["type"] == "bell"
    assert re.fullmatch("[0-9a-f]{16}", message["process"])
    for tag, what, numbers in message["rings"]:
        assert tag in tags
        assert what in {"head", "rights", "people", "typing", "who"}
        assert all(isinstance(number, int) for number in numbers)


def assert_silent_about_people(frail: Frail, house: House) -> None:
    """What goes wrong is printed by its kind: no text, no name, no address, no cookie."""
    printed = frail.printed()
    assert "OperationalError" in printed or "ConnectionError" in printed, "nothing was said of what went wrong"
    secrets = {SECRET, "127.0.0.1:", "Traceback"}
    for seat in house.seats:
        secrets |= {seat["member"], seat["room"], seat["cookie"].partition("=")[2]}
    assert not [secret for secret in secrets if secret in printed.replace("PeerChat: http://127.0.0.1:", "")]
