"""A talk of 5,000 lines on a slow phone: how soon it opens, how typing feels, and whether memory stays flat."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.browser.people import Member
from tests.pace import pace
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow, pytest.mark.alone, pytest.mark.timeout(180)]

LINES, ARRIVING, TO_FILL = 5_000, 2_000, 1_000
SLOWER = 6  # times slower than this machine's processor
OPEN_WITHIN, TYPED_WITHIN = 2_000, 100  # ms
HEAP_GROWTH, NODE_GROWTH = 1.1, 1.02  # times
AT_ONCE = 20  # lines on their way to the server
EVERY = 0.25  # s between two lines while somebody types: more than a whole group can say
TRIES = 3
TYPED = "dit typ ik terwijl er van alles binnenkomt. " * 2
# Looked at in every picture, so that what is measured is what somebody sees, and no more than that.
WATCH_OPENING = f"""
const settled = () => {{
  if (document.getElementById("log")?.getAttribute("aria-busy") !== "false") return false;
  const newest = document.querySelector("#lines > :last-child");
  const inSight = newest.getBoundingClientRect().top < window.innerHeight;
  return inSight && newest.textContent.includes("{LINES}. ") && !document.getElementById("composer-text").readOnly;
}};
const look = () => {{
  if (settled()) window.opened = performance.now();
  else requestAnimationFrame(look);
}};
requestAnimationFrame(look);
"""
WATCH_KEYS = """() => {
  const channel = new MessageChannel();
  let pressed = 0;
  channel.port1.onmessage = () => { window.waited = performance.now() - pressed; };
  document.addEventListener("keydown", (event) => {
    pressed = event.timeStamp;
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
        max_queue=None,
        ping_interval=None,
    ) as socket:
        yield Talker(socket, word)


@contextmanager
def talking(stack: Stack, seat: dict[str, str], word: str) -> Iterator[None]:
    """Lines keep coming meanwhile."""
    over = threading.Event()

    def talk() -> None:
        with talker(stack, seat, word) as typist:
            for number in count():
                if over.wait(EVERY):
                    return
                typist.say(range(number, number + 1))

    thread = threading.Thread(target=talk)
    thread.start()
    yield
    over.set()
    thread.join()


def weight(tools: CDPSession) -> tuple[int, int]:
    """Bytes of the script's heap and nodes of pages, after what is not needed was thrown away."""
    for _ in range(3):
        tools.send("HeapProfiler.collectGarbage")
    used: dict[str, Any] = tools.send("Runtime.getHeapUsage")
    counted: dict[str, Any] = tools.send("Memory.getDOMCounters")
    return int(used["usedSize"]), int(counted["nodes"])


class SlowPhone(Member):
    """Somebody whose phone is so much slower than this machine."""

    def __init__(self, browser: Browser, stack: Stack) -> None:
        super().__init__(browser, stack.base_urls[0], phone=True)
        self._browser = browser.new_browser_cdp_session()
        tools = self.context.new_cdp_session(self.page)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def share_since(self, before: Mapping[Path, tuple[int, int]]) -> float:
        """Which part of the time the page had a processor when it wanted one; other programs had it in the rest."""
        spent = [
            (ran - before.get(page, (0, 0))[0], waited - before.get(page, (0, 0))[1])
            for page, (ran, waited) in self.scheduled().items()
        ]
        ran, waited = max(spent)  # of several pages, this is the one that did something
        return ran / (ran + waited)

    def scheduled(self) -> dict[Path, tuple[int, int]]:
        """How long the main thread of each page ran, and how long it stood in line to run, in ns, as Linux tells."""
        processes = self._browser.send("SystemInfo.getProcessInfo")["processInfo"]
        pages = [Path(f"/proc/{each['id']}/schedstat") for each in processes if each["type"] == "renderer"]
        told = {page: page.read_text().split() for page in pages if page.exists()}
        return {page: (int(ran), int(waited)) for page, (ran, waited, _) in told.items()}


def opening(ben: SlowPhone, seat: dict[str, str]) -> float:
    """Milliseconds from asking for the page until the newest line is to be seen and one can write."""
    ben.page.add_init_script(WATCH_OPENING)
    before = ben.scheduled()
    ben.sit(seat)
    ben.waits_for("window.opened")
    return float(ben.page.evaluate("window.opened")) * ben.share_since(before)


def slow_keys(ben: SlowPhone, stack: Stack, seat: dict[str, str], word: str) -> float:
    """Milliseconds from a key to the next picture, of the slowest key in twenty, while lines come."""
    ben.composer.fill("")
    with talking(stack, seat, word):
        waits = sorted(key(ben, letter) for letter in TYPED)
    return waits[int(len(waits) * 0.95)]


def key(ben: SlowPhone, letter: str) -> float:
    ben.page.evaluate("window.waited = 0")
    before = ben.scheduled()
    ben.page.keyboard.press(letter)
    while not (waited := ben.page.evaluate("window.waited")):
        ben.page.wait_for_timeout(10)
    return float(waited) * ben.share_since(before)


def tried(deed: Callable[[int], float], limit: float) -> list[float]:
    """Up to three tries, until one is within the limit: other programs can make it slower, none makes it faster.

    They are told at the pace of tests/pace.py: a machine that computes more slowly also paints more slowly.
    """
    found: list[float] = []
    while len(found) < TRIES and min(found, default=limit) >= limit:
        found.append(deed(len(found)) / pace())
    return found


def test_a_talk_of_5000_lines_opens_within_two_seconds_on_a_slow_phone(
    embedded: Stack, chromium: Browser, seats: list[dict[str, str]]
) -> None:

    def once(_: int) -> float:
        with SlowPhone(chromium, embedded) as ben:
            return opening(ben, seats[1])

    found = tried(once, OPEN_WITHIN)
    print(f"\nopening: {', '.join(f'{took:.0f}' for took in found)} ms")
    assert min(found) < OPEN_WITHIN


def test_typing_stays_quick_and_memory_flat_while_thousands_of_lines_come(
    embedded: Stack, chromium: Browser, seats: list[dict[str, str]]
) -> None:
    with SlowPhone(chromium, embedded) as ben, talker(embedded, seats[2], "regel") as dirk:
        ben.sit(seats[1])
        dirk.say(range(TO_FILL))
        sees(ben, f"regel {TO_FILL - 1}. ")
        ben.page.evaluate(WATCH_KEYS)
        found = tried(lambda turn: slow_keys(ben, embedded, seats[0], f"typ{turn}"), TYPED_WITHIN)
        print(f"\ntyping: {', '.join(f'{waited:.0f}' for waited in found)} ms")
        tools = ben.context.new_cdp_session(ben.page)
        heap, nodes = weight(tools)
        dirk.say(range(TO_FILL, TO_FILL + ARRIVING))
        sees(ben, f"regel {TO_FILL + ARRIVING - 1}. ")
        heap_after, nodes_after = weight(tools)
    print(f"heap {heap / 1e6:.2f} and then {heap_after / 1e6:.2f} MB, nodes {nodes} and then {nodes_after}")
    assert min(found) < TYPED_WITHIN
    assert heap_after < heap * HEAP_GROWTH
    assert nodes_after < nodes * NODE_GROWTH


def sees(ben: Member, beginning: str) -> None:
    """The newest line begins so; and what came with it has settled."""
    newest = "document.querySelector('#lines > :last-child .line__text').textContent"
    ben.waits_for(f"{newest}.startsWith({beginning!r})")
    ben.page.wait_for_timeout(1_000)
