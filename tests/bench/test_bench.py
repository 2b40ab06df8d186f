"""The comparison stays fit to run: the other chat serves, and the figures are read rightly."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from tests.bench.compare import NO_CHATLOAD, read_options
from tests.bench.figures import Row, figures, middle, ratio, saturation, table
from tests.bench.systems import Tutorial
from tests.stack import new_database

LINE = {"message": "Fijn dat je er bent."}


@pytest.fixture
def tutorial(services: dict[str, str], tmp_path: Path) -> Iterator[Tutorial]:
    """The chat that PeerChat is compared with, on a database of its own."""
    owner, _ = new_database(services["TEST_DATABASE_URL"], services["TEST_WEB_DATABASE_URL"])
    with Tutorial(tmp_path, owner, services["TEST_REDIS_URL"]) as served:
        yield served


def join(served: Tutorial) -> connect:
    origin = Origin(f"http://127.0.0.1:{served.port}")
    return connect(f"ws://127.0.0.1:{served.port}/ws/chat/room0/", origin=origin, compression=None, proxy=None)


async def heard(socket: ClientConnection) -> object:
    return json.loads(await socket.recv())


@pytest.mark.stack
async def test_the_tutorial_stores_a_line_and_everybody_in_the_room_hears_it(tutorial: Tutorial) -> None:
    async with join(tutorial) as one, join(tutorial) as other:
        await one.send(json.dumps(LINE))
        assert [await heard(one), await heard(other)] == [LINE, LINE]
    with psycopg.connect(tutorial.database_url) as database:
        assert database.execute("SELECT room, text FROM tutorial_message").fetchall() == [("room0", LINE["message"])]


def step(rate: float, *, ok: bool) -> Row:
    figures_of_a_step = {"dps": rate * 10, "cpu_ms_per_1k": 5.0, "client_core": 0.5}
    wrong = {"lost": 0, "dup": 0, "fifo_viol": 0, "order_diverge": 1}
    return {"stage": "main", "kind": "step", "rate": rate, "ok": ok} | figures_of_a_step | wrong


def test_saturation_is_the_highest_rate_that_held() -> None:
    rows = [step(100, ok=True), step(400, ok=False), step(200, ok=True), step(150, ok=True)]
    found = saturation(rows)
    assert found is not None
    assert found["rate"] == 200
    assert saturation([step(100, ok=False)]) is None


def test_a_column_holds_medians_and_adds_up_what_went_wrong() -> None:
    column = middle([figures([step(rate, ok=True)]) for rate in (100, 200, 900)])
    assert column["deliveries/s at saturation"] == 2000
    assert column["out of order"] == 3
    assert column["KiB a socket"] is None
    line = table({"tutorial": column, "peerchat": column}).splitlines()[1]
    assert line.split() == ["deliveries/s", "at", "saturation", "2,000", "2,000", "1", ":", "1.0"]


def test_a_ratio_names_the_tutorial_first() -> None:
    assert [ratio(2, 50), ratio(50, 2), ratio(None, 2)] == ["1 : 25.0", "25.0 : 1", "-"]


def test_without_a_load_generator_the_reader_is_told_what_to_do() -> None:
    with pytest.raises(SystemExit, match="--chatload PATH"):
        read_options(["--rooms", "2"])
    assert "--help" in NO_CHATLOAD
