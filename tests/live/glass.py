"""A real site in a house of glass: marked words go in by every door, and whatever it writes down is looked through."""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import redis

from tests.disguises import found
from tests.postman import Post, post_office
from tests.services import Server, Services
from tests.stack import Stack, new_database
from tests.stranger.village import Village
from tests.test_production_settings import real

SAID, NAMED, FORMED, PROBED = "Qzvjxkwqpf", "Wqyvzjxqkp", "Xkqzwvjyhg", "Zxwqkvjfyc"
STOPPED = "Vxqjwzkpyg"
"""Only in lines that are refused."""
"""Parts of everything marked: what is said or secret; names; what forms hold that may be public; what only passes."""
HOME, CROWD = "127.0.0.177", "203.0.113.177"
"""Where the clients are, and where the proxy says that they are."""
SETTINGS = "tests.live.glass_settings"
ANSWER_WITHIN = 8
"""Seconds; what has a length that is none never gets an answer."""
TOKEN = f"{PROBED}{'t' * 22}"
"""A CSRF token: cookie and field have it in common."""
LOGIN_NAME, PASSPHRASE = f"{SAID}-stille-reiger".lower(), f"{SAID} een stille zin"
SETTLE = "from tests.live.glass import settled; print('told ' + settled())"
SEATS = 4
"""In one talk more, for who talks all the while."""
LINK = re.compile(rb"(?:href|src|action|formaction|content)=[\"']([^\"']*)[\"']")


def settled() -> str:
    """Run beside the site: makes tables, a talk, and a village of which every sealed column and name is marked."""
    from django.core.management import call_command
    from django.utils import timezone

    from accounts.actions.signing_up import sign_up
    from groups.models import Group, Membership
    from peerchat.load import seat_people
    from tests.planting import plant

    call_command("migrate", verbosity=0)
    village, _ = plant(lambda column: f"{SAID} {secrets.token_hex(4)}")
    for each in Membership.objects.all():
        Membership.objects.filter(pk=each.pk).update(pseudonym=f"{NAMED} {each.ordinal}")
    for number, group in enumerate(Group.objects.all()):
        Group.objects.filter(pk=group.pk).update(name=f"{NAMED} groep {number}")
    new = sign_up(login_name=LOGIN_NAME, passphrase=PASSPHRASE, language="nl", now=timezone.now())
    village.here["recovery codes"] = " ".join(new.recovery_codes)
    seats = seat_people(organisation="Load", rooms=1, members=SEATS, lines=0, now=timezone.now())
    return json.dumps([village.dumped(), [json.loads(seat.line()) for seat in seats]])


class Ear(threading.Thread):
    """Hears all that Redis is told."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.heard: list[bytes] = []
        self._client = redis.Redis.from_url(url, socket_timeout=None)
        self._monitor: Any = self._client.monitor()  # type: ignore[no-untyped-call]  # redis has no types for it
        self._monitor.__enter__()
        self.start()

    def run(self) -> None:
        try:
            while True:
                self.heard.append(str(self._monitor.next_command()["command"]).encode())
        except (redis.RedisError, ValueError, OSError, AttributeError):
            return  # it was stopped

    def stop(self) -> bytes:
        self._client.echo("the end")
        for _ in range(100):
            if self.heard and b"the end" in self.heard[-1]:
                break
            threading.Event().wait(0.02)
        self._monitor.__exit__(None, None, None)
        return b"\n".join(self.heard)


@dataclass
class Glass:
    """The site, its servers, and all that came out."""

    services: Services
    stack: Stack
    ear: Ear
    temporary: Path
    village: Village
    seats: list[dict[str, str]]
    post: Post
    answers: list[tuple[int, str]] = field(default_factory=list)
    """Status, method and path."""
    places: set[bytes] = field(default_factory=set)
    """Where answers led to, and what their pages link to."""
    given: dict[str, str] = field(default_factory=dict)
    """The cookies of the last answer."""
    led_to: str = ""
    """The place of the last answer."""
    refusals: set[bytes] = field(default_factory=set)
    """Pages that say no."""

    def ask(
        self,
        method: str,
        path: str,
        *,
        actor: str = "visitor",
        fields: Mapping[str, str] | None = None,
        body: bytes | None = None,
        process: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> int:
        """One request from HOME, and its status (0: hung up); where it leads to is kept."""
        place = urlsplit(self.stack.base_urls[process])
        link = HTTPConnection(place.hostname or "", place.port, timeout=ANSWER_WITHIN, source_address=(HOME, 0))
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode()
        given = {"Cookie": self.cookie(actor), "X-Forwarded-For": CROWD, "User-Agent": PROBED, "Accept-Language": "en"}
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if fields is not None else {}
        try:
            link.request(method, path, body, {**given, **kind, **(headers or {})})
            return self._take(link, f"{method} {path}")
        except (HTTPException, OSError):
            return 0
        finally:
            link.close()

    def _take(self, link: HTTPConnection, asked: str) -> int:
        answer = link.getresponse()
        page = answer.read()
        self.answers.append((answer.status, asked))
        jar = SimpleCookie("\n".join(answer.headers.get_all("Set-Cookie") or []))
        self.given, self.led_to = {name: each.value for name, each in jar.items()}, answer.getheader("Location", "")
        self.places |= {answer.getheader("Location", "").encode(), *LINK.findall(page)}
        if answer.status >= 400:
            self.refusals.add(page)
        return answer.status

    def log_in(self, actor: str, login_name: str, passphrase: str) -> None:
        """In a browser of its own, whose session is one of the marks from then on."""
        assert self.ask("POST", "/inloggen/", fields={"login": login_name, "password": passphrase}) == 302
        self.village.keys[actor] = self.given["__Host-s"]

    def cookie(self, actor: str) -> str:
        session = f"__Host-s={self.village.keys[actor]}; " if self.village.keys.get(actor) else ""
        return f"{session}__Host-c={TOKEN}; odd={PROBED}"

    @property
    def statuses(self) -> set[int]:
        return {status for status, _ in self.answers}

    @property
    def marks(self) -> list[str | bytes]:
        """What must be in no log, no file and no message."""
        links = [token for kind, token in self.village.here.items() if kind.endswith((" link", " invitation"))]
        return [SAID, NAMED, FORMED, PROBED, STOPPED, HOME, CROWD, *self.sessions, *links, *self.codes]

    @property
    def sessions(self) -> list[str]:
        return [key for key in self.village.keys.values() if key]

    @property
    def codes(self) -> list[str]:
        return self.village.here["recovery codes"].split()

    def written(self) -> dict[str, bytes]:
        """What the programs wrote down outside the database, by where."""
        postgres = self.services.postgres
        logs = {f"log of {kind}": server.folder / "log" for kind, server in self.servers.items()}
        left = [path for place in (self.temporary, *postgres.data.glob("base/pgsql_tmp")) for path in place.rglob("*")]
        there = [path for path in left if path.is_file()]
        names = b"\n".join(bytes(path) for path in left)
        files = {**{path.name: path for path in (*self.stack.logs, *there)}, **logs}
        return {"names of temporary files": names, **{name: path.read_bytes() for name, path in files.items()}}

    @property
    def servers(self) -> dict[str, Server]:
        return {"PostgreSQL": self.services.postgres, "Redis": self.services.redis}

    def dumped(self) -> bytes:
        """The database as PostgreSQL tells it."""
        program = self.services.postgres.programs / "pg_dump"
        return subprocess.run([program, self.stack.owner_url], capture_output=True, check=True).stdout

    def hits(self, hay: Mapping[str, bytes]) -> dict[str, list[str | bytes]]:
        """What was found, by where it was."""
        return {where: hits for where, data in hay.items() if (hits := found(self.marks, data))}


@contextmanager
def house_of_glass(folder: Path, **keys: str) -> Iterator[Glass]:
    """A site under the settings of production, with its own PostgreSQL and Redis, as long as the `with` block lasts."""
    temporary = folder / "temporary"
    temporary.mkdir()
    with Services() as services, post_office() as post:
        post.refuses = True
        owner, web = new_database(services.database_url, services.web_database_url)
        ear = Ear(services.redis_url)
        stack = Stack(folder, web, owner_url=owner, redis_url=services.redis_url, processes=2, settings=SETTINGS)
        origins = {"PEERCHAT_ORIGINS": ",".join(stack.base_urls), "PEERCHAT_ALLOW_LOAD": "1", "TMPDIR": str(temporary)}
        mail = {"PEERCHAT_MAIL_URL": f"smtp+plain://127.0.0.1:{post.port}", "PEERCHAT_MAIL_FROM": "post@praat.example"}
        stack.env |= {**real(folder), **origins, **mail, **keys}
        printed = stack.manage("shell", "-v0", "-c", SETTLE).splitlines()
        told = next(line for line in printed if line.startswith("told ")).removeprefix("told ")
        village, seats = json.loads(told)
        try:
            stack.start()
            yield Glass(services, stack, ear, temporary, Village.loaded(village), seats, post)
        finally:
            for number in range(stack.processes):  # all has been looked at: they need not leave in order
                stack.kill(number)
