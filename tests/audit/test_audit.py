import uuid
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from audit.actions import record
from audit.append_only import allow_changes, forbid_changes
from audit.models import SITE, Entry
from audit.queries import first_bad_number

pytestmark = pytest.mark.django_db


def three_deeds() -> list[Entry]:
    with transaction.atomic():
        return [
            record(actor=uuid.uuid4(), verb=verb, object_kind="thing", object_id=uuid.uuid4(), figures={"lines": 3})
            for verb in ("make", "change", "end")
        ]


def test_entries_of_a_chain_are_numbered_and_the_chain_is_whole() -> None:
    assert [entry.number for entry in three_deeds()] == [1, 2, 3]
    assert first_bad_number(SITE) is None


def test_each_organisation_has_a_chain_of_its_own() -> None:
    three_deeds()
    chain = uuid.uuid4()
    entry = record(chain=chain, actor=None, verb="make", object_kind="thing", object_id=None)
    assert (entry.chain, entry.number) == (str(chain), 1)
    assert first_bad_number(str(chain)) is None


@pytest.mark.parametrize("deed", [lambda rows: rows.update(verb="nothing"), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_or_take_away_an_entry(deed: Callable[[QuerySet[Entry]], object]) -> None:
    """Turns red without the trigger of audit.append_only."""
    rows = Entry.objects.filter(pk=three_deeds()[1].pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        deed(rows)
    assert rows.get().verb == "change"


@pytest.mark.parametrize(
    "change", [{"verb": "other"}, {"actor": None}, {"object_id": None}, {"rule": "x"}, {"figures": {"lines": 4}}]
)
def test_a_changed_entry_is_named_by_its_number(change: dict[str, object]) -> None:
    entry = three_deeds()[1]
    allow_changes(connection)
    Entry.objects.filter(pk=entry.pk).update(**change)
    forbid_changes(connection)
    assert first_bad_number(SITE) == 2


def test_an_entry_that_was_taken_away_is_missed() -> None:
    entry = three_deeds()[0]
    allow_changes(connection)
    Entry.objects.filter(pk=entry.pk).delete()
    forbid_changes(connection)
    assert first_bad_number(SITE) == 1


@pytest.mark.django_db(transaction=True)
def test_a_deed_without_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        record(actor=None, verb="make", object_kind="thing", object_id=None)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_entry() -> None:
    @transaction.atomic
    def half_a_deed() -> None:
        record(actor=None, verb="make", object_kind="thing", object_id=None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_a_deed()
    assert not Entry.objects.exists()
