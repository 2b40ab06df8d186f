"""Every path that the site knows, by walking its URL lists: what a new view adds is found here by itself."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.urls import URLPattern, URLResolver, get_resolver

from tests.stranger.table import Row

GROUP = re.compile(r"\(\?P(<\w+>)[^)]*\)")


def page_names(patterns: Iterable[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[str]:
    """The full names of all pages; one without a name is named by its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from page_names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}" if pattern.name else f"unnamed {space}{pattern.pattern}"


def socket_names(routes: Sequence[URLPattern] | None = None) -> Iterator[str]:
    """The paths of all sockets, written as a page's route would be."""
    from peerchat.asgi import sockets

    for route in sockets.routes if routes is None else routes:
        assert isinstance(route, URLPattern), "a router inside the router: walk it too"
        yield GROUP.sub(r"\1", str(route.pattern)).replace("(?s)", "").strip("^$")


def unmatched(names: Iterable[str], rows: Iterable[Row]) -> list[str]:
    """What stands in only one of the two: a path without a row, a row without a path, a row without a method."""
    listed = list(rows)
    known, found = {row.name for row in listed}, set(names)
    half = [
        f"{row.title}: a method is missing" for row in listed if set(row.answers) not in ({"GET", "POST"}, {"SOCKET"})
    ]
    return [
        *(f"no row for {name}" for name in sorted(found - known)),
        *(f"no path for {name}" for name in sorted(known - found)),
        *half,
    ]
