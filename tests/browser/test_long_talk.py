"""A talk of 5,000 lines on a slow phone: how soon it opens, how typing feels, and whether memory stays flat."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, expect
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.browser.people import Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(180)]

LINES, ARRIVING, TO_FILL = 5_000, 2_000, 400
SLOWER = 6  # times slower than this machine's processor
OPEN_WITHIN, TYPED_WITHIN = 2_000, 100  # ms
HEAP_GROWTH, NODE_GROWTH = 1.1, 1.02  # times
KEYS = 80
AT_ONCE = 20  # lines on their way to the server
SETTLED = """([last]) => {
  const composer = document.getElementById("composer-text");
  const lines = document.querySelectorAll("#lines .line__text");
  const newest = lines[lines.length - 1];
  const inSight = newest && newest.getBoundingClientRect().top < window.innerHeight;
  return inSight && newest.textContent.startsWith(last) && !composer.readOnly;
}"""
# Looked at after every frame, so that what is measured is what somebody sees.
WATCH_OPENING = f"""
const settled = {SETTLED};
const look = () => {{
  if (document.body && document.getElementById("composer-text") && settled(["{LINES}. "])) window.opened = performance.now();
  else requestAnimationFrame(look);
}};
requestAnimationFrame(look);
"""
WATCH_KEYS = """() => {
  window.waits = [];
  const channel = new MessageChannel();
  let pressed = [];
  channel.port1.onmessage = () => {
    for (const at of pressed) window.waits.push(performance.now() - at);
    pressed = [];
  };
  document.addEventListener("keydown", (event) => {
    pressed.push(event.timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(""));
  }, true);
}"""


@pytest.fixture(scope="module")
def seats(embedded: Stack) -> list[dict[str, str]]:
    """Of one room, in which 5,000 lines were said."""
    found = embedded.seed(1, 3, LINES)
    embedded.sql(
        "INSERT INTO rooms_readpointer (id, room_id, membership_id, seq) "
        "SELECT m.id, r.id, m.id, r.head FROM rooms_room r JOIN groups_membership m ON m.group_id = r.group_id "
        "WHERE r.public_id = %s",
        [found[0]["room"]],
    )
    return found


@pytest.fixture
def ben(embedded: Stack, chromium: Browser, seats: list[dict[str, str]]) -> Iterator[Member]:
    with Member(chromium, embedded.base_urls[0], phone=True) as ben:
        yield ben


class Talker:
    """Somebody who talks without a browser, so fast that nobody could."""

    def __init__(self, socket: ClientConnection, word: str) -> None:
        self._socket, self._word = socket, word

    def say(self, numbers: range) -> None:
        for number in numbers:
            text = f"{self._word} {number}. " + "Zo ging het bij mij ook, en het werd beter. " * (1 + number % 3)
            self._socket.send(json.dumps({"type": "post", "id": f"{self._word}-{number}", "text": text}))
            if number % AT_ONCE == AT_ONCE - 1:
                self._hear(f"{self._word}-{number}")

    def _hear(self, request: str) -> None:
        while (frame := json.loads(self._socket.recv(timeout=20))).get("id") != request:
            assert frame["type"] != "error", frame


@contextmanager
def talker(stack: Stack, seat: dict[str, str], word: str) -> Iterator[Talker]:
    url = stack.base_urls[0]
    with connect(
        f"{url.replace('http', 'ws')}{seat['ws']}",
        origin=Origin(url),
        subprotocols=[Subprotocol("peerchat.v1")],
        additional_headers={"Cookie": seat["cookie"]},
        max_size=2**20,
    ) as socket:
        yield Talker(socket, word)


@contextmanager
def talking(talker: Talker, every: float) -> Iterator[None]:
    """Lines keep coming meanwhile, one in so many seconds."""
    over = threading.Event()

    def talk() -> None:
        number = 0
        while not over.wait(every):
            talker.say(range(number, number + 1))
            number += 1

    thread = threading.Thread(target=talk)
    thread.start()
    yield
    over.set()
    thread.join()


def slowed(member: Member) -> CDPSession:
    tools = member.context.new_cdp_session(member.page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return tools


def weight(tools: CDPSession) -> tuple[int, int]:
    """Bytes of the script's heap and nodes of pages, after what is not needed was thrown away."""
    for _ in range(3):
        tools.send("HeapProfiler.collectGarbage")
    used: dict[str, Any] = tools.send("Runtime.getHeapUsage")
    counted: dict[str, Any] = tools.send("Memory.getDOMCounters")
    return int(used["usedSize"]), int(counted["nodes"])


def test_a_talk_of_5000_lines_opens_and_types_and_stays_as_light_on_a_slow_phone(
    embedded: Stack, ben: Member, seats: list[dict[str, str]]
) -> None:
    tools = slowed(ben)
    ben.page.add_init_script(WATCH_OPENING)
    ben.sit(seats[1])
    ben.page.wait_for_function("window.opened")
    opened = ben.page.evaluate("window.opened")
    print(f"\nopening {opened:.0f} ms")

    with talker(embedded, seats[2], "regel") as dirk, talker(embedded, seats[2], "typ") as typist:
        dirk.say(range(TO_FILL))
        ben.hears(f"regel {TO_FILL - 1}.")
        ben.page.evaluate(WATCH_KEYS)
        ben.composer.focus()
        with talking(typist, every=0.1):
            ben.composer.press_sequentially("Dit typ ik terwijl er van alles binnenkomt. " * 2, delay=60)
        waits = sorted(ben.page.evaluate("waits"))
        assert len(waits) >= KEYS
        typed = waits[int(len(waits) * 0.95)]
        print(f"typing p50 {waits[len(waits) // 2]:.0f} p95 {typed:.0f} max {waits[-1]:.0f} ms of {len(waits)}")

        ben.page.wait_for_timeout(6_000)
        heap, nodes = weight(tools)
        dirk.say(range(TO_FILL, TO_FILL + ARRIVING))
        expect(ben.line(f"regel {TO_FILL + ARRIVING - 1}.")).to_be_in_viewport()
        ben.page.wait_for_timeout(6_000)
        heap_after, nodes_after = weight(tools)
    print(f"heap {heap / 1e6:.2f} -> {heap_after / 1e6:.2f} MB, nodes {nodes} -> {nodes_after}")
    assert opened < OPEN_WITHIN
    assert typed < TYPED_WITHIN
    assert heap_after < heap * HEAP_GROWTH
    assert nodes_after < nodes * NODE_GROWTH
