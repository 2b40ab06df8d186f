"""What bin/test runs: the checks, the tests on SQLite, those on PostgreSQL and of whole sites, and one summary line."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tests.services import MissingPartError, Services, find_chromium

ROOT = Path(__file__).resolve().parent.parent
NOTHING_COLLECTED = 5
STOP_SECONDS = 20
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile"]
"""For tests within one process: one for each core."""
AMONG_WAITERS = ["-n", "4", "--dist", "worksteal"]
"""For tests of whole sites, which mostly wait: twice as many as cores; who has done takes over from another."""


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
    count = Count() if fast or chosen else _check()
    with tempfile.TemporaryDirectory() as folder:
        # A file of its own, so that two runs side by side do not meet.
        environment = {"DATABASE_URL": f"sqlite://{folder}/peerchat.sqlite3", "REDIS_URL": ""}
        count += _pytest("SQLite", ["-m", "not stack and not browser", *SIDE_BY_SIDE, *chosen], environment)
    if fast:
        return count
    try:
        chromium = find_chromium()
        with Services() as services:
            environment = services.environment() | {
                "DATABASE_URL": services.database_url,
                "REDIS_URL": services.redis_url,
                "CHROMIUM": chromium,
            }
            inside = ["-m", "not sqlite_only and not stack and not browser", *SIDE_BY_SIDE, *chosen]
            sites = ["-m", "not sqlite_only and not alone and (stack or browser)", *AMONG_WAITERS, *chosen]
            count += _pytest("PostgreSQL", inside, environment)
            count += _pytest("Whole sites on PostgreSQL and Redis", sites, environment)
            return count + _pytest("Whole sites under load", ["-m", "alone", *chosen], environment)
    except MissingPartError as error:
        print(error)
        return count + Count(failed=1)


def _check() -> Count:
    _headline("Checks")
    return Count() if _call([str(ROOT / "bin" / "check")], {}) == 0 else Count(failed=1)


def _pytest(name: str, words: list[str], environment: dict[str, str]) -> Count:
    _headline(name)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = _call([sys.executable, "-m", "pytest", f"--junitxml={report}", *words], environment)
        count = _read(report)
    if code not in (0, NOTHING_COLLECTED) and count.failed == 0:
        # It broke down before or after the tests.
        count.failed = 1
    return count


def _call(command: list[str], environment: dict[str, str]) -> int:
    # A session of its own, so that an interrupt comes once, from here, and there is time to end what the tests started.
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, start_new_session=True)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        raise


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
