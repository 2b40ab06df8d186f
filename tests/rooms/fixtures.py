"""Fixtures of the tests of talks and measures."""

import asyncio
from collections.abc import Iterator

import pytest

from rooms.live import doorbell
from tests.rooms.circle import Circle, make_circle, opened


@pytest.fixture
def circle(db: None) -> Circle:
    """Ada's group, before its first talk."""
    return make_circle()


@pytest.fixture
def talk(db: None) -> Circle:
    """Ada's group with its talk open."""
    return opened(make_circle())


class Rings:
    """What a serving process hears of the deeds that were committed in it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._heard: set[tuple[str, str]] = set()

    def hear(self, tag: str, what: str, numbers: list[int]) -> None:
        self._heard.add((tag, what))

    def heard(self) -> set[tuple[str, str]]:
        """(room tag, what) of all rings until now."""
        self._loop.run_until_complete(asyncio.sleep(0))
        return self._heard


@pytest.fixture
def rings() -> Iterator[Rings]:
    """This process, as if it served."""
    loop = asyncio.new_event_loop()
    found = Rings(loop)
    doorbell.attach(loop, found.hear)
    yield found
    loop.close()
