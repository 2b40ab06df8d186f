"""What is logged is told by its kind and its place; whatever somebody hands to a log line, no value gets through."""

import io
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from peerchat.logs import Anonymous

ROOT = Path(__file__).resolve().parent.parent
SECRET = "Stille Reiger"


class Guest:
    """Whoever prints it prints a name."""

    def __repr__(self) -> str:
        return SECRET


@pytest.fixture
def printed() -> io.StringIO:
    """What two loggers print, set up as the site's are."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    handler.addFilter(Anonymous())
    for name in ("peerchat.proof", "elsewhere"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
    return out


@pytest.mark.parametrize("name", ["peerchat.proof", "elsewhere"])
def test_neither_arguments_nor_an_exception_s_words_are_printed(name: str, printed: io.StringIO) -> None:
    logger = logging.getLogger(name)
    logger.error("it failed: %s %s", SECRET, Guest())
    logger.error("it failed: %(who)s", {"who": SECRET})
    try:
        int(SECRET)
    except ValueError:
        logger.exception("it failed")
    logger.warning("with its stack", stack_info=True)
    assert SECRET not in printed.getvalue()
    assert re.search(r"ValueError at test_logs\.py:\d+\n", printed.getvalue())


def test_a_number_and_the_name_of_a_class_are_printed(printed: io.StringIO) -> None:
    logging.getLogger("peerchat.proof").error("%s, %d times", ValueError.__name__, 3)
    assert printed.getvalue() == "ERROR peerchat.proof ValueError, 3 times\n"


FAILS = f"""
import logging, threading
from peerchat.logs import Anonymous, hush
handler = logging.StreamHandler()
handler.addFilter(Anonymous())
logging.getLogger().addHandler(handler)
hush()
def fail():
    raise ValueError("{SECRET}")
class Last:
    def __del__(self):
        fail()
thread = threading.Thread(target=fail)
thread.start(); thread.join()
Last()
fail()
"""


def test_what_fails_in_a_thread_in_a_finaliser_and_at_the_end_is_told_in_the_same_way() -> None:
    done = subprocess.run([sys.executable, "-c", FAILS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.fullmatch(r"(it failed: ValueError at <string>:\d+\n){3}", done.stderr), done.stderr


def test_the_proxy_keeps_no_log_of_visits() -> None:
    config = (ROOT / "deploy" / "Caddyfile").read_text()
    directives = re.findall(r"^\s*(log\b[^\n]*)", config, re.MULTILINE)
    assert directives == ["log default {"], "a log of visits would be a directive of the site itself"
    (block,) = re.findall(r"log default \{(.*?)\}", config, re.DOTALL)
    assert "level ERROR" in block
    assert "exclude http.log.error http.handlers.reverse_proxy" in block
