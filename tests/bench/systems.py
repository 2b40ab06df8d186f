"""The two that are compared, each served for as long as a `with` block lasts."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services import Services, free_port
from tests.stack import ROOT, Stack

START_WITHIN, STOP_WITHIN = 30, 15
SETTINGS = "tests.bench.tutorial.settings"
APPLICATION = "tests.bench.tutorial.asgi:application"


@dataclass(frozen=True)
class System:
    """A running chat and how the load generator talks to it; `@` in `send` is different for every run."""

    name: str
    port: int
    pids: list[int]
    send: str
    words: list[str]


Serve = Callable[[Services, Path, int, int], AbstractContextManager[System]]


@dataclass
class Tutorial:
    """The tutorial-style chat in one Daphne process, on a database of its own."""

    folder: Path
    database_url: str
    redis_url: str

    def __enter__(self) -> "Tutorial":
        self.port = free_port()
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
        }
        # No migrations to keep: the tables are made as the models are now.
        self._run("-m", "django", "migrate", "--run-syncdb", "-v0")
        self.log = self.folder / "tutorial.log"
        with self.log.open("ab") as log:
            words = ["-v0", "-b", "127.0.0.1", "-p", str(self.port), APPLICATION]
            self.process = subprocess.Popen(
                [sys.executable, "-m", "daphne", *words], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_WITHIN)

    def _run(self, *words: str) -> None:
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stderr[-2000:]}")

    def _wait(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the tutorial did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=2).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


@contextmanager
def tutorial(services: Services, folder: Path, rooms: int, members: int) -> Iterator[System]:
    """Nobody logs in and nothing is checked; rooms are made by naming them."""
    with Tutorial(folder, services.database_url, services.redis_url) as served:
        yield System(
            "tutorial",
            served.port,
            [served.process.pid, services.postgres_pid, services.redis_pid],
            '{"message":"{text}"}',
            ["--path", "/ws/chat/{room}/"],
        )


@contextmanager
def peerchat(services: Services, folder: Path, rooms: int, members: int) -> Iterator[System]:
    """One `serve` process with every check on but the limit on lines a minute."""
    stack = Stack(folder, services.web_database_url, services.database_url, services.redis_url)
    with stack:
        seats = stack.seed(rooms, members)
        (folder / "cookies").write_text("\n".join(seat["cookie"] for seat in seats))
        (folder / "rooms").write_text("\n".join(dict.fromkeys(seat["room"] for seat in seats)))
        yield System(
            "peerchat",
            int(stack.base_urls[0].rpartition(":")[2]),
            [*stack.pids, services.postgres_pid, services.redis_pid],
            '{"type":"post","id":"@-{idx}-{mid}","text":"{text}"}',
            [
                *("--path", "/ws/rooms/{room}/", "--rooms-file", str(folder / "rooms")),
                *("--tokens", str(folder / "cookies"), "--header", "Cookie: {token}"),
                *("--header", "Sec-WebSocket-Protocol: peerchat.v1", "--ready", '"type": ?"welcome"'),
            ],
        )


SYSTEMS: dict[str, Serve] = {"tutorial": tutorial, "peerchat": peerchat}
