import uuid

import pytest
from django.test import override_settings

from accounts.models import Session
from accounts.vault import Unreadable, keyed_hash, public_id, seal, token_digest, unseal

OLD, NEW = b"o" * 32, b"n" * 32


def test_what_is_sealed_comes_back_whole() -> None:
    assert unseal(seal("stil en zwaar 🌧".encode(), b"row"), b"row").decode() == "stil en zwaar 🌧"


def test_a_sealed_value_shows_nothing_and_is_never_the_same_twice() -> None:
    first, second = seal(b"geheim woord", b"row"), seal(b"geheim woord", b"row")
    assert b"geheim" not in first
    assert first != second


def test_a_sealed_value_cannot_be_moved_to_another_row() -> None:
    with pytest.raises(Unreadable):
        unseal(seal(b"geheim", b"row"), b"other row")


@pytest.mark.parametrize("at", [0, 4, 16, -1])
def test_a_sealed_value_that_was_changed_is_refused(at: int) -> None:
    sealed = bytearray(seal(b"geheim", b"row"))
    sealed[at] ^= 1
    with pytest.raises(Unreadable):
        unseal(bytes(sealed), b"row")


def test_after_a_new_key_the_old_values_still_open_and_new_ones_use_it() -> None:
    with override_settings(DATA_KEYS=[OLD]):
        before = seal(b"geheim", b"row")
    with override_settings(DATA_KEYS=[NEW, OLD]):
        assert unseal(before, b"row") == b"geheim"
        after = seal(b"geheim", b"row")
    with override_settings(DATA_KEYS=[NEW]):
        assert unseal(after, b"row") == b"geheim"
        with pytest.raises(Unreadable):
            unseal(before, b"row")


def test_a_keyed_hash_needs_the_key_and_keeps_purposes_apart() -> None:
    here = keyed_hash("login", "een-twee-drie")
    assert here == keyed_hash("login", "een-twee-drie")
    assert here != keyed_hash("name", "een-twee-drie")
    with override_settings(INDEX_KEY=NEW):
        assert here != keyed_hash("login", "een-twee-drie")


def test_a_public_id_says_what_it_is_and_is_random() -> None:
    ids = {public_id("m") for _ in range(100)}
    assert len(ids) == 100
    assert all(one.startswith("m_") and len(one) == 24 for one in ids)


def test_a_sealed_column_reads_as_text_and_an_empty_one_is_null() -> None:
    row = Session(id=uuid.uuid4(), key_hash=token_digest("key"))
    row.device_word = "keukentafel"
    assert row.device_word == "keukentafel"
    assert b"keukentafel" not in bytes(row.device_word_sealed or b"")
    row.device_word = ""
    assert row.device_word_sealed is None
    assert row.device_word == ""
