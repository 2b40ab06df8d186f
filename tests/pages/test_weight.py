"""What a page weighs on the line: itself and all that it makes a browser fetch, as a real site serves it.

Static files are counted as gzip, which every browser takes; Brotli, which most take, is smaller. Pages are not
compressed (docs/decisions/0012-pages-are-sent-as-they-are.md) and count in full.
"""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from tests.pages.lively import fill
from tests.stranger.client import HereSite
from tests.stranger.village import Village

pytestmark = pytest.mark.once

KIB = 1024
FIRST_PAGE, ROOM = 60 * KIB, 110 * KIB
FETCHED = re.compile(r'="(/static/[^"#]+)')
IMPORTED = re.compile(r'\b(?:import|from)\s*\(?\s*"(\.{1,2}/[^"]+)"')
IN_STYLES = re.compile(r'url\(\s*"?([^")]+)"?\s*\)')
HEADERS = 100
"""Bytes an answer: HTTP/2 and 3 send a header in full once, and afterwards point to it."""


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The files of a real site, under their names with a hash, compressed."""
    folder = tmp_path_factory.mktemp("static")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "peerchat.storage.HashedStorage"},
    }
    with override_settings(
        STATIC_ROOT=folder, STORAGES=storages, WHITENOISE_USE_FINDERS=False, WHITENOISE_AUTOREFRESH=False
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


@pytest.mark.usefixtures("collected")
def test_what_a_file_imports_and_what_it_fetches_by_name_is_weighed_too(village: Village) -> None:
    """What modules name only in each other is found from the first: without the walk a page would seem light."""
    browser = HereSite(village).browser("member")
    named = FETCHED.findall(browser.get(f"/kamer/{village.here['talk']}/").content.decode())
    found = fetched(browser, [name for name in named if "/room/main." in name])
    assert {name.split("/")[-1].split(".")[0] for name in found} >= {"main", "room", "timeline", "line_view"}


def weight(browser: Client, path: str) -> dict[str, int]:
    """Bytes by address, of a page and of everything that comes with it."""
    page = browser.get(path, headers={"accept-encoding": "gzip, br"})
    assert page.status_code == 200
    assert "content-encoding" not in page.headers, "what is secret and what somebody chose stand side by side"
    return {path: HEADERS + len(page.content), **fetched(browser, FETCHED.findall(page.content.decode()))}


def fetched(browser: Client, addresses: list[str]) -> dict[str, int]:
    """Bytes by address, of these files and of all that they make a browser fetch."""
    found: dict[str, int] = {}
    waiting = list(addresses)
    while waiting:
        address = waiting.pop()
        if address not in found:
            found[address], more = _fetch(browser, address)
            waiting += more
    return found


def _fetch(browser: Client, address: str) -> tuple[int, list[str]]:
    """The bytes of a file as it comes over the line, and what it makes the browser fetch."""
    answer = browser.get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200, address
    body = b"".join(answer)
    plain = (gzip.decompress(body) if answer.get("content-encoding") == "gzip" else body).decode()
    more = (IMPORTED if address.endswith(".js") else IN_STYLES).findall(plain)
    return HEADERS + len(body), [normpath(join(address, "..", other)) for other in more]


@pytest.fixture
def village(village: Village) -> Village:
    """Where much goes on, so that there is much to show."""
    fill(village)
    return village


def test_the_first_page_weighs_sixty_kibibytes_at_most(village: Village, collected: Path) -> None:
    for browser, path in ((Client(), "/"), (Client(), "/groepen/"), (HereSite(village).browser("member"), "/")):
        found = weight(browser, path)
        assert any(name.endswith(".js") for name in found)
        assert sum(found.values()) <= FIRST_PAGE, found


def test_a_room_weighs_hundred_and_ten_kibibytes_at_most(village: Village, collected: Path) -> None:
    for actor in ("member", "facilitator"):
        found = weight(HereSite(village).browser(actor), f"/kamer/{village.here['talk']}/")
        assert sum(name.endswith(".js") for name in found) > 10
        assert sum(found.values()) <= ROOM, found
