"""The check of every line: the identity guard for everybody, and the shields that the group chose."""

import asyncio
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from django.conf import settings

from groups.models import Group
from groups.roles import Role
from moderation.checks import LANGUAGES, SHIELDS, OwnWords, find
from moderation.checks.finding import Finding as Found
from moderation.checks.finding import apart
from moderation.hints import hint
from moderation.leaking import Leaks, leaks_of, people_of
from moderation.models import Shield
from moderation.own_words import own_words
from rooms.actions.posting import Finding, Verdict
from rooms.live.core import core
from rooms.live.pool import db
from rooms.live.protocol import Edit, Post
from rooms.phases import RoomKind
from rooms.queries import Seat

FRESH: Final = 3.0
"""Seconds for which what was read of a group counts: as long as a lost bell may take to be made good."""
AHEAD: Final = 2.0
"""Seconds after which a line has it read again beside: where many talk, none waits for the database."""
MOST_GROUPS: Final = 1_000
"""Remembered at once by one process."""
SHIELD: Final = "shield:"


@dataclass(frozen=True, slots=True)
class Circle:
    """What the guard has to know of a group."""

    language: str
    policies: dict[str, str]
    """What happens to a line, by the kind of finding."""
    words: dict[str, str]
    """Why, in the group's own words, likewise."""
    own: OwnWords | None
    """The words of its organisation."""
    names: tuple[str, ...]
    """The pseudonyms of who is in the group: they may be said."""
    leaks: dict[UUID, Leaks]
    """By membership, the words that its member never wants to leak."""
    read_at: float


def guard(seat: Seat, frame: Post | Edit, language: str, /) -> Verdict:
    """Looks at the text of a line and at its content note. Makes no query, but one group's every FRESH seconds."""
    circle = circle_of(seat.group_id)
    policies = _policies(circle, seat, frame)
    look = partial(
        look_over, circle=circle, policies=policies, language=language, leaks=circle.leaks.get(seat.membership_id)
    )
    verdict = look(frame.text)
    note = frame.note if isinstance(frame, Post) else None
    if note is None:
        return verdict
    noted = look(note, field="note")
    return Verdict([*verdict.findings, *noted.findings], verdict.hold or noted.hold)


def look_over(
    text: str,
    *,
    circle: Circle,
    policies: Mapping[str, str],
    language: str,
    leaks: Leaks | None = None,
    field: str = "text",
) -> Verdict:
    """What the identity guard, the shields that have a policy, and its author's own words say of a text."""
    findings, hold = [], ""
    for found in _found(text, circle, policies, language, leaks):
        policy = policies.get(found.kind, Shield.Policy.ASK)
        if policy == Shield.Policy.HOLD:
            hold = hold or found.kind
        else:
            hard = found.hard or policy == Shield.Policy.REFUSE
            findings.append(_told(found, text, circle, language, field, hard=hard))
    return Verdict(findings, hold)


def look_at_introduction(text: str, group_id: UUID, language: str, account_id: UUID, /) -> Sequence[Finding]:
    """What the identity guard finds in a text to a group by who is not in it yet; `settings.GROUP_CHECK` names it."""
    leaks = leaks_of(account_id)
    return look_over(text, circle=circle_of(group_id), policies={}, language=language, leaks=leaks).findings


def make_ready() -> None:
    """Reads the words and makes the patterns before the first line comes, which would wait for it."""
    for language in LANGUAGES:
        for text in _WITH_EVERYTHING:
            find(text, language=language, shields=SHIELDS)


def circle_of(group_id: UUID) -> Circle:
    """What was read of the group, or else a query: Django says SynchronousOnlyOperation where there may be none."""
    known = _circles.get(group_id)
    age = time.monotonic() - known.read_at if known else FRESH
    if known is None or age >= FRESH:
        return _kept(group_id)
    if age > AHEAD and group_id not in _being_read and _serves_here():
        _being_read.add(group_id)
        core().hub.start(_read_ahead(group_id))
    return known


def _kept(group_id: UUID) -> Circle:
    found = _read(group_id)
    if len(_circles) >= MOST_GROUPS:
        _circles.clear()
    _circles[group_id] = found
    return found


def _serves_here() -> bool:
    """Whether this is the loop of the live core; a thread reads when it must."""
    try:
        return asyncio.get_running_loop() is core().loop
    except RuntimeError:
        return False


async def _read_ahead(group_id: UUID) -> None:
    try:
        await db(_kept, group_id)
    finally:
        _being_read.discard(group_id)


def forget(group_id: UUID) -> None:
    """The group's choice changed in this process."""
    _circles.pop(group_id, None)


_circles: dict[UUID, Circle] = {}
_being_read: set[UUID] = set()
_WITH_EVERYTHING: Final = (
    "Ik heet Katrien Vermeulen, geboren op 4 mei 1991, ik werk bij Colruyt. Kerkstraat 12, 9000 Gent, 1012 AB Breda.",
    "Ik weeg 52 kilo, dokter Peeters, 300 euro, 2 pillen.",
    "katrien@voorbeeld.be, https://voorbeeld.be, insta @katrien, 0470 12 34 56, nul vier zeven nul, gesn*den.",
)
"""In no text so much that is hard that the rest is not looked at."""


def _read(group_id: UUID) -> Circle:
    now = time.monotonic()
    shields = list(Shield.objects.filter(group_id=group_id))
    spoken, organisation_id = Group.objects.values_list("language", "organisation_id").get(pk=group_id)
    language = spoken if spoken in LANGUAGES else settings.LANGUAGE_CODE
    names, leaks = people_of(group_id)
    return Circle(
        language=language,
        own=own_words(organisation_id, language),
        policies={SHIELD + shield.kind: shield.policy for shield in shields},
        words={SHIELD + shield.kind: shield.words for shield in shields},
        names=names,
        leaks=leaks,
        read_at=now,
    )


def _policies(circle: Circle, seat: Seat, frame: Post | Edit) -> Mapping[str, str]:
    """What happens here to what a shield finds.

    Shields are for the talk: who leads, and who asks them something aside, must be able to name things. Nobody reads
    a facilitator's own line first, and an edit cannot wait.
    """
    if seat.kind != RoomKind.TALK:
        return {}
    instead = Shield.Policy.HOLD
    if seat.role == Role.FACILITATOR:
        instead = Shield.Policy.ASK
    elif isinstance(frame, Edit):
        instead = Shield.Policy.REFUSE
    return {kind: instead if policy == Shield.Policy.HOLD else policy for kind, policy in circle.policies.items()}


def _found(text: str, circle: Circle, policies: Mapping[str, str], language: str, leaks: Leaks | None) -> list[Found]:
    """In the group's language; who reads the site in another one may well give a name or a number in that one."""
    shields = [kind.removeprefix(SHIELD) for kind in policies]
    found = find(text, language=circle.language, shields=shields, names=circle.names, own=circle.own)
    if language != circle.language and language in LANGUAGES:
        also = find(text, language=language, names=circle.names)
        found = apart([*found, *also])
    return apart([*leaks.findings(text), *found]) if leaks else found


def _told(found: Found, text: str, circle: Circle, language: str, field: str, *, hard: bool) -> Finding:
    """Its id is the same for the same words in the same place, so that a later frame can confirm it."""
    said = zlib.crc32(text[found.start : found.end].encode())
    sentence = " ".join(filter(None, (hint(found.kind, language), circle.words.get(found.kind))))
    where = "note." if field == "note" else ""
    id_ = f"{where}{found.kind}.{found.start}.{said:08x}"
    return Finding(id_, found.kind, found.start, found.end, hard, sentence)
