"""How fast one member may write, and how often a socket may be wrong."""

import math
import time
import uuid
from collections import deque
from collections.abc import Callable


class PostRate:
    """A token bucket for each member in this process: `burst` at once, then `rate` a minute; 0 is no limit."""

    def __init__(self, rate: int, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = rate / 60
        self._burst = burst
        self._clock = clock
        self._buckets: dict[uuid.UUID, tuple[float, float]] = {}

    def wait(self, membership_id: uuid.UUID) -> int:
        """0 when a line may go now (and counts it), else the seconds to wait."""
        if not self._per_second:
            return 0
        now = self._clock()
        tokens, since = self._buckets.get(membership_id, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - since) * self._per_second)
        if tokens < 1:
            self._buckets[membership_id] = tokens, now
            return math.ceil((1 - tokens) / self._per_second)
        self._buckets[membership_id] = tokens - 1, now
        return 0

    def forget(self) -> None:
        """Drops the buckets that are full again."""
        now = self._clock()
        full = [
            member
            for member, (tokens, since) in self._buckets.items()
            if tokens + (now - since) * self._per_second >= self._burst
        ]
        for member in full:
            del self._buckets[member]


class Patience:
    """Counts faults: more than `most` within `window` seconds is a flood."""

    def __init__(self, most: int, window: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._window = window
        self._clock = clock
        self._faults: deque[float] = deque()

    def ends(self) -> bool:
        """Notes one fault; True when it is one too many."""
        now = self._clock()
        self._faults.append(now)
        while self._faults[0] <= now - self._window:
            self._faults.popleft()
        return len(self._faults) > self._most
