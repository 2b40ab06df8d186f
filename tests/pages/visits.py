"""Going over every page that the site knows, as everybody who may see it, and what each of them costs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.pace import pace
from tests.pages.validity import spent
from tests.stranger.client import HereSite, undone
from tests.stranger.matrix import FIRST
from tests.stranger.table import Row
from tests.stranger.village import Village, path_of

MOST_QUERIES = 12
MOST_SECONDS = 0.1
TRIES = 5
"""Of a page that seems slow, since something else may have held its database up."""
WAITED = Path("/proc/thread-self/schedstat")
"""Where Linux tells how long this thread was ready to run and other programs ran."""
NEVER_A_PAGE = {"405", "403", "not-here"}


@dataclass(frozen=True)
class Seen:
    """One page as one person got it: what it took."""

    title: str
    queries: int
    seconds: float


def every_page(village: Village, rows: list[Row], actors: tuple[str, ...] = FIRST) -> Iterator[Seen]:
    """All that is answered with a page: what is there to see, and every form that was sent with nothing in it."""
    site = HereSite(village)
    for row in (row for row in rows if "SOCKET" not in row.answers):
        for method in ("GET", "POST"):
            for actor in (actor for actor in actors if row.answers[method][actor] not in NEVER_A_PAGE):
                seen = _visit(site, row, actor, method)
                if seen:
                    yield seen


def unseen(rows: list[Row], seen: list[Seen]) -> list[str]:
    """Pages that the table promises somebody and nobody got."""
    promised = {row.title for row in rows if "page" in row.answers.get("GET", {}).values()}
    return sorted(promised - {each.title.split()[0] for each in seen})


def too_dear(seen: list[Seen]) -> list[str]:
    """What asks the database too often or takes too long."""
    many = [f"{each.title}: {each.queries} queries" for each in seen if each.queries > MOST_QUERIES]
    return many + [f"{each.title}: {each.seconds * 1000:.0f} ms" for each in seen if each.seconds > MOST_SECONDS]


def _visit(site: HereSite, row: Row, actor: str, method: str) -> Seen | None:
    path = path_of(row.title, site.village)
    best: Seen | None = None
    for _ in range(TRIES):
        with undone():
            browser = site.browser(actor)
            with queries() as asked:
                began = own_time()
                response = browser.get(path) if method == "GET" else browser.post(path)
                seconds = own_time() - began
        if response.status_code != 200:
            return None
        if seconds > MOST_SECONDS:
            seconds /= pace()
        now = Seen(f"{row.title} {method} by {actor}", len(asked), seconds)
        best = min(best or now, now, key=lambda seen: seen.seconds)
        if best.seconds <= MOST_SECONDS:
            break
    return best


def own_time() -> float:
    """Seconds on the clock, without those in which other programs had the machine, or a page was held against HTML."""
    waited = int(WAITED.read_text().split()[1]) if WAITED.exists() else 0
    return time.perf_counter() - waited / 1e9 - spent()


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements inside; what only marks a transaction is none, as BEGIN and COMMIT are none."""
    asked: list[str] = []

    def look(execute: Callable[..., object], sql: str, *more: object) -> object:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(look):
        yield asked
