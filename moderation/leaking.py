"""The words that a member never wants to leak, and where they stand in a text.

A word is kept as a keyed hash of its letters, folded as the checks fold a text, without what stands between them. The
key is the account's own, made from the index key: equal words of two people have nothing in common.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from uuid import UUID

from accounts.vault import keyed_hash
from groups.models import Membership
from groups.queries import SEATED
from moderation.checks.finding import LEAK_WORD, Finding
from moderation.checks.folding import Folded, folded
from moderation.models import LeakWord

MOST_WORDS: Final = 20
"""Of one account."""
MOST_PIECES: Final = 3
"""Words of a row: first name, “van”, surname."""
FEWEST_LETTERS: Final = 2
LONGEST: Final = 60
"""Letters of a row."""
_PIECE: Final = re.compile(r"[^\W_]+")
_FIGURES: Final = "0123456789"
_NEAR: Final = 2
"""Signs between two pieces that are read together."""
_OWNED: Final = 4
"""Letters from which an s at the end is looked at without: of Katriens mother."""
_LONGEST_APART: Final = 24
_MOST_APART: Final = 600
"""Ways in which letters that stand apart are read; beyond, a text is not what somebody says by accident."""

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Leaks:
    """The words of one account."""

    key: bytes
    hashes: frozenset[bytes]

    def findings(self, text: str) -> list[Finding]:
        """Where one stands: the longest of those that overlap, in the order of the text."""
        given = Folded(text)
        readings = _readings(given.plain)
        said = self._own({said for said, _, _ in readings})
        own = [(start, end) for reading, start, end in readings if reading in said] if said else []
        return [Finding(LEAK_WORD, *given.span(start, end)) for start, end in _without_overlap(own)]

    def has(self, word: str) -> bool:
        """Whether it is one of them."""
        return bool(self._own({letters_of(word)}))

    def _own(self, said: set[str]) -> set[str]:
        hashing = _hashing(self.key)
        return {letters for letters in said if _hashed(hashing, letters) in self.hashes}


def leaks_of(account_id: UUID) -> Leaks | None:
    """Those of an account; None when it has none. One query."""
    return _leaks(account_id, LeakWord.objects.filter(account=account_id).values_list("word_hash", flat=True))


def people_of(group_id: UUID) -> tuple[tuple[str, ...], dict[UUID, Leaks]]:
    """The pseudonyms of who is in a group, and by membership the words of those who have some. One query."""
    rows = Membership.objects.filter(group=group_id, state__in=SEATED)
    names, words = dict[UUID, str](), dict[tuple[UUID, UUID], list[bytes | memoryview]]()
    for member, account, name, hashed in rows.values_list(
        "id", "account_id", "pseudonym", "account__leak_words__word_hash"
    ):
        names[member] = name
        if account and hashed:
            words.setdefault((member, account), []).append(hashed)
    leaks = {member: _leaks(account, hashes) for (member, account), hashes in words.items()}
    return tuple(names.values()), {member: found for member, found in leaks.items() if found}


def gives_away(text: str, account_id: UUID, /) -> bool:
    """Whether one of an account's words stands in a text; `settings.NAME_CHECK` names it."""
    leaks = leaks_of(account_id)
    return bool(leaks and leaks.findings(text))


def letters_of(word: str) -> str:
    """All that is hashed of a word."""
    return "".join(pieces_of(word))


def pieces_of(word: str) -> list[str]:
    """The pieces of a row as somebody typed it."""
    return _PIECE.findall(folded(word))


def hash_of(account_id: UUID, word: str) -> bytes:
    """What is kept of a word."""
    return _hashed(_hashing(_key(account_id)), letters_of(word))


def _leaks(account_id: UUID, hashes: Iterable[bytes | memoryview]) -> Leaks | None:
    kept = frozenset(map(bytes, hashes))
    return Leaks(_key(account_id), kept) if kept else None


def _key(account_id: UUID) -> bytes:
    return keyed_hash("leak words", account_id.hex)


def _hashing(key: bytes) -> "hashlib.blake2b":
    """Keyed BLAKE2b (RFC 7693): a fourth of what an HMAC costs, and a long line has two thousand readings."""
    return hashlib.blake2b(key=key, digest_size=32)


def _hashed(hashing: "hashlib.blake2b", letters: str) -> bytes:
    anew = hashing.copy()
    anew.update(letters.encode())
    return anew.digest()


def _readings(plain: str) -> list[Place]:
    """All that a folded text may be read as: pieces, two or three in a row, and letters that stand apart."""
    pieces = [(found[0], *found.span()) for found in _PIECE.finditer(plain)]
    return [*pieces, *_bare(pieces), *_pairs(pieces), *_triples(pieces), *_apart(pieces)]


def _bare(pieces: list[Place]) -> list[Place]:
    """Without what is hung on a word: an s, or figures."""
    owned = [(said[:-1], start, end) for said, start, end in pieces if said[-1] == "s" and len(said) >= _OWNED]
    ending = [place for place in pieces if place[0][-1] in _FIGURES]
    return owned + [(said, start, end) for piece, start, end in ending if (said := piece.rstrip(_FIGURES))]


def _pairs(pieces: list[Place]) -> list[Place]:
    return [
        (one + two, start, end)
        for (one, start, first), (two, second, end) in pairwise(pieces)
        if second - first <= _NEAR
    ]


def _triples(pieces: list[Place]) -> list[Place]:
    return [
        (one + two + three, start, end)
        for (one, start, first), (two, second, middle), (three, third, end) in zip(
            pieces, pieces[1:], pieces[2:], strict=False
        )
        if second - first <= _NEAR and third - middle <= _NEAR
    ]


def _apart(pieces: list[Place]) -> list[Place]:
    """Runs of single letters: K a t r i e n."""
    found = list[Place]()
    for run in _runs_of_letters(pieces):
        for first in range(len(run) - MOST_PIECES):
            said, start, _ = run[first]
            for letter, _, end in run[first + 1 : first + _LONGEST_APART]:
                said += letter
                found.append((said, start, end))
            if len(found) > _MOST_APART:
                return found
    return found


def _runs_of_letters(pieces: list[Place]) -> Iterator[list[Place]]:
    """More than MOST_PIECES single letters near each other."""
    run = list[Place]()
    for piece in pieces:
        if run and (len(piece[0]) > 1 or piece[1] - run[-1][2] > _NEAR):
            yield run
            run = []
        if len(piece[0]) == 1:
            run.append(piece)
    yield run


def _without_overlap(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    beyond = 0
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= beyond:
            yield start, end
            beyond = end
