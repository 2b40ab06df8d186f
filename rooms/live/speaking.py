"""Who may be heard now, and what a request is answered with."""

import math
from dataclasses import dataclass
from datetime import datetime

from groups.models import FIRST_LINES
from groups.roles import Role
from rooms.live.codes import ByeCode, ErrorCode
from rooms.live.statements import RightRow
from rooms.phases import SPEAKING, Phase, RoomKind

NEWCOMER = "newcomer"
"""Why the first lines of a new member wait, in the `held` frame."""


@dataclass(frozen=True, slots=True)
class Ack:
    """Stored, under `seq` where it is an event."""

    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Denied:
    code: ErrorCode
    retry_after: int | None = None
    words: str = ""
    """What a person said about it, in place of the words of the code."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """The author's session or membership has ended: nothing is stored and the socket goes."""

    code: ByeCode


@dataclass(frozen=True, slots=True)
class Held:
    """Kept back for a facilitator; nobody else has seen it."""

    why: str


Outcome = Ack | Denied | Farewell | Held


def silenced(room_kind: str, right: RightRow, now: datetime, *, listeners_may: bool = False) -> Denied | None:
    """Why this member may not be heard in this room now; None when nothing stands in the way."""
    phase = None if right.key is None else right.phase
    return barred(room_kind, phase, right.role, right.muted_until, now, listeners_may=listeners_may)


def too_soon(room_kind: str, right: RightRow, spoke_at: datetime | None, now: datetime) -> Denied | None:
    """How long a member waits before the next line of a talk that goes slowly; who leads it does not."""
    if room_kind != RoomKind.TALK or right.role == Role.FACILITATOR or not right.slow_seconds or spoke_at is None:
        return None
    left = math.ceil(right.slow_seconds - (now - spoke_at).total_seconds())
    return Denied(ErrorCode.SLOW_MODE, left) if left > 0 else None


def waits_for(hold: str, room_kind: str, right: RightRow) -> str:
    """Why a facilitator reads a line first: what the checks say, or that its author is new; nothing for who leads."""
    if right.role == Role.FACILITATOR:
        return ""
    new = right.holds_newcomers and right.lines_let_in < FIRST_LINES and room_kind == RoomKind.TALK
    return hold or (NEWCOMER if new else "")


def barred(
    room_kind: str,
    phase: str | None,
    role: str,
    muted_until: datetime | None,
    now: datetime,
    *,
    listeners_may: bool = False,
) -> Denied | None:
    """The same, of what is known of a room and a member; without a meeting there is no phase."""
    if phase is None or phase == Phase.CLOSED:
        return Denied(ErrorCode.CLOSED)
    if room_kind == RoomKind.TALK and phase not in SPEAKING:
        return Denied(ErrorCode(phase))
    if role == Role.LISTENER and not listeners_may:
        return Denied(ErrorCode.LISTENING_ONLY)
    if muted_until and muted_until > now:
        return Denied(ErrorCode.MUTED, math.ceil((muted_until - now).total_seconds()))
    return None
