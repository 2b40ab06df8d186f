"""What bin/test runs: tests of whole sites, beside them the checks and those on SQLite and PostgreSQL; one sum."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import IO, Self

from tests.chromium import find_chromium
from tests.services import MissingPartError, Services
from tests.stack import make_templates

ROOT = Path(__file__).resolve().parent.parent
NOTHING_COLLECTED = 5
STOP_SECONDS = 20
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
"""For tests within one process: one for each core, in the order of tests/conftest.py."""
AMONG_WAITERS = ["-n", "4", "--dist", "worksteal"]
"""For tests of whole sites, which mostly wait: twice as many as cores; who has done takes over from another."""
GIVING_WAY = ["nice", "-n", "19"]
"""Before what runs beside the whole sites: it takes what they leave of the cores, since they judge seconds."""


@dataclass
class Count:
    """How many tests passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def main(words: list[str]) -> int:
    """Run what the words ask for and return the exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    parser = argparse.ArgumentParser(prog="bin/test", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="only the tests on SQLite, without bin/check")
    options, chosen = parser.parse_known_args(words)
    chosen = [_as_pytest_word(word) for word in chosen]
    try:
        count = _run(fast=options.fast, chosen=chosen)
    except KeyboardInterrupt:
        print("Interrupted.")
        return 130
    print(count, flush=True)
    return 0 if count.failed == 0 and count.passed > 0 else 1


def _run(*, fast: bool, chosen: list[str]) -> Count:
    if fast:
        return _on_sqlite(chosen)
    try:
        chromium = find_chromium()
        with Services() as services, tempfile.TemporaryDirectory() as folder:
            with Running(_collecting(chosen), {}, subprocess.DEVNULL) as compiling:
                environment = services.environment() | make_templates(services.environment(), Path(folder))
                # Whoever starts together would each compile the tests for themselves.
                compiling.wait()
            environment |= {
                "DATABASE_URL": services.database_url,
                "REDIS_URL": services.redis_url,
                "CHROMIUM": chromium,
            }
            return _on_all(chosen, environment)
    except MissingPartError as error:
        print(error)
        return Count(failed=1) + (Count() if chosen else _check()) + _on_sqlite(chosen)


def _on_all(chosen: list[str], environment: dict[str, str]) -> Count:
    """The whole sites wait much of the time: the checks and the tests within one process go on beside them."""
    inside = ["-m", "not sqlite_only and not stack and not browser", *SIDE_BY_SIDE, *chosen]
    sites = ["-m", "not sqlite_only and not calm and not alone and (stack or browser)", *AMONG_WAITERS, *chosen]
    calm = ["-m", "calm", *SIDE_BY_SIDE, *chosen]
    lane = Lane(
        Stage("Whole sites on PostgreSQL and Redis", sites, environment),
        Stage("Whole sites, two at a time", calm, environment),
    )
    with lane as beside:
        count = Count() if chosen else _check()
        count += _on_sqlite(chosen, GIVING_WAY)
        count += _pytest("PostgreSQL", inside, environment, GIVING_WAY)
        count += beside.finish()
    return count + _pytest("Whole sites under load", ["-m", "alone", *chosen], environment)


def _on_sqlite(chosen: list[str], before: Sequence[str] = ()) -> Count:
    with tempfile.TemporaryDirectory() as folder:
        # A file of its own, so that two runs side by side do not meet.
        environment = {"DATABASE_URL": f"sqlite://{folder}/peerchat.sqlite3", "REDIS_URL": ""}
        return _pytest("SQLite", ["-m", "not stack and not browser", *SIDE_BY_SIDE, *chosen], environment, before)


def _check() -> Count:
    _headline("Checks")
    with Running([*GIVING_WAY, str(ROOT / "bin" / "check")], {}) as check:
        return Count() if check.wait() == 0 else Count(failed=1)


class Running:
    """A program; whoever leaves the `with` block by an interrupt lets it end first what it started."""

    def __init__(self, command: list[str], environment: dict[str, str], told: IO[bytes] | int | None = None) -> None:
        # A session of its own, so that an interrupt comes once, from here, and there is time to end what it started.
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, start_new_session=True, stdout=told, stderr=told
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        return self._process.wait()

    def stop(self) -> None:
        """Has it end, unless it has ended."""
        if self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()


class Stage:
    """A pytest of its own, whose words are kept until they are shown."""

    def __init__(self, name: str, words: list[str], environment: dict[str, str]) -> None:
        self._name, self._words, self._environment = name, words, environment
        self._running: Running | None = None
        self._told, self._counted = b"", Count(failed=1)

    def run(self) -> None:
        """From its beginning to its end."""
        with tempfile.TemporaryDirectory() as folder, (Path(folder) / "told").open("w+b") as told:
            report = Path(folder) / "report.xml"
            with Running(_command(report, self._words), self._environment, told) as self._running:
                self._counted = _count(report, self._running.wait())
            told.seek(0)
            self._told = told.read()

    def stop(self) -> None:
        if self._running:
            self._running.stop()

    def show(self) -> Count:
        """What it told, and what it counted."""
        _headline(self._name)
        sys.stdout.buffer.write(self._told)
        sys.stdout.flush()
        return self._counted


class Lane:
    """Stages one after the other, beside what happens in the `with` block; whoever leaves it early ends them."""

    def __init__(self, *stages: Stage) -> None:
        self._stages, self._left = stages, False
        self._thread = Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left = True
        while self._thread.is_alive():
            for stage in self._stages:
                stage.stop()
            self._thread.join(1)

    def finish(self) -> Count:
        """Wait for the end of all, show what they told, and count."""
        self._thread.join()
        return sum((stage.show() for stage in self._stages), Count())

    def _run(self) -> None:
        for stage in self._stages:
            if not self._left:
                stage.run()


def _pytest(name: str, words: list[str], environment: dict[str, str], before: Sequence[str] = ()) -> Count:
    _headline(name)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        with Running([*before, *_command(report, words)], environment) as running:
            return _count(report, running.wait())


def _command(report: Path, words: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", f"--junitxml={report}", *words]


def _collecting(words: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", "--collect-only", *words]


def _count(report: Path, code: int) -> Count:
    count = _read(report)
    if code not in (0, NOTHING_COLLECTED) and count.failed == 0:
        # It broke down before or after the tests.
        count.failed = 1
    return count


def _read(report: Path) -> Count:
    if not report.exists():
        return Count()
    suites = list(ET.parse(report).getroot().iter("testsuite"))
    total, skipped, failed = (
        sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "skipped", "failures")
    )
    failed += sum(int(suite.get("errors", 0)) for suite in suites)
    return Count(passed=max(total - failed - skipped, 0), failed=failed, skipped=skipped)


def _as_pytest_word(word: str) -> str:
    """Turn an area such as `rooms` into its path; leave anything else to pytest."""
    candidates = [ROOT / "tests" / word, ROOT / "tests" / f"test_{word}.py"]
    return next((str(path) for path in candidates if path.exists()), word)


def _headline(text: str) -> None:
    print(f"\n=== {text} ===", flush=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    # Ending as Ctrl-C does lets the servers be ended too.
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
