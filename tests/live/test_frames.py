"""Every frame that should not have been sent gets the answer that the contract promises, and harms nobody else."""

from __future__ import annotations

import asyncio
import json

import pytest

from rooms.live.codes import ErrorCode, error_detail
from tests.live import wire
from tests.live.bad_frames import TABLES, post, request
from tests.live.client import read_log
from tests.live.contract import ContractBroken, Frame
from tests.live.house import House
from tests.live.wire import Wire, declared, packed
from tests.stack import Stack

pytestmark = pytest.mark.stack

MALFORMED_IN_A_ROW = 20
FRAME_LIMIT = 64 * 1024


@pytest.fixture
def server(stack: Stack) -> Stack:
    """Which database is behind it, a frame does not ask: what depends on it is tried on both in test_texts.py."""
    return stack


async def numbers(house: House) -> dict[str, int]:
    """Lines of Ben, of Ada, and one that Ben retracted; and where the log ends."""
    async with house.client(house.ada) as ada, house.client(house.ben) as ben:
        others, mine, gone = [(await client.post("een regel")).seq or 0 for client in (ada, ben, ben)]
        head = (await ben.retract(gone)).seq or 0
        return {"$OTHERS": others, "$MINE": mine, "$GONE": gone, "$HEAD": head, "$BEYOND": head + 1000}


def filled(text: str, values: dict[str, int]) -> str:
    for name, value in values.items():
        text = text.replace(name, str(value))
    return text


async def flaw(socket: Wire, text: str, codes: tuple[str, ...]) -> str | None:
    """What is wrong with the answer to one bad frame, or None."""
    await socket.say(text)
    found = await socket.next("error", "ack", "pong", "bye", within=5)
    if not isinstance(found, dict) or found["type"] != "error" or found["code"] not in codes:
        return f"got {found}, should be {' or '.join(codes)}"
    if not {*codes} & {"malformed", "unknown-type"} and found.get("id") != json.loads(text)["id"]:
        return f"the error does not say which request it means: {found}"
    return None if await socket.well() else "the socket did not survive"


async def flaw_of(house: House, text: str, codes: tuple[str, ...]) -> str | None:
    """As `flaw`, on a socket of its own: Ben's where it matters whose line it is."""
    try:
        async with await house.wire(house.ben if "retract" in text else None) as socket:
            return await flaw(socket, text, codes)
    except (ContractBroken, TimeoutError) as broken:
        return f"{type(broken).__name__} {broken}"


def test_there_are_enough_bad_frames() -> None:
    assert sum(map(len, TABLES.values())) >= 60


async def test_every_bad_frame_gets_its_error_and_adds_nothing(server: Stack) -> None:
    """Turns red when the decoder lets any of them through, answers with another code, or drops the socket."""
    house, pids = House(server), list(server.pids)
    values = await numbers(house)
    flaws = {
        f"{table}: {name}": found
        for table, cases in TABLES.items()
        for name, (text, codes) in cases.items()
        if (found := await flaw_of(house, filled(text, values), codes))
    }
    assert flaws == {}
    assert (await read_log(server.base_urls, house.ada)).lines[-1].seq == values["$HEAD"]
    await house.still_well()
    assert server.pids == pids


async def test_frames_that_look_odd_are_served_all_the_same(server: Stack) -> None:
    house = House(server)
    good = {
        "4,000 characters": post(id="g1", text="a" * 4_000),
        "4,000 faces": post(id="g2", text="\U0001f642" * 4_000),
        "4,000 characters after normalising": post(id="g3", text="e\u0301" * 4_000),
        "4,000 characters between spaces": post(id="g4", text=f"  {'a' * 4_000}\n\n"),
        "an id of 64 characters": post(id="~" * 64),
        "an id of every printable kind": post(id='!"#$%&()*+,-./:;<=>?@[]^_`{|}'),
        "escaped like no other": '{"\\u0074ype":"post","id":"g5","text":"\\u0068oi \\ud83d\\ude42"}',
        "spaced out": '\n { "type" :\t"post" , "id" : "g6" , "text" : "hoi" } \r\n',
        "a slash escaped": '{"type":"post","id":"g7","text":"a\\/b"}',
        "markup and templates": post(id="g8", text="<script>alert(1)</script> {{7*7}} ${7*7} %s '; DROP TABLE"),
        "tab and newline": post(id="g9", text="a\tb\nc"),
    }
    async with await house.wire(house.ben) as socket:
        for name, text in good.items():
            await socket.say(text)
            assert await socket.expect("ack"), name


async def test_an_error_speaks_the_language_of_the_handshake(server: Stack) -> None:
    house = House(server)
    chosen = f"{house.ben['cookie']}; django_language=fr"
    for handshake, language in (
        ({"Accept_Language": "fr-BE, en;q=0.5"}, "fr"),
        ({"Accept_Language": "en-GB"}, "en"),
        ({"Accept_Language": "de"}, "nl"),
        ({"Accept_Language": "en", "Cookie": chosen}, "fr"),
    ):
        async with await house.upgraded(house.ben, **handshake) as socket:
            await socket.expect("welcome")
            await socket.say(request("whistle"))
            await socket.expect("error", detail=error_detail(ErrorCode.UNKNOWN_TYPE, language))


async def test_what_asks_for_no_answer_gets_none(server: Stack) -> None:
    house = House(server)
    for text in (request("typing"), request("seen", seq=0), request("seen", seq=1), request("seen", seq=2**53 - 1)):
        async with await house.wire() as socket:
            await socket.say(text)
            await socket.say(request("ping", t="na"))
            await socket.expect("pong", t="na")
            assert await socket.well()


async def test_an_empty_ping_and_a_long_one_are_answered(server: Stack) -> None:
    house = House(server)
    async with await house.wire() as socket:
        for word in ("", "a" * 32, '"\\{}'):
            assert await socket.well(word)


async def test_a_line_is_retracted_once_and_the_same_request_is_acked_again(server: Stack) -> None:
    house = House(server)
    async with house.client(house.ben) as ben:
        line = (await ben.post("weg ermee")).seq or 0
        first = await ben.retract(line, "weg-1")
        again = await ben.retract(line, "weg-1")
        other = await ben.retract(line, "weg-2")
        assert first.kind == "ack"
        assert again.seq == first.seq
        assert other.code == "no-such-event"
        assert (await ben.retract(first.seq or 0, "weg-3")).kind == "error"
        assert (await ben.retract(line, "weg-2")).code == "no-such-event", "a refused id is free again"


async def test_a_reply_to_a_retracted_line_is_a_reply(server: Stack) -> None:
    house = House(server)
    async with house.client(house.ben) as ben:
        line = (await ben.post("weg ermee")).seq or 0
        await ben.retract(line)
        assert (await ben.post("toch nog iets", reply_to=line)).kind == "ack"


# What is not text


async def test_a_binary_frame_is_malformed_and_the_third_ends_the_socket(server: Stack) -> None:
    house = House(server)
    async with await house.wire() as socket:
        for _ in range(2):
            await socket.push(packed(b'{"type":"typing"}', wire.BINARY))
            await socket.expect("error", code="malformed")
        await socket.push(packed(b"\x00", wire.BINARY))
        await socket.farewell(4400)
    await house.still_well()


async def test_more_than_twenty_malformed_frames_are_a_flood(server: Stack) -> None:
    house = House(server)
    async with await house.wire() as socket:
        for _ in range(MALFORMED_IN_A_ROW):
            await socket.say("x")
            await socket.expect("error", code="malformed")
        await socket.say('{"type":"shout"}')
        assert (await socket.farewell(4429))["retry_after"] == 30
    await house.still_well()


async def test_a_frame_of_64_kib_is_served_and_one_byte_more_is_1009(server: Stack) -> None:
    house = House(server)
    padded = request("ping", t="vol").ljust(FRAME_LIMIT)
    async with await house.wire() as socket:
        await socket.say(padded)
        await socket.expect("pong", t="vol")
        await socket.say(padded + " ")
        await socket.farewell(1009)
    await house.still_well()


TOO_LARGE: dict[str, bytes] = {
    "a megabyte": packed(b" " * 2**20),
    "two hundred thousand brackets": packed(b"[" * 200_000),
    "two gigabytes declared": declared(2**31) + b" " * 1000,
    "2^62 bytes declared": declared(2**62) + b" ",
    "fragments that grow beyond 64 KiB": packed(b" " * 40_000, fin=False)
    + packed(b" " * 40_000, wire.CONTINUATION, fin=False),
    "a large binary frame": packed(b"\x00" * 70_000, wire.BINARY),
}


async def test_what_is_too_large_is_1009(server: Stack) -> None:
    house = House(server)
    await ends_with(house, {name: (raw, 1009) for name, raw in TOO_LARGE.items()})
    await house.still_well()


BREAKS_RFC_6455: dict[str, tuple[bytes, int]] = {
    "bytes that are not UTF-8": (packed(b'{"type":"ping","t":"\xff"}'), 1007),
    "a surrogate in UTF-8": (packed(b'{"type":"ping","t":"\xed\xa0\x80"}'), 1007),
    "an overlong slash": (packed(b'{"type":"ping","t":"\xc0\xaf"}'), 1007),
    "UTF-8 cut short": (packed(b'{"type":"ping","t":"\xe2\x82'), 1007),
    "an unmasked frame": (packed(b'{"type":"typing"}', masked=False), 1002),
    "a reserved opcode": (packed(b"{}", 3), 1002),
    "a reserved control opcode": (packed(b"", 11), 1002),
    "a reserved bit": (packed(b"{}", rsv=4), 1002),
    "a continuation of nothing": (packed(b"{}", wire.CONTINUATION), 1002),
    "a new text within fragments": (packed(b"{", fin=False) + packed(b"}"), 1002),
    "a ping of 126 bytes": (packed(b"a" * 126, wire.PING), 1002),
    "a fragmented ping": (packed(b"a", wire.PING, fin=False), 1002),
}


async def test_what_breaks_rfc_6455_is_1002_or_1007(server: Stack) -> None:
    house = House(server)
    await ends_with(house, BREAKS_RFC_6455)
    await house.still_well()


async def ends_with(house: House, cases: dict[str, tuple[bytes, int]]) -> None:
    """Each of these bytes ends its socket with its code; those of the RFC itself need no bye."""
    flaws: dict[str, str] = {}
    for name, (raw, code) in cases.items():
        async with await house.wire() as socket:
            await socket.push(raw)
            ending = await socket.ending()
            if ending.code != code or (code == 1009 and (ending.bye is None or ending.bye["code"] != code)):
                flaws[name] = f"ended with {ending}, should be {code}"
    assert flaws == {}


async def test_a_frame_in_fragments_is_one_frame_even_round_a_ping(server: Stack) -> None:
    house = House(server)
    text = request("ping", t="stukken").encode()
    async with await house.wire() as socket:
        await socket.push(packed(text[:5], fin=False) + packed(b"p", wire.PING))
        await socket.push(packed(text[5:9], wire.CONTINUATION, fin=False) + packed(text[9:], wire.CONTINUATION))
        await socket.expect("pong", t="stukken")


async def test_ten_thousand_fragments_of_one_byte_are_served_or_closed_as_documented(server: Stack) -> None:
    house = House(server)
    text = request("ping", t="kruimels").ljust(10_000).encode()
    first, *middle, last = [text[place : place + 1] for place in range(len(text))]
    crumbs = b"".join(packed(crumb, wire.CONTINUATION, fin=False) for crumb in middle)
    async with await house.wire() as socket:
        await socket.push(packed(first, fin=False) + crumbs + packed(last, wire.CONTINUATION))
        found = await socket.next("pong", "bye")
        assert isinstance(found, dict), found
        assert found["type"] == "pong" or found["code"] in (1009, 4429), found
    await house.still_well()


async def test_a_fragment_that_never_ends_disturbs_nobody(server: Stack) -> None:
    house = House(server)
    async with await house.wire() as socket:
        await socket.push(packed(b'{"type":', fin=False))
        await house.still_well()


async def test_a_polite_close_is_answered_in_kind(server: Stack) -> None:
    house = House(server)
    async with await house.wire() as socket:
        await socket.push(packed(b"\x03\xe8", wire.CLOSE))
        assert (await socket.ending()).code == 1000


async def test_a_close_that_is_none_ends_the_socket_all_the_same(server: Stack) -> None:
    """The other end is going anyway: a close frame that breaks RFC 6455 may be cut instead of answered."""
    house = House(server)
    for payload in (b"\x03", b"\x03\xed", b"\x03\xe7", b"\xff\xff", b"\x03\xe8\xff"):
        async with await house.wire() as socket:
            await socket.push(packed(payload, wire.CLOSE))
            assert (await socket.ending()).code in (1002, 1007, None), payload
    await house.still_well()


async def test_half_a_frame_and_a_lost_line_disturb_nobody(server: Stack) -> None:
    house = House(server)
    for raw in (packed(b"{" * 100)[:20], declared(100), b"\x81"):
        async with await house.wire() as socket:
            await socket.push(raw)
    await house.still_well()


async def test_a_storm_of_pings_is_answered_or_called_a_flood(server: Stack) -> None:
    house = House(server)
    async with await house.wire(house.ben) as socket:
        storm = b"".join(packed(request("ping", t=str(number)).encode()) for number in range(2_000))
        sending = asyncio.create_task(socket.push(storm))
        await house.still_well()
        found: Frame | int | None = {}
        while isinstance(found, dict) and found.get("t") != "1999" and found.get("type") != "bye":
            found = await socket.next("pong", "bye")
        assert isinstance(found, dict)
        assert found.get("code", 4429) == 4429
        await sending
