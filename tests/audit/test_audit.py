import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from audit import heads
from audit.actions import record, tell_heads
from audit.append_only import allow_changes, forbid_changes
from audit.chain import head_seal
from audit.models import SITE, Entry, Head
from audit.queries import Fault, Wrong, first_fault
from peerchat import housekeeping

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@contextmanager
def changes_allowed() -> Iterator[None]:
    """As for somebody who owns the tables."""
    allow_changes(connection)
    yield
    forbid_changes(connection)


def told_in(folder: Path, now: datetime) -> heads.Told:
    tell_heads(folder / "heads.jsonl", now)
    return heads.read(folder / "heads.jsonl")


def three_deeds() -> list[Entry]:
    with transaction.atomic():
        return [
            record(actor=uuid.uuid4(), verb=verb, object_kind="thing", object_id=uuid.uuid4(), figures={"lines": 3})
            for verb in ("make", "change", "end")
        ]


def test_entries_of_a_chain_are_numbered_and_the_chain_is_whole() -> None:
    assert [entry.number for entry in three_deeds()] == [1, 2, 3]
    assert first_fault(SITE) is None


def test_each_organisation_has_a_chain_of_its_own() -> None:
    three_deeds()
    chain = uuid.uuid4()
    entry = record(chain=chain, actor=None, verb="make", object_kind="thing", object_id=None)
    assert (entry.chain, entry.number) == (str(chain), 1)
    assert first_fault(str(chain)) is None


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
    with changes_allowed():
        Entry.objects.filter(pk=entry.pk).update(**change)
    assert first_fault(SITE) == Fault(SITE, 2, Wrong.CHANGED, entry.pk)


@pytest.mark.parametrize("number", [1, 2])
def test_an_entry_that_was_taken_away_is_missed(number: int) -> None:
    entry = three_deeds()[number - 1]
    with changes_allowed():
        Entry.objects.filter(pk=entry.pk).delete()
    assert first_fault(SITE) == Fault(SITE, number, Wrong.MISSING)


@pytest.mark.parametrize("kept", [2, 1, 0])
def test_an_end_that_was_cut_off_is_missed(kept: int) -> None:
    three_deeds()
    with changes_allowed():
        Entry.objects.filter(number__gt=kept).delete()
    assert first_fault(SITE) == Fault(SITE, kept + 1, Wrong.MISSING)


def test_two_entries_that_changed_places_are_found() -> None:
    first, second, _ = three_deeds()
    with changes_allowed():
        for entry, number in ((first, 99), (second, 1), (first, 2)):
            Entry.objects.filter(pk=entry.pk).update(number=number)
    assert first_fault(SITE) == Fault(SITE, 1, Wrong.CHANGED, second.pk)


def test_a_chain_that_was_taken_away_with_its_head_is_missed_by_what_was_told(tmp_path: Path) -> None:
    three_deeds()
    told = told_in(tmp_path, NOW)
    with changes_allowed():
        Entry.objects.all().delete()
        Head.objects.all().delete()
    assert first_fault(SITE) is None, "the database alone cannot know"
    assert first_fault(SITE, told[SITE]) == Fault(SITE, 1, Wrong.MISSING)


def test_an_older_head_that_is_put_back_is_missed_by_what_was_told(tmp_path: Path) -> None:
    """A thief who kept a copy of the head can put it back, seal and all; the file knows better."""
    first = three_deeds()[0]
    told = told_in(tmp_path, NOW)
    with changes_allowed():
        Entry.objects.filter(number__gt=1).delete()
        seal = head_seal(SITE, 1, bytes(first.hash))
        Head.objects.update(number=1, hash=first.hash, seal=seal)
    assert first_fault(SITE) is None
    assert first_fault(SITE, told[SITE]) == Fault(SITE, 2, Wrong.MISSING)


def test_a_head_that_was_moved_back_without_the_key_is_found() -> None:
    first = three_deeds()[0]
    with changes_allowed():
        Entry.objects.filter(number__gt=1).delete()
        Head.objects.update(number=1, hash=first.hash)
    assert first_fault(SITE) == Fault(SITE, 1, Wrong.HEAD_CHANGED)


def test_a_head_that_is_gone_is_found() -> None:
    three_deeds()
    with changes_allowed():
        Head.objects.all().delete()
    assert first_fault(SITE) == Fault(SITE, 3, Wrong.HEAD_GONE)


@pytest.mark.parametrize("deed", [lambda rows: rows.update(number=2), lambda rows: rows.delete()])
def test_the_database_refuses_to_move_a_head_back(deed: Callable[[QuerySet[Head]], object]) -> None:
    three_deeds()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        deed(Head.objects.all())
    assert first_fault(SITE) is None


def test_heads_are_told_once_a_day_and_only_when_they_grew(tmp_path: Path) -> None:
    file = tmp_path / "outside" / "heads.jsonl"
    three_deeds()
    assert (tell_heads(file, NOW), tell_heads(file, NOW), tell_heads(file, NOW + DAY)) == (1, 0, 0)
    record(actor=None, verb="make", object_kind="thing", object_id=None)
    assert (tell_heads(file, NOW + timedelta(hours=1)), tell_heads(file, NOW + DAY)) == (0, 1)
    assert {chain: sorted(hashes) for chain, hashes in heads.read(file).items()} == {SITE: [3, 4]}


@pytest.mark.parametrize(
    ("before", "after"), [('"number": 3', '"number": 2'), ("{", ""), ('"seal"', '"sale"'), ('"hash": "', '"hash": "zz')]
)
def test_a_line_of_the_file_that_was_changed_is_named(before: str, after: str, tmp_path: Path) -> None:
    three_deeds()
    told_in(tmp_path, NOW)
    file = tmp_path / "heads.jsonl"
    file.write_text(file.read_text() + file.read_text().replace(before, after, 1))
    with pytest.raises(heads.NotOurLine, match="Line 2 "):
        heads.read(file)


def test_the_command_says_that_all_is_whole_and_names_the_first_bad_row(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = three_deeds()[1]
    settings.AUDIT_HEADS = tmp_path / "heads.jsonl"
    call_command("verify_audit")
    assert "The audit is whole: 1 chains." in capsys.readouterr().out
    told_in(tmp_path, NOW)
    call_command("verify_audit")
    with changes_allowed():
        Entry.objects.filter(pk=entry.pk).update(verb="nothing")
    with pytest.raises(CommandError, match="not whole: 1 of 1"):
        call_command("verify_audit")
    assert f"site: entry 2 (id {entry.pk}) was changed." in capsys.readouterr().out


def test_the_command_reads_the_file_that_it_is_given(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", heads=tmp_path / "nothing")
    (tmp_path / "other").write_text("nonsense\n")
    with pytest.raises(CommandError, match="Line 1 "):
        call_command("verify_audit", heads=tmp_path / "other")


def test_a_file_of_heads_that_cannot_be_written_stops_nothing_else(settings: Any, tmp_path: Path) -> None:
    three_deeds()
    (tmp_path / "file").write_text("")
    settings.AUDIT_HEADS = tmp_path / "file" / "heads.jsonl"
    assert housekeeping.run(NOW)["heads of the audit"] == 0
    settings.AUDIT_HEADS = tmp_path / "heads.jsonl"
    assert housekeeping.run(NOW)["heads of the audit"] == 1


def test_whoever_runs_the_site_reads_the_entries(capsys: pytest.CaptureFixture[str]) -> None:
    entries = three_deeds()
    call_command("read_audit", chain=SITE, after=1)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["number"], line["verb"], line["actor"]) for line in lines] == [
        (2, "change", str(entries[1].actor)),
        (3, "end", str(entries[2].actor)),
    ]


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
