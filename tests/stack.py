"""The real thing, started for a test: one database, perhaps Redis, and so many `serve` processes."""

import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Lock
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.clerk import Clerk
from tests.services import free_port

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN, STOP_WITHIN = 30, 15
SILENT_SETTINGS = "tests.silent"
MANAGE = (str(ROOT / "manage.py"),)
TEMPLATE, TEMPLATE_FILE = "TEST_TEMPLATE", "TEST_TEMPLATE_FILE"
"""What a site's database is copied from, since to migrate takes longer than most tests: its name, and a file."""


@dataclass
class Process:
    """One `serve` process and what it prints."""

    port: int
    log: Path
    running: subprocess.Popen[bytes] | None = None


@dataclass
class Stack:
    """One site. Leave `redis_url` empty for the embedded default (SQLite) or a lone process on PostgreSQL."""

    folder: Path
    database_url: str
    owner_url: str = ""
    redis_url: str = ""
    processes: int = 1
    settings: str = "peerchat.settings.test"
    env: dict[str, str] = field(default_factory=dict)
    entry: tuple[str, ...] = MANAGE

    def __post_init__(self) -> None:
        self._has_clerk = False
        """From the beginning to the end of a `with` block: somebody must send the clerk home."""
        self._clerk: Clerk | None = None
        self._at_the_counter = Lock()
        self._served = [Process(free_port(), self.folder / f"serve-{number}.log") for number in range(self.processes)]

    def __enter__(self) -> Self:
        self._has_clerk = self.entry == MANAGE
        try:
            self.manage("migrate", "-v0")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._has_clerk = False
        self._dismiss_clerk()
        running = [number for number, process in enumerate(self._served) if process.running is not None]
        for process in self._served:
            if process.running is not None:
                process.running.send_signal(signal.SIGTERM)  # all at once: each takes its time to say goodbye
        for number in running:
            self.kill(number, signal.SIGTERM)

    @property
    def base_urls(self) -> list[str]:
        return [f"http://127.0.0.1:{process.port}" for process in self._served]

    @property
    def pids(self) -> list[int]:
        return [process.running.pid for process in self._served if process.running is not None]

    @property
    def logs(self) -> list[Path]:
        return [process.log for process in self._served]

    def start(
        self, index: int | None = None, *, env: Mapping[str, str] | None = None, entry: str | None = None
    ) -> None:
        """Starts one process or all, and waits until they answer; `entry` is a module to run instead of manage.py."""
        numbers = range(self.processes) if index is None else [index]
        for number in numbers:
            process = self._served[number]
            words = ("-m", entry) if entry else self.entry
            with process.log.open("ab") as log:
                process.running = subprocess.Popen(
                    [sys.executable, *words, "serve", "--port", str(process.port)],
                    cwd=ROOT,
                    env={**self.environment(), **(env or {})},
                    stdout=log,
                    stderr=log,
                )
        for number in numbers:
            self._wait(number)

    def kill(self, index: int, sig: signal.Signals = signal.SIGKILL) -> None:
        """Sends the signal and waits for the end."""
        process = self._served[index]
        if process.running is None:
            return
        process.running.send_signal(sig)
        try:
            process.running.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.running.kill()
            process.running.wait(STOP_WITHIN)
            raise
        finally:
            process.running = None

    def restart(self, index: int) -> None:
        self.kill(index, signal.SIGTERM)
        self.start(index)

    def manage(self, *args: str) -> str:
        """Runs a command of manage.py against the same database; its output."""
        code, told, failed = self._ask_clerk(args) if self._has_clerk else self._run_beside(args)
        if code != 0:
            raise RuntimeError(f"manage.py {args[0]} failed:\n{told}{failed}")
        return told

    def _run_beside(self, words: Sequence[str]) -> tuple[int, str, str]:
        command = [sys.executable, *self.entry, *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def _ask_clerk(self, words: Sequence[str]) -> tuple[int, str, str]:
        """Whoever changes the environment of the site gets a new clerk, who was told of it."""
        with self._at_the_counter:
            if self._clerk is None or self._clerk.environment != self.environment():
                self._dismiss_clerk()
                self._clerk = Clerk(self.environment())
            return self._clerk.run(words)

    def _dismiss_clerk(self) -> None:
        if self._clerk is not None:
            self._clerk.close()
            self._clerk = None

    def seed(self, rooms: int, members: int, lines: int = 0) -> list[dict[str, str]]:
        """Open talk rooms with members who have said so many lines; `seed_load`'s objects."""
        numbers = {"rooms": rooms, "members": members, "lines": lines}
        told = self.manage("seed_load", *(f"--{name}={number}" for name, number in numbers.items()))
        return [json.loads(line) for line in told.splitlines() if line.startswith("{")]

    def sql(self, query: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a query as the owner; parameters are written %s on both databases."""
        if not self.owner_url:
            with closing(sqlite3.connect(urlsplit(self.database_url).path, timeout=10)) as lite, lite:
                return lite.execute(query.replace("%s", "?"), params).fetchall()
        with psycopg.connect(self.owner_url) as connection:
            cursor = connection.execute(query, params)
            return cursor.fetchall() if cursor.description else []

    def environment(self) -> dict[str, str]:
        """What every process of this site finds in its environment."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PEERCHAT_")}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": self.settings,
            "DATABASE_URL": self.database_url,
            "MIGRATE_DATABASE_URL": self.owner_url,
            "REDIS_URL": self.redis_url,
            "PEERCHAT_POST_RATE": "0",
            "PEERCHAT_SIGN_UP_RATE": "0",
            **self.env,
        }

    def _wait(self, number: int) -> None:
        process = self._served[number]
        deadline = time.monotonic() + START_WITHIN
        while not _answers(self.base_urls[number]):
            if process.running is None or process.running.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"serve did not start:\n{process.log.read_text()[-4000:]}")
            time.sleep(0.05)


def new_database(owner_url: str, web_url: str, template: str = "") -> tuple[str, str]:
    """A database on the tests' cluster, empty or a copy: its addresses for the owner and for the web role."""
    name = f"stack_{secrets.token_hex(6)}"
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {f'TEMPLATE {template}' if template else ''}")
    return _named(owner_url, name), _named(web_url, name)


def new_file(folder: Path) -> str:
    """The address of a SQLite database in the folder; its tables are there where bin/test made a file to copy."""
    path = folder / "peerchat.sqlite3"
    if template := os.environ.get(TEMPLATE_FILE, ""):
        shutil.copyfile(template, path)
    return f"sqlite://{path}"


def make_templates(services: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Databases with all tables, for others to be copied from; what tests find of them in their environment."""
    owner, web = new_database(services["TEST_DATABASE_URL"], services["TEST_WEB_DATABASE_URL"])
    for stack in (Stack(folder, web, owner_url=owner), Stack(folder, new_file(folder))):
        stack.manage("migrate", "-v0")
        stack.sql("DELETE FROM accounts_keyproof")  # whoever gets a copy may have other keys
    return {TEMPLATE: urlsplit(owner).path.removeprefix("/"), TEMPLATE_FILE: str(folder / "peerchat.sqlite3")}


def _named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _answers(url: str) -> bool:
    link = HTTPConnection(urlsplit(url).netloc, timeout=2)
    try:
        link.request("GET", "/")
        link.getresponse().close()
    except (OSError, HTTPException):
        return False
    finally:
        link.close()
    return True
