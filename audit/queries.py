"""Reading the audit, and looking whether it is whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from audit.chain import START, digest, head_seal
from audit.models import Entry, Head


class Wrong(StrEnum):
    """What is wrong with the first bad row of a chain."""

    CHANGED = "was changed"
    MISSING = "is missing"
    NOT_NEXT = "does not follow the one before it"
    BEYOND = "stands beyond the end of the chain"
    HEAD_GONE = "is the last, but the head of the chain is gone"
    HEAD_CHANGED = "is not what the head of the chain says"
    OTHER_THAN_TOLD = "is not the one that was told before"


@dataclass(frozen=True)
class Fault:
    """The first bad row of a chain; `entry` is its id when there is one."""

    chain: str
    number: int
    wrong: Wrong
    entry: UUID | None = None


def chains() -> list[str]:
    """Every chain that has an entry or a head, in one order."""
    entries, heads = Entry.objects.values_list("chain", flat=True), Head.objects.values_list("chain", flat=True)
    return sorted({*entries.distinct(), *heads})


def first_fault(chain: str, told: Mapping[int, bytes] | None = None) -> Fault | None:
    """The first entry of `chain` that was changed, moved, taken away or cut off; None when the chain is whole.

    `told` are hashes by number that were written down elsewhere before.
    """
    before, expected = START, 1
    for entry in Entry.objects.filter(chain=chain).order_by("number").iterator():
        wrong = _wrong(entry, expected, before, told or {})
        if wrong:
            missing = wrong is Wrong.MISSING
            return Fault(chain, expected, wrong, None if missing else entry.id)
        before, expected = bytes(entry.hash), expected + 1
    return _fault_at_the_end(chain, expected - 1, before) or _never_reached(chain, expected, told or {})


def entries_of(chain: str, *, after: int = 0) -> Iterator[Entry]:
    """The entries of a chain beyond a number, oldest first."""
    return Entry.objects.filter(chain=chain, number__gt=after).order_by("number").iterator()


def _wrong(entry: Entry, expected: int, before: bytes, told: Mapping[int, bytes]) -> Wrong | None:
    if entry.number != expected:
        return Wrong.MISSING
    if bytes(entry.hash) != digest(entry):
        return Wrong.CHANGED
    if bytes(entry.previous_hash) != before:
        return Wrong.NOT_NEXT
    if told.get(expected, entry.hash) != bytes(entry.hash):
        return Wrong.OTHER_THAN_TOLD
    return None


def _fault_at_the_end(chain: str, last: int, last_hash: bytes) -> Fault | None:
    head = Head.objects.filter(chain=chain).first()
    if head is None:
        return Fault(chain, last, Wrong.HEAD_GONE) if last else None
    if bytes(head.seal) != head_seal(chain, head.number, bytes(head.hash)):
        return Fault(chain, head.number, Wrong.HEAD_CHANGED)
    if head.number > last:
        return Fault(chain, last + 1, Wrong.MISSING)
    if head.number < last:
        return Fault(chain, head.number + 1, Wrong.BEYOND)
    return Fault(chain, last, Wrong.HEAD_CHANGED) if bytes(head.hash) != last_hash else None


def _never_reached(chain: str, expected: int, told: Mapping[int, bytes]) -> Fault | None:
    return Fault(chain, expected, Wrong.MISSING) if told and max(told) >= expected else None
