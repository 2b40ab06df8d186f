"""A clerk who has the site loaded and runs one command of manage.py after the other, each in a fork of its own.

To load the site takes longer than most commands do. A test asks a `Clerk`; it runs this file beside the site.
"""

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
STOP_WITHIN = 15


class Clerk:
    """One such process, with the environment that it was given; what a command prints passes by a folder."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self._folder = Path(tempfile.mkdtemp(prefix="peerchat-clerk-"))
        self._told, self._failed = self._folder / "told", self._folder / "failed"
        with self._failed.open("wb") as failed:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.clerk", str(self._told), str(self._failed)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=failed,
                text=True,
            )

    def run(self, words: Sequence[str]) -> tuple[int, str, str]:
        """The exit code of a command, and what it printed on both ways out. One at a time may ask."""
        assert self._process.stdin
        assert self._process.stdout
        with suppress(BrokenPipeError):  # with these settings no site can be loaded: that stands in what failed
            print(json.dumps(words), file=self._process.stdin, flush=True)
        code = self._process.stdout.readline()
        return int(code or 1), self._told.read_text() if code else "", self._failed.read_text()

    def close(self) -> None:
        """Sends the clerk home."""
        self._process.communicate(timeout=STOP_WITHIN)
        shutil.rmtree(self._folder)


def serve(told: Path, failed: Path) -> None:
    """Runs what comes in, line after line, until there is nobody who asks."""
    import django
    from django.core.checks import run_checks

    django.setup()
    run_checks()  # it reads every view, as each command would do
    gc.freeze()  # a fork shares what is loaded as long as nobody looks at it
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _run(json.loads(line), told, failed)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _run(words: list[str], told: Path, failed: Path) -> NoReturn:
    """One command; its process ends without clearing away what it shares with the clerk, which takes far longer."""
    for number, target in enumerate((Path(os.devnull), told, failed)):
        opened = os.open(target, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
    code = _code_of(["manage.py", *words])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _code_of(words: list[str]) -> int:
    from django.core.management import execute_from_command_line
    from django.db import connections

    sys.argv = words
    try:
        execute_from_command_line(words)
        connections.close_all()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except Exception:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    serve(*map(Path, sys.argv[1:]))
