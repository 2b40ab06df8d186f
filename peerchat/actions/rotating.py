"""Sealing anew, under the first data key, all that an older one sealed; the site serves on meanwhile.

Row by row, and each only if it is still as it was read: whoever writes in between is never overwritten, and no
lock is held longer than one row takes. What was done stays done, so that it can be stopped and begun again.
"""

import time
from collections import Counter
from typing import Any, Final

from django.db import OperationalError

from accounts.models import KeyProof
from accounts.vault import Unreadable, row_aad, seal, unseal
from peerchat.sealed import Column, columns

BATCH: Final = 100
"""Rows that are read at once."""
SETTLES_IN: Final = 5.0
"""Seconds in which a page that was under way has written back what it had read."""
MOST_ROUNDS: Final = 20


class StillSealing(Exception):
    """Values under an older key keep coming: some process was not started with the new one in front."""


def rotate_keys(*, settles_in: float = SETTLES_IN) -> Counter[str]:
    """How many values were sealed anew by column, and under "unreadable" how many no key opens; raises StillSealing.

    The proof of the keys goes last: until everything else is done, nothing starts without the older key.
    """
    counts: Counter[str] = Counter()
    for _ in range(MOST_ROUNDS):
        done, unreadable, waiting = _once()
        counts += done
        if not done and not waiting:
            _once(proof=True)
            return counts + Counter(unreadable=unreadable)
        time.sleep(settles_in)
    raise StillSealing


def _once(*, proof: bool = False) -> tuple[Counter[str], int, int]:
    """One round: what was sealed anew, what cannot be, and what somebody else was writing."""
    done: Counter[str] = Counter()
    unreadable = waiting = 0
    for column in columns():
        if (column.model is KeyProof) == proof:
            found = _reseal(column)
            done[str(column)] += found["done"]
            unreadable += found["unreadable"]
            waiting += found["waiting"]
    return +done, unreadable, waiting


def _reseal(column: Column) -> Counter[str]:
    """All rows of one column that need it, in the order of their keys."""
    counts: Counter[str] = Counter()
    rows: Any = column.under_an_old_key().order_by("pk").values_list("pk", column.name)
    batch = list(rows[:BATCH])
    while batch:
        counts.update(_reseal_one(column, pk, bytes(sealed)) for pk, sealed in batch)
        batch = list(rows.filter(pk__gt=batch[-1][0])[:BATCH])
    return counts


def _reseal_one(column: Column, pk: Any, sealed: bytes) -> str:
    """A value that meanwhile is another one, or gone, is somebody else's deed: the next round looks at it again."""
    try:
        anew = seal(unseal(sealed, row_aad(pk)), row_aad(pk))
        changed = column.model._base_manager.filter(pk=pk, **{column.name: sealed}).update(**{column.name: anew})
    except Unreadable:
        return "unreadable"
    except OperationalError:
        return "waiting"
    return "done" if changed else "waiting"
