"""The people of the tests: Ada facilitates, Ben is a member, Els coordinates, Cleo is a stranger."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase

from accounts.actions.proving import prove_keys
from audit.append_only import allow_changes, forbid_changes
from groups.models import Group
from groups.roles import Role
from peerchat.translations import compile_all
from rooms.models import Epoch
from tests import factories
from tests.factories import Person
from tests.limits import no_limits_left_over
from tests.pages.validity import faults
from tests.stack import TEMPLATE

# How long one example takes is the machine's business: other stages of the tests run at the same time.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

pytest_plugins = ["tests.stack_fixtures", "tests.village_fixtures"]

EPOCH = "e0" * 8


def pytest_configure(config: pytest.Config) -> None:
    """Compile the words first. The tests serve static files from their sources: nothing was collected.

    Here they are looked up when they are asked for: each `Client` would go through all of them first.
    """
    compile_all(Path(__file__).resolve().parent.parent)
    settings.WHITENOISE_AUTOREFRESH = True
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what says the same on the other database: there it runs before, or more strictly.

    Files with slow tests come first, so that no core is left with one of them while the other has done.
    """
    on_postgresql = connection.vendor == "postgresql"
    kept = [item for item in items if (_depends_on_the_database(item) if on_postgresql else _is_for_sqlite(item))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    slow = {item.path for item in kept if item.get_closest_marker("slow")}
    items[:] = sorted(kept, key=lambda item: item.path not in slow)


def _is_for_sqlite(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql_only") is None


def _depends_on_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asks) or any(item.get_closest_marker(name) for name in ("django_db", "stack", "browser"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Where bin/test made a database with all tables, that of the tests is a copy of it."""
    if connection.vendor == "postgresql" and TEMPLATE in os.environ:
        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ[TEMPLATE]


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_audit() -> Iterator[None]:
    """A flush empties the audit too, which the trigger forbids, and takes rows away that the migrations made."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # Django's own, undocumented

    def teardown(case: TransactionTestCase) -> None:
        allow_changes(connection)
        flush(case)
        forbid_changes(connection)
        Epoch.objects.get_or_create(id=1, defaults={"value": EPOCH})
        prove_keys()

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _every_page_is_valid() -> Iterator[None]:
    """Whatever page a test gets, in whatever state, is held against the rules of HTML; on one database is enough."""
    if connection.vendor == "postgresql":
        yield
        return
    ask = Client.request

    def request(browser: Client, **environ: Any) -> Any:
        answer = ask(browser, **environ)
        if answer.get("content-type", "").startswith("text/html") and not answer.streaming and answer.content:
            found = faults(answer.content.decode())
            assert not found, f"{environ['PATH_INFO']} is no valid HTML: {found}"
        return answer

    patch = pytest.MonkeyPatch()
    patch.setattr(Client, "request", request)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    """A test starts without those of the one before."""
    no_limits_left_over()


@pytest.fixture
def visitor() -> Client:
    """A browser without an account, in English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def group(db: None) -> Group:
    """The group at hand."""
    return factories.a_group(name="Nuchtere Dinsdag")


@pytest.fixture
def ada(group: Group) -> Person:
    """Facilitates the group."""
    return factories.a_member(group, "Ada", role=Role.FACILITATOR)


@pytest.fixture
def ben(group: Group) -> Person:
    """A member of the group."""
    return factories.a_member(group, "Ben")


@pytest.fixture
def els(group: Group) -> Person:
    """Coordinates the organisation of the group."""
    return factories.a_coordinator(group.organisation)


@pytest.fixture
def cleo(db: None) -> Person:
    """Has an account and no place anywhere near."""
    return factories.a_person()


@pytest.fixture
def other_facilitator(db: None) -> Person:
    """Facilitates a group of another organisation."""
    return factories.a_member(factories.a_group(), "Piet", role=Role.FACILITATOR)
