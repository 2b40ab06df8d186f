"""manage.py try_names: whether names would be taken, as the form of a group decides it."""

import json
import sys
from collections.abc import Iterator
from typing import IO, Any, Final

from django.core.management.base import BaseCommand

from groups.names import NameRefused, check_beside

MALFORMED: Final = "malformed"
LONGEST_LINE: Final = 64 * 1024
"""Bytes, with the end of the line."""


class Command(BaseCommand):
    help = "Reads JSON lines with a text and the existing names, and answers each with accept and reason."
    requires_system_checks = ()
    stealth_options = ("source",)

    def handle(self, *args: Any, **options: Any) -> None:
        source: IO[bytes] = options.get("source") or sys.stdin.buffer
        for line in _lines(source):
            reason = _reason(line)
            self.stdout.write(json.dumps({"accept": reason is None, "reason": reason}))
            self.stdout.flush()


def _lines(source: IO[bytes]) -> Iterator[bytes]:
    """Each line; of one that is too long no more than its beginning, however long it is."""
    while line := source.readline(LONGEST_LINE):
        rest = line
        while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
            line, rest = b"", source.readline(LONGEST_LINE)
        yield line


def _reason(line: bytes) -> str | None:
    try:
        text, existing = _asked(line)
        check_beside(text, existing)
    except NameRefused as refused:
        return refused.reason
    except (ValueError, RecursionError):
        return MALFORMED
    return None


def _asked(line: bytes) -> tuple[str, list[str]]:
    """The text and the names of a line; raises ValueError or RecursionError."""
    match json.loads(line.decode(), parse_constant=_refuse, object_pairs_hook=_once):
        case {"text": str(text), "existing": list(existing)} if all(isinstance(name, str) for name in existing):
            "".join([text, *existing]).encode()  # half a character is none
            return text, existing
        case {"text": str(text), **others} if "existing" not in others:
            text.encode()
            return text, []
    raise ValueError(MALFORMED)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(MALFORMED)
    return found
