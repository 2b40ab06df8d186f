"""Lines that wait for a facilitator, as their authors and those who lead the talk meet them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.vault import Unreadable, row_aad, unseal
from groups.models import Membership
from groups.roles import State
from rooms.live.codes import ErrorCode
from rooms.live.sealing import unwrap
from rooms.live.speaking import Ack, Denied, Held, Outcome
from rooms.models import Event, HeldLine, MeetingKey, Room
from rooms.phases import EventKind

Asked = tuple[uuid.UUID, uuid.UUID, str]
"""A request that was held: room, member, client id."""


def fields(given: Mapping[str, Any], confirm: Sequence[str]) -> dict[str, Any]:
    """What is sealed of a request: with it the author's page can ask the same again after it was loaded anew."""
    return {**given, "confirm": list(confirm)} if confirm else dict(given)


def opened(line: HeldLine) -> dict[str, Any]:
    """The fields of a held request; raises accounts.vault.Unreadable, MeetingKey.DoesNotExist once the talk went."""
    key = line.meeting.key
    return unwrap(key.id, bytes(key.wrapped)).open(line.id, bytes(line.ciphertext))


def read(line: HeldLine) -> dict[str, Any] | None:
    """The same, or None when it cannot be opened any more."""
    try:
        return opened(line)
    except (Unreadable, MeetingKey.DoesNotExist):
        return None


def answer(state: str, why: str, line_id: uuid.UUID, words: bytes | None) -> Outcome:
    """What a held request is answered with when it comes again."""
    if state == HeldLine.State.WAITING:
        return Held(why)
    if state == HeldLine.State.LATE:
        return Denied(ErrorCode.CLOSED)
    return Denied(ErrorCode.CHECK, words=unseal(words, row_aad(line_id)).decode() if words else "")


def let_go(author: Membership) -> int:
    """Deletes what a member has waiting, whose place has ended and whose rooms are locked; how many."""
    return HeldLine.objects.filter(author=author).delete()[0]


def waiting_in(room: Room) -> QuerySet[HeldLine]:
    """What waits in a room, the longest waiting first, each with its author."""
    lines = HeldLine.objects.filter(room=room, state=HeldLine.State.WAITING, author__state=State.ACTIVE)
    return lines.select_related("author", "meeting__key").order_by("held_at", "id")


@dataclass(frozen=True, slots=True)
class Own:
    """A line of the reader's own that waits or came back."""

    line: HeldLine
    fields: dict[str, Any]

    @property
    def frame(self) -> dict[str, Any]:
        """The request once more, as its author's page asks it."""
        edits = self.line.kind == EventKind.EDITED
        about = {} if self.line.refers_to is None else {"seq" if edits else "reply_to": self.line.refers_to}
        return {"type": "edit" if edits else "post", "id": self.line.client_id, **about, **self.fields}


def own_in(room: Room, author: Membership) -> list[Own]:
    """A member's own lines that wait or came back, in the order in which they were written."""
    lines = HeldLine.objects.filter(room=room, author=author).select_related("meeting__key").order_by("held_at", "id")
    return [Own(line, fields) for line in lines if (fields := read(line)) is not None]


def settled(asked: Collection[Asked]) -> dict[Asked, Outcome]:
    """What became of requests that were held; those that still wait are left out. Two statements at most.

    The held lines are read first: one that is let through in between is found as an event.
    """
    rooms, authors, ids = ({one[place] for one in asked} for place in range(3))
    named = {"room_id__in": rooms, "author_id__in": authors, "client_id__in": ids}
    held = {(line.room_id, line.author_id, line.client_id): line for line in HeldLine.objects.filter(**named)}
    found: dict[Asked, Outcome] = {}
    for one in held.keys() & set(asked):
        line = held[one]
        found[one] = answer(line.state, line.why, line.id, bytes(line.words_sealed) if line.words_sealed else None)
    left = set(asked) - held.keys()
    seqs = {}
    if left:
        rows = Event.objects.filter(**named).values_list("room_id", "author_id", "client_id", "seq")
        seqs = {(room, author, client_id): seq for room, author, client_id, seq in rows}
    for one in left:
        found[one] = Ack(seqs[one]) if one in seqs else Denied(ErrorCode.NO_SUCH_EVENT)
    return {one: outcome for one, outcome in found.items() if not isinstance(outcome, Held)}
