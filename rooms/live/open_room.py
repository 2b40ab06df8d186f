"""One room as it is open in this process: its cursor, its people, its sockets."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from rooms.live.codes import ByeCode
from rooms.live.pool import db
from rooms.live.protocol import encode
from rooms.live.reading import authors
from rooms.live.speaking import Outcome
from rooms.queries import Person, Seat, people


class Socket(Protocol):
    """One client in one room."""

    seat: Seat
    cursor: int
    """The number of the last event that it was sent."""
    live: bool
    """Whether it has caught up and takes events as they come."""
    told: set[str]
    """Public ids of those whose names it knows."""
    held: set[str]
    """Its requests that wait for a facilitator."""
    muted_until: datetime | None
    """As it was last told."""

    called_at: datetime | None
    """The same of what waits for this member alone."""

    async def mute(self, until: datetime | None) -> None: ...

    async def call(self, at: datetime | None) -> None: ...

    async def settle(self, request_id: str, outcome: Outcome) -> None: ...

    async def send_text(self, text: str) -> None: ...

    async def farewell(self, code: ByeCode) -> None: ...


class OpenRoom:
    """One room in this process."""

    def __init__(self, seat: Seat) -> None:
        self.id = seat.room_id
        self.tag = seat.tag
        self.kind = seat.kind
        self.group_id = seat.group_id
        self.cursor: int | None = None
        self.sockets: list[Socket] = []
        self.roster: dict[str, Person] = {}
        self.lock = asyncio.Lock()
        self.looking = False
        """Whether somebody waits for the lock to look for new events."""
        self.coming = 0
        self.people_due: asyncio.TimerHandle | None = None
        self.people_at = 0.0
        self.counting: set[int] = set()
        """Messages whose acknowledgements changed and are not told yet."""
        self.counts_due: asyncio.TimerHandle | None = None
        self.counts_at = 0.0

    def learn(self, persons: Iterable[Person]) -> None:
        """Remembers names; who changed is told anew to everybody."""
        for person in persons:
            former = self.roster.get(person.public_id)
            if former is not None and former != person:
                for socket in self.sockets:
                    socket.told.discard(person.public_id)
            self.roster[person.public_id] = person

    def names(self, public_ids: Iterable[str]) -> dict[str, dict[str, object]]:
        """The `names` of a frame."""
        return {found: self.roster[found].wire() for found in public_ids if found in self.roster}

    def member(self, ordinal: int) -> str | None:
        """The public id behind an ordinal."""
        return next((person.public_id for person in self.roster.values() if person.ordinal == ordinal), None)

    async def know(self, events: list[dict[str, Any]]) -> None:
        """Learns whoever the events speak of, also those who have left."""
        unknown = authors(events) - self.roster.keys()
        if unknown:
            self.learn(await db(people, self.group_id, unknown))

    async def refresh(self) -> None:
        """Reads the group's people anew."""
        self.learn(await db(people, self.group_id))

    async def fan_out(self, events: list[dict[str, Any]]) -> None:
        """Sends each event to every socket that is just before it; hold the lock."""
        await self.know(events)
        for event in events:
            if self.cursor is None or event["seq"] > self.cursor:
                self.cursor = event["seq"]
                await self._send_to_all(event)

    async def say(self, text: str, about: str) -> None:
        """A frame about one person to everybody else who knows the name."""
        for socket in tuple(self.sockets):
            if socket.live and socket.seat.public_id != about and about in socket.told:
                await socket.send_text(text)

    async def tell_all(self, text: str) -> None:
        """A frame that names nobody."""
        for socket in tuple(self.sockets):
            if socket.live:
                await socket.send_text(text)

    async def tell_who_is_here(self, here: list[str]) -> None:
        """The whole list, with the names for those who lack one."""
        frames = {frozenset[str](): encode("people", {"here": here})}
        for socket in tuple(self.sockets):
            if socket.live:
                untold = frozenset(here) - socket.told
                socket.told.update(untold)
                if untold not in frames:
                    frames[untold] = encode("people", {"here": here, "names": self.names(untold)})
                await socket.send_text(frames[untold])

    async def _send_to_all(self, event: dict[str, Any]) -> None:
        seq, about = event["seq"], event.get("by") or event.get("member")
        plain, named = encode("event", event), ""
        for socket in tuple(self.sockets):
            if not socket.live or socket.cursor >= seq:
                continue
            socket.cursor = seq
            if about is None or about in socket.told:
                await socket.send_text(plain)
                continue
            named = named or encode("event", {**event, "names": self.names([about])})
            socket.told.add(about)
            await socket.send_text(named)
