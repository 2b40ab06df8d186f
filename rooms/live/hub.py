"""The rooms that are open in this process, and who hears them.

Only a socket whose member may hear a room is in that room here, so fanning out
asks no rights of anybody: each event is encoded once and the same text goes to
every socket. Numbers decide everything: a room has a cursor, each socket has a
cursor, and an event goes to a socket whose cursor is just before it.
"""

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Collection, Iterable
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from groups.roles import Role, State
from rooms.live import arrival, holding, log, reading
from rooms.live.codes import ByeCode
from rooms.live.doorbell import Doorbell
from rooms.live.open_room import OpenRoom, Socket
from rooms.live.pool import db
from rooms.live.presence import RENEWED_EVERY, Presence
from rooms.live.protocol import encode
from rooms.live.reading import Cursor
from rooms.live.seen import Seen, note_facilitators, note_sitting
from rooms.queries import Seat, Standing, heads, may_enter, rights

logger = logging.getLogger("peerchat.hub")

TICK = 1.0
"""Seconds between looks at the database for what the bell did not tell."""
COUNTS_APART = 1.0
"""Seconds between two `counts` frames of a message."""
SITTING_NOTED_EVERY = 60.0
"""Seconds between two signs of life of who sits in a talk."""
PEOPLE_APART = 1.0
"""Seconds between two `people` frames of a room."""
MOST_SOCKETS = 5
"""Of one member in one room in this process."""

AWAY = (DatabaseError, InterfaceError)


class Hub:
    """All open rooms of this process."""

    def __init__(self) -> None:
        self.rooms: dict[uuid.UUID, OpenRoom] = {}
        self.by_tag: dict[str, OpenRoom] = {}
        self.presence = Presence()
        self.seen = Seen()
        self.bell = Doorbell(self.heard)
        self._running: set[asyncio.Task[None]] = set()

    # Coming and going

    async def join(self, socket: Socket, cursor: Cursor) -> None:
        """Tells a socket everything after its cursor, then lets it hear what comes; database errors go through."""
        room = self._open(socket.seat)
        try:
            found = await db(reading.opening, socket.seat, cursor, room.roster.keys())
            room.learn(found.people)
            if room.cursor is None:
                room.cursor = found.head
            self._seat(room, socket)
            await arrival.welcome(room, socket, found, self._here(room))
            await arrival.follow(room, socket)
            self.start(self.catch_up(room))  # this socket may be ahead of the others, or a line have been missed by all
        finally:
            room.coming -= 1
            self._close_if_empty(room)

    def leave(self, socket: Socket) -> None:
        """Takes a socket out of its room; nothing more is sent to it."""
        socket.live = False
        room = self.rooms.get(socket.seat.room_id)
        if room is None or socket not in room.sockets:
            return
        room.sockets.remove(socket)
        self.presence.leave(room.tag, socket.seat.ordinal)
        self._people_changed(room.tag)
        self._close_if_empty(room)

    def visit(self, seat: Seat) -> set[int]:
        """A page was asked for without a socket: its reader is here for a while; the ordinals of all who are."""
        if self.presence.visit(seat):
            self._people_changed(seat.tag)
        return self.presence.here(seat.tag)

    def sockets(self) -> list[Socket]:
        """Every socket of this process that sits in a room."""
        return [socket for room in self.rooms.values() for socket in room.sockets]

    def newest(self, socket: Socket) -> int:
        """The newest number that this process knows, never below what the socket was told."""
        room = self.rooms.get(socket.seat.room_id)
        return max(socket.cursor, room.cursor or 0) if room else socket.cursor

    # Events

    async def deliver(self, room_id: uuid.UUID, events: list[dict[str, Any]]) -> None:
        """Fans out events that were committed; what lies between the cursor and them is read first."""
        room = self.rooms.get(room_id)
        if room is None:
            return
        self.bell.ring(room.tag, "head")
        if room.cursor is None:  # somebody is just coming in and will read them
            return
        async with room.lock:
            if events[0]["seq"] > room.cursor + 1:
                await room.fan_out(await db(log.read, room.id, after=room.cursor, upto=events[0]["seq"] - 1))
            await room.fan_out(events)

    async def catch_up(self, room: OpenRoom) -> None:
        """Reads and fans out whatever the database has beyond the cursor."""
        if room.cursor is None or room.looking:  # whoever waits to look will see it too
            return
        room.looking = True
        try:
            await room.lock.acquire()
        finally:
            room.looking = False
        try:
            await _read_on(room, room.cursor)
        finally:
            room.lock.release()

    async def typing(self, socket: Socket) -> None:
        """Tells the others that this member types; may be lost."""
        room = self.rooms.get(socket.seat.room_id)
        if room is not None:
            self.bell.ring(room.tag, "typing", [socket.seat.ordinal])
            await _typing(room, socket.seat.public_id)

    def counted(self, seat: Seat, seq: int) -> None:
        """Somebody acknowledged a message, or took that back."""
        self.bell.ring(seat.tag, "counts", [seq])
        room = self.rooms.get(seat.room_id)
        if room is not None:
            self._count_soon(room, [seq])

    # What comes from elsewhere

    def rung(self, tag: str, what: str, numbers: list[int]) -> None:
        """A deed in this process: heard here and rung out to the others."""
        self.bell.ring(tag, what, numbers)
        self.heard(self.bell.process, tag, what, numbers)

    def heard(self, process: str, tag: str, what: str, numbers: list[int]) -> None:
        """The bell, from whichever process."""
        if what == "people" and not self.presence.heard(process, tag, numbers):
            return  # said again so that it is not forgotten
        if what == "who" and tag in self.presence.tags():
            self.bell.ring(tag, "people", self.presence.own(tag))
        if what == "rights":
            self.start(self.check_rights([tag]))
        room = self.by_tag.get(tag)
        if room is not None:
            self._heard_in(room, what, numbers)

    def _heard_in(self, room: OpenRoom, what: str, numbers: list[int]) -> None:
        if what == "head":
            self.start(self.catch_up(room))
        elif what == "held":
            self.start(self.settle_held([room]))
        elif what == "rights":
            self.start(room.refresh())
        elif what == "people":
            self._people_soon(room)
        elif what == "counts":
            self._count_soon(room, numbers)
        elif what == "typing":
            for public_id in filter(None, map(room.member, numbers)):
                self.start(_typing(room, public_id))

    async def settle_held(self, rooms: Iterable[OpenRoom]) -> None:
        """Answers the sockets whose requests waited for a facilitator and do not any more."""
        asking = [(socket, one) for room in rooms for socket in room.sockets for one in socket.held]
        asked = {(socket.seat.room_id, socket.seat.membership_id, one) for socket, one in asking}
        found = await db(holding.settled, asked) if asked else {}
        for socket, one in asking:
            outcome = found.get((socket.seat.room_id, socket.seat.membership_id, one))
            if outcome is not None:
                await socket.settle(one, outcome)

    async def check_rights(self, tags: Collection[str]) -> None:
        """Ends the sockets and the visits in these rooms whose session or membership has ended; tells of mutes."""
        sockets = [socket for tag in tags if tag in self.by_tag for socket in self.by_tag[tag].sockets]
        visitors = self.presence.visitors(tags)
        seats = [*(socket.seat for socket in sockets), *visitors]
        if not seats:
            return
        members, sessions = {seat.membership_id for seat in seats}, {seat.session_id for seat in seats}
        found = await db(rights, members, sessions, timezone.now())
        for seat in visitors:
            if _ended(seat, found.get((seat.membership_id, seat.session_id))) is not None:
                self._end_visit(seat)
        for socket in sockets:
            await self._judge(socket, found.get((socket.seat.membership_id, socket.seat.session_id)))

    async def tick(self) -> None:
        """Finds what the bell did not tell: one statement for heads, one for rights, one when somebody read on.

        Two more where a line waits for a facilitator.

        What fails does so alone: a room that cannot be read keeps nobody's rights alive elsewhere.
        """
        for tag in self.presence.forget():
            self._people_changed(tag)
        rooms = [room for room in self.rooms.values() if room.cursor is not None]
        rights_of = self.check_rights(self.presence.tags())
        held = self.settle_held(self.rooms.values())
        await asyncio.gather(*map(_guarded, (rights_of, self._catch_up_all(rooms), held, self.seen.save())))

    async def _catch_up_all(self, rooms: list[OpenRoom]) -> None:
        found = await db(heads, [room.id for room in rooms]) if rooms else {}
        for room in rooms:
            if found.get(room.id, 0) > (room.cursor or 0):
                self.start(self.catch_up(room))

    async def see_facilitators(self) -> None:
        """Notes for the clock of meetings where facilitators are: one statement, none where there are none."""
        seats = [*(socket.seat for socket in self.sockets()), *self.presence.visitors(self.presence.tags())]
        led = {seat.group_id for seat in seats if seat.role == Role.FACILITATOR}
        if led:
            await db(note_facilitators, led, timezone.now())

    async def see_who_sits(self) -> None:
        """A socket keeps its session from ending for doing nothing."""
        seats = [socket.seat for socket in self.sockets()]
        if seats:
            await db(note_sitting, seats, timezone.now())

    def tasks(self) -> list[Awaitable[None]]:
        """What must run for as long as the process serves."""
        return [*self.bell.tasks(), self._tick_on(), self._renew_presence(), self._keep_signed_in()]

    # Private, in the order of use

    def _open(self, seat: Seat) -> OpenRoom:
        room = self.rooms.get(seat.room_id)
        if room is None:
            room = self.rooms[seat.room_id] = self.by_tag[seat.tag] = OpenRoom(seat)
            self.bell.ring(room.tag, "who")
        room.coming += 1
        return room

    def _close_if_empty(self, room: OpenRoom) -> None:
        if not room.sockets and not room.coming:
            self.rooms.pop(room.id, None)
            self.by_tag.pop(room.tag, None)
            for timer in filter(None, (room.people_due, room.counts_due)):
                timer.cancel()

    def _seat(self, room: OpenRoom, socket: Socket) -> None:
        own = [other for other in room.sockets if other.seat.membership_id == socket.seat.membership_id]
        room.sockets.append(socket)
        self.presence.enter(room.tag, socket.seat.ordinal)
        self._people_changed(room.tag)
        for oldest in own[: max(0, len(own) + 1 - MOST_SOCKETS)]:
            self.leave(oldest)
            self.start(oldest.farewell(ByeCode.TOO_MANY_SOCKETS))

    def _here(self, room: OpenRoom) -> list[str]:
        return sorted(filter(None, map(room.member, self.presence.here(room.tag))))

    async def _judge(self, socket: Socket, standing: Standing | None) -> None:
        code = _ended(socket.seat, standing)
        if code is not None:
            self.leave(socket)
            await socket.farewell(code)
        elif standing is not None:
            if standing.muted_until != socket.muted_until:
                await socket.mute(standing.muted_until)
            if standing.called_at != socket.called_at:
                await socket.call(standing.called_at)

    def _end_visit(self, seat: Seat) -> None:
        if seat in self.presence.visitors([seat.tag]):  # its time may have run out meanwhile
            self.presence.end_visit(seat)
            self._people_changed(seat.tag)

    def _people_changed(self, tag: str) -> None:
        self.bell.ring(tag, "people", self.presence.own(tag))
        if tag in self.by_tag:
            self._people_soon(self.by_tag[tag])

    def _count_soon(self, room: OpenRoom, seqs: Iterable[int]) -> None:
        """At most one `counts` frame a second and message."""
        room.counting.update(seqs)
        if room.counts_due is None:
            loop = asyncio.get_running_loop()
            wait = max(0.0, room.counts_at + COUNTS_APART - loop.time())
            room.counts_due = loop.call_later(wait, lambda: self.start(self._send_counts(room)))

    async def _send_counts(self, room: OpenRoom) -> None:
        room.counts_due, room.counts_at = None, asyncio.get_running_loop().time()
        seqs, room.counting = room.counting, set()
        found = await db(reading.counts, room.id, seqs)
        for seq in sorted(seqs):
            await room.tell_all(encode("counts", {"seq": seq, "kinds": found.get(seq, {})}))

    def _people_soon(self, room: OpenRoom) -> None:
        """At most one `people` frame a second and room."""
        if room.people_due is None:
            loop = asyncio.get_running_loop()
            wait = max(0.0, room.people_at + PEOPLE_APART - loop.time())
            room.people_due = loop.call_later(wait, lambda: self.start(self._send_people(room)))

    async def _send_people(self, room: OpenRoom) -> None:
        room.people_due, room.people_at = None, asyncio.get_running_loop().time()
        if any(room.member(ordinal) is None for ordinal in self.presence.here(room.tag)):
            await room.refresh()
        await room.tell_who_is_here(self._here(room))

    def start(self, work: Any) -> None:
        """Runs `work` beside everything else; when the database is away the tick does it later."""
        task = asyncio.get_running_loop().create_task(_guarded(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _tick_on(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            await _guarded(self.tick())

    async def _renew_presence(self) -> None:
        while True:
            await asyncio.sleep(RENEWED_EVERY)
            for tag in self.presence.tags():
                self.bell.ring(tag, "people", self.presence.own(tag))
            await _guarded(self.see_facilitators())

    async def _keep_signed_in(self) -> None:
        while True:
            await asyncio.sleep(SITTING_NOTED_EVERY)
            await _guarded(self.see_who_sits())


async def _read_on(room: OpenRoom, cursor: int) -> None:
    head = (await db(heads, [room.id])).get(room.id, cursor)
    while (cursor := max(cursor, room.cursor or 0)) < head:
        found = await db(log.read, room.id, after=cursor, upto=head, most=reading.CHUNK)
        if not found:  # erased meanwhile
            room.cursor = head
            return
        await room.fan_out(found)


async def _typing(room: OpenRoom, public_id: str) -> None:
    await room.say(encode("typing", {"by": public_id}), about=public_id)


def _ended(seat: Seat, found: Standing | None) -> ByeCode | None:
    if found is None:
        return ByeCode.NOT_SIGNED_IN
    allowed = may_enter(seat.kind, seat.aside_of, seat.membership_id, found.role)
    return None if found.state == State.ACTIVE and allowed else ByeCode.NO_LONGER_A_MEMBER


async def _guarded(work: Awaitable[None]) -> None:
    try:
        await work
    except AWAY:
        logger.info("the database did not answer")
    except Exception as error:
        logger.error("hub: %s", type(error).__name__)  # noqa: TRY400 - a traceback could quote a line
