"""The bell's own end in this process."""

import asyncio
from typing import Any

import pytest
from channels.layers import channel_layers, get_channel_layer
from pytest_django import Settings

from rooms.live.doorbell import GROUP, Doorbell


@pytest.fixture(autouse=True)
def _layer(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    channel_layers.backends.clear()


async def test_a_ring_that_cannot_be_understood_silences_nothing() -> None:
    """Turns red when it ends the listening: what is rung until it begins anew is lost, and the old channel fills up."""
    heard: asyncio.Queue[tuple[str, list[int]]] = asyncio.Queue()
    bell = Doorbell(lambda process, tag, what, numbers: heard.put_nowait((what, numbers)))
    tasks = [asyncio.ensure_future(work) for work in bell.tasks()]
    await asyncio.sleep(0.05)
    layer: Any = get_channel_layer()
    for message in (
        {},
        {"process": "other", "rings": [["tag"]]},
        {"process": "other", "rings": [["tag", "people", [3]]]},
    ):
        await layer.group_send(GROUP, {"type": "bell", **message})
    assert await asyncio.wait_for(heard.get(), 0.5) == ("people", [3])
    assert len(layer.groups[GROUP]) == 1
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
