"""One room of a server with its people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from tests.live.client import Client, Seat, seated
from tests.live.wire import Wire, handshake
from tests.stack import Stack


class House:
    """One room: the first seat is Ada, who facilitates, the second Ben; the members take turns in misbehaving."""

    def __init__(self, server: Stack, members: int = 8, seats: Sequence[Seat] = ()) -> None:
        self.server, self.base = server, server.base_urls[0]
        self.seats: list[Seat] = [*(seats or server.seed(1, members))]
        self.ada, self.ben = self.seats[:2]
        self._turns: Iterator[Seat] = cycle(self.seats[1:])

    @property
    def host(self) -> str:
        return self.base.removeprefix("http://")

    def client(self, seat: Seat, process: int = 0) -> Client:
        return seated(self.server.base_urls, seat, process)

    async def upgraded(self, seat: Seat | None = None, query: str = "", **changed: str | None) -> Wire:
        """A bare socket after its handshake; a keyword changes (None: leaves out) one of the headers."""
        who = seat or next(self._turns)
        path = changed.pop("path", None) or who["ws"]
        return await Wire.open(self.base, path + query, handshake(self.host, who["cookie"], self.base, **changed))

    async def wire(self, seat: Seat | None = None) -> Wire:
        """A bare socket that has been welcomed."""
        socket = await self.upgraded(seat)
        try:
            assert socket.status == 101, socket.headers
            await socket.expect("welcome")
        except BaseException:
            await socket.__aexit__()
            raise
        return socket

    async def still_well(self) -> None:
        """A good client is served as ever."""
        async with self.client(self.ada) as ada, self.client(self.ben) as ben:
            outcome = await ben.post("nog altijd hier")
            assert outcome.kind == "ack"
            assert (await ada.heard(outcome.seq or 0)).text == "nog altijd hier"
