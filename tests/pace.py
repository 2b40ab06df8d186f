"""How slowly this machine computes just now, so that a bound in seconds is one of what is measured.

Processor time tells of a machine too: the same checks take half as long again on another machine of two cores, and
twice as long where something beside them keeps its memory busy. What is measured here is told as it would be on the
machine for which the bounds were set: by how long the same look at one text takes there and here.
"""

import re
import time
from collections.abc import Callable, Sequence
from typing import Final

QUIET: Final = 0.48e-3
"""Seconds of one look on that machine, with nothing beside it."""
TRIES: Final = 12
_WORD: Final = re.compile(r"[a-z]+|\d+|[.,]")
_TEXT: Final = " ".join(f"woord{at * 7 % 97} zegt{at % 13} iets, over {at} dagen en nachten." for at in range(120))


def pace(looks: Sequence[float] = ()) -> float:
    """At least one: how many times longer than there a look takes here, the best of those given or of a few now."""
    return max(1.0, min(looks or [_look() for _ in range(TRIES)]) / QUIET)


def costs(deeds: Sequence[Callable[[], object]]) -> list[float]:
    """Seconds that each would take there, the best of a few rounds: who is disturbed is disturbed for a while."""
    best, looks = [float("inf")] * len(deeds), list[float]()
    for _ in range(TRIES):
        looks.append(_look())
        for at, deed in enumerate(deeds):
            began = time.thread_time()
            deed()
            best[at] = min(best[at], time.thread_time() - began)
    here = pace(looks)
    return [seconds / here for seconds in best]


def _look() -> float:
    """Seconds for words, a dictionary and long numbers, of which the checks are made."""
    began = time.thread_time()
    seen: dict[str, int] = {}
    for at, word in enumerate(_WORD.findall(_TEXT)):
        seen[word] = seen.get(word, 0) | 1 << at
    found = 0
    for word, places in sorted(seen.items()):
        found |= places >> 1 & ~places << 2
        seen[word[:3] + word[-3:]] = found
    return time.thread_time() - began
