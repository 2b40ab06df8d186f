"""One socket in one room: a line is stored, then handed to the room's channel group, which every member is in."""

import json
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from tests.bench.tutorial.models import Message


class ChatConsumer(AsyncWebsocketConsumer):
    """Frames both ways: {"message": text}."""

    async def connect(self) -> None:
        self.room = self.scope["url_route"]["kwargs"]["room"]
        self.audience = f"chat_{self.room}"
        await self.channel_layer.group_add(self.audience, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.audience, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        text = json.loads(text_data or "{}")["message"]
        await keep(self.room, text)
        await self.channel_layer.group_send(self.audience, {"type": "chat.message", "message": text})

    async def chat_message(self, event: dict[str, Any]) -> None:
        """Every member's copy comes by here."""
        await self.send(text_data=json.dumps({"message": event["message"]}))


@database_sync_to_async
def keep(room: str, text: str) -> None:
    """Stores the line."""
    Message.objects.create(room=room, text=text)
