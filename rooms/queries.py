"""Reading rooms. The rights are in the look-up: what is not found is not there, or not yours."""

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When

from accounts.models import Account, Session
from groups.models import Membership
from groups.roles import Role, State
from groups.tasks import acting_role, leading
from rooms.models import Event, HeldLine, ReadPointer, Room
from rooms.phases import RoomKind


@dataclass(frozen=True, slots=True)
class Seat:
    """A member in a room, through one session."""

    room_id: uuid.UUID
    room: str
    tag: str
    kind: str
    group_id: uuid.UUID
    membership_id: uuid.UUID
    session_id: uuid.UUID
    public_id: str
    ordinal: int
    role: str
    aside_of: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member is at this moment."""

    state: str
    role: str
    muted_until: datetime | None
    called_at: datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """What a room's readers are told of somebody."""

    membership_id: uuid.UUID
    public_id: str
    ordinal: int
    name: str
    hue: int
    role: str

    def wire(self) -> dict[str, object]:
        """As in the `names` of a frame."""
        return {"name": self.name, "hue": self.hue, "role": self.role}


ROOM_ID = re.compile(r"r_[A-Za-z0-9_-]{22}")
SEAT_COLUMNS = (
    "group__rooms__id",
    "group__rooms__tag",
    "group__rooms__kind",
    "group__rooms__member_id",
    "group_id",
    "id",
    "public_id",
    "ordinal",
    "role",
)
PERSON_COLUMNS = ("id", "public_id", "ordinal", "pseudonym", "hue", "role")


def may_enter(kind: str, aside_of: uuid.UUID | None, membership_id: uuid.UUID, role: str) -> bool:
    """Whether an active member of the room's group may hear a room of this kind."""
    if kind == RoomKind.BACKSTAGE:
        return role == Role.FACILITATOR
    if kind == RoomKind.ASIDE:
        return role == Role.FACILITATOR or aside_of == membership_id
    return True


def membership_of(account: Account, room_public_id: str) -> tuple[Room, Membership] | None:
    """The room and the account's active membership in it; None for every kind of "not yours".

    The first statement decides, as in every look-up: one more for what exists could be told by the time it takes.
    """
    rows = Membership.objects.filter(account=account, state=State.ACTIVE, group__rooms__public_id=room_public_id)
    own = rows.annotate(kind=F("group__rooms__kind"), aside_of=F("group__rooms__member")).first()
    if own is None:
        return None
    own.proved = account.proved
    if not may_enter(own.kind, own.aside_of, own.id, own.acting_role):
        return None
    return Room.objects.select_related("group", "meeting").get(public_id=room_public_id), own


def seat_of(room: Room, membership: Membership, session_id: uuid.UUID) -> Seat:
    """The seat of who was found by `membership_of`, for a page that this session asked for."""
    return Seat(
        room_id=room.id,
        room=room.public_id,
        tag=room.tag,
        kind=room.kind,
        group_id=room.group_id,
        membership_id=membership.id,
        session_id=session_id,
        public_id=membership.public_id,
        ordinal=membership.ordinal,
        role=membership.acting_role,
        aside_of=room.member_id,
    )


def seat(session: Session, room_public_id: str) -> Seat | None:
    """The seat of a session's account in a room; None for every kind of "not yours"."""
    if not ROOM_ID.fullmatch(room_public_id):  # PostgreSQL refuses NUL
        return None
    rows = Membership.objects.filter(
        account=session.account_id, state=State.ACTIVE, group__rooms__public_id=room_public_id
    ).values_list(*SEAT_COLUMNS)
    for room, tag, kind, aside_of, group, member, public_id, ordinal, held in rows:
        role = acting_role(held, session.second_factor)
        if may_enter(kind, aside_of, member, role):
            return Seat(
                room_id=room,
                room=room_public_id,
                tag=tag,
                kind=kind,
                group_id=group,
                membership_id=member,
                session_id=session.id,
                public_id=public_id,
                ordinal=ordinal,
                role=role,
                aside_of=aside_of,
            )
    return None


def people(group_id: uuid.UUID, public_ids: Collection[str] = ()) -> list[Person]:
    """The group's active members, and those with these public ids, whatever became of them."""
    rows = Membership.objects.filter(Q(state=State.ACTIVE) | Q(public_id__in=public_ids), group_id=group_id)
    return [Person(*row) for row in rows.order_by("ordinal").values_list(*PERSON_COLUMNS)]


def is_kept(seat: Seat, client_id: str) -> bool:
    """Whether a request of this member under this id has its event, or a tombstone of it, or is held."""
    asked = {"room_id": seat.room_id, "author_id": seat.membership_id, "client_id": client_id}
    return Event.objects.filter(**asked).exists() or HeldLine.objects.filter(**asked).exists()


def heads(room_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The highest number of each room."""
    return dict(Room.objects.filter(pk__in=room_ids).values_list("id", "head"))


def rights(
    membership_ids: Collection[uuid.UUID], session_ids: Collection[uuid.UUID], now: datetime
) -> dict[tuple[uuid.UUID, uuid.UUID], Standing]:
    """By (membership, session); a session that has ended is absent. One statement."""
    rows = Membership.objects.filter(
        pk__in=membership_ids, account__sessions__in=session_ids, account__sessions__expires_at__gt=now
    ).values_list(
        "id", "account__sessions__id", "account__sessions__second_factor", "state", "role", "muted_until", "called_at"
    )
    return {
        (member, session): Standing(state, acting_role(role, shown), muted, called)
        for member, session, shown, state, role, muted, called in rows
    }


def read_up_to(room_id: uuid.UUID, membership_id: uuid.UUID) -> int:
    """The last number that a member has seen in a room."""
    found = ReadPointer.objects.filter(room_id=room_id, membership_id=membership_id).values_list("seq", flat=True)
    return found.first() or 0


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a member has come in a room, and what waits there."""

    read: int
    """The last number that was seen."""
    waiting: int
    """Lines that wait for who leads the talk."""
    has_own: bool
    """Whether lines of the member's own wait or came back."""


def reached(room_id: uuid.UUID, membership_id: uuid.UUID) -> Reached:
    """All of it in one statement."""
    pointer = ReadPointer.objects.filter(room_id=room_id, membership_id=OuterRef("pk"))
    waiting = HeldLine.objects.filter(room_id=room_id, state=HeldLine.State.WAITING, author__state=State.ACTIVE)
    count = waiting.order_by().values("room_id").annotate(count=Count("id")).values("count")
    own = HeldLine.objects.filter(room_id=room_id, author_id=OuterRef("pk"))
    found = Membership.objects.filter(id=membership_id).values_list(
        Subquery(pointer.values("seq")), Subquery(count), Exists(own)
    )
    read, waits, has_own = found.get()
    return Reached(read or 0, waits or 0, has_own)


def led_room(account: Account, room_public_id: str) -> tuple[Membership, Room] | None:
    """The account's own membership as facilitator, and the talk of that group with this public id."""
    own = leading(account).filter(group__rooms__public_id=room_public_id, group__rooms__kind=RoomKind.TALK).first()
    return (own, Room.objects.get(public_id=room_public_id)) if own else None


def place_in(account: Account, group_public_id: str) -> Membership | None:
    """The account's own active membership in a group, else the one that it left last."""
    places = Membership.objects.select_related("group__organisation").filter(account=account)
    own = places.filter(group__public_id=group_public_id, state__in=[State.ACTIVE, State.LEFT])
    return own.order_by(Case(When(state=State.ACTIVE, then=0), default=1), "-decided_at", "id").first()


def talk_of(membership: Membership) -> Room:
    """The talk of the membership's group."""
    return Room.objects.get(group_id=membership.group_id, kind=RoomKind.TALK)
