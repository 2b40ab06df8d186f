"""manage.py try_lines: an answer for each line, whatever it holds, and no database."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from moderation.checks.trying import MOST_BYTES, answers

ROOT = Path(__file__).resolve().parents[2]
BAD = {"error": "malformed", "findings": []}


def answered(*lines: bytes | dict[str, Any]) -> list[dict[str, Any]]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return [json.loads(answer) for answer in answers(io.BytesIO(b"\n".join(raw)))]


def test_each_line_gets_its_answer_in_order() -> None:
    asked = {"text": "bel 0470 12 34 56", "lang": "nl", "shields": []}
    assert answered(asked, {"text": "hoi", "lang": "fr", "shields": ["numbers"]}, asked) == [
        {"findings": [{"kind": "phone", "start": 4, "end": 17, "hard": True}]},
        {"findings": []},
        {"findings": [{"kind": "phone", "start": 4, "end": 17, "hard": True}]},
    ]


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"geen json",
        b"[1]",
        b"null",
        b"\xff\xfe",
        b'{"text": NaN, "lang": "nl"}',
        b'{"text": "a", "text": "b", "lang": "nl"}',
        b'{"text": "\\ud800", "lang": "nl"}',
        b"[" * 50_000,
        b'{"text": "a", "lang": "nl", "n": ' + b"9" * 5_000 + b"}",
        b'{"text": "' + b"a" * 1_000_000 + b'", "lang": "nl"}',
        {"lang": "nl"},
        {"text": None, "lang": "nl"},
        {"text": 3, "lang": "nl"},
        {"text": ["a"], "lang": "nl"},
        {"text": "a"},
        {"text": "a", "lang": "xx"},
        {"text": "a", "lang": ["nl"]},
        {"text": "a", "lang": "all"},
        {"text": "a", "lang": "nl", "shields": "numbers"},
        {"text": "a", "lang": "nl", "shields": ["nope"]},
        {"text": "a", "lang": "nl", "shields": [["numbers"]]},
        {"text": "a", "lang": "nl", "shields": {"numbers": True}},
        {"text": "a", "lang": "nl", "shields": None},
    ],
)
def test_a_line_that_cannot_be_understood_is_answered_too(bad: bytes | dict[str, Any]) -> None:
    good = {"text": "hoi", "lang": "nl", "shields": []}
    assert answered(good, bad, good) == [{"findings": []}, BAD, {"findings": []}]


def test_a_text_is_at_most_as_long_as_a_line_of_a_talk() -> None:
    assert answered({"text": "a" * 4_000, "lang": "nl"}) == [{"findings": []}]
    assert answered({"text": "a" * 4_001, "lang": "nl"}) == [{"error": "too-long", "findings": []}]


def test_a_long_line_is_never_in_memory_as_a_whole() -> None:
    class Watched(io.BytesIO):
        most = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            self.most = max(self.most, size if size > 0 else MOST_BYTES * 100)
            return super().readline(size)

    lines = Watched(b"a" * 3_000_000 + b"\n" + b"{}\n")
    assert [json.loads(answer) for answer in answers(lines)] == [BAD, BAD]
    assert lines.most <= MOST_BYTES + 2


def test_the_command_answers_at_once_and_asks_no_database() -> None:
    """Sabotage: let the command be one that needs the keys of the database."""
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    command = [sys.executable, "manage.py", "try_lines"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as tried:
        assert tried.stdin
        assert tried.stdout
        for text, kinds in (("mail a.b@gmail.com", ["email"]), ("hoi", [])):
            tried.stdin.write(json.dumps({"text": text, "lang": "nl", "shields": []}) + "\n")
            tried.stdin.flush()
            found = json.loads(tried.stdout.readline())["findings"]
            assert [each["kind"] for each in found] == kinds
        tried.stdin.close()
        assert tried.wait(10) == 0
