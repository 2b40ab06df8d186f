"""A line that waits for a facilitator: on no other socket, in no log, not in Redis; let through, it arrives once."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
import redis

from tests.live.client import Client
from tests.live.contract import Frame
from tests.live.deeds import Person
from tests.live.house import House
from tests.stack import Stack

pytestmark = pytest.mark.stack

SAID = "zeehondenschaduw"
"""A word that stands nowhere else."""
WANTS_IT = """
from groups.models import Group, Guard, Membership
room = {room!r}
group = Group.objects.get(rooms__public_id=room)
Guard.objects.create(group=group, holds_newcomers=True)
"""


def asks(key: str, text: str) -> str:
    return json.dumps({"type": "post", "id": key, "text": text})


async def answered(client: Client, kind: str, key: str) -> Frame:
    return await client.frame(lambda frame: frame["type"] == kind and frame.get("id") == key)


def overheard(client: Client) -> bool:
    return any(SAID in json.dumps(frame, ensure_ascii=False) for frame in client.frames)


def in_redis(stack: Stack) -> bool:
    """Whether the word stands in any key or value."""
    store = redis.Redis.from_url(stack.redis_url)
    return any(SAID.encode() in key + (store.dump(key) or b"") for key in store.scan_iter())


async def test_a_line_that_waits_reaches_nobody_and_once_let_through_everybody_once(stack: Stack) -> None:
    """Turns red when a held line is delivered, or when another process is not told what became of it."""
    house = House(stack, 4)
    await asyncio.to_thread(stack.manage, "shell", "-c", WANTS_IT.format(room=house.ada["room"]))
    dora = house.seats[2]
    async with (
        house.client(house.ben, 0) as ben,
        house.client(house.ben, 1) as elsewhere,
        house.client(dora, 1) as other,
        house.client(house.ada, 0) as ada,
    ):
        await ben.send(asks("h1", SAID))
        assert (await answered(ben, "held", "h1"))["why"] == "newcomer"
        await elsewhere.send(asks("h1", SAID))
        await answered(elsewhere, "held", "h1")
        between = await ada.post("ondertussen")
        await other.heard(between.seq or 0)
        assert not any(map(overheard, (ben, elsewhere, other, ada)))
        assert not await asyncio.to_thread(in_redis, stack)

        leads = Person(stack.base_urls[1], house.ada["cookie"])
        room = await asyncio.to_thread(leads.get, f"/kamer/{house.ada['room']}/lezen/")
        desk = re.search(r'href="(/groepen/g_[\w-]{22}/bureau/wachten/)', room.body)
        assert desk, "she is led to what waits"
        page = await asyncio.to_thread(leads.get, desk[1])
        assert SAID in page.body
        deed = re.search(r'action="(/kamer/[\w-]+/wachten/w_[0-9a-f]{32}/doorlaten/)"', page.body)
        assert deed
        await asyncio.to_thread(leads.submit, desk[1], deed[1])

        seq = (between.seq or 0) + 1
        for client in (ben, elsewhere, other, ada):
            assert (await client.heard(seq)).text == SAID
        for client in (ben, elsewhere):
            assert (await answered(client, "ack", "h1"))["seq"] == seq
        await ben.send(asks("h1", SAID))
        await ben.until(lambda: sum(frame["type"] == "ack" for frame in ben.frames) == 2)
        assert [line.text for line in other.lines.values()].count(SAID) == 1
    assert not any(SAID in log.read_text() for log in stack.logs)
    in_the_clear = "SELECT count(*) FROM rooms_event WHERE encode(ciphertext, 'escape') LIKE %s"
    assert stack.sql(in_the_clear, [f"%{SAID}%"]) == [(0,)]
