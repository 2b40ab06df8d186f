"""Reading the audit."""

from audit.chain import START, digest
from audit.models import Entry


def first_bad_number(chain: str) -> int | None:
    """The number of the first entry of `chain` that was changed, moved or taken away; None when the chain is whole."""
    before, expected = START, 1
    for entry in Entry.objects.filter(chain=chain).order_by("number").iterator():
        whole = entry.number == expected and bytes(entry.previous_hash) == before
        if not whole or bytes(entry.hash) != digest(entry):
            return expected
        before, expected = bytes(entry.hash), expected + 1
    return None
