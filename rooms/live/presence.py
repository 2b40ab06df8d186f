"""Who is here: counted for this process, believed of others for as long as their word is fresh."""

import time
from collections import Counter
from collections.abc import Callable, Collection

from rooms.queries import Seat

RENEWED_EVERY = 15.0
FORGOTTEN_AFTER = 40.0
"""Seconds; with the tick, nobody of a dead process is shown for longer than 45 s."""
VISIT_LASTS = 120.0
"""Seconds after a request that a reader without a socket is here: long enough to read, and to write a line."""


class Presence:
    """Ordinals of members by room tag. What others tell holds for 40 s (docs/protocol.md, promise 10)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._own: dict[str, Counter[int]] = {}
        self._visits: dict[str, dict[Seat, float]] = {}
        self._told: dict[tuple[str, str], tuple[frozenset[int], float]] = {}

    def enter(self, tag: str, ordinal: int) -> None:
        self._own.setdefault(tag, Counter())[ordinal] += 1

    def leave(self, tag: str, ordinal: int) -> None:
        counts = self._own[tag]
        counts[ordinal] -= 1
        if not counts[ordinal]:
            del counts[ordinal]
        if not counts:
            del self._own[tag]

    def visit(self, seat: Seat) -> bool:
        """A request by a reader without a socket, who is here from now on; whether that is news."""
        news = seat.ordinal not in self.own(seat.tag)
        self._visits.setdefault(seat.tag, {})[seat] = self._clock() + VISIT_LASTS
        return news

    def end_visit(self, seat: Seat) -> None:
        visits = self._visits[seat.tag]
        del visits[seat]
        if not visits:
            del self._visits[seat.tag]

    def visitors(self, tags: Collection[str]) -> list[Seat]:
        """Who is here in these rooms without a socket, through this process."""
        return [seat for tag in tags for seat in self._visits.get(tag, ())]

    def own(self, tag: str) -> list[int]:
        """The ordinals that hold a socket in this process, or came by through it."""
        return sorted({*self._own.get(tag, ()), *(seat.ordinal for seat in self._visits.get(tag, ()))})

    def tags(self) -> set[str]:
        """The rooms in which this process holds somebody."""
        return {*self._own, *self._visits}

    def heard(self, process: str, tag: str, ordinals: Collection[int]) -> bool:
        """What another process says of a room: its whole list replaces what it said before; whether that is news."""
        former, _ = self._told.pop((tag, process), (frozenset(), 0.0))
        if ordinals:
            self._told[tag, process] = (frozenset(ordinals), self._clock() + FORGOTTEN_AFTER)
        return former != frozenset(ordinals)

    def forget(self) -> set[str]:
        """Drops what is too old; returns the tags of rooms that changed."""
        now = self._clock()
        old = [key for key, (_, until) in self._told.items() if until <= now]
        for key in old:
            del self._told[key]
        over = [seat for visits in self._visits.values() for seat, until in visits.items() if until <= now]
        for seat in over:
            self.end_visit(seat)
        return {*(tag for tag, _ in old), *(seat.tag for seat in over)}

    def here(self, tag: str) -> set[int]:
        """Everybody in a room, wherever connected."""
        found = set(self.own(tag))
        for (told_tag, _), (ordinals, _until) in self._told.items():
            if told_tag == tag:
                found |= ordinals
        return found
