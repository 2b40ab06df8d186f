"""The evening: the newcomer of each group does all that a member can do, and everybody else's record of it."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Final

from tests.factories import PASSPHRASE
from tests.linkage.recording import Ear, Record, Site, both_at_once, look
from tests.linkage.world import GROUPS, WHO_COMES, World, a_word
from tests.stack import Stack

QUIET_SECONDS: Final = 1.5
"""A second is the longest that presence and counts are gathered."""
OWN_DATA: Final = ", own data"
REASON: Final = {"rule": "be-kind"}


@dataclass
class Evening:
    """What came of it."""

    world: World
    record: Record = field(default_factory=Record)
    overheard: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """By group, the frames that came to it while Ben was in A only."""
    said_twice: str = ""
    """A word that Ben said in A and in B, and nobody in the other groups: the planted token."""
    desks: dict[str, str] = field(default_factory=dict)
    """By group, the facilitator's page with the people."""
    together: list[str] = field(default_factory=list)
    """A coordinator's pages about several groups."""


def spent(server: Stack) -> Evening:
    """Goes through the evening on a running site."""
    base = server.base_urls[0]
    world = World.made_in(server)
    evening = Evening(world)
    with Site(base, world) as site:
        for letter in GROUPS:
            _ask_to_join(site, evening.record, letter)
        asyncio.run(_talk(base, site, evening))
        for letter in GROUPS:
            _afterwards(site, evening, letter)
        evening.together = both_at_once(site)
    return evening


def _ask_to_join(site: Site, record: Record, letter: str) -> None:
    """By the form, with a line to the facilitator, who looks at the desk and lets in."""
    place, who, leader = site.world.places[letter], WHO_COMES[letter], f"facilitator {letter}"
    group = f"/groepen/{place['group_id']}"
    texts = {"rules": place["rules"], "consent": place["consent"]}
    site.do(who, f"{group}/meedoen/", choice="own", own_name=place["name"], line=a_word(), **texts)
    desk = site.ask(leader, f"{group}/bureau/")[1]
    record.add(letter, f"{leader}: a request", desk)
    place["member_id"] = _waiting(desk)
    site.do(leader, f"/leden/{place['member_id']}/toelaten/")
    site.do(who, f"{group}/avonden/{place['evening']}/komen/")


def _waiting(desk: str) -> str:
    """The public id of the one who asked."""
    before, found, _ = desk.partition("/toelaten/")
    assert found, "nobody asked"
    return before.rpartition("/leden/")[2]


async def _talk(base: str, site: Site, evening: Evening) -> None:
    world = evening.world
    ears = {
        letter: [
            await Ear.at(base, world, f"member {letter}", world.places[letter]["room_id"]),
            await Ear.at(base, world, f"facilitator {letter}", world.places[letter]["room_id"]),
            await Ear.at(base, world, f"facilitator {letter}", world.places[letter]["backstage"]),
        ]
        for letter in GROUPS
    }
    await asyncio.sleep(QUIET_SECONDS)
    before = {letter: [len(ear.frames) for ear in ears[letter]] for letter in GROUPS}
    evening.said_twice = a_word().lower()
    await _come_and_go(base, world, "A", evening.said_twice)
    await asyncio.sleep(QUIET_SECONDS)
    for letter in GROUPS:
        pairs = zip(ears[letter], before[letter], strict=True)
        evening.overheard[letter] = [frame for ear, known in pairs for frame in ear.frames[known:]]
    said = {"B": evening.said_twice, "C": a_word(), "D": a_word()}
    await asyncio.gather(*(_come_and_go(base, world, letter, word) for letter, word in said.items()))
    for letter in GROUPS:
        await asyncio.to_thread(_measures, site, evening, letter)
    await asyncio.to_thread(_erase, site)
    await asyncio.sleep(QUIET_SECONDS)
    for letter in GROUPS:
        for ear in ears[letter]:
            await ear.leave()
            evening.record.add(letter, "handshake", ear.handshake)
            for frame in ear.frames:
                evening.record.add(letter, "frame", json.dumps(frame))


def _measures(site: Site, evening: Evening, letter: str) -> None:
    """A line is hidden, everybody looks at everything, and the newcomer is muted and removed."""
    leader, place = f"facilitator {letter}", site.world.places[letter]
    member = f"/leden/{place['member_id']}"
    site.do(leader, f"/kamer/{place['room_id']}/regels/{place['seq']}/verbergen/", **REASON, words=a_word())
    look(site, evening.record, letter)
    _, evening.desks[letter] = site.ask(leader, f"/groepen/{place['group_id']}/bureau/")
    site.do(leader, f"{member}/dempen/", **REASON, words=a_word(), minutes="10")
    site.do(leader, f"{member}/verwijderen/", **REASON, words=a_word())


def _erase(site: Site) -> None:
    """Everybody who came takes along what is kept of them, and erases the account."""
    for who in dict.fromkeys(WHO_COMES.values()):
        assert '"pseudonym"' in _own_data(site, who)
        site.do(who, "/mijn-account/wissen/", old=PASSPHRASE)


def _own_data(site: Site, who: str) -> str:
    """The file for programs and the one to read, as they come."""
    asked = site.ask(who, "/mijn-account/gegevens/", {"old": PASSPHRASE})[1]
    link = next(line for line in asked.splitlines() if line.lower().startswith("location: ")).partition(": ")[2]
    files = [site.ask(who, link, {"file": kind}) for kind in ("json", "html")]
    assert [status for status, _ in files] == [200, 200]
    return "\n".join(told for _, told in files).replace(link, "")


async def _come_and_go(base: str, world: World, letter: str, word: str) -> None:
    """Ben, or who does the same elsewhere: comes, types, speaks, says it otherwise, nods, takes back, and goes."""
    place = world.places[letter]
    own = await Ear.at(base, world, WHO_COMES[letter], place["room_id"])
    await own.say("typing")
    first = await own.asks("post", "p1", text=f"{a_word()} {word}", note=a_word())
    await own.asks("edit", "p2", seq=first, text=f"{a_word()} {word}")
    second = await own.asks("post", "p3", text=a_word(), reply_to=first)
    await own.asks("react", "p4", seq=second, kind="warmth", on=True)
    await own.say("seen", seq=second)
    third = await own.asks("post", "p5", text=a_word())
    await own.asks("retract", "p6", seq=third)
    await own.leave()
    place["seq"] = str(second)


def _afterwards(site: Site, evening: Evening, letter: str) -> None:
    """What can still be read of who was removed and erased; and what the others get as their own data."""
    place = site.world.places[letter]
    group, room = f"/groepen/{place['group_id']}", f"/kamer/{place['room_id']}"
    for who in (f"facilitator {letter}", f"member {letter}", "coordinator"):
        for path in (f"{group}/bureau/", f"{group}/bureau/maatregelen/", f"{group}/bureau/uitnodigingen/"):
            evening.record.add(letter, f"{who}, afterwards: {path}", site.ask(who, path)[1])
    for who in (f"facilitator {letter}", f"member {letter}"):
        for path in (f"{room}/", f"{room}/lezen/", f"{room}/geschiedenis/?before=1000", "/mijn-plek/"):
            evening.record.add(letter, f"{who}, after the erasure: {path}", site.ask(who, path)[1])
        evening.record.add(letter, f"{who}{OWN_DATA}", _own_data(site, who))
