"""What one serving process does before it begins. Sabotage: leave out `gc.freeze` in peerchat/serving.py."""

import gc
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from peerchat import serving

pytestmark = pytest.mark.once


@pytest.fixture
def nothing_stays() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_loaded_is_not_looked_through_for_rubbish_while_people_talk(
    monkeypatch: pytest.MonkeyPatch, nothing_stays: None
) -> None:
    left: list[int] = []
    server = SimpleNamespace(run=lambda: left.append(len(gc.get_objects())))
    monkeypatch.setattr(serving, "PeerServer", lambda *_, **__: server)
    monkeypatch.setattr(serving, "core", lambda: SimpleNamespace(drain=None, stop=lambda: None))
    monkeypatch.setattr(serving, "_leave_at_last", lambda: None)
    loaded = len(gc.get_objects())
    serving.serve("127.0.0.1", 8000, frozenset())
    assert left[0] < loaded / 10
