"""What one socket asks in one breath, what is asked again, and how a client's own goodbye is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.live.contract import Frame
from tests.live.house import House
from tests.live.wire import CLOSE, Wire, packed
from tests.stack import Stack
from tests.stack_fixtures import MakeStack

pytestmark = pytest.mark.stack

TIMES = 20


@pytest.fixture(scope="module")
def house(embedded: Stack) -> House:
    return House(embedded, 3)


@pytest.fixture(scope="module")
def slow_house(make_stack: MakeStack) -> Iterator[House]:
    """A house in which nobody may write faster than people do."""
    with make_stack(processes=1, env={"PEERCHAT_POST_RATE": "6"}) as site:
        yield House(site, 3)


async def at_once(wire: Wire, *frames: Frame) -> None:
    """Several frames in one segment."""
    await wire.push(b"".join(packed(json.dumps(frame).encode()) for frame in frames))


async def test_the_last_of_two_quick_words_counts_and_may_be_about_the_line_before(house: House) -> None:
    """Turns red when reactions overtake each other, or the line they are about."""
    async with await house.wire(house.ben) as ben:
        await ben.say('{"type":"ping","t":"head"}')
        head = (await ben.expect("pong"))["seq"]
        for number in range(TIMES):
            seq = head + number + 1
            word = {"type": "react", "seq": seq, "kind": "warmth"}
            post = {"type": "post", "id": f"line-{number}", "text": "Dag."}
            on, off = word | {"id": f"on-{number}", "on": True}, word | {"id": f"off-{number}", "on": False}
            await at_once(ben, post, on, off)
            await ben.expect("ack", id=f"line-{number}", seq=seq)
            await ben.expect("ack", id=f"on-{number}")
            await ben.expect("ack", id=f"off-{number}")
    assert house.server.sql("SELECT count(*) FROM rooms_reaction") == [(0,)]


async def test_a_line_that_is_kept_is_acked_again_however_fast_one_writes(slow_house: House) -> None:
    """Turns red when the rate is asked before the id: its author would believe the line lost, and say it twice."""
    async with await slow_house.wire(slow_house.ben) as ben:
        acked: dict[str, int] = {}
        for number in range(TIMES):
            key = f"fast-{number}"
            await ben.say(json.dumps({"type": "post", "id": key, "text": "Snel."}))
            answer = await ben.next("ack", "error")
            assert isinstance(answer, dict)
            if answer["type"] == "error":
                assert answer["code"] == "rate-limited"
                break
            acked[key] = answer["seq"]
        assert 0 < len(acked) < TIMES
        for key, seq in acked.items():
            await ben.say(json.dumps({"type": "post", "id": key, "text": "Snel."}))
            await ben.expect("ack", id=key, seq=seq)
        await ben.say(json.dumps({"type": "post", "id": next(iter(acked)), "text": "Anders."}))
        await ben.expect("error", code="conflict")


@pytest.mark.parametrize("code", [None, 1000, 1001, 3000, 4999])
async def test_a_client_s_goodbye_is_answered_in_kind(house: House, code: int | None) -> None:
    async with await house.wire(house.ada) as ada:
        await ada.push(packed(b"" if code is None else code.to_bytes(2), CLOSE))
        assert (await ada.ending()).code == (code or 1005)
