"""The file of heads: once a day the end of each chain is written down outside the database, one JSON line each.

What is cut off a chain together with its head, or put back from an older copy, is missed there.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from audit.chain import head_seal
from audit.models import Head

Told = dict[str, dict[int, bytes]]
"""Hashes by number, by chain."""


class NotOurLine(Exception):
    """A line of the file that this site did not write, or that somebody changed."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Line {number} of the file of heads was not written by this site, or was changed.")
        self.number = number


def line(head: Head, on: date) -> str:
    """A head as the file has it."""
    fields = {
        "on": on.isoformat(),
        "chain": head.chain,
        "number": head.number,
        "hash": bytes(head.hash).hex(),
        "seal": bytes(head.seal).hex(),
    }
    return json.dumps(fields) + "\n"


def append(path: Path, lines: Iterable[str]) -> None:
    """Adds lines at once, so that two processes do not write through each other; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write("".join(lines))


def read(path: Path) -> Told:
    """What was told before; raises NotOurLine and OSError."""
    told: Told = defaultdict(dict)
    for number, text in _lines(path):
        try:
            chain, at, last_hash, seal = _fields(json.loads(text))
        except (ValueError, TypeError, KeyError):
            raise NotOurLine(number) from None
        if seal != head_seal(chain, at, last_hash):
            raise NotOurLine(number)
        told[chain][at] = last_hash
    return told


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="ascii", errors="replace") as file:
        yield from enumerate(file, start=1)


def _fields(found: Any) -> tuple[str, int, bytes, bytes]:
    return str(found["chain"]), int(found["number"]), bytes.fromhex(found["hash"]), bytes.fromhex(found["seal"])
