"""Who reads and writes without script is in the same talk: on every process, at once, and by the same rules."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException

import psycopg
import pytest

from tests.live.client import Client, Seat
from tests.live.deeds import Answer, Deeds, Person
from tests.live.hasty import VISIT_LASTS
from tests.live.house import House
from tests.stack import Stack
from tests.stack_fixtures import MakeStack

pytestmark = pytest.mark.stack

AT_ONCE = 1.0
"""Seconds."""


@pytest.fixture(scope="module")
def hasty(make_stack: MakeStack) -> Iterator[Stack]:
    """PostgreSQL, Redis and two processes that soon forget who came by."""
    with make_stack(entry=("-m", "tests.live.hasty")) as running:
        yield running


class Plain:
    """Somebody in a room without script, by one of the processes."""

    def __init__(self, house: House, seat: Seat, process: int) -> None:
        self.path = f"/kamer/{seat['room']}/lezen/"
        self._person = Person(house.server.base_urls[process], seat["cookie"])

    async def get(self, part: str = "") -> Answer:
        return await asyncio.to_thread(self._person.get, self.path + part)

    async def say(self, text: str, **more: str) -> Answer:
        return await asyncio.to_thread(self._person.send, self.path, self.path, text=text, note="", **more)

    async def says(self, text: str) -> int:
        """Says a line; its number, where the page led to."""
        answer = await self.say(text)
        assert answer.status == 302, answer.body[:2000]
        return int(answer.location.rpartition("-")[2])

    async def deed(self, seq: int, part: str) -> Answer:
        page = f"{self.path}{seq}/"
        return await asyncio.to_thread(self._person.send, page, f"{page}{part}")


async def seen(watcher: Client, member: str, *, there: bool, within: float = AT_ONCE + 1) -> None:
    """People frames come a second apart."""
    await watcher.until(lambda: (member in watcher.here) is there, within, f"{member} {'here' if there else 'gone'}")


@pytest.mark.parametrize("process", [0, 1])
async def test_a_line_by_a_plain_form_reaches_every_socket_and_back(hasty: Stack, process: int) -> None:
    house = House(hasty, 2)
    ben = Plain(house, house.ben, process)
    async with house.client(house.ada) as ada:
        seq = await ben.says("Dag Ada.")
        assert (await ada.heard(seq, AT_ONCE)).text == "Dag Ada."
        outcome = await ada.post("Dag Ben.", reply_to=seq)
        page = (await ben.get()).body
        assert f'id="regel-{outcome.seq}"' in page
        assert "Dag Ben." in page
        await ben.deed(seq, "terugnemen/")
        told = await ada.frame(lambda frame: frame["type"] == "event" and frame["kind"] == "retracted", AT_ONCE)
        assert told["refers_to"] == seq


async def test_one_form_sent_at_once_by_both_processes_is_one_line(hasty: Stack) -> None:
    house = House(hasty, 2)
    bens = [Plain(house, house.ben, process) for process in (0, 1)]
    async with house.client(house.ada) as ada:
        answers = await asyncio.gather(*(ben.say("Dubbel?", id="zelfde") for ben in bens for _ in range(3)))
        assert {(answer.status, answer.location) for answer in answers} == {(302, answers[0].location)}
        await asyncio.sleep(AT_ONCE)
        assert [line.text for line in ada.lines.values() if line.text] == ["Dubbel?"]


async def test_a_quiet_word_by_a_plain_form_is_counted_on_every_process(hasty: Stack) -> None:
    house = House(hasty, 2)
    async with house.client(house.ada, 0) as ada:
        seq = (await ada.post("Ik vond het zwaar.")).seq or 0
        await Plain(house, house.ben, 1).deed(seq, "woord/")
        told = await ada.frame(lambda frame: frame["type"] == "counts", AT_ONCE + 1)
        assert (told["seq"], sum(told["kinds"].values())) == (seq, 1)


@pytest.mark.parametrize("process", [0, 1])
async def test_a_plain_reader_is_here_for_a_while_after_each_request_on_every_process(
    hasty: Stack, process: int
) -> None:
    house = House(hasty, 3)
    ben = Plain(house, house.ben, process)
    async with house.client(house.ada, 0) as ada, house.client(house.seats[2], 1) as dora:
        for _ in range(2):
            await ben.get()
            for watcher in (ada, dora):
                await seen(watcher, house.ben["member"], there=True)
            await asyncio.sleep(VISIT_LASTS / 2)
        last = time.monotonic()
        assert "3 " in (await ben.get()).body.partition("<details")[2].partition("</summary>")[0]
        for watcher in (ada, dora):
            await seen(watcher, house.ben["member"], there=False, within=VISIT_LASTS + 3)
        assert time.monotonic() - last >= VISIT_LASTS - 0.5


async def test_who_is_removed_or_signs_out_is_gone_at_once(hasty: Stack) -> None:
    house = House(hasty, 3)
    deeds = Deeds(hasty.base_urls[0], house.ada)
    ben, dora = Plain(house, house.ben, 1), Plain(house, house.seats[2], 1)
    async with house.client(house.ada, 0) as ada:
        for plain, seat in ((ben, house.ben), (dora, house.seats[2])):
            await plain.get()
            await seen(ada, seat["member"], there=True)
        await deeds.remove(house.ben["member"])
        await seen(ada, house.ben["member"], there=False)
        await deeds.sign_out(house.seats[2])
        await seen(ada, house.seats[2]["member"], there=False)
        assert (await ben.get()).status == 404
        assert (await dora.get()).status == 302


async def test_a_room_that_cannot_be_written_to_says_so_in_time_and_keeps_the_text(hasty: Stack) -> None:
    """Turns red when the page waits longer than the writer does."""
    house = House(hasty, 2)
    ben = Plain(house, house.ben, 0)
    with held(hasty, house.ada["room"]):
        began = time.monotonic()
        answer = await ben.say("Komt dit aan?", id="zelfde")
        assert time.monotonic() - began < 4
        assert (answer.status, "Komt dit aan?</textarea>" in answer.body) == (200, True)
    again = await ben.say("Komt dit aan?", id="zelfde")
    assert again.status == 302
    assert (await ben.get()).body.count("Komt dit aan?</p>") == 1


@contextmanager
def held(stack: Stack, room: str) -> Iterator[None]:
    """Somebody else has the room's row, as a deed does, and does not let go."""
    with psycopg.connect(stack.owner_url) as other, other.transaction(force_rollback=True):
        other.execute("SELECT id FROM rooms_room WHERE public_id = %s FOR NO KEY UPDATE", [room])
        yield


async def test_a_plain_line_under_way_is_kept_when_the_process_ends(hasty: Stack) -> None:
    """Said and answered, or not there: never answered and lost."""
    house = House(hasty, 2)
    ben = Plain(house, house.ben, 1)
    said: list[str] = []

    async def chatter() -> None:
        while True:
            text = f"regel {len(said)}"
            try:
                await ben.says(text)
            except (OSError, HTTPException, AssertionError):
                return
            said.append(text)

    chat = asyncio.create_task(chatter())
    await asyncio.sleep(1.5)
    await asyncio.to_thread(hasty.restart, 1)
    await chat
    page = (await ben.get()).body
    assert said
    assert [text for text in said[-20:] if f"{text}</p>" not in page] == []
