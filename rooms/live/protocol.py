"""The live protocol's frames: a strict decoder for what clients send, one encoder for what they hear."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NoReturn

import orjson

from rooms.live.codes import ErrorCode
from rooms.live.text import has_control, is_empty, normal

SUBPROTOCOL = "peerchat.v1"
MOST_FRAME_BYTES = 64 * 1024
"""Inbound, for a whole message."""
MOST_TEXT, MOST_NOTE = 4_000, 80
"""Code points."""
MOST_NUMBER = 2**53 - 1
MOST_DIGITS = 16
MOST_FINDINGS = 64
PAGE_EVENTS, PAGE_BYTES = 200, 256 * 1024
REACTIONS = ("listening", "recognise", "warmth", "breathe")
NEWEST = 50
"""Events that a client without a cursor gets."""

REQUEST_ID = re.compile(r"[!-~]{1,64}")
_NO_NUMBER = object()
_ASCII = re.compile(r"[\x00-\x7f]{0,32}")


class Refused(Exception):
    """A frame that is answered with an error; `request_id` when the frame named one."""

    def __init__(self, code: ErrorCode, request_id: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.request_id = request_id


@dataclass(frozen=True, slots=True)
class Post:
    id: str
    text: str
    reply_to: int | None = None
    note: str | None = None
    confirm: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    id: str
    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class React:
    id: str
    seq: int
    kind: str
    on: bool


@dataclass(frozen=True, slots=True)
class Retract:
    id: str
    seq: int


@dataclass(frozen=True, slots=True)
class Seen:
    seq: int


@dataclass(frozen=True, slots=True)
class Typing:
    pass


@dataclass(frozen=True, slots=True)
class Ping:
    t: str


Frame = Post | Edit | Retract | React | Seen | Typing | Ping


@dataclass(frozen=True, slots=True)
class _Shape:
    make: type[Frame]
    required: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    optional: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)


def decode(raw: str) -> Frame:
    """The frame in `raw` (JSON text); raises Refused."""
    found = _parse(raw)
    request_id = found.get("id")
    known_id = request_id if isinstance(request_id, str) and REQUEST_ID.fullmatch(request_id) else None
    try:
        return shaped(found)
    except Refused as refused:
        refused.request_id = known_id
        raise


def shaped(found: dict[str, Any]) -> Frame:
    """The frame of these fields, `type` among them; raises Refused."""
    kind = found.pop("type", None)
    if not isinstance(kind, str):
        raise Refused(ErrorCode.MALFORMED)
    shape = SHAPES.get(kind)
    if shape is None:
        raise Refused(ErrorCode.UNKNOWN_TYPE)
    known = {**shape.required, **shape.optional}
    if not shape.required.keys() <= found.keys() <= known.keys():
        raise Refused(ErrorCode.MALFORMED)
    # Everything must have its type before any text is found too long: `malformed` goes first.
    return shape.make(**_measured({name: known[name](value) for name, value in found.items()}))


def encode(kind: str, fields: Mapping[str, Any]) -> str:
    """One server frame as compact JSON."""
    return orjson.dumps({"type": kind, **fields}).decode()


def moment(at: datetime) -> str:
    """RFC 3339 in UTC, cut to the minute: others need not know more."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00Z")


def whole_number(text: str) -> int | None:
    """A whole number from 0 to 2^53 − 1 in ASCII digits, else None."""
    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        return None
    value = int(text)
    return value if value <= MOST_NUMBER else None


def pages(events: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """`events` in lists that each fit one frame (200 events, 256 KiB with room for the rest of the frame)."""
    found: list[list[dict[str, Any]]] = [[]]
    size = 0
    for event in events:
        weight = len(orjson.dumps(event)) + 160  # its author's entry in `names` included
        if found[-1] and (len(found[-1]) == PAGE_EVENTS or size + weight > PAGE_BYTES - 16 * 1024):
            found.append([])
            size = 0
        found[-1].append(event)
        size += weight
    return found


def _parse(raw: str) -> dict[str, Any]:
    try:
        found = json.loads(
            raw, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_no_number, parse_int=_whole
        )
    except (ValueError, RecursionError):
        raise Refused(ErrorCode.MALFORMED) from None
    if not isinstance(found, dict):
        raise Refused(ErrorCode.MALFORMED)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _refuse(literal: str) -> NoReturn:
    raise ValueError("this is not JSON")


def _no_number(literal: str) -> object:
    """What no field takes: the protocol has whole numbers only, and the error should still name the request."""
    return _NO_NUMBER


def _whole(literal: str) -> object:
    return int(literal) if len(literal) <= MOST_DIGITS + 1 else _NO_NUMBER


def _measured(fields: dict[str, Any]) -> dict[str, Any]:
    for name, most in (("text", MOST_TEXT), ("note", MOST_NOTE)):
        if name in fields:
            fields[name] = text = normal(fields[name])
            if is_empty(text):
                raise Refused(ErrorCode.EMPTY)
            if len(text) > most:
                raise Refused(ErrorCode.TOO_LONG)
    return fields


def _request_id(value: Any) -> str:
    if not isinstance(value, str) or not REQUEST_ID.fullmatch(value):
        raise Refused(ErrorCode.MALFORMED)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or has_control(value):
        raise Refused(ErrorCode.MALFORMED)
    try:
        value.encode()
    except UnicodeEncodeError:  # a lone surrogate
        raise Refused(ErrorCode.MALFORMED) from None
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MOST_NUMBER:
        raise Refused(ErrorCode.MALFORMED)
    return value


def _reaction(value: Any) -> str:
    if not isinstance(value, str) or value not in REACTIONS:
        raise Refused(ErrorCode.MALFORMED)
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused(ErrorCode.MALFORMED)
    return value


def _findings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_FINDINGS:
        raise Refused(ErrorCode.MALFORMED)
    return tuple(_request_id(item) for item in value)


def _echo(value: Any) -> str:
    if not isinstance(value, str) or not _ASCII.fullmatch(value) or has_control(value):
        raise Refused(ErrorCode.MALFORMED)
    return value


SHAPES: dict[str, _Shape] = {
    "post": _Shape(
        Post, {"id": _request_id, "text": _text}, {"reply_to": _number, "note": _text, "confirm": _findings}
    ),
    "edit": _Shape(Edit, {"id": _request_id, "seq": _number, "text": _text}),
    "react": _Shape(React, {"id": _request_id, "seq": _number, "kind": _reaction, "on": _flag}),
    "retract": _Shape(Retract, {"id": _request_id, "seq": _number}),
    "seen": _Shape(Seen, {"seq": _number}),
    "typing": _Shape(Typing),
    "ping": _Shape(Ping, {"t": _echo}),
}

SERVER_FRAMES = (
    "welcome", "ack", "held", "error", "event", "events", "people", "typing", "counts", "aside", "call", "pong", "bye",
)  # fmt: skip
