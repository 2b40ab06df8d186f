"""Bringing one socket up to the present: the welcome, and what follows it."""

from typing import Any

from rooms.live import log
from rooms.live.open_room import OpenRoom, Socket
from rooms.live.pool import db
from rooms.live.protocol import encode, pages
from rooms.live.reading import CHUNK, Opening, authors


async def welcome(room: OpenRoom, socket: Socket, found: Opening, here: list[str]) -> None:
    """Sends `welcome`, and `events` until the head that it named."""
    first, *rest = pages(found.events)
    last = found.events[-1]["seq"] if found.events else found.head
    socket.told = {*here, *authors(first)} & room.roster.keys()
    fields: dict[str, Any] = {
        "room": socket.seat.room,
        "kind": socket.seat.kind,
        "you": socket.seat.public_id,
        "role": socket.seat.role,
        "epoch": found.epoch,
        "seq": found.head,
        "floor": found.floor,
        "phase": found.phase,
        "here": here,
        "names": room.names(socket.told),
        "events": first,
        "counts": found.counts,
        "mine": found.mine,
        "more": bool(rest) or last < found.head,
    }
    await socket.send_text(encode("welcome", {**fields, "reset": True} if found.reset else fields))
    await _send_pages(room, socket, rest, more=last < found.head)
    socket.cursor = last
    while socket.cursor < found.head:
        events = await db(log.read, room.id, after=socket.cursor, upto=found.head, most=CHUNK)
        await room.know(events)
        last = events[-1]["seq"] if events else found.head
        await _send_pages(room, socket, pages(events), more=last < found.head)
        socket.cursor = last


async def follow(room: OpenRoom, socket: Socket) -> None:
    """Sends, one a frame, what was committed while the socket was reading; then lets it hear."""
    while room.cursor is not None and socket.cursor < room.cursor:
        events = await db(log.read, room.id, after=socket.cursor, upto=room.cursor, most=CHUNK)
        await room.know(events)
        for event in events:
            await socket.send_text(encode("event", _with_names(room, socket, [event], event)))
        socket.cursor = events[-1]["seq"] if events else room.cursor
    socket.live = True


async def _send_pages(room: OpenRoom, socket: Socket, found: list[list[dict[str, Any]]], *, more: bool) -> None:
    for number, page in enumerate(found, start=1):
        fields = {"events": page, "more": more or number < len(found)}
        await socket.send_text(encode("events", _with_names(room, socket, page, fields)))


def _with_names(room: OpenRoom, socket: Socket, events: list[dict[str, Any]], fields: dict[str, Any]) -> dict[str, Any]:
    untold = authors(events) - socket.told
    socket.told |= untold
    return {**fields, "names": room.names(untold)} if untold else fields
