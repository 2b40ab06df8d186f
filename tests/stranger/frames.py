"""Who may say what on an open socket: every frame that a client can send, by those who were let in."""

import json
from typing import Any, Final

from tests.live.wire import Wire

# The line that is meant is one of the facilitator, who comes first. Nothing: no answer, and no error.
FRAMES: Final = """
frame    facilitator  member     listener        muted
post     ack          ack        listening-only  muted
edit     ack          not-yours  not-yours       not-yours
react    ack          ack        ack             muted
seen     nothing      nothing    nothing         nothing
typing   nothing      nothing    nothing         nothing
ping     pong         pong       pong            pong
retract  ack          not-yours  not-yours       not-yours
"""
_ASKED: Final[dict[str, dict[str, Any]]] = {
    "post": {"id": "f1", "text": "Goedenavond."},
    "edit": {"id": "f2", "text": "Goedemorgen."},
    "react": {"id": "f3", "kind": "warmth", "on": True},
    "retract": {"id": "f4"},
}
_ABOUT_A_LINE: Final = ("edit", "react", "retract", "seen")


def read_frames() -> dict[str, dict[str, str]]:
    """The table: by frame, then by actor."""
    (_, *actors), *rows = [line.split() for line in FRAMES.split("\n") if line]
    return {name: dict(zip(actors, cells, strict=True)) for name, *cells in rows}


async def frame_answer(wire: Wire, name: str, seq: int) -> tuple[str, int]:
    """The table's word for what a frame got, and the number of its event; `seq` is the line that it is about."""
    fields = _ASKED.get(name, {}) | ({"seq": seq} if name in _ABOUT_A_LINE else {})
    if name != "ping":
        await wire.say(json.dumps({"type": name} | fields))
    if name not in _ASKED:
        await wire.say(json.dumps({"type": "ping", "t": "x"}))
    answer = await wire.next("ack", "error", "pong")
    while isinstance(answer, dict) and answer.get("code") == "muted" and "id" not in answer:
        # Told to the sockets of who is muted, soon after they enter: it answers no frame.
        answer = await wire.next("ack", "error", "pong")
    assert isinstance(answer, dict), answer
    word = str(answer.get("code", answer["type"]))
    silent = word == "pong" and name != "ping"
    return ("nothing" if silent else word), int(answer.get("seq", 0))
