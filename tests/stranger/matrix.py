"""Holds the answers of a site against the table, and what is not yours against what is not there."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, product
from urllib.parse import urlsplit

from django.urls import reverse

from tests.stranger.table import ACTORS, COLUMNS, Row
from tests.stranger.village import NOWHERE, OBJECTS, Fields, Village, path_of

NOES = ("not-here", "gone", "log-in", "second-step")
"""Answers that must not tell whether there is anything."""
COMPARED = ("status", "headers", "body", "statements")
SEEN = COMPARED[:3]
"""For who may look at the page itself, and so knows that it is there."""
NOT_HERE, GONE = b"<h1>This page is not here</h1>", b"<h1>This link no longer works</h1>"
FIRST = (*(actors[0] for actors in COLUMNS.values()), "coordinator")
"""One of each kind."""
HALF = ("visitor", "stranger", "facilitator")
"""Actors enough for the malformed ids, and for what no browser sends."""
METHODS = {
    **dict.fromkeys(("GET", "POST"), ACTORS),
    **dict.fromkeys(("HEAD", "PUT", "DELETE"), HALF),
}
"""Who tries which method: everybody those of a browser. HEAD goes the way of GET, the others that of POST."""
MALFORMED = {
    "nothing": "",
    "too short": "r_AAAA",
    "too long": "A" * 300,
    "a number": "1",
    "another kind of id": f"x_{'A' * 22}",
    "a UUID": "7b0fe2f5-9e5e-4a4e-9d4e-3a7f6d0b2c11",
    "NUL": f"r_{'A' * 21}%00",
    "another alphabet": f"r_{'A' * 21}%C3%A9",
    "no UTF-8": f"r_{'A' * 21}%ff",
    "quotes": "%27%20OR%201=1--",
    "a path that climbs": "..%2F..%2Fadmin",
    "a new line": f"r_{'A' * 21}%0A",
}
OF_A_GROUP = re.compile("/coordinatie/groepen/g_[^/]+/")
OF_A_TALK = re.compile("/kamer/r_[^/]+/(lezen/)?")


@dataclass(frozen=True)
class Answer:
    """What came back, whether anything in the database is different now, and what the database was asked for it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    changed: bool = False
    statements: tuple[str, ...] = ()
    """Without their values. A server does not tell them."""

    def header(self, name: str) -> str:
        return dict(self.headers).get(name, "")

    def without(self, object_id: str) -> "Answer":
        """The same, with the id that was asked for taken out of the place that it leads to."""
        return replace(self, headers=tuple((name, value.replace(object_id, "…")) for name, value in self.headers))


@dataclass(frozen=True)
class Ask:
    """One request of one actor; `title` is the row that it belongs to."""

    title: str
    actor: str
    method: str
    path: str
    fields: Fields


Site = Callable[[Ask], Answer]


def outcome(answer: Answer) -> str:
    """The table's word for an answer."""
    words = {200: "page", 302: _led_to(answer), 404: _missing(answer.body)}
    word = words.get(answer.status, str(answer.status))
    if not answer.changed:
        return word
    return {302: "acts", 200: "reads"}.get(answer.status, f"{word}, and acts")


def _led_to(answer: Answer) -> str:
    places = {"account_login": "log-in", "accounts:sign_up": "sign-up", "my_place": "my-place"}
    places |= {"home": "home", "devices": "devices", "accounts:account": "account", "passphrase": "phrase"}
    places |= {"accounts:passkeys": "passkeys", "erased": "erased", "accounts:second_step": "second-step"}
    known = {reverse(name): word for name, word in places.items()}
    place = answer.header("location")
    path = urlsplit(place).path
    if OF_A_TALK.fullmatch(path):
        return "talk"
    return "group" if OF_A_GROUP.fullmatch(path) else known.get(path, f"to {place}")


def _missing(body: bytes) -> str:
    return "not-here" if NOT_HERE in body else "gone" if GONE in body else "404"


def flaws(
    village: Village,
    site: Site,
    rows: Iterable[Row],
    *,
    methods: Iterable[str] = METHODS,
    actors: Collection[str] = ACTORS,
    passing_over: Collection[str] = (),
) -> list[str]:
    """Every answer that is not the table's, and every no that tells something."""
    return [
        flaw
        for row in rows
        if "SOCKET" not in row.answers
        for method in methods
        for actor in METHODS[method]
        if actor in actors and row.expected(actor, method) not in passing_over
        for flaw in _cell_flaws(village, site, row, actor, method)
    ]


def _cell_flaws(village: Village, site: Site, row: Row, actor: str, method: str) -> Iterator[str]:
    expected = row.expected(actor, method)
    ask = Ask(row.title, actor, method, path_of(row.title, village), village.fields(row.name))
    answer = site(ask)
    if not _is(answer, expected, method):
        yield f"{row.title} {method} by {actor}: {outcome(answer)}, should be {expected}"
    if expected in NOES and row.title in OBJECTS:
        yield from _telling(site, ask, answer, village, SEEN if row.expected(actor, "GET") not in NOES else COMPARED)


def _is(answer: Answer, expected: str, method: str) -> bool:
    if method != "HEAD":
        return outcome(answer) == expected
    statuses = {"page": 200, "not-here": 404, "gone": 404, "405": 405}
    return answer.status == statuses.get(expected, 302) and not answer.changed and not answer.body


def _telling(site: Site, ask: Ask, theirs: Answer, village: Village, compared: Iterable[str]) -> Iterator[str]:
    """Compares byte for byte and header for header with what nobody has; the statements too, since each takes time."""
    part, kind = OBJECTS[ask.title]
    nothing = site(replace(ask, path=path_of(ask.title, village, NOWHERE[part])))
    theirs, nothing = theirs.without(village.here[kind]), nothing.without(NOWHERE[part])
    for name in compared:
        if getattr(theirs, name) != getattr(nothing, name):
            yield f"{ask.title} {ask.method} by {ask.actor}: the {name} tell that there is something"


def malformed_flaws(village: Village, site: Site, rows: Iterable[Row]) -> list[str]:
    """Every id that cannot be one and does not get, to the byte, what an id gets that nobody has.

    Each row meets all of them; who asks, and how, goes round, in another order for the next row.
    """
    unknown = {
        _seen(site(Ask("", "visitor", "GET", path, {}))) for path in ("/nergens/", f"/aanstelling/{NOWHERE['token']}/")
    }
    places = [row for row in rows if row.title in OBJECTS and not row.variant and "SOCKET" not in row.answers]
    askers = [*product(("GET", "POST"), HALF)]
    return [
        f"{row.title} {method} by {actor}, {label}: {outcome(answer)}"
        for turn, row in enumerate(places)
        for (label, object_id), (method, actor) in zip(MALFORMED.items(), cycle(_from(turn, askers)), strict=False)
        if (answer := _seen(site(_malformed(village, row, actor, method, object_id)))) not in unknown
    ]


def _from(turn: int, askers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """All of them, another one first at each turn."""
    first = turn % len(askers)
    return [*askers[first:], *askers[:first]]


def _seen(answer: Answer) -> Answer:
    """What comes back; of an id that cannot be one the database need not be asked."""
    return replace(answer, statements=())


def _malformed(village: Village, row: Row, actor: str, method: str, object_id: str) -> Ask:
    return Ask(row.title, actor, method, path_of(row.title, village, object_id), village.fields(row.name))
