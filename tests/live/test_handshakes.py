"""Every handshake is let in, told why not, or refused, as the contract promises."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

import pytest

from tests.live.client import Client
from tests.live.contract import NEWEST
from tests.live.house import House
from tests.live.wire import Ending, Wire, handshake
from tests.stack import Stack

pytestmark = pytest.mark.stack

SOCKETS_EACH = 5


@pytest.fixture
def house(stack: Stack) -> House:
    return House(stack, 4)


@dataclass(frozen=True)
class Refusal:
    """Headers changed (None: left out) and the HTTP statuses that are allowed; 0 is hanging up without an answer."""

    statuses: tuple[int, ...]
    changed: dict[str, str | None] = field(default_factory=dict)
    method: str = "GET"


ORIGIN, PROTOCOL, FRAMING = (403,), (400,), (400, 426)
UNREADABLE = (0, 400, 403, 404, 431)

REFUSED: dict[str, Refusal] = {
    "no Origin": Refusal(ORIGIN, {"Origin": None}),
    "an empty Origin": Refusal(ORIGIN, {"Origin": ""}),
    "the Origin null": Refusal(ORIGIN, {"Origin": "null"}),
    "another site": Refusal(ORIGIN, {"Origin": "https://evil.example"}),
    "a file as Origin": Refusal(ORIGIN, {"Origin": "file://"}),
    "an Origin without a scheme": Refusal(ORIGIN, {"Origin": "$HOST"}),
    "the site over another scheme": Refusal(ORIGIN, {"Origin": "https://$HOST"}),
    "the site as a suffix's host": Refusal(ORIGIN, {"Origin": "http://127.0.0.1.evil.example:$PORT"}),
    "the site as a user": Refusal(ORIGIN, {"Origin": "http://$HOST@evil.example"}),
    "the site with a prefix": Refusal(ORIGIN, {"Origin": "http://evil$HOST"}),
    "the site on another port": Refusal(ORIGIN, {"Origin": "http://127.0.0.1:1"}),
    "the site without its port": Refusal(ORIGIN, {"Origin": "http://127.0.0.1"}),
    "two Origins in one": Refusal(ORIGIN, {"Origin": "http://$HOST http://evil.example"}),
    "another site that forges the Host": Refusal((400, 403), {"Origin": "http://evil.example", "Host": "evil.example"}),
    "another site that forges the forwarded Host": Refusal(
        ORIGIN, {"Origin": "http://evil.example", "X_Forwarded_Host": "evil.example"}
    ),
    "no subprotocol": Refusal(PROTOCOL, {"Sec_WebSocket_Protocol": None}),
    "another subprotocol": Refusal(PROTOCOL, {"Sec_WebSocket_Protocol": "chat"}),
    "a later version of the subprotocol": Refusal(PROTOCOL, {"Sec_WebSocket_Protocol": "peerchat.v2"}),
    "the subprotocol in capitals": Refusal(PROTOCOL, {"Sec_WebSocket_Protocol": "PEERCHAT.V1"}),
    "an empty subprotocol": Refusal(PROTOCOL, {"Sec_WebSocket_Protocol": ""}),
    "no subprotocol and no cookie": Refusal(PROTOCOL, {"Sec_WebSocket_Protocol": None, "Cookie": None}),
    "an old version of WebSocket": Refusal(FRAMING, {"Sec_WebSocket_Version": "7"}),
    "the Origin where an old version has it": Refusal(
        (400, 403, 426), {"Sec_WebSocket_Version": "8", "Origin": None, "Sec_WebSocket_Origin": "http://$HOST"}
    ),
    "a version that is none": Refusal(FRAMING, {"Sec_WebSocket_Version": "dertien"}),
    "no version": Refusal(FRAMING, {"Sec_WebSocket_Version": None}),
    "no key": Refusal(FRAMING, {"Sec_WebSocket_Key": None}),
    "a short key": Refusal(FRAMING, {"Sec_WebSocket_Key": "a2V5"}),
    "a POST": Refusal((0, 400, 403, 404, 405), method="POST"),
    "no upgrade": Refusal((400, 403, 404, 426), {"Upgrade": None, "Connection": None}),
    "a header of 64 KiB": Refusal(UNREADABLE, {"X_Long": "a" * 65_536}),
    "a vertical tab in a header": Refusal(UNREADABLE, {"X_Odd": "a\x0bb"}),
    "a form feed in the subprotocol": Refusal(UNREADABLE, {"Sec_WebSocket_Protocol": "peerchat.v1\x0c"}),
    "NUL in a header": Refusal(UNREADABLE, {"X_Odd": "a\x00b"}),
}


def filled(value: str | None, house: House) -> str | None:
    port = house.host.partition(":")[2]
    return value and value.replace("$HOST", house.host).replace("$PORT", port)


async def test_what_is_no_good_handshake_is_refused_by_its_status(house: House) -> None:
    flaws: dict[str, int] = {}
    for name, refusal in REFUSED.items():
        changed = {header: filled(value, house) for header, value in refusal.changed.items()}
        path = changed.pop("path", None) or house.ben["ws"]
        headers = handshake(house.host, house.ben["cookie"], house.base, **changed)
        async with await Wire.open(house.base, path, headers, refusal.method) as socket:
            if socket.status not in refusal.statuses:
                flaws[name] = socket.status
    assert flaws == {}
    await house.still_well()


ROOM_PATHS: dict[str, str] = {
    "a room that never was": "/ws/rooms/r_AAAAAAAAAAAAAAAAAAAAAA/",
    "an id too short": "/ws/rooms/r_AAAA/",
    "an id too long": f"/ws/rooms/r_{'A' * 200}/",
    "an id of a member": "/ws/rooms/m_AAAAAAAAAAAAAAAAAAAAAA/",
    "a number": "/ws/rooms/1/",
    "a UUID": "/ws/rooms/7b0fe2f5-9e5e-4a4e-9d4e-3a7f6d0b2c11/",
    "an id beyond ASCII": "/ws/rooms/r_%C3%A9AAAAAAAAAAAAAAAAAAAA/",
    "an id with NUL": "/ws/rooms/r_AAAAAAAAAAAAAAAAAAAA%00A/",
    "an id with quotes": "/ws/rooms/r_%27%20OR%201=1--/",
}


async def farewell(house: House, query: str = "", **changed: str | None) -> Ending:
    async with await house.upgraded(house.ben, query, **changed) as socket:
        return await socket.ending() if socket.status == 101 else Ending([], socket.status)


async def test_a_room_of_others_is_just_like_a_room_that_never_was(house: House) -> None:
    """Turns red when one look-up tells more than the other: same headers, same bye, same close."""
    others = House(house.server, 2)
    paths = {**ROOM_PATHS, "a room of others": others.ben["ws"], "their room, resumed": f"{others.ben['ws']}?after=0"}
    told = {}
    for name, path in paths.items():
        async with await house.upgraded(house.ben, path=path) as socket:
            headers = [header for header in socket.headers if header[0] != "date"]
            ending = await socket.ending() if socket.status == 101 else None
            told[name] = json.dumps([socket.status, headers, ending and ending.frames, ending and ending.code])
    (only,) = set(told.values()) if len(set(told.values())) == 1 else (None,)
    assert only is not None, told
    assert '"code": 4404' in only
    assert only.endswith("4404]")


NO_ROOM_PATHS = ("/ws/rooms/..%2f..%2fadmin/", "/ws/rooms/r_AAAAAAAAAAAAAAAAAAAAAA/meer/", "/ws/elders/", "/ws/", "/")


async def test_a_path_that_is_no_rooms_leads_nowhere(house: House) -> None:
    """By a status or by 4404, and never by a 500."""
    for path in NO_ROOM_PATHS:
        ending = await farewell(house, path=path)
        assert ending.code in (400, 403, 404, 4404), path


async def test_who_is_not_signed_in_is_told_4401(house: House) -> None:
    name, _, value = house.ben["cookie"].partition("=")
    cookies: dict[str, str | None] = {
        "no cookie": None,
        "an empty cookie": f"{name}=",
        "a tampered cookie": f"{name}={value[:-1]}{'a' if value[-1] != 'a' else 'b'}",
        "a cookie cut short": f"{name}={value[:-4]}",
        "a cookie of rubbish": f"{name}=\xff;;==,",
        "a cookie of 4 KiB": f"{name}={'a' * 4096}",
        "another cookie": "theme=dark",
    }
    told = {label: await farewell(house, Cookie=cookie) for label, cookie in cookies.items()}
    codes = {label: (ending.code, ending.bye and ending.bye["code"]) for label, ending in told.items()}
    assert codes == dict.fromkeys(cookies, (4401, 4401))


BAD_AFTER: dict[str, str] = {
    "below zero": "-1",
    "minus zero": "-0",
    "a half": "1.5",
    "a float": "1.0",
    "an exponent": "1e3",
    "letters": "abc",
    "hexadecimal": "0x1",
    "an underscore": "1_0",
    "2^53": str(2**53),
    "2^64": str(2**64),
    "five thousand digits": "9" * 5_000,
    "an Arabic digit": "%D9%A3",
    "a wide digit": "%EF%BC%91",
    "a superscript": "%C2%B2",
    "nothing": "",
    "a plus": "%2B1",
    "a space before": "%201",
    "a space after": "1%20",
    "a newline after": "1%0A",
    "NUL after": "1%00",
    "true": "true",
    "NaN": "NaN",
    "null": "null",
    "bytes that are not UTF-8": "%FF",
}


async def test_an_after_that_is_no_number_is_told_4400(house: House) -> None:
    told = {name: await farewell(house, f"?after={after}") for name, after in BAD_AFTER.items()}
    codes = {name: (ending.code, ending.bye and ending.bye["code"]) for name, ending in told.items()}
    assert codes == dict.fromkeys(BAD_AFTER, (4400, 4400))
    await house.still_well()


async def lines_said(house: House, number: int) -> tuple[int, str]:
    """The head and the epoch after so many lines more."""
    async with house.client(house.ben) as ben:
        for line in range(number):
            await ben.post(f"regel {line}")
        await ben.heard(ben.last)
        return await ben.ping(), ben.epoch or ""


async def welcomed(house: House, query: str) -> Client:
    """A client that came in with this query, and left when it was caught up."""
    client = house.client(house.ada)
    client.url += query
    await client.connect()
    await client.until(lambda: client.caught_up)
    await client.close()
    return client


async def test_a_cursor_beyond_the_log_or_of_another_epoch_is_reset(house: House) -> None:
    head, epoch = await lines_said(house, NEWEST + 10)
    newest = list(range(head - NEWEST + 1, head + 1))
    for query in (
        f"?after={head + 1}",
        f"?after={2**53 - 1}&epoch={epoch}",
        "?after=3&epoch=elders",
        "?after=0&epoch=",
    ):
        client = await welcomed(house, query)
        assert client.welcome is not None
        assert client.welcome.get("reset") is True, query
        assert sorted(client.lines) == newest, query


async def test_a_good_cursor_is_followed_exactly(house: House) -> None:
    head, epoch = await lines_said(house, NEWEST + 10)
    cases = {
        f"?after=0&epoch={epoch}": 0,
        "?after=0": 0,
        "?after=3": 3,
        "?after=003": 3,
        f"?after={head - 1}": head - 1,
        f"?after={head}&epoch={epoch}": head,
        "": head - NEWEST,
        "?epoch=elders": head - NEWEST,
        "?andere=1": head - NEWEST,
    }
    for query, start in cases.items():
        client = await welcomed(house, query)
        assert client.welcome is not None
        assert "reset" not in client.welcome, query
        assert sorted(client.lines) == list(range(start + 1, head + 1)), query


async def test_a_long_log_comes_in_frames_of_at_most_200_events_and_256_kib(house: House) -> None:
    async with house.client(house.ben) as ben:
        for _ in range(260):
            await ben.post("a")
        for _ in range(40):
            await ben.post("\U0001f642" * 4_000)
        head = await ben.ping()
    client = await welcomed(house, "?after=0")
    assert sorted(client.lines) == list(range(1, head + 1))
    assert [frame["type"] for frame in client.frames].count("events") >= 2


async def test_the_subprotocol_is_echoed_and_nothing_else_is_agreed(house: House) -> None:
    changed = {
        "Sec_WebSocket_Protocol": "chat, peerchat.v1, superchat",
        "Sec_WebSocket_Extensions": "permessage-deflate; client_max_window_bits",
    }
    async with await house.upgraded(house.ben, **changed) as socket:
        assert (socket.status, socket.header("sec-websocket-protocol")) == (101, "peerchat.v1")
        assert socket.header("sec-websocket-extensions") is None
        await socket.expect("welcome")


async def test_the_first_frame_is_the_welcome_and_names_the_one_it_is_for(house: House) -> None:
    async with house.client(house.ada) as ada, house.client(house.ben) as ben:
        for client, seat, role in ((ada, house.ada, "facilitator"), (ben, house.ben, "member")):
            assert client.welcome is not None
            told = {name: client.welcome[name] for name in ("room", "you", "role", "kind")}
            assert told == {"room": seat["room"], "you": seat["member"], "role": role, "kind": "talk"}
            assert client.welcome["phase"]["name"] == "open"


async def test_with_a_sixth_socket_the_oldest_goes(house: House) -> None:
    clients = [house.client(house.ben) for _ in range(SOCKETS_EACH + 1)]
    for client in clients:
        await client.connect()
    closed = await clients[0].gone()
    assert (closed.code, closed.bye) == (4409, 4409)
    await asyncio.sleep(0.2)
    assert all(client.open for client in clients[1:])
    for client in clients:
        await client.close()


async def test_a_handshake_that_never_ends_disturbs_nobody(house: House) -> None:
    _, writer = await asyncio.open_connection(*house.host.split(":"))
    writer.write(b"GET /ws/rooms/ HTTP/1.1\r\nHost: x\r\nUpgr")
    await writer.drain()
    await house.still_well()
    writer.transport.abort()


def test_there_are_enough_bad_handshakes() -> None:
    assert len(REFUSED) + len(ROOM_PATHS) + len(BAD_AFTER) >= 60
