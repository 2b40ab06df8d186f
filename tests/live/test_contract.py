"""The reader of frames judged: what the contract knows passes, and each thing that it does not know is caught."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.live.contract import BYTES_A_FRAME, EVENTS_A_FRAME, ContractBroken, Frame, Reader

BEN, ADA, ROOM = "m_" + "b" * 22, "m_" + "a" * 22, "r_" + "k" * 22
AT = "2026-05-01T19:30:00Z"
NAMES = {BEN: {"name": "Stille Reiger", "hue": 210, "role": "member"}}
ADAS_NAME = {ADA: {"name": "Ada", "hue": 0, "role": "facilitator"}}


def welcome(**changed: Any) -> Frame:
    return {
        "type": "welcome",
        "room": ROOM,
        "kind": "talk",
        "you": BEN,
        "role": "member",
        "epoch": "e1",
        "seq": 1,
        "floor": 0,
        "phase": {"name": "open"},
        "here": [BEN],
        "names": NAMES,
        "events": [message(1)],
        "more": False,
        **changed,
    }


def message(seq: Any, by: Any = BEN, **changed: Any) -> Frame:
    return {"seq": seq, "kind": "message", "at": AT, "by": by, "text": "hoi", **changed}


def event(seq: Any = 2, by: Any = BEN, **changed: Any) -> Frame:
    return {"type": "event", **message(seq, by), **changed}


def without(frame: Frame, *names: str) -> Frame:
    return {name: value for name, value in frame.items() if name not in names}


def read(*frames: Frame | str) -> None:
    """Reads frames on one socket."""
    reader = Reader()
    for frame in frames:
        reader.read(frame if isinstance(frame, str) else json.dumps(frame))


BYE = {"type": "bye", "code": 1012, "reason": "restart", "detail": "Zo terug.", "retry": True}
ERROR = {"type": "error", "id": "x", "code": "muted", "detail": "Even niet.", "retry_after": 60}
TOMBSTONE = message(1, text=None, gone="retracted")
HIDDEN: Frame = {"kind": "hidden", "refers_to": 1, "rule": "respect", "words": "Dit kan niet."}

GOOD: dict[str, list[Frame | str]] = {
    "a welcome": [welcome()],
    "a welcome with what comes later": [welcome(counts={"1": {"warmth": 2}}, mine={"1": ["warmth"]})],
    "a reset": [welcome(reset=True)],
    "a tombstone": [welcome(events=[TOMBSTONE])],
    "a live event": [welcome(), event()],
    "an event with its author's name": [welcome(), event(by=ADA, names=ADAS_NAME)],
    "a retraction": [welcome(), {"type": "event", "seq": 2, "kind": "retracted", "at": AT, "by": BEN, "refers_to": 1}],
    "a hidden line": [welcome(), without(event(**HIDDEN), "text")],
    "a phase": [welcome(), {"type": "event", "seq": 2, "kind": "phase", "at": AT, "name": "paused", "ends_at": AT}],
    "the end": [welcome(), {"type": "event", "seq": 2, "kind": "closed", "at": AT}],
    "the rest of a log": [welcome(more=True), {"type": "events", "events": [message(2)], "more": False}, event(3)],
    "answers": [welcome(), {"type": "ack", "id": "x", "seq": 1}, ERROR, {"type": "pong", "t": "", "seq": 0}],
    "people": [welcome(), {"type": "people", "here": [BEN, ADA], "names": ADAS_NAME}, {"type": "typing", "by": ADA}],
    "a goodbye": [welcome(), BYE],
    "only a goodbye": [BYE],
}

BAD: dict[str, list[Frame | str]] = {
    "not JSON": ["hallo"],
    "not an object": ["[]"],
    "a duplicate key": ['{"type":"bye","type":"bye"}'],
    "NaN": ['{"type":"pong","t":"","seq":NaN}'],
    "a type that nobody knows": [welcome(), {"type": "hello"}],
    "no type": [welcome(), {"seq": 1}],
    "anything before the welcome": [{"type": "pong", "t": "", "seq": 0}],
    "a second welcome": [welcome(), welcome()],
    "anything after bye": [welcome(), BYE, event()],
    "an unknown field": [welcome(account="7")],
    "a missing field": [without(welcome(), "floor")],
    "null for absent": [welcome(reset=None)],
    "false for absent": [welcome(reset=False)],
    "a database key for a room": [welcome(room="12")],
    "a role that nobody knows": [welcome(role="admin")],
    "a phase that nobody knows": [welcome(phase={"name": "busy"})],
    "a floor above the head": [welcome(floor=5)],
    "somebody here twice": [welcome(here=[BEN, BEN])],
    "somebody here without a name": [welcome(here=[BEN, ADA])],
    "an author without a name": [welcome(events=[message(1, ADA)])],
    "a live author without a name": [welcome(), event(by=ADA)],
    "people without names": [welcome(), {"type": "people", "here": [ADA]}],
    "a hue beyond the circle": [welcome(names={BEN: {"name": "B", "hue": 360, "role": "member"}})],
    "a name with more than a name": [welcome(names={BEN: {**NAMES[BEN], "account": "7"}})],
    "seconds": [welcome(), event(at="2026-05-01T19:30:07Z")],
    "another zone": [welcome(), event(at="2026-05-01T21:30:00+02:00")],
    "a seq that is a float": [welcome(), event(seq=2.0)],
    "a seq that is true": [welcome(), event(seq=True)],
    "a kind that nobody knows": [welcome(), event(kind="shout")],
    "a message without text": [welcome(), without(event(), "text")],
    "an empty message": [welcome(), event(text="")],
    "a message too long": [welcome(), event(text="a" * 4_001)],
    "a tombstone that does not say why": [welcome(events=[message(1, text=None)])],
    "a tombstone with its text": [welcome(events=[message(1, gone="retracted")])],
    "a tombstone with an empty note": [welcome(events=[{**TOMBSTONE, "note": ""}])],
    "a retraction of nothing": [welcome(), {"type": "event", "seq": 2, "kind": "retracted", "at": AT, "by": BEN}],
    "the client's id in an event": [welcome(), event(id="x")],
    "a live event before the rest": [welcome(more=True), event()],
    "a list that nothing announced": [welcome(), {"type": "events", "events": [], "more": False}],
    "too many events": [welcome(events=[message(seq + 1) for seq in range(EVENTS_A_FRAME + 1)])],
    "too many bytes": [welcome(events=[message(seq + 1, text="a" * 4_000) for seq in range(BYTES_A_FRAME // 4_000)])],
    "an error code that nobody knows": [welcome(), {**ERROR, "code": "oops"}],
    "an error without words": [welcome(), {**ERROR, "detail": ""}],
    "muted without a time": [welcome(), without(ERROR, "retry_after")],
    "findings of no check": [welcome(), {**ERROR, "findings": []}],
    "a close code that nobody knows": [{**BYE, "code": 1011}],
    "a restart without a way back": [{**BYE, "retry": False}],
    "a flood without a time": [{**BYE, "code": 4429, "reason": "flood"}],
}


@pytest.mark.parametrize("story", GOOD)
def test_what_the_contract_knows_passes(story: str) -> None:
    read(*GOOD[story])


@pytest.mark.parametrize("story", BAD)
def test_what_the_contract_does_not_know_is_caught(story: str) -> None:
    *before, last = BAD[story]
    reader = Reader()
    for frame in before:
        reader.read(json.dumps(frame))
    with pytest.raises(ContractBroken):
        reader.read(last if isinstance(last, str) else json.dumps(last))


def test_a_binary_frame_is_caught() -> None:
    with pytest.raises(ContractBroken):
        Reader().read(b"{}")
