"""What a person does by the pages' forms: found where they stand, filled in and posted with their CSRF token."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from tests.live.client import Seat

PAGE_WITHIN = 15
WORDS = "Dat hoort hier niet thuis."
RULE = {"rule": "be-kind"}
"""What the script of a page puts into a dialog as a choice."""


@dataclass
class Form:
    """One form of a page: where it goes and what it would send as it stands."""

    action: str
    place: str = ""
    """The id of the dialog round it: there the page's script sets the action."""
    fields: dict[str, str] = field(default_factory=dict)
    blanks: list[str] = field(default_factory=list)
    has_button: bool = False
    """Whether its first button came by: that one is pressed."""


class _Forms(HTMLParser):
    """Collects the forms of a page with their fields, a select or a row of radio buttons by its first real choice."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = self._place = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "dialog":
            self._place = given.get("id", "")
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), self._place))
        elif self.forms and tag == "button":
            self._press(given)
        elif self.forms and (name := given.get("name", self._select if tag == "option" else "")):
            self._field(tag, name, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "dialog":
            self._place = ""

    def _press(self, given: Mapping[str, str]) -> None:
        form = self.forms[-1]
        if not form.has_button and given.get("type", "submit") == "submit" and "name" in given:
            form.fields.setdefault(given["name"], given.get("value", ""))
        form.has_button = True

    def _field(self, tag: str, name: str, given: Mapping[str, str]) -> None:
        form = self.forms[-1]
        if tag == "select":
            self._select = name
        elif tag == "option" or given.get("type") in ("hidden", "radio", "number"):
            if given.get("value"):
                form.fields.setdefault(name, given["value"])
        elif tag == "textarea" or given.get("type", "text") == "text":
            form.blanks.append(name)


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    cookies: dict[str, str]
    location: str = ""


@dataclass
class Person:
    """One signed-in person with a cookie, without JavaScript."""

    base: str
    cookie: str

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def submit(self, page: str, action: str, place: str = "", **changed: str) -> float:
        """Sends the page's form to `action` (or the one in a dialog there); the moment of its answer (monotonic)."""
        answer = self.send(page, action, place, **changed)
        moment = time.monotonic()
        if answer.status not in (302, 303):
            raise AssertionError(f"POST {action}: {answer.status}\n{answer.body[:2000]}")
        return moment

    def send(self, page: str, action: str, place: str = "", **changed: str) -> Answer:
        """Sends that form as its first button does, with a few words in what is to be written; its answer."""
        found = self.get(page)
        # A form without an action goes to its own page.
        form = self._form(found.body, {action, ""} if page == action else {action}, place)
        fields = {**dict.fromkeys(form.blanks, WORDS), **form.fields, **changed}
        return self._ask("POST", action, fields, found.cookies, page)

    @staticmethod
    def _form(body: str, actions: Collection[str], place: str) -> Form:
        forms = _Forms()
        forms.feed(body)
        for form in forms.forms:
            if form.place == place if place else urlsplit(form.action).path in actions:
                return form
        raise AssertionError(f"no form to {actions}, only {forms.forms}")

    def _ask(
        self, method: str, path: str, fields: Mapping[str, str] | None, cookies: Mapping[str, str], page: str = ""
    ) -> Answer:
        place = urlsplit(self.base)
        link = HTTPConnection(place.hostname or "", place.port, timeout=PAGE_WITHIN)
        jar = "; ".join([self.cookie, *(f"{name}={value}" for name, value in cookies.items())])
        headers = {"Cookie": jar, "Origin": self.base, "Referer": self.base + page}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            link.request(method, path, urlencode(fields) if fields is not None else None, headers)
            answer = link.getresponse()
            body = answer.read().decode()
            cookies = dict(_cookies(answer.headers.get_all("Set-Cookie") or []))
            return Answer(answer.status, body, cookies, answer.headers.get("Location", ""))
        finally:
            link.close()


def _cookies(headers: list[str]) -> Iterator[tuple[str, str]]:
    for header in headers:
        name, _, value = header.partition(";")[0].partition("=")
        yield name.strip(), value.strip()


class Deeds:
    """What a facilitator and a member do by the pages of one process; each gives the moment at which it was done."""

    def __init__(self, base: str, ada: Seat) -> None:
        self.base, self.ada = base, ada

    async def _by(self, seat: Seat, page: str, action: str, place: str = "", **fields: str) -> float:
        return await asyncio.to_thread(Person(self.base, seat["cookie"]).submit, page, action, place, **fields)

    @property
    def _room(self) -> str:
        return f"/kamer/{self.ada['room']}/"

    async def prepare(self) -> float:
        return await self._by(self.ada, self._room, f"{self._room}klaarzetten/")

    async def open(self) -> float:
        return await self._by(self.ada, self._room, f"{self._room}openen/")

    async def pause(self) -> float:
        return await self._by(self.ada, self._room, f"{self._room}pauzeren/")

    async def close(self) -> float:
        return await self._by(self.ada, self._room, f"{self._room}sluiten/")

    async def hide(self, seq: int) -> float:
        return await self._by(self.ada, self._room, f"{self._room}regels/{seq}/verbergen/", "hide-dialog", **RULE)

    async def mute(self, member: str, minutes: int = 10) -> float:
        return await self._by(
            self.ada, self._room, f"/leden/{member}/dempen/", "mute-dialog", **RULE, minutes=str(minutes)
        )

    async def remove(self, member: str) -> float:
        return await self._by(self.ada, self._room, f"/leden/{member}/verwijderen/", "remove-dialog", **RULE)

    async def look_at_measures(self, member: str) -> None:
        await asyncio.to_thread(Person(self.base, self.ada["cookie"]).get, f"/leden/{member}/uitsluiten/")

    async def suspend(self, member: str) -> float:
        page = f"/leden/{member}/schorsen/"
        return await self._by(self.ada, page, page, days="3")

    async def ban(self, member: str) -> float:
        page = f"/leden/{member}/uitsluiten/"
        return await self._by(self.ada, page, page)

    async def erase_account(self, seat: Seat, passphrase: str) -> float:
        return await self._by(seat, "/mijn-account/wissen/", "/mijn-account/wissen/", old=passphrase)

    async def end_device(self, seat: Seat) -> float:
        """The other one: the first that the page lets a person end."""
        return await self._by(seat, "/mijn-account/apparaten/", "/mijn-account/apparaten/afmelden/")

    async def sign_out(self, seat: Seat) -> float:
        return await self._by(seat, "/mijn-plek/", "/uitloggen/")
