"""All that is told about the newcomer of a group to those who are not that person, written down as it comes."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from select import select
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from rooms.paths import Evening
from tests.linkage.world import World


def pages(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """The name of every page, with the parts of its path."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", list(pattern.pattern.converters)


Frame = dict[str, Any]
TOKEN: Final = "t" * 32
"""A CSRF token is what cookie and header have in common; a person's own browser may send any."""
SAYS_NOTHING: Final = {"date", "content-length"}
"""Headers about the answer itself: the clock, and how much there is to read."""
NOT_LOOKED_AT: Final = {
    "style": "is not there on a real site",
    "groups:appointment": "needs a link that only its finder has",
    "accounts:confirm_mail_address": "needs a link that only its finder has",
    "export_files": "needs a link that only its finder has, and tells of the account itself",
    "rooms:invitation": "needs a link that only its finder has",
    "moderation:decide_notice": "needs a report, which names no person",
    "moderation:check_helpline": "is about a help line and no person",
    "moderation:care_case": "needs care steps, of which this evening has none",
    "moderation:coordinated_report": "needs a member's report, of which this evening has none",
    "moderation:read_coordinated_report": "needs a member's report, of which this evening has none",
    "moderation:report": "needs a member's report, of which this evening has none",
    "moderation:read_report": "needs a member's report, of which this evening has none",
    "moderation:hand_on_report": "needs a member's report, of which this evening has none",
    "moderation:decide_appeal": "needs an objection, of which this evening has none",
    "moderation:read_appeal": "needs an objection, of which this evening has none",
    "moderation:coordinated_lift": "needs a decision, which names the member only to who took it and to themselves",
    "moderation:statement": "needs a decision, which names the member only to who took it and to themselves",
    "moderation:release_held": "needs a line that waits, of which this evening has none",
    "moderation:return_held": "needs a line that waits, of which this evening has none",
    "moderation:drop_held": "needs a line that waits, of which this evening has none",
    "moderation:lift": "needs a decision, which names the member only to who took it and to themselves",
}
"""Pages that nobody asks for here, and why."""


@dataclass
class Record:
    """By group: each thing that was told, with who got it and where."""

    items: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, letter: str, where: str, what: str) -> None:
        self.items.setdefault(letter, []).append((where, what))

    def texts(self, letter: str) -> list[str]:
        return [what for _, what in self.items.get(letter, [])]

    def __len__(self) -> int:
        return sum(map(len, self.items.values()))


class Site:
    """The site over HTTP, one connection for each person."""

    def __init__(self, base: str, world: World) -> None:
        self.world, self._place = world, urlsplit(base)
        self.only_deeds: dict[str, str] = {}
        """Names of pages that answer only to a deed, as they are found."""
        self._links: dict[str, HTTPConnection] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for link in self._links.values():
            link.close()

    def ask(self, who: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """The status, and all that came: the path that was asked for, headers, cookies and page."""
        link = self._links.setdefault(who, HTTPConnection(self._place.hostname or "", self._place.port, timeout=15))
        session = f"{settings.SESSION_COOKIE_NAME}={self.world.keys[who]}"
        headers = {
            "Cookie": f"{session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept-Language": "en",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if link.sock and select([link.sock], [], [], 0)[0]:
            link.close()  # the site has left a line on which nothing was said for a while
        link.request("GET" if fields is None else "POST", path, urlencode(fields) if fields else None, headers)
        answer = link.getresponse()
        told = [f"{name}: {value}" for name, value in answer.getheaders() if name.lower() not in SAYS_NOTHING]
        return answer.status, "\n".join([path, *told, answer.read().decode()])

    def do(self, who: str, path: str, **fields: str) -> None:
        """One deed, which must be done."""
        status, told = self.ask(who, path, fields)
        assert status == 302, f"{who} at {path}: {status}\n{told[-3000:]}"


def look(site: Site, record: Record, letter: str) -> None:
    """Everybody asks for every page that could be about the newcomer, found or not."""
    known = {**site.world.places[letter], "kind": "contact"}
    for who in ("facilitator", "member", "coordinator"):
        person = who if who == "coordinator" else f"{who} {letter}"
        for name, parts in pages():
            if name not in NOT_LOOKED_AT | site.only_deeds and (parts or _looks_beside(who, name)):
                path = reverse(name, kwargs={part: _part(part, known[part]) for part in parts})
                status, told = site.ask(person, path)
                record.add(letter, f"{person}: {path}", told)
                if status == 405:
                    site.only_deeds[name] = "tells nothing to who only asks"


def _looks_beside(who: str, name: str) -> bool:
    """Who also looks at which page about no group. A coordinator sees both groups there, and nobody: see below."""
    return who == "facilitator" or (who == "member" and name == "my_place")


def both_at_once(site: Site) -> list[str]:
    """What a coordinator reads on pages about several groups, without the words that were typed there."""
    paths = [reverse(name) for name, parts in pages() if not parts and name not in NOT_LOOKED_AT]
    return [site.ask("coordinator", path)[1] for path in paths]


def _part(part: str, value: str) -> Any:
    return Evening().to_python(value) if part == "evening" else int(value) if part == "seq" else value


class Ear:
    """One socket and every frame that came."""

    def __init__(self, link: ClientConnection) -> None:
        self.frames: list[Frame] = []
        self._news = asyncio.Event()
        self.handshake = (
            "\n".join(f"{name}: {value}" for name, value in link.response.headers.items()) if link.response else ""
        )
        self._link = link
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def at(cls, base: str, world: World, who: str, room: str) -> Self:
        """Connects, and waits for the welcome."""
        ear = cls(
            await connect(
                f"{base.replace('http', 'ws', 1)}/ws/rooms/{room}/",
                origin=Origin(base),
                subprotocols=[Subprotocol("peerchat.v1")],
                additional_headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={world.keys[who]}"},
                compression=None,
            )
        )
        await ear._first(lambda frame: frame["type"] == "welcome")
        return ear

    async def say(self, type_: str, /, **fields: object) -> None:
        await self._link.send(json.dumps({"type": type_} | fields))

    async def asks(self, type_: str, number: str, /, **fields: object) -> int:
        """Sends a request and waits until it is done; the number of its event, or 0."""
        await self.say(type_, id=number, **fields)
        answer = await self._first(lambda frame: frame.get("id") == number)
        assert answer["type"] == "ack", answer
        return int(answer.get("seq", 0))

    async def leave(self) -> None:
        await self._link.close()
        await self._listening

    async def _first(self, wanted: Callable[[Frame], bool]) -> Frame:
        async with asyncio.timeout(10):
            while not (found := [frame for frame in self.frames if wanted(frame)]):
                self._news.clear()
                await self._news.wait()
        return found[0]

    async def _listen(self) -> None:
        try:
            async for text in self._link:
                self.frames.append(json.loads(text))
                self._news.set()
        except ConnectionClosed:
            pass
