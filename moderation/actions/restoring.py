"""Giving back what a measure took: the voice, the line, the place in the group with its name."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.vault import Unreadable
from groups.actions import memberships
from groups.actions.news import tell
from groups.models import Group, Membership
from groups.queries import consent_given
from groups.roles import HOLDS_A_PLACE, State
from moderation.actions.measures import locked
from moderation.actions.muting import silence
from moderation.actions.removing import KINDS
from moderation.models import HiddenOriginal, Measure
from rooms.actions.belonging import ring_all, tell_of
from rooms.live import doorbell, log
from rooms.live.sealing import TalkKey
from rooms.models import Event, HeldLine, Room
from rooms.phases import EventKind, Gone

LIFTED = "measure-lifted"
"""What the news of it is called."""
KEEPS_A_SEAT = (State.ACTIVE, State.SUSPENDED)


def undo(measure: Measure, rooms: list[Room], now: datetime) -> None:
    """Takes a locked measure back and tells the person, in locked rooms; what it took is there again if it can be."""
    measure.lifted_at = now
    measure.save(update_fields=["lifted_at"])
    member = locked(measure.membership, State.values)
    GIVES_BACK[Measure.Kind(measure.kind)](measure, member, rooms, now)
    ring_all(rooms)
    tell(accounts=[member.account], group=member.group, code=LIFTED, now=now)


def state_by_measures(member: Membership, now: datetime, otherwise: State) -> State:
    """What a member is by the measures that still hold."""
    holding = member.measures.filter(lifted_at=None).filter(Q(until=None) | Q(until__gt=now))
    kinds = set(holding.values_list("kind", flat=True))
    return next((state for state in (State.BANNED, State.REMOVED, State.SUSPENDED) if KINDS[state] in kinds), otherwise)


def give_place_back(member: Membership, state: State, rooms: list[Room], now: datetime) -> None:
    """Makes a locked member of a group what `state` says; who came in anew meanwhile stays that."""
    group = Group.objects.select_for_update(no_key=True).get(pk=member.group_id)
    if state in KEEPS_A_SEAT and not Membership.objects.filter(consent_given(), pk=member.pk).exists():
        state = State.LEFT
    if state in HOLDS_A_PLACE and not _makes_room(member, now):
        return
    if state in (*KEEPS_A_SEAT, State.BANNED):
        member.group = group
        memberships.restore(member, state, now)
    else:
        memberships.end(member, state, now)
    if state == State.ACTIVE:
        tell_of(member, EventKind.JOINED, rooms[0], now)


def _place(measure: Measure, member: Membership, rooms: list[Room], now: datetime) -> None:
    if KINDS.get(State(member.state)) != measure.kind:
        return  # the person left meanwhile, or another measure holds
    before = State(measure.state_before or State.ACTIVE)
    state = state_by_measures(member, now, before if before == State.LEFT else State.ACTIVE)
    if state != member.state:
        give_place_back(member, state, rooms, now)


def _makes_room(member: Membership, now: datetime) -> bool:
    """Whether nothing stands in the way of the old place: a new request does not, a new place does."""
    others = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("group__organisation")
    other = others.filter(account=member.account_id, group=member.group_id, state__in=HOLDS_A_PLACE)
    place = other.exclude(pk=member.pk).first()
    if place and place.state == State.REQUESTED:
        memberships.end(place, State.LEFT, now)
    return place is None or place.state == State.LEFT


def _lead(measure: Measure, member: Membership, rooms: list[Room], now: datetime) -> None:
    """The task is there again for who is still in the group, unless it was ended once more."""
    ended_again = member.measures.filter(kind=Measure.Kind.END_LEAD, lifted_at=None).exists()
    if member.state == State.ACTIVE and not ended_again:
        memberships.lead(member)


def _voice(measure: Measure, member: Membership, rooms: list[Room], now: datetime) -> None:
    silence(member, now)


def _line(measure: Measure, member: Membership, rooms: list[Room], now: datetime) -> None:
    """The line is said anew by its author, as an edit is, while its talk is the room's last and is kept."""
    talk, seq = rooms[0], measure.seq
    line = Event.objects.filter(
        room=talk, seq=seq or 0, kind=EventKind.MESSAGE, gone=Gone.HIDDEN, author=member
    ).first()
    key = log.talk_key(talk)
    if line is None or key is None or line.key_id != key.id:
        return
    edits = Q(event__refers_to=seq, event__kind=EventKind.EDITED)
    hidden = HiddenOriginal.objects.filter(Q(event=line) | edits, event__room=talk)
    fields = _fields(hidden, key)
    if "text" not in fields:
        return
    Event.objects.filter(room=talk, refers_to=seq, kind=EventKind.EDITED).update(gone=Gone.EDITED)
    line.gone = Gone.EDITED
    line.ciphertext = key.seal(line.id, {"note": fields["note"]}) if "note" in fields else None
    line.save(update_fields=["gone", "ciphertext"])
    log.append(talk, kind=EventKind.EDITED, author=member, fields={"text": fields["text"]}, refers_to=seq, now=now)
    hidden.delete()


def _chance(measure: Measure, member: Membership, rooms: list[Room], now: datetime) -> None:
    """The line waits for a facilitator again, while its talk goes on."""
    dropped = HeldLine.objects.filter(author=member, room=rooms[0], state=HeldLine.State.DROPPED)
    going_on = dropped.filter(meeting=rooms[0].meeting, meeting__closed_at=None)
    if measure.held_id and going_on.filter(pk=measure.held_id).update(
        state=HeldLine.State.WAITING, rule="", words_sealed=None
    ):
        doorbell.ring(rooms[0], "held")


def _fields(hidden: Iterable[HiddenOriginal], key: TalkKey) -> dict[str, Any]:
    """The text as it last was, and its content note, which may lie in a row of its own."""
    found: dict[str, Any] = {}
    for original in hidden:
        with suppress(Unreadable):
            found |= key.open(original.event_id, bytes(original.ciphertext))
    return found


def _nothing(measure: Measure, member: Membership, rooms: list[Room], now: datetime) -> None:
    """A word took nothing."""


GIVES_BACK: dict[Measure.Kind, Callable[[Measure, Membership, list[Room], datetime], None]] = {
    Measure.Kind.WORD: _nothing,
    Measure.Kind.DROP: _chance,
    Measure.Kind.HIDE: _line,
    Measure.Kind.MUTE: _voice,
    Measure.Kind.END_LEAD: _lead,
    Measure.Kind.SUSPEND: _place,
    Measure.Kind.REMOVE: _place,
    Measure.Kind.BAN: _place,
}
