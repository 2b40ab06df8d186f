"""The public contract of the live protocol, as a client sees it: what each frame of the server may hold.

Written from the contract alone. A frame that has a field too many, too few or of another kind raises `ContractBroken`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Check = Callable[[Any], bool]
Frame = dict[str, Any]

EVENTS_A_FRAME = 200
BYTES_A_FRAME = 256 * 1024
NEWEST = 50
HIGHEST_SEQ = 2**53 - 1

ROOM_KINDS = ("talk", "backstage", "aside", "letters")
ROLES = ("member", "listener", "facilitator")
PHASES = ("waiting", "check-in", "agreements", "round", "open", "check-out", "paused", "closed")
ACKNOWLEDGEMENTS = ("listening", "recognise", "warmth", "breathe")
ERROR_CODES = (
    *("malformed", "unknown-type", "too-long", "empty", "no-such-event", "not-yours", "not-your-turn"),
    *("listening-only", "closed", "paused", "waiting", "muted", "slow-mode", "rate-limited", "check"),
    *("conflict", "unavailable"),
)
RETRY_CODES = ("muted", "slow-mode", "rate-limited", "unavailable")
BYE_RETRIES = {
    4400: False,
    4401: False,
    4403: False,
    4404: False,
    4408: True,
    4409: False,
    4429: True,
    1012: True,
    1009: False,
}
RFC_CODES = (1002, 1007)


class ContractBroken(AssertionError):
    """The server said something that the contract does not know."""


def whole(low: int = 0, high: int = HIGHEST_SEQ) -> Check:
    """A JSON integer (not a float, not a boolean) within bounds."""
    return lambda value: type(value) is int and low <= value <= high


def words(low: int = 0, high: int = 10_000) -> Check:
    """A string of so many code points."""
    return lambda value: isinstance(value, str) and low <= len(value) <= high


def one_of(*choices: str) -> Check:
    return lambda value: isinstance(value, str) and value in choices


def like(pattern: str) -> Check:
    matcher = re.compile(pattern)
    return lambda value: isinstance(value, str) and matcher.fullmatch(value) is not None


def every(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def table(key: Check, value: Check) -> Check:
    return lambda rows: isinstance(rows, dict) and all(key(name) and value(row) for name, row in rows.items())


def yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def only_true(value: Any) -> bool:
    return value is True


def nothing(value: Any) -> bool:
    return value is None


PUBLIC_ID = r"[A-Za-z0-9_-]{22}"
MEMBER = like("m_" + PUBLIC_ID)
ROOM = like("r_" + PUBLIC_ID)
MOMENT = like(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
MINUTE = like(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00(\.0+)?(Z|\+00:00)")
REQUEST_ID = like(r"[!-~]{1,64}")
SEQ = whole(1)
SECONDS = whole(0, 10**7)
SEQ_KEY = like(r"[1-9][0-9]*")


@dataclass(frozen=True)
class Shape:
    """The fields of one object: those that must be there, and those that may be absent but are never null."""

    required: dict[str, Check]
    optional: dict[str, Check] = field(default_factory=dict)

    def __call__(self, value: Any) -> bool:
        return self.flaw(value) is None

    def flaw(self, value: Any) -> str | None:
        """What is wrong with the object, in words, or None."""
        if not isinstance(value, dict):
            return "not an object"
        if missing := self.required.keys() - value.keys():
            return f"missing {sorted(missing)}"
        fields = self.required | self.optional
        if unknown := value.keys() - fields.keys():
            return f"unknown {sorted(unknown)}"
        wrong = [name for name, found in value.items() if not fields[name](found)]
        return f"wrong {wrong}" if wrong else None


PHASE = Shape({"name": one_of(*PHASES)}, {"ends_at": MOMENT})
PERSON = Shape({"name": words(1, 64), "hue": whole(0, 359), "role": one_of(*ROLES)})
NAMES = table(MEMBER, PERSON)
COUNTS = table(one_of(*ACKNOWLEDGEMENTS), whole(0))
FINDING = Shape(
    {"id": words(1), "kind": words(1), "start": whole(), "end": whole(), "hard": yes_or_no, "hint": words(1)},
)


def _kind(required: dict[str, Check], optional: dict[str, Check] | None = None) -> Shape:
    head = {"seq": SEQ, "kind": words(1), "at": MINUTE}
    return Shape({**head, **required}, {"by": MEMBER, **(optional or {})})


EVENT_KINDS: dict[str, Shape] = {
    "message": _kind({"text": words(1, 4000)}, {"reply_to": SEQ, "note": words(1, 80)}),
    "edited": _kind({"refers_to": SEQ, "text": words(1, 4000)}),
    "retracted": _kind({"refers_to": SEQ}),
    "hidden": _kind({"refers_to": SEQ, "rule": words(1), "words": words()}),
    "phase": _kind({"name": one_of(*PHASES)}, {"ends_at": MOMENT}),
    "word": _kind({}, {"member": MEMBER, "until": MOMENT}),
    "hand": _kind({"up": yes_or_no}),
    "notice": _kind({"code": words(1), "values": lambda value: isinstance(value, dict)}),
    "aside": _kind({"room": ROOM, "member": MEMBER}),
    "joined": _kind({"member": MEMBER}),
    "left": _kind({"member": MEMBER}),
    "closed": _kind({}),
}
TOMBSTONES: dict[str, Shape] = {
    "message": _kind(
        {"text": nothing, "gone": one_of("edited", "retracted", "hidden")}, {"reply_to": SEQ, "note": words(1, 80)}
    ),
    "edited": _kind({"refers_to": SEQ, "text": nothing, "gone": one_of("edited", "retracted", "hidden")}),
}


def event_flaw(event: Any) -> str | None:
    """What is wrong with one event of the log (without `type`), or None."""
    if not isinstance(event, dict) or event.get("kind") not in EVENT_KINDS:
        return f"no such event kind: {event!r:.80}"
    kind = event["kind"]
    shape = TOMBSTONES[kind] if kind in TOMBSTONES and event.get("text") is None else EVENT_KINDS[kind]
    flaw = shape.flaw(event)
    return f"{kind} event: {flaw}" if flaw else None


def _events(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= EVENTS_A_FRAME and not any(map(event_flaw, value))


FRAMES: dict[str, Shape] = {
    "welcome": Shape(
        {
            "room": ROOM,
            "kind": one_of(*ROOM_KINDS),
            "you": MEMBER,
            "role": one_of(*ROLES),
            "epoch": words(1, 64),
            "seq": whole(),
            "floor": whole(),
            "phase": PHASE,
            "here": every(MEMBER),
            "names": NAMES,
            "events": _events,
            "more": yes_or_no,
        },
        {
            "counts": table(SEQ_KEY, COUNTS),
            "mine": table(SEQ_KEY, every(one_of(*ACKNOWLEDGEMENTS))),
            "reset": only_true,
        },
    ),
    "ack": Shape({"id": REQUEST_ID}, {"seq": SEQ}),
    "held": Shape({"id": REQUEST_ID, "why": words(1)}),
    "error": Shape(
        {"code": one_of(*ERROR_CODES), "detail": words(1)},
        {"id": REQUEST_ID, "retry_after": SECONDS, "findings": every(FINDING)},
    ),
    "events": Shape({"events": _events, "more": yes_or_no}, {"names": NAMES}),
    "people": Shape({"here": every(MEMBER)}, {"names": NAMES}),
    "typing": Shape({"by": MEMBER}),
    "counts": Shape({"seq": SEQ, "kinds": COUNTS}),
    "aside": Shape({"room": ROOM}, {"id": REQUEST_ID, "seq": SEQ}),
    "call": Shape({}),
    "pong": Shape({"t": words(0, 32), "seq": whole()}),
    "bye": Shape(
        {"code": whole(1000, 4999), "reason": like(r"[a-z][a-z-]*"), "detail": words(1), "retry": yes_or_no},
        {"retry_after": SECONDS},
    ),
}


def decoded(raw: str | bytes) -> Frame:
    """One server frame as an object, or `ContractBroken` when it is no strict JSON object in a text frame."""
    if isinstance(raw, bytes):
        raise ContractBroken("a binary frame from the server")
    try:
        frame = json.loads(raw, object_pairs_hook=_unique, parse_constant=_no_constant)
    except ValueError as wrong:
        raise ContractBroken(f"not strict JSON: {wrong}") from wrong
    if not isinstance(frame, dict):
        raise ContractBroken(f"not an object: {raw[:80]}")
    return frame


def _unique(pairs: list[tuple[str, Any]]) -> Frame:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a duplicate key")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


class Reader:
    """Reads the frames of one socket and holds each against the contract, with what that socket was told before."""

    def __init__(self, after: int | None = None) -> None:
        self.after = after
        self.named: set[str] = set()
        self.welcomed = False
        self.catching_up = False
        self.farewell: int | None = None

    def read(self, raw: str | bytes) -> Frame:
        """The frame, sound in itself and in its place, or `ContractBroken`."""
        frame = decoded(raw)
        kind = frame.get("type")
        self._sound(kind, frame, raw)
        self._in_place(str(kind), frame)
        self._everyone_named(frame)
        return frame

    def _sound(self, kind: Any, frame: Frame, raw: str | bytes) -> None:
        fields = {name: value for name, value in frame.items() if name != "type"}
        if kind == "event":
            names = fields.pop("names", {})
            flaw = event_flaw(fields) or (None if NAMES(names) else "wrong ['names']")
        elif isinstance(kind, str) and kind in FRAMES:
            flaw = FRAMES[kind].flaw(fields) or _cross_flaw(kind, fields)
            flaw = self._deeper(flaw, fields)
        else:
            flaw = "no such frame type"
        if len(raw.encode() if isinstance(raw, str) else raw) > BYTES_A_FRAME:
            flaw = f"{len(raw)} characters in one frame"
        if flaw:
            raise ContractBroken(f"{kind}: {flaw}: {raw[:300]!r}")

    @staticmethod
    def _deeper(flaw: str | None, fields: Frame) -> str | None:
        """The first event's own flaw where a list of events is what is wrong."""
        events = fields.get("events")
        if flaw is None or not isinstance(events, list):
            return flaw
        return next((found for event in events if (found := event_flaw(event))), flaw)

    def _in_place(self, kind: str, frame: Frame) -> None:
        if self.farewell is not None:
            raise ContractBroken(f"{kind} after bye")
        if kind == "bye":
            self.farewell = int(frame["code"])
            return
        if self.welcomed == (kind == "welcome"):
            raise ContractBroken(f"{kind} {'again' if self.welcomed else 'before welcome'}")
        if kind == "event" and self.catching_up:
            raise ContractBroken(f"a live event {frame['seq']} before the rest of the log")
        if kind == "events" and not self.catching_up:
            raise ContractBroken("an events frame that nothing announced")
        if kind in ("welcome", "events"):
            self.welcomed, self.catching_up = True, frame["more"]

    def _everyone_named(self, frame: Frame) -> None:
        self.named |= frame.get("names", {}).keys()
        if nameless := sorted(set(_mentioned(frame)) - self.named):
            raise ContractBroken(f"{frame['type']} mentions {nameless} without a name")


def _cross_flaw(kind: str, fields: Frame) -> str | None:
    """What is wrong between the fields of one frame."""
    if kind == "error" and fields["code"] in RETRY_CODES and "retry_after" not in fields:
        return f"{fields['code']} without retry_after"
    if kind == "error" and (fields["code"] == "check") != ("findings" in fields):
        return "findings belong to check, and to nothing else"
    if kind == "bye" and BYE_RETRIES.get(fields["code"]) is not fields["retry"]:
        return f"code {fields['code']} with retry {fields['retry']}"
    if kind == "bye" and fields["code"] == 4429 and "retry_after" not in fields:
        return "4429 without retry_after"
    if kind == "welcome" and fields["floor"] > fields["seq"]:
        return "floor above the head"
    if kind in ("welcome", "people") and len(set(fields["here"])) != len(fields["here"]):
        return "somebody is here twice"
    return None


def _mentioned(frame: Frame) -> Iterable[str]:
    if frame["type"] == "event" and "by" in frame:
        yield frame["by"]
    yield from frame.get("here", ())
    yield from (event["by"] for event in frame.get("events", ()) if "by" in event)
