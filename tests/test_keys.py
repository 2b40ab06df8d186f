"""The keys: other ones are noticed before they do harm, and the data key can be changed while everybody talks."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import models, transaction
from django.test import override_settings
from django.utils import timezone

from accounts import vault
from accounts.actions.proving import prove_keys
from accounts.management.keyed import KeyedCommand
from accounts.models import KeyProof, Session
from accounts.vault import Unreadable, token_digest
from peerchat.actions import rotating
from peerchat.sealed import columns, left
from tests.planting import Planted, plant, stored

ROOT = Path(__file__).resolve().parent.parent
APPS = ("peerchat", "moderation", "rooms", "groups", "accounts", "audit")
OLD, NEW, OTHER = settings.DATA_KEYS[0], b"n" * 32, b"o" * 32
UNDER_A_TALK_S_KEY = {
    "rooms_event.ciphertext",
    "moderation_hiddenoriginal.ciphertext",
    "rooms_heldline.ciphertext",
}
READ = {"crisis_card", "read_audit"}
"""Commands that change nothing in any table."""
HASH_BYTES = 32
HMACS = {"audit_head.seal"}
"""Hashes by another name."""


@pytest.fixture
def planted(db: None) -> Planted:
    """A value under the old key in every sealed column of every app."""
    return plant(lambda column: f"geheim in {column}")[1]


def read_back(planted: Planted) -> dict[str, bytes]:
    """What the columns say now, by the keys that are set."""
    look_again(planted)
    return {name: each.column.part.opened(each.row) for name, each in planted.items()}


def look_again(planted: Planted) -> dict[str, bytes]:
    """What is stored now."""
    for each in planted.values():
        each.row.refresh_from_db()
    return {name: stored(each.row, each.column) for name, each in planted.items()}


def rotate() -> dict[str, int]:
    with override_settings(DATA_KEYS=[NEW, OLD]):
        return +rotating.rotate_keys(settles_in=0)


# Which columns


def test_every_binary_column_is_declared_as_sealed_or_is_a_hash() -> None:
    """Turns red for a new column until it has its SealedText or SealedBytes, and then `rotate_keys` knows it too."""
    sealed, others = {str(column) for column in columns()}, set()
    for model in (model for model in apps.get_models() if model._meta.app_label in APPS):
        for field in (field for field in model._meta.fields if isinstance(field, models.BinaryField)):
            if not (field.name.endswith("hash") and field.max_length == HASH_BYTES):
                others.add(f"{model._meta.db_table}.{field.name}")
    assert others - sealed - HMACS == UNDER_A_TALK_S_KEY
    assert sealed <= others, "what is sealed is no hash"


def test_nothing_else_is_sealed_than_columns_and_what_a_form_carries_for_a_while() -> None:
    callers = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("seal", "vault.seal")
    }
    forms = {"accounts/offers.py", "moderation/receipts.py", "peerchat/silence.py"}
    assert callers == {"accounts/vault.py", "peerchat/actions/rotating.py", *forms}


# Changing the data key


def test_afterwards_all_can_be_read_and_the_old_key_is_not_needed(planted: Planted) -> None:
    before = {name: each.said for name, each in planted.items()}
    with override_settings(DATA_KEYS=[NEW, OLD]):
        assert {*left()} == {*planted}
    counts = rotate()
    assert {*counts} == {*planted} - {"accounts_keyproof.data_sealed"}
    with override_settings(DATA_KEYS=[NEW]):
        assert left() == {}
        assert read_back(planted) == before
        prove_keys()
    with pytest.raises(Unreadable):
        read_back(planted)


def test_a_second_time_nothing_is_left_to_do(planted: Planted) -> None:
    rotate()
    before = look_again(planted)
    assert rotate() == {}
    assert look_again(planted) == before


def test_stopped_half_way_it_goes_on_where_it_was(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "BATCH", 2)
    with monkeypatch.context() as patch:
        patch.setattr(rotating, "seal", stops_after(5))
        with pytest.raises(KeyboardInterrupt):
            rotate()
    with override_settings(DATA_KEYS=[NEW, OLD]):
        remaining = sum(left().values())
        read_back(planted)
    with override_settings(DATA_KEYS=[NEW]), pytest.raises(ImproperlyConfigured, match="PEERCHAT_DATA_KEYS"):
        prove_keys()
    assert sum(rotate().values()) == remaining - 1, "and the proof at the end"
    with override_settings(DATA_KEYS=[NEW]):
        read_back(planted)


def stops_after(most: int) -> Callable[[bytes, bytes], bytes]:
    done = iter(range(most))

    def seal(data: bytes, aad: bytes) -> bytes:
        if next(done, None) is None:
            raise KeyboardInterrupt
        return vault.seal(data, aad)

    return seal


def test_what_somebody_writes_in_between_stays(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    row = Session(key_hash=token_digest("key"), last_seen_at=now, expires_at=now, ends_at=now)
    row.device_word = "keukentafel"
    row.save()
    writes = iter(("zolder", "tuinhuis"))

    def unseal(sealed: bytes, aad: bytes) -> bytes:
        word = next(writes, None)
        if word and aad == row.pk.bytes:
            with override_settings(DATA_KEYS=[OLD]):  # a process that does not seal under the new one yet
                row.device_word = word
            row.save()
        return vault.unseal(sealed, aad)

    monkeypatch.setattr(rotating, "unseal", unseal)
    rotate()
    row.refresh_from_db()
    with override_settings(DATA_KEYS=[NEW]):
        assert row.device_word == "tuinhuis"


def test_while_a_process_seals_under_the_old_key_the_end_is_not_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    row = Session(key_hash=token_digest("key"), last_seen_at=now, expires_at=now, ends_at=now)

    def another_writes(_: float) -> None:
        with override_settings(DATA_KEYS=[OLD]):
            row.device_word = "keukentafel"
        row.save()

    another_writes(0)
    monkeypatch.setattr("peerchat.actions.rotating.time.sleep", another_writes)
    with pytest.raises(rotating.StillSealing):
        rotate()
    with override_settings(DATA_KEYS=[NEW]), pytest.raises(ImproperlyConfigured):
        prove_keys()
    with override_settings(DATA_KEYS=[NEW, OLD]), pytest.raises(CommandError, match="Restart each"):
        call_command("rotate_keys")


def test_the_command_tells_what_is_left_and_what_no_key_opens(
    planted: Planted, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peerchat.actions.rotating.time.sleep", lambda _: None)
    session = planted["accounts_session.device_word_sealed"].row
    with override_settings(DATA_KEYS=[OTHER]):
        session.device_word = "keukentafel"
    session.save(update_fields=["device_word_sealed"])
    with override_settings(DATA_KEYS=[NEW, OLD]):
        with pytest.raises(CommandError, match=r"^\d+ values still need an older key\.$"):
            call_command("rotate_keys", "--check")
        assert "rooms_meetingkey.wrapped: 1\n" in capsys.readouterr().out
        with pytest.raises(CommandError, match="1 values are under none of the keys"):
            call_command("rotate_keys")
    session.device_word = ""
    session.save(update_fields=["device_word_sealed"])
    with override_settings(DATA_KEYS=[NEW]):
        call_command("rotate_keys")
        call_command("rotate_keys", "--check")
    assert "No value needs an older key." in capsys.readouterr().out


# Other keys than those of the database


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"DATA_KEYS": [NEW]}, {"PEERCHAT_DATA_KEYS"}),
        ({"DATA_KEYS": [NEW, OTHER]}, {"PEERCHAT_DATA_KEYS"}),
        ({"INDEX_KEY": NEW}, {"PEERCHAT_INDEX_KEY"}),
        ({"AUDIT_KEY": NEW}, {"PEERCHAT_AUDIT_KEY"}),
        (
            {"DATA_KEYS": [NEW], "INDEX_KEY": NEW, "AUDIT_KEY": NEW},
            {"PEERCHAT_DATA_KEYS", "PEERCHAT_INDEX_KEY", "PEERCHAT_AUDIT_KEY"},
        ),
        (
            {"INDEX_KEY": settings.AUDIT_KEY, "AUDIT_KEY": settings.INDEX_KEY},
            {"PEERCHAT_INDEX_KEY", "PEERCHAT_AUDIT_KEY"},
        ),
    ],
)
def test_another_key_is_refused_by_its_name(db: None, changed: dict[str, Any], named: set[str]) -> None:
    KeyProof.objects.all().delete()
    prove_keys()
    with override_settings(**changed), pytest.raises(ImproperlyConfigured) as refused:
        prove_keys()
    assert {word for word in str(refused.value).replace(",", " ").replace(".", " ").split() if "_KEY" in word} == named
    assert str(refused.value).endswith(".")
    prove_keys()


def test_keys_may_stand_in_any_order_as_long_as_one_opens(db: None) -> None:
    for keys in ([OLD], [NEW, OLD], [OLD, NEW]):
        with override_settings(DATA_KEYS=keys):
            prove_keys()
    assert KeyProof.objects.count() == 1


def test_every_command_that_writes_looks_at_the_keys_first(db: None) -> None:
    own = {name: load_command_class(app, name) for name, app in get_commands().items() if app in APPS}
    unchecked = {name for name, command in own.items() if not isinstance(command, KeyedCommand)}
    look_for_themselves, open_no_table, only_read = {"migrate", "serve"}, {"try_lines", "try_names"}, READ
    assert unchecked == look_for_themselves | open_no_table | only_read
    with override_settings(INDEX_KEY=NEW):
        with pytest.raises(ImproperlyConfigured, match="PEERCHAT_INDEX_KEY"):
            call_command("create_organisation", "Steunpunt")
        with pytest.raises(ImproperlyConfigured, match="PEERCHAT_INDEX_KEY"):
            call_command("migrate", verbosity=0)


def test_without_tables_one_is_told_to_make_them(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyProof._meta, "db_table", "nowhere")
    with pytest.raises(ImproperlyConfigured, match=r"manage\.py migrate"), transaction.atomic():
        prove_keys()
