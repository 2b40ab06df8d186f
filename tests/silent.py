"""Settings for a site whose bell is never heard: the channel layer takes everything and drops it."""

import asyncio
from typing import Any

from channels.layers import BaseChannelLayer

from peerchat.settings.test import *  # noqa: F403 - the tests' settings with another layer

CHANNEL_LAYERS = {"default": {"BACKEND": "tests.silent.DroppingLayer"}}


class DroppingLayer(BaseChannelLayer):
    """Drops every message, as a channel layer may."""

    extensions = ["groups"]

    async def new_channel(self, prefix: str = "specific") -> str:
        return f"{prefix}.nowhere"

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        """Gone."""

    async def receive(self, channel: str) -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    async def group_add(self, group: str, channel: str) -> None:
        """Nobody joins."""

    async def group_discard(self, group: str, channel: str) -> None:
        """Nobody was there."""

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Gone."""
