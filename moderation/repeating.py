"""The check of repeats: the same words again and again are asked about before they go.

What was seen is kept in memory, for a minute, as a number that cannot be turned back; each process counts for itself.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.conf import settings

from groups.roles import Role
from moderation.hints import hint
from rooms.actions.posting import FINE, Finding, Verdict
from rooms.live.protocol import Edit, Post
from rooms.phases import RoomKind
from rooms.queries import Seat

REPEAT: Final = "repeat"
WITHIN: Final = 60.0
"""Seconds."""
OFTEN: Final = 3
"""So often the same may be sent within that time: once, once more with a confirmation, and once by accident."""
SHORTEST: Final = 20
"""Characters: “ja, ik ook” is no flood."""
MOST_MEMBERS: Final = 10_000
"""Remembered at once by one process."""


class Repeats:
    """What each member sent lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent: dict[UUID, deque[tuple[float, int, str]]] = {}

    def is_one(self, membership_id: UUID, request_id: str, text: str) -> bool:
        """Notes a line; whether the same was sent OFTEN within the time already, under other ids."""
        said, now = hash(" ".join(text.casefold().split())), self._clock()
        if len(self._sent) >= MOST_MEMBERS:
            self._sent.clear()
        sent = self._sent.setdefault(membership_id, deque(maxlen=2 * OFTEN))
        while sent and sent[0][0] <= now - WITHIN:
            sent.popleft()
        if not any(id_ == request_id for _, _, id_ in sent):
            sent.append((now, said, request_id))
        return sum(same == said and id_ != request_id for _, same, id_ in sent) >= OFTEN


_repeats = Repeats()


def repeats(seat: Seat, frame: Post | Edit, language: str, /) -> Verdict:
    """Asks about a line that says the same again; not of who leads, and not where lines have no limit at all."""
    talks = isinstance(frame, Post) and seat.kind == RoomKind.TALK and seat.role != Role.FACILITATOR
    if not talks or not settings.POST_RATE or len(frame.text) < SHORTEST:
        return FINE
    if not _repeats.is_one(seat.membership_id, frame.id, frame.text):
        return FINE
    return Verdict([Finding(REPEAT, REPEAT, 0, len(frame.text), hard=False, hint=hint(REPEAT, language))])
