"""One socket, one room: frames in, frames out. What they mean is decided in `live` and `actions`."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer
from django.conf import settings
from django.core.exceptions import SynchronousOnlyOperation
from django.http.cookie import parse_cookie
from django.utils import timezone
from django.utils.translation import get_language_from_request

from accounts.queries import session_behind
from rooms import queries
from rooms.actions import posting, reacting
from rooms.live import protocol
from rooms.live.codes import ByeCode, ErrorCode, bye_fields, error_detail
from rooms.live.core import core
from rooms.live.hub import AWAY
from rooms.live.pool import db
from rooms.live.protocol import Edit, Ping, Post, React, Refused, Retract, Seen, Typing
from rooms.live.rates import Patience
from rooms.live.reading import Cursor
from rooms.live.speaking import Ack, Farewell, Held, Outcome
from rooms.live.writer import UNAVAILABLE, Answer, answered_until
from rooms.queries import Seat

logger = logging.getLogger("peerchat.consumer")

MOST_FAULTS, FAULT_WINDOW = 20, 10.0
"""`malformed` and `unknown-type` answers, in seconds, before the socket goes; `rate-limited` ones likewise."""
MOST_BINARY = 3
TYPING_APART, SEEN_APART = 3.0, 1.0
"""Seconds."""
TRIES_AGAIN_AFTER = 1.0
"""Seconds for which no line of this socket is looked at once the database gave no answer: each would wait as long."""
NO_ANSWER = (*AWAY, TimeoutError)


class RoomConsumer(AsyncConsumer):
    """A member's socket. Every fault is answered with a typed error or a documented close."""

    channel_layer_alias = "none"  # a dead Redis must not refuse a handshake: only the doorbell knows the layer

    seat: Seat
    cursor = 0
    live = False
    ended = False
    seated = False
    muted_until: datetime | None = None
    called_at: datetime | None = None

    def __init__(self) -> None:
        self.told: set[str] = set()
        self.held: set[str] = set()
        self._core = core()
        self._faults = Patience(MOST_FAULTS, FAULT_WINDOW)
        self._ignored = Patience(MOST_FAULTS, FAULT_WINDOW)
        self._binary = self._acked = 0
        self._under_way: dict[str, asyncio.Future[None]] = {}
        self._typed_at = self._seen_at = self._away_until = float("-inf")
        self._language = settings.LANGUAGE_CODE
        self._shown: tuple[int, frozenset[str]] = 0, frozenset()
        """What was found in the newest edit that was asked about, and in which line."""

    async def __call__(self, scope: Any, receive: Callable[[], Awaitable[Any]], send: Any) -> None:
        """However a socket ends, cancelled by the server too, it leaves no ghost in the room."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._go()

    async def dispatch(self, message: Mapping[str, Any]) -> None:
        """Channels would go through the one shared thread here; whatever fails ends in an answer, never in 1011."""
        try:
            await getattr(self, message["type"].replace(".", "_"))(message)
        except StopConsumer:
            raise
        except AWAY:
            await self._error(ErrorCode.UNAVAILABLE, retry_after=2)
        except Exception as error:
            logger.error("consumer: %s", type(error).__name__)  # noqa: TRY400 - a traceback could quote a line
            await self._error(ErrorCode.UNAVAILABLE, retry_after=2)

    # From the server

    @property
    def wire(self) -> Any:
        """Our own server's end of the connection; None under any other ASGI server."""
        return (self.scope.get("extensions") or {}).get("peerchat.wire")

    async def websocket_connect(self, message: Mapping[str, Any]) -> None:
        headers = dict(self.scope["headers"])
        cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin1"))
        self._language = _language(headers, cookies)
        self._answer_oversize()
        await self.base_send({"type": "websocket.accept", "subprotocol": protocol.SUBPROTOCOL, "headers": []})
        try:
            await self._enter(cookies.get(settings.SESSION_COOKIE_NAME))
        except Exception as error:  # a socket that was not welcomed would stay deaf
            if not isinstance(error, AWAY):
                logger.error("coming in: %s", type(error).__name__)  # noqa: TRY400 - a traceback could quote a line
            await self.farewell(ByeCode.RESTART)

    async def websocket_receive(self, message: Mapping[str, Any]) -> None:
        if self.ended or self._core.draining:
            return
        text = message.get("text")
        if text is None:
            await self._binary_frame()
            return
        try:
            await self._take(protocol.decode(text))
        except Refused as refused:
            await self._fault(refused)

    async def websocket_disconnect(self, message: Mapping[str, Any]) -> None:
        raise StopConsumer

    async def peerchat_flood(self, message: Mapping[str, Any]) -> None:
        """The server found too many frames waiting."""
        await self.farewell(ByeCode.FLOOD)

    # From the hub

    async def send_text(self, text: str) -> None:
        await self.base_send({"type": "websocket.send", "bytes": None, "text": text})

    async def farewell(self, code: ByeCode) -> None:
        """Says why, and closes; nothing that comes after is looked at."""
        if not self.ended:
            self._go()
            self.ended = True
            await self.send_text(protocol.encode("bye", bye_fields(code, self._language)))
            await self.base_send({"type": "websocket.close", "code": int(code), "reason": None})

    async def mute(self, until: datetime | None) -> None:
        """Told at once, so that nobody finds out by writing in vain; an error without an id belongs to no request."""
        former, self.muted_until = self.muted_until, until
        now = timezone.now()
        seconds = max(0, math.ceil((until - now).total_seconds())) if until else 0
        if seconds or (former and former > now):
            await self._error(ErrorCode.MUTED, retry_after=seconds)

    async def call(self, at: datetime | None) -> None:
        """Something waits for this member alone; what it is, the page asks for."""
        self.called_at = at
        if at is not None:
            await self._send("call", {})

    async def settle(self, request_id: str, outcome: Outcome) -> None:
        """A facilitator has decided on a request that was held, or the talk has ended."""
        if request_id in self.held:
            self.held.discard(request_id)
            await self._tell(request_id, outcome)

    # Private, in the order of use

    async def _enter(self, key: str | None) -> None:
        cursor = _cursor(self.scope["query_string"])
        session = await db(session_behind, key, timezone.now())
        if session is None:
            return await self.farewell(ByeCode.NOT_SIGNED_IN)
        if cursor is None:
            return await self.farewell(ByeCode.NOT_THE_PROTOCOL)
        seat = await db(queries.seat, session, self.scope["url_route"]["kwargs"]["room_id"])
        if seat is None:
            return await self.farewell(ByeCode.NO_SUCH_ROOM)
        self.seat, self.seated = seat, True
        await self._core.hub.join(self, cursor)
        if self._core.draining:  # it may have come too late to be told with the others
            await self.farewell(ByeCode.RESTART)
        return None

    def _go(self) -> None:
        if self.seated:
            self.seated = False
            self._core.hub.leave(self)

    def _answer_oversize(self) -> None:
        """Our server cannot see words: it is given the frame to send before it closes with 1009."""
        wire = self.wire
        if wire is not None:
            wire.too_large = protocol.encode("bye", bye_fields(ByeCode.TOO_LARGE, self._language))

    async def _take(self, frame: protocol.Frame) -> None:
        if isinstance(frame, Post | Edit):
            await self._speak(frame)
        elif isinstance(frame, React):
            await self._react(frame)
        elif isinstance(frame, Retract):
            posting.retract(door=self._core.writer, seat=self.seat, frame=frame, answer=self._answer(frame.id))
            self._taken(frame.id)
        elif isinstance(frame, Ping):
            await self._send("pong", {"t": frame.t, "seq": max(self._acked, self._core.hub.newest(self))})
        elif isinstance(frame, Seen):
            self._seen(frame)
        elif isinstance(frame, Typing):
            await self._typing()

    async def _speak(self, frame: Post | Edit) -> None:
        until = answered_until()
        if until < self._away_until:
            await self._error(ErrorCode.UNAVAILABLE, frame.id, retry_after=2)
            return
        try:
            async with asyncio.timeout_at(until):
                wait = self._core.rate.wait(self.seat.membership_id)
                look = posting.FINE if wait else await self._look(frame)
                refused = (wait or look.refused) and not await db(queries.is_kept, self.seat, frame.id)
        except NO_ANSWER:
            self._away_until = answered_until() + TRIES_AGAIN_AFTER
            await self._error(ErrorCode.UNAVAILABLE, frame.id, retry_after=2)
            return
        if refused:
            await self._refuse(frame, wait, look)
            return
        if wait and self._ignored.ends():  # what was kept is told again, but not for ever
            await self.farewell(ByeCode.FLOOD)
            return
        answer = self._answer(frame.id)
        posting.hand_in(door=self._core.writer, seat=self.seat, frame=frame, hold=look.hold, answer=answer, until=until)
        self._taken(frame.id)

    async def _look(self, frame: Post | Edit) -> posting.Verdict:
        look = partial(posting.look, self.seat, frame, language=self._language, confirmed=self._confirmed(frame))
        try:
            return look()
        except SynchronousOnlyOperation:  # a check has something to read first
            return await db(look)

    def _confirmed(self, frame: Post | Edit) -> Collection[str]:
        """An edit has no `confirm`: sent again after it was asked about, it is meant as it is."""
        if isinstance(frame, Post):
            return frame.confirm
        seq, shown = self._shown
        return shown if seq == frame.seq else ()

    async def _refuse(self, frame: Post | Edit, wait: int, look: posting.Verdict) -> None:
        if wait:
            await self._slow_down(frame.id, wait)
        elif look.findings:
            if isinstance(frame, Edit):
                self._shown = frame.seq, frozenset({*self._confirmed(frame), *(found.id for found in look.findings)})
            await self._error(ErrorCode.CHECK, frame.id, findings=[found.wire() for found in look.findings])
        else:
            await self._error(ErrorCode.SLOW_MODE, frame.id, retry_after=look.wait)

    async def _react(self, frame: React) -> None:
        wait = self._core.reaction_rate.wait(self.seat.membership_id)
        if wait:
            await self._slow_down(frame.id, wait)
            return
        answer, before = self._answer(frame.id), tuple(self._under_way.values())
        self._taken(frame.id)
        self._core.hub.start(self._reacted(frame, answer, before))

    async def _reacted(self, frame: React, answer: Answer, before: Sequence[asyncio.Future[None]]) -> None:
        """In the order in which this socket asked: the last word counts, and it may be about a line just sent."""
        if before:
            await asyncio.wait(before)
        try:
            outcome = await db(reacting.react, seat=self.seat, frame=frame, now=timezone.now())
        except AWAY:
            answer(UNAVAILABLE)
            return
        answer(outcome)
        if isinstance(outcome, Ack):
            self._core.hub.counted(self.seat, frame.seq)

    async def _slow_down(self, request_id: str, wait: int) -> None:
        await self._error(ErrorCode.RATE_LIMITED, request_id, retry_after=wait)
        if self._ignored.ends():
            await self.farewell(ByeCode.FLOOD)

    def _taken(self, request_id: str) -> None:
        """Only what the writer took is answered later: anything else would count as waiting for ever."""
        self._under_way.setdefault(request_id, asyncio.get_running_loop().create_future())
        wire = self.wire
        if wire is not None:
            wire.waiting += 1

    def _answer(self, request_id: str) -> Answer:
        wire = self.wire

        def answer(outcome: Outcome) -> None:
            done = self._under_way.pop(request_id, None)
            if done is not None:
                done.set_result(None)
            if wire is not None:
                wire.answered()
            self._core.hub.start(self._tell(request_id, outcome))

        return answer

    async def _tell(self, request_id: str, outcome: Outcome) -> None:
        if isinstance(outcome, Ack):
            self._acked = max(self._acked, outcome.seq or 0)
            await self._send(
                "ack", {"id": request_id} if outcome.seq is None else {"id": request_id, "seq": outcome.seq}
            )
        elif isinstance(outcome, Farewell):
            await self.farewell(outcome.code)
        elif isinstance(outcome, Held):
            self.held.add(request_id)
            await self._send("held", {"id": request_id, "why": outcome.why})
        else:
            said = {"detail": outcome.words} if outcome.words else {}
            await self._error(outcome.code, request_id, retry_after=outcome.retry_after, **said)

    def _seen(self, frame: Seen) -> None:
        now = time.monotonic()
        if now - self._seen_at >= SEEN_APART and 0 < frame.seq <= self._core.hub.newest(self):
            self._seen_at = now
            self._core.hub.seen.note(self.seat.room_id, self.seat.membership_id, frame.seq)

    async def _typing(self) -> None:
        now = time.monotonic()
        if now - self._typed_at >= TYPING_APART:
            self._typed_at = now
            await self._core.hub.typing(self)

    async def _binary_frame(self) -> None:
        self._binary += 1
        if self._binary == MOST_BINARY:
            await self.farewell(ByeCode.NOT_THE_PROTOCOL)
        else:
            await self._fault(Refused(ErrorCode.MALFORMED))

    async def _fault(self, refused: Refused) -> None:
        await self._error(refused.code, refused.request_id)
        if refused.code in (ErrorCode.MALFORMED, ErrorCode.UNKNOWN_TYPE) and self._faults.ends():
            await self.farewell(ByeCode.FLOOD)

    async def _error(self, code: ErrorCode, request_id: str | None = None, **more: Any) -> None:
        fields = {"id": request_id, "code": str(code), "detail": error_detail(code, self._language), **more}
        await self._send("error", {name: value for name, value in fields.items() if value is not None})

    async def _send(self, kind: str, fields: Mapping[str, Any]) -> None:
        if not self.ended:
            await self.send_text(protocol.encode(kind, fields))


def _cursor(query_string: bytes) -> Cursor | None:
    """Where the client stopped; None when `after` is not a whole number in ASCII digits."""
    query = parse_qs(query_string.decode("latin1"), keep_blank_values=True)
    if "after" not in query:
        return Cursor(None, None)
    after = protocol.whole_number(query["after"][-1]) if len(query["after"]) == 1 else None
    return None if after is None else Cursor(after, query.get("epoch", [None])[-1])


def _language(headers: Mapping[bytes, bytes], cookies: Mapping[str, str]) -> str:
    meta = {"HTTP_ACCEPT_LANGUAGE": headers.get(b"accept-language", b"").decode("latin1")}
    request: Any = SimpleNamespace(COOKIES=cookies, META=meta, path_info="/")
    return get_language_from_request(request)
