"""Saying a line otherwise, and the quiet acknowledgements, from outside."""

import asyncio
import time

import pytest

from tests.live.contract import Frame
from tests.live.house import House
from tests.stack import Stack

pytestmark = pytest.mark.stack


@pytest.fixture(params=["stack", "embedded"])
def house(request: pytest.FixtureRequest) -> House:
    server: Stack = request.getfixturevalue(request.param)
    return House(server, 3)


def counts_of(seq: int, kinds: dict[str, int]) -> Frame:
    return {"type": "counts", "seq": seq, "kinds": kinds}


async def test_an_edited_line_has_its_new_text_for_all_and_the_old_one_for_nobody(house: House) -> None:
    async with house.client(house.ada) as ada, house.client(house.ben) as ben:
        said = await ben.post("ik dronk drie glazen")
        assert said.seq is not None
        edited = await ben.edit(said.seq, "ik dronk te veel")
        assert edited.kind == "ack"
        frame = await ada.frame(lambda found: found.get("kind") == "edited")
        assert (frame["refers_to"], frame["text"], frame["seq"]) == (said.seq, "ik dronk te veel", edited.seq)
        assert (await ada.edit(said.seq, "iets anders")).code == "not-yours"
    async with house.client(house.seats[2]) as later:
        assert later.welcome is not None
        message, change = later.welcome["events"][-2:]
        assert (message["text"], message["gone"]) == (None, "edited")
        assert change["text"] == "ik dronk te veel"


async def test_a_line_may_be_edited_again_and_taken_back_by_its_first_number(house: House) -> None:
    async with house.client(house.ben) as ben:
        said = await ben.post("een")
        assert said.seq is not None
        for text in ("twee", "drie"):
            assert (await ben.edit(said.seq, text)).kind == "ack"
        assert (await ben.retract(said.seq)).kind == "ack"
        assert (await ben.edit(said.seq, "vier")).code == "no-such-event"


async def test_acknowledgements_are_counted_for_all_and_known_as_ones_own(house: House) -> None:
    async with house.client(house.ada) as ada, house.client(house.ben) as ben:
        said = await ada.post("vandaag was zwaar")
        assert said.seq is not None
        await ben.heard(said.seq)
        for _ in range(2):
            outcome = await ben.react(said.seq, "recognise", on=True)
            assert (outcome.kind, outcome.seq) == ("ack", None)
        await ada.frame(lambda found: found == counts_of(said.seq or 0, {"recognise": 1}))
        await ada.react(said.seq, "recognise", on=True)
        await ben.frame(lambda found: found == counts_of(said.seq or 0, {"recognise": 2}))
        await ben.drop()
        await ben.connect()
        assert ben.welcome is not None
        assert ben.welcome["counts"] == {str(said.seq): {"recognise": 2}}
        assert ben.welcome["mine"] == {str(said.seq): ["recognise"]}
        for client in (ada, ben):
            await client.react(said.seq, "recognise", on=False)
        await ada.frame(lambda found: found == counts_of(said.seq or 0, {}))


async def test_many_acknowledgements_are_one_frame_a_second(house: House) -> None:
    async with house.client(house.ada) as ada, house.client(house.ben) as ben:
        said = await ada.post("en?")
        assert said.seq is not None
        await ben.heard(said.seq)
        began = time.monotonic()
        for number in range(10):
            await ben.react(said.seq, "warmth", on=number % 2 == 0)
        took = time.monotonic() - began
        await ada.frame(lambda found: found == counts_of(said.seq or 0, {}))
        await asyncio.sleep(1.5)
        frames = [frame for frame in ada.frames if frame["type"] == "counts"]
        assert 1 <= len(frames) <= 3 + took
        assert frames[-1] == counts_of(said.seq, {})
