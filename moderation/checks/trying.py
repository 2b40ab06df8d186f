"""Lines to try, as JSON: what `manage.py try_lines` reads and answers."""

import json
from collections.abc import Iterator
from typing import IO, Any, Final, NoReturn, TypeGuard

from moderation.checks import LANGUAGES, SHIELDS, find

MOST_BYTES: Final = 64 * 1024
"""Of a line, as of a frame of the live protocol."""
MOST_TEXT: Final = 4_000
"""Code points of a text, as in the live protocol."""


class Malformed(Exception):
    """A line that asks for nothing that can be answered."""


def answers(lines: IO[bytes]) -> Iterator[str]:
    """One JSON line for each line that is read, in their order."""
    for raw in _each(lines):
        yield json.dumps(_answer(raw))


def _each(lines: IO[bytes]) -> Iterator[bytes]:
    """The lines without their ends; of one that is too long only its beginning, and never all of it in memory."""
    while raw := lines.readline(MOST_BYTES + 2):
        rest = raw
        while rest and not rest.endswith(b"\n"):
            rest = lines.readline(MOST_BYTES)
        yield raw


def _answer(raw: bytes) -> dict[str, Any]:
    try:
        text, language, shields = _asked(raw)
    except Malformed:
        return {"error": "malformed", "findings": []}
    if len(text) > MOST_TEXT:
        return {"error": "too-long", "findings": []}
    found = find(text, language=language, shields=shields)
    return {
        "findings": [{"kind": each.kind, "start": each.start, "end": each.end, "hard": each.hard} for each in found]
    }


def _asked(raw: bytes) -> tuple[str, str, list[str]]:
    """Text, language and shields of a line; raises Malformed."""
    if len(raw) > MOST_BYTES:
        raise Malformed
    try:
        asked = json.loads(raw.decode(), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(asked, dict):
        raise Malformed
    text, language, shields = asked.get("text"), asked.get("lang"), asked.get("shields", [])
    if not _is_text(text) or language not in _LANGUAGE_LIST or not isinstance(shields, list):
        raise Malformed
    if not all(isinstance(shield, str) and shield in SHIELDS for shield in shields):
        raise Malformed
    return text, language, shields


_LANGUAGE_LIST: Final = list(LANGUAGES)  # a list also answers for what has no hash


def _is_text(text: object) -> TypeGuard[str]:
    """Whether it is a text that can be kept: half surrogates cannot."""
    return isinstance(text, str) and not any("\ud800" <= letter <= "\udfff" for letter in set(text))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _refuse(literal: str) -> NoReturn:
    raise ValueError("this is not JSON")
