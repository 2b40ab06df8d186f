"""Whether two pages can be told apart by the time that their answers take."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from math import erfc, sqrt
from time import perf_counter_ns
from urllib.parse import urlsplit

WARM_UP = 10
BY_CHANCE = 0.01
"""How often two equal pages may seem to differ in one look."""
Ask = Callable[[str], int]


@contextmanager
def asking(base: str, cookie: str) -> Iterator[Ask]:
    """Asks for a path over one open connection as the person of this cookie; how many nanoseconds it took."""
    headers = {"Cookie": cookie, "Accept-Language": "en"}
    link = HTTPConnection(urlsplit(base).netloc, timeout=15)

    def ask(path: str) -> int:
        begun = perf_counter_ns()
        link.request("GET", path, headers=headers)
        answer = link.getresponse()
        answer.read()
        took = perf_counter_ns() - begun
        assert answer.status == 404
        return took

    with closing(link):
        yield ask


def told_apart(ask: Ask, one: str, other: str, *, requests: int) -> bool:
    """Whether `requests` answers of each page differ in time (rank-sum test at 1 %), and again in a second look.

    Equal pages seem to differ once in a hundred looks, and twice in a row once in ten thousand: only that counts.
    """
    return all(likelihood(*times(ask, one, other, requests)) < BY_CHANCE for _ in range(2))


def times(ask: Ask, one: str, other: str, requests: int) -> tuple[list[int], list[int]]:
    """What so many answers of each take: in turn, and which of the two is first is drawn each time."""
    took: dict[str, list[int]] = {one: [], other: []}
    for number in range(-WARM_UP, requests):
        for path in random.sample([one, other], 2):
            nanoseconds = ask(path)
            if number >= 0:
                took[path].append(nanoseconds)
    return took[one], took[other]


def likelihood(these: list[int], those: list[int]) -> float:
    """How likely two samples of one kind differ so much in rank: Mann and Whitney, two-sided, by the normal curve."""
    ranked = sorted([(value, True) for value in these] + [(value, False) for value in those])
    ranks = sum(rank for rank, (_, is_this) in enumerate(ranked, 1) if is_this)
    here, there, all_of_them = len(these), len(those), len(ranked)
    expected, spread = here * (all_of_them + 1) / 2, sqrt(here * there * (all_of_them + 1) / 12)
    return erfc(abs(ranks - expected) / spread / sqrt(2))
