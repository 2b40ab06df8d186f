"""Who is here: counted for this process, believed of others for as long as their word is fresh."""

import time
from collections import Counter
from collections.abc import Callable, Collection

RENEWED_EVERY = 15.0
FORGOTTEN_AFTER = 40.0
"""Seconds; with the tick, nobody of a dead process is shown for longer than 45 s."""


class Presence:
    """Ordinals of members by room tag. What others tell holds for 40 s (docs/protocol.md, promise 10)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._own: dict[str, Counter[int]] = {}
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

    def own(self, tag: str) -> list[int]:
        """The ordinals that hold a socket in this process."""
        return sorted(self._own.get(tag, ()))

    def tags(self) -> list[str]:
        """The rooms in which this process holds somebody."""
        return list(self._own)

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
        return {tag for tag, _ in old}

    def here(self, tag: str) -> set[int]:
        """Everybody in a room, wherever connected."""
        found = set(self._own.get(tag, ()))
        for (told_tag, _), (ordinals, _until) in self._told.items():
            if told_tag == tag:
                found |= ordinals
        return found
