"""A bare WebSocket on a TCP stream, for what no well-behaved library would send."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from tests.live.contract import Frame, Reader

Headers = list[tuple[str, str]]

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
MASK = b"\x37\xfa\x21\x3d"
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
LONGEST_WAIT = 10.0
ANSWERS = ("ack", "error", "held", "pong", "bye")


def handshake(host: str, cookie: str | None, origin: str | None, **changed: str | None) -> Headers:
    """A good handshake's headers; a keyword (with _ for -) sets one of them, None leaves it out."""
    headers: dict[str, str | None] = {
        "Host": host,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": KEY,
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": "peerchat.v1",
        "Origin": origin,
        "Cookie": cookie,
    }
    names = {name.lower().replace("-", "_"): name for name in headers}
    headers |= {names.get(name.lower(), name.replace("_", "-")): value for name, value in changed.items()}
    return [(name, value) for name, value in headers.items() if value is not None]


def packed(payload: bytes, opcode: int = TEXT, *, fin: bool = True, rsv: int = 0, masked: bool = True) -> bytes:
    """One frame of RFC 6455, section 5.2, or the like of one."""
    bit = 0x80 if masked else 0
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    return head + _length(len(payload), bit) + (MASK + _masked(payload) if masked else payload)


def _length(size: int, bit: int) -> bytes:
    if size < 126:
        return bytes([bit | size])
    if size < 2**16:
        return bytes([bit | 126]) + struct.pack(">H", size)
    return bytes([bit | 127]) + struct.pack(">Q", size)


def _masked(payload: bytes) -> bytes:
    mask = int.from_bytes((MASK * (len(payload) // 4 + 1))[: len(payload)], "big")
    return (int.from_bytes(payload, "big") ^ mask).to_bytes(len(payload), "big")


def declared(size: int) -> bytes:
    """The head of a text frame that says it will be so long, without its payload."""
    return bytes([0x80 | TEXT]) + _length(size, 0x80) + MASK


@dataclass(frozen=True)
class Ending:
    """What was said before the end, the close code (None: cut), and whether a `bye` foretold it."""

    frames: list[Frame]
    code: int | None

    @property
    def bye(self) -> Frame | None:
        return self.frames[-1] if self.frames and self.frames[-1]["type"] == "bye" else None


class Wire:
    """One connection: `status` and `headers` of the answer, then frames as they are."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._contract = Reader()
        self.status = 0
        self.headers: Headers = []

    @classmethod
    async def open(
        cls, base: str, path: str, headers: Sequence[tuple[str, str]], method: str = "GET", source: str = "127.0.0.1"
    ) -> Self:
        """Connects and sends the handshake; a status of 0 means that the server hung up instead of answering."""
        place = urlsplit(base)
        wire = cls(*await asyncio.open_connection(place.hostname, place.port, local_addr=(source, 0)))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "", ""]
        await wire.push("\r\n".join(lines).encode("latin-1"))
        await wire._answer()
        return wire

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.transport.abort()
        await asyncio.sleep(0)

    async def _answer(self) -> None:
        try:
            raw = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), LONGEST_WAIT)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        first, *rest = raw.decode("latin-1").split("\r\n")
        self.status = int(first.split()[1])
        pairs = [line.partition(":") for line in rest if line]
        self.headers = [(name.strip().lower(), value.strip()) for name, _, value in pairs]

    def header(self, name: str) -> str | None:
        return next((value for found, value in self.headers if found == name), None)

    async def push(self, raw: bytes) -> None:
        """Writes bytes; a server that has hung up meanwhile is no error here."""
        try:
            self._writer.write(raw)
            await self._writer.drain()
        except ConnectionError:
            pass

    async def say(self, text: str) -> None:
        await self.push(packed(text.encode("utf-8", "surrogatepass")))

    async def raw(self) -> tuple[int, bytes] | None:
        """The next frame as opcode and payload, None at the end of the stream."""
        try:
            head = await self._reader.readexactly(2)
            size = head[1] & 0x7F
            if size >= 126:
                wide = await self._reader.readexactly(2 if size == 126 else 8)
                size = int.from_bytes(wide, "big")
            return head[0] & 0x0F, await self._reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None

    async def frame(self, within: float = LONGEST_WAIT) -> Frame | int | None:
        """The next frame of the protocol, held against the contract; at a close its code, None when cut."""
        async with asyncio.timeout(within):
            while (found := await self.raw()) is not None:
                opcode, payload = found
                if opcode == CLOSE:
                    return int.from_bytes(payload[:2], "big") if payload else 1005
                if opcode == PING:
                    await self.push(packed(payload, PONG))
                elif opcode in (TEXT, BINARY):
                    return self._contract.read(payload.decode() if opcode == TEXT else payload)
        return None

    async def next(self, *types: str, within: float = LONGEST_WAIT) -> Frame | int | None:
        """The next frame of one of these types (or the end), others passed over."""
        while isinstance(found := await self.frame(within), dict):
            if found["type"] in types:
                return found
        return found

    async def expect(self, kind: str, *passed: str, **fields: Any) -> Frame:
        """The next answer, which must be of this type with these fields; frames that answer nothing are passed over."""
        found = await self.next(*({*ANSWERS, kind} - {*passed}))
        shown = {name: found.get(name) for name in ("type", *fields)} if isinstance(found, dict) else None
        assert shown == {"type": kind, **fields}, f"got {found}, should be {kind} {fields}"
        assert isinstance(found, dict)
        return found

    async def farewell(self, code: int, within: float = LONGEST_WAIT) -> Frame:
        """The bye that must come before the close with this code."""
        ending = await self.ending(within)
        assert ending.code == code, ending
        assert ending.bye is not None, ending
        assert ending.bye["code"] == code, ending
        return ending.bye

    async def ending(self, within: float = LONGEST_WAIT) -> Ending:
        """Everything up to the close."""
        frames: list[Frame] = []
        while isinstance(found := await self.frame(within), dict):
            frames.append(found)
        return Ending(frames, found)

    async def well(self, word: str = "well") -> bool:
        """Whether the socket still answers a ping, whatever else comes first."""
        await self.say(json.dumps({"type": "ping", "t": word}))
        while isinstance(found := await self.next("pong"), dict):
            if found["t"] == word:
                return True
        return False
