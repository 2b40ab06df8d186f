"""What stands on the pages of the talk without script."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from accounts.moments import clock
from groups.around import around
from groups.models import Membership
from groups.roles import Role
from rooms.forms_plain import ChangeForm, LineForm, fresh_id
from rooms.lines import Line, Reader
from rooms.live import seen, timeline
from rooms.live.batch import EDIT_WITHIN
from rooms.live.codes import ErrorCode
from rooms.live.holding import Own, own_in
from rooms.live.protocol import REACTIONS, whole_number
from rooms.live.reading import reactions
from rooms.live.speaking import barred
from rooms.live.timeline import Entry
from rooms.models import HeldLine, Room
from rooms.phases import EventKind, RoomKind
from rooms.queries import Person, Seat, people, reached
from rooms.views.header import header, phase_of
from rooms.words import say


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a reader without script: who in which room, who is there as well (ordinals), and when."""

    room: Room
    member: Membership
    seat: Seat
    here: set[int]
    now: datetime

    @property
    def path(self) -> str:
        return reverse("rooms:plain", args=[self.room.public_id])

    def barred_by(self, *, listeners_may: bool = False) -> ErrorCode | None:
        """Why this reader may not write now, or with `listeners_may` set a quiet word."""
        phase, member = phase_of(self.room), self.member
        denied = barred(
            self.room.kind, phase, member.acting_role, member.muted_until, self.now, listeners_may=listeners_may
        )
        return denied.code if denied else None


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is here now, and what a facilitator may do about them."""

    person: Person
    mark: str
    own: bool
    worrying: bool
    """Whether the reader can say that they are worried about them; who leads takes care of them instead."""
    measurable: bool
    muted: bool


def talk_page(visit: Visit, form: LineForm, *, before: int | None) -> dict[str, Any]:
    """The newest lines with the form, which count as read from now on; or those before a number, to read only."""
    top = header(visit.room, visit.member, visit.now)
    stretch = timeline.stretch(visit.room, before=before)
    reader = _reader(visit, stretch.entries, top["concealed"])
    come = reached(visit.room.id, visit.member.id)
    read = come.read if before is None else visit.room.head
    if before is None:
        _has_read(visit, read)
    here, lines = _present(visit, reader, _ids(top["muted"])), reader.lines(stretch.entries, read)
    return {
        **top,
        "back": visit.path,
        "phase_words": say(f"phase_{top['phase']}", "phase_open"),
        "here": here,
        "here_words": say("here", count=len(here)),
        "lines": lines,
        "has_unread": any(line.unread for line in lines),
        "unread_words": say("unread"),
        "earlier": stretch.entries[0].seq if stretch.more_before and stretch.entries else None,
        "is_newest": before is None,
        "own_waiting": own_waiting(visit.room, visit.member) if come.has_own and not before else [],
        "waiting_count": come.waiting if top["is_facilitator"] else 0,
        "now": visit.now,
        "token": int(visit.now.timestamp() * 1000),
        **_composer(visit, form, reader, stretch.entries),
    }


@dataclass(frozen=True, slots=True)
class OwnWaiting:
    """A line of the reader's own that waits or came back, in words."""

    id: str
    text: str
    why: str
    words: str
    """The facilitator's."""
    waits: bool
    again: str
    """What asks for its text once more; empty for another text of an earlier line."""


def own_waiting(room: Room, member: Membership) -> list[OwnWaiting]:
    """The reader's own lines that wait or came back."""
    return [_own_waiting(own) for own in own_in(room, member)]


def _own_waiting(own: Own) -> OwnWaiting:
    line, waits = own.line, own.line.state == HeldLine.State.WAITING
    return OwnWaiting(
        id=line.client_id,
        text=own.fields["text"],
        why=say(f"held_{line.why if waits else line.state}", "held_other"),
        words=line.words,
        waits=waits,
        again="" if waits or line.kind == EventKind.EDITED else line.client_id,
    )


def line_page(visit: Visit, entry: Entry, form: ChangeForm) -> dict[str, Any]:
    """One line, and which deeds are offered about it. The server decides again; this only spares a vain try."""
    met = around(visit.member, visit.now)
    line = _reader(visit, [entry], met.concealed).line(entry, {})
    return {
        "room": visit.room,
        "back": visit.path,
        "line": line,
        "form": form,
        "fresh_id": fresh_id(),
        "quiet_words": _quiet_words(line),
        "may": _offered(visit, line),
        "is_muted": line.person is not None and line.person.public_id in _ids(met.muted),
    }


def _has_read(visit: Visit, former: int) -> None:
    seen.move_on(room_id=visit.room.id, membership_id=visit.member.id, former=former, seq=visit.room.head)


def _reader(visit: Visit, entries: list[Entry], concealed: list[Membership]) -> Reader:
    authors = {entry.by for entry in entries if entry.by}
    counts, mine = reactions(
        visit.room.id, visit.member.id, [entry.seq for entry in entries if entry.kind == EventKind.MESSAGE]
    )
    return Reader(
        you=visit.seat.public_id,
        persons={person.public_id: person for person in people(visit.room.group_id, authors)},
        concealed=_ids(concealed),
        counts=counts,
        mine=mine,
    )


def _present(visit: Visit, reader: Reader, muted: set[str]) -> list[Present]:
    here = [person for person in reader.persons.values() if person.ordinal in visit.here]
    leads = visit.member.acting_role == Role.FACILITATOR and visit.room.kind == RoomKind.TALK
    return [
        Present(
            person=person,
            mark=say("you" if person.public_id == reader.you else person.role),
            own=person.public_id == reader.you,
            worrying=person.public_id != reader.you and visit.member.acting_role != Role.FACILITATOR,
            measurable=leads and person.role != Role.FACILITATOR,
            muted=person.public_id in muted,
        )
        for person in sorted(here, key=lambda person: person.public_id)
    ]


def _composer(visit: Visit, form: LineForm, reader: Reader, entries: list[Entry]) -> dict[str, Any]:
    barred_by = visit.barred_by()
    until = visit.member.muted_until
    time = clock(localtime(until)) if until else ""
    if barred_by:
        form.fields["text"].widget.attrs["readonly"] = True
    else:
        form.fields["text"].help_text = say("writing_as", name=visit.member.pseudonym)
    return {
        "form": form,
        "why": say(f"closed_{barred_by}", time=time) if barred_by else "",
        "reply": _reply(form, reader, entries),
    }


def _reply(form: LineForm, reader: Reader, entries: list[Entry]) -> str:
    """What the line that is being written replies to; empty for nothing."""
    seq = whole_number(str(form["reply_to"].value() or ""))
    if seq is None:
        return ""
    entry = next((entry for entry in entries if entry.seq == seq and entry.kind == EventKind.MESSAGE), None)
    return reader.mention(entry) if entry else say("quote_earlier")


def _quiet_words(line: Line) -> list[tuple[str, str, bool]]:
    """Of each quiet word its kind, its words, and whether the reader has set it."""
    own = {count.kind for count in line.counts if count.own}
    return [(kind, say(f"word_{kind}"), kind in own) for kind in REACTIONS]


def _offered(visit: Visit, line: Line) -> dict[str, bool]:
    leads, free = visit.member.acting_role == Role.FACILITATOR, visit.barred_by() is None
    other = not line.own and line.person is not None and line.person.role != Role.FACILITATOR
    return {
        "reply": free,
        "acknowledge": not line.own and visit.barred_by(listeners_may=True) is None,
        "edit": line.own and free and visit.now - line.entry.at < EDIT_WITHIN,
        "retract": line.own,
        "report": not line.own and line.person is not None,
        "worry": not line.own and line.person is not None and not leads and not line.folded,
        "conceal": other and not leads and not line.folded,
        "measure": other and leads and visit.room.kind == RoomKind.TALK,
    }


def _ids(members: Iterable[Membership]) -> set[str]:
    return {member.public_id for member in members}
