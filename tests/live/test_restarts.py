"""A restart is a hiccup, and who is gone is gone from the list of people too."""

from __future__ import annotations

import asyncio
import json
import signal
import time

import pytest

from tests.live.client import Client, read_log
from tests.live.contract import Frame
from tests.live.history import check, told
from tests.live.house import House
from tests.live.wire import Wire
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.slow]

LEAVES_WITHIN = 10.0
TAB_GONE_WITHIN = 5.0
CRASH_GONE_WITHIN = 45.0


async def chatter(client: Client) -> None:
    number = 0
    while client.open:
        await client.post(f"regel {number} van {client.history.member}")
        number += 1


async def says_on_after_bye(socket: Wire) -> Frame | int | None:
    """Sends a line as soon as the server has said goodbye, as a client that does not listen would."""
    found = await socket.next("bye", within=30)
    await socket.say(json.dumps({"type": "post", "id": "na-bye", "text": "na het afscheid"}))
    return found


async def test_on_sigterm_a_process_says_goodbye_loses_nothing_acked_and_leaves(stack: Stack) -> None:
    """Promise 9; turns red when the drain forgets a commit, a bye, or to stop reading."""
    house = House(stack, 8)
    leaving = [house.client(seat, 0) for seat in house.seats[:6]]
    staying = house.client(house.seats[6], 1)
    for client in (*leaving, staying):
        await client.connect()
    async with await house.wire(house.seats[7]) as stubborn:
        last_words = asyncio.create_task(says_on_after_bye(stubborn))
        chats = [asyncio.create_task(chatter(client)) for client in (*leaving, staying)]
        await asyncio.sleep(1)
        began = time.monotonic()
        await asyncio.to_thread(stack.kill, 0, signal.SIGTERM)
        took = time.monotonic() - began
        found = await last_words
    closes = [await client.gone(1) for client in leaving]
    assert took <= LEAVES_WITHIN
    assert isinstance(found, dict)
    assert found["code"] == 1012
    assert [(closed.code, closed.bye) for closed in closes] == [(1012, 1012)] * len(leaving)
    assert staying.open
    await asyncio.to_thread(stack.restart, 0)
    await staying.close()
    await asyncio.gather(*chats)
    for client in leaving:
        await client.close()
    log = await read_log(stack.base_urls, house.ada)
    assert "na het afscheid" not in {line.text for line in log.lines}
    violations = check([client.history for client in (*leaving, staying)], [log])
    assert not violations, told(violations)


async def test_after_a_restart_everybody_goes_on_where_they_were(stack: Stack) -> None:
    house = House(stack, 3)
    async with house.client(house.ada, 1) as ada, house.client(house.ben, 0) as ben:
        ben.resume = True
        await ben.post("voor de herstart")
        await asyncio.to_thread(stack.kill, 0, signal.SIGTERM)
        between = (await ada.surely(lambda key: ada.post("terwijl Ben weg was", None, key))).seq or 0
        await asyncio.to_thread(stack.restart, 0)
        assert (await ben.heard(between, 10)).text == "terwijl Ben weg was"
        assert ben.welcome is not None
        assert "reset" not in ben.welcome


async def test_a_closed_tab_is_gone_within_five_seconds_wherever_one_looks(stack: Stack) -> None:
    """Promise 10; once by a polite close and once by a lost line."""
    house = House(stack, 4)
    async with house.client(house.ada, 0) as ada, house.client(house.seats[3], 1) as dora:
        for process in (0, 1):
            for go in (Client.leave, Client.drop):
                ben = house.client(house.ben, process)
                await ben.connect()
                for watcher in (ada, dora):
                    await seen(watcher, house.ben["member"], there=True)
                await go(ben)
                for watcher in (ada, dora):
                    await seen(watcher, house.ben["member"], there=False)
                await ben.close()


async def test_who_has_two_tabs_is_here_until_the_second_is_closed(stack: Stack) -> None:
    house = House(stack, 3)
    async with house.client(house.ada) as ada:
        first, second = house.client(house.ben, 0), house.client(house.ben, 1)
        for tab in (first, second):
            await tab.connect()
        await seen(ada, house.ben["member"], there=True)
        await first.close()
        await asyncio.sleep(2)
        assert house.ben["member"] in ada.here
        await second.close()
        await seen(ada, house.ben["member"], there=False)


@pytest.mark.timeout(180)
async def test_a_crashed_process_takes_its_people_off_the_list(stack: Stack) -> None:
    """Promise 10; turns red when presence hangs on handlers that a killed process never runs."""
    house = House(stack, 3)
    async with house.client(house.ada, 0) as ada:
        ben = house.client(house.ben, 1)
        await ben.connect()
        await seen(ada, house.ben["member"], there=True)
        await asyncio.to_thread(stack.kill, 1)
        try:
            await seen(ada, house.ben["member"], there=False, within=CRASH_GONE_WITHIN)
        finally:
            await asyncio.to_thread(stack.restart, 1)
            await ben.close()


async def seen(watcher: Client, member: str, *, there: bool, within: float = TAB_GONE_WITHIN) -> None:
    await watcher.until(lambda: (member in watcher.here) is there, within, f"{member} {'here' if there else 'gone'}")
