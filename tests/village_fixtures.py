"""A village for the tests of a module: made once, since that takes most of a second, and the same for each of them."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from pytest_django import DjangoDbBlocker

from tests.stranger.client import HereSite, undone
from tests.stranger.village import Village, settle

FRESH_SECONDS = 240
"""Whoever proved who they are need not do so again within ten minutes, and a test may take five."""


@dataclass(frozen=True)
class Settled:
    """A village and when it was made."""

    village: Village
    at: float = field(default_factory=time.monotonic)


@pytest.fixture(scope="module")
def settled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Settled]:
    """It stands in a transaction around those of the tests, which take back what they do to it."""
    with django_db_blocker.unblock(), undone():
        yield Settled(settle())


@pytest.fixture
def village(settled: Settled, db: None) -> Village:
    """That of the module; when that has grown old, one for this test alone."""
    return settled.village if time.monotonic() - settled.at < FRESH_SECONDS else settle()


@pytest.fixture
def site(village: Village) -> HereSite:
    """The village as the test client sees it."""
    return HereSite(village)
