"""Sites for tests that judge from outside. PostgreSQL and Redis are bin/test's, or started here for a lone pytest."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services import Services
from tests.stack import SILENT_SETTINGS, TEMPLATE, Stack, new_database, new_file

MakeStack = Callable[..., Stack]


@pytest.fixture(scope="session")
def services() -> Iterator[dict[str, str]]:
    """The addresses of the tests' PostgreSQL and Redis (see Services.environment)."""
    names = ("TEST_DATABASE_URL", "TEST_WEB_DATABASE_URL", "TEST_REDIS_URL", "TEST_POSTGRES_BIN")
    given = {name: os.environ[name] for name in names if name in os.environ}
    if len(given) == len(names):
        yield given
        return
    with Services() as started:
        yield started.environment()


@pytest.fixture(scope="session")
def make_stack(services: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> MakeStack:
    """Makes a site on PostgreSQL, served by the web role; enter it with `with`."""

    def make(*, processes: int = 2, bell: bool = True, **options: object) -> Stack:
        urls = services["TEST_DATABASE_URL"], services["TEST_WEB_DATABASE_URL"]
        owner, web = new_database(*urls, os.environ.get(TEMPLATE, ""))
        return Stack(
            tmp_path_factory.mktemp("stack"),
            database_url=web,
            owner_url=owner,
            redis_url=services["TEST_REDIS_URL"] if processes > 1 else "",
            processes=processes,
            settings="peerchat.settings.test" if bell else SILENT_SETTINGS,
            **options,  # type: ignore[arg-type]  # the fields of Stack
        )

    return make


@pytest.fixture(scope="session")
def stack(make_stack: MakeStack) -> Iterator[Stack]:
    """PostgreSQL, Redis and two processes, for all tests of a worker: who ends one of them starts it again."""
    with make_stack() as running:
        yield running


@pytest.fixture(scope="session")
def silent_stack(make_stack: MakeStack) -> Iterator[Stack]:
    """The same with a channel layer that drops everything."""
    with make_stack(bell=False) as running:
        yield running


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """SQLite and one process: what `bin/run` gives; for all tests of a worker too."""
    with an_embedded(tmp_path_factory.mktemp("embedded")) as running:
        yield running


def an_embedded(folder: Path, settings: str = "peerchat.settings.test") -> Stack:
    """A site of its own on SQLite; enter it with `with`."""
    return Stack(folder, database_url=new_file(folder), settings=settings)
