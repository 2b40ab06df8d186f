"""Daphne, with what the live protocol needs and Daphne cannot do.

Refusing a handshake with 400, closing with 1012 and 1009, a cap on what comes
in (Autobahn's own also caps what goes out), pausing reads when frames wait,
pings that also find dead sockets, and a drain before the end.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from autobahn.websocket.types import ConnectionDeny
from daphne.server import Server
from daphne.ws_protocol import WebSocketProtocol
from twisted.internet import defer

from rooms.live.codes import ByeCode
from rooms.live.protocol import MOST_FRAME_BYTES, SUBPROTOCOL

PING_EVERY, DEAD_AFTER = 15.0, 45.0
"""Seconds."""
WAITING_PAUSE, WAITING_RESUME, WAITING_MOST = 32, 8, 64
"""Frames, taken from the socket and not yet answered."""
WAITING_FOR = 5.0
"""Seconds that WAITING_PAUSE frames may wait."""
GONE_WITHIN = 10.0
"""Seconds from a close frame to the end of the connection, whatever the client does."""
LEAVE_WITHIN = 8.0
"""Seconds for a drain."""

ROOM_PATH = re.compile(r"/ws/rooms/[^/]+/")


class WaitingFrames(asyncio.Queue[dict[str, Any]]):
    """Frames that wait for the consumer; tells when one was taken."""

    taken: Callable[[], None] | None = None

    def _get(self) -> dict[str, Any]:
        found: dict[str, Any] = super()._get()
        if self.taken is not None:
            self.taken()
        return found


class Wire:
    """What the consumer may know of its connection (ASGI extension `peerchat.wire`)."""

    def __init__(self, protocol: "RoomSocketProtocol") -> None:
        self._protocol = protocol
        self.too_large = ""
        """The frame to send before closing with 1009."""
        self.waiting = 0
        """Requests that were taken and not answered yet."""

    def answered(self) -> None:
        self.waiting -= 1
        self._protocol.maybe_resume()


class RoomSocketProtocol(WebSocketProtocol):
    """One connection, under the rules of docs/protocol.md."""

    application_queue: WaitingFrames
    wire: Wire
    flooded = False
    failedByMe: bool
    polite = False
    paused_at: float | None = None
    closing_at: float | None = None

    # The handshake

    def onConnect(self, request: Any) -> Any:
        self.alive_at = self.pinged_at = time.monotonic()
        if not ROOM_PATH.fullmatch(request.path):
            raise _denied(404, "Not Found")
        if request.headers.get("origin", "").lower() not in self.factory.server_class.origins:
            raise _denied(403, "Origin not allowed")
        if SUBPROTOCOL not in request.protocols:
            raise _denied(400, "Subprotocol needed")
        try:
            return super().onConnect(request)
        except (UnicodeError, ValueError):
            raise _denied(400, "Bad request") from None

    def failHandshake(self, reason: str, code: int = 400, responseHeaders: Any = None) -> None:
        """Autobahn answers 400 to an Origin that it cannot read; to us it is one that is not ours."""
        super().failHandshake(reason, 403 if "origin" in reason.lower() else code, responseHeaders)

    # What comes in

    def onMessageFrameBegin(self, length: int) -> None:
        if self.message_data_total_length + length > MOST_FRAME_BYTES and not self.failedByMe:
            self.failedByMe = self.muted = True
            if self.wire.too_large:
                self.serverSend(self.wire.too_large)
            self.serverClose(int(ByeCode.TOO_LARGE))
        super().onMessageFrameBegin(length)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        self.alive_at = time.monotonic()
        if self.flooded:
            return
        super().onMessage(payload, isBinary)
        waiting = self._waiting()
        if waiting > WAITING_MOST:
            self._flood()
        elif waiting >= WAITING_PAUSE and self.paused_at is None:
            self.paused_at = time.monotonic()
            self.transport.pauseProducing()

    def onPing(self, payload: bytes) -> None:
        self.alive_at = time.monotonic()
        super().onPing(payload)

    def onPong(self, payload: bytes) -> None:
        self.alive_at = time.monotonic()

    def onCloseFrame(self, code: int | None, reasonRaw: bytes | None) -> Any:
        """Autobahn would abort right behind its own 1002, which then never arrives."""
        self.polite = True
        try:
            return super().onCloseFrame(code, reasonRaw)
        finally:
            self.polite = False

    def sendCloseFrame(self, code: int | None = None, reasonUtf8: bytes | None = None, isReply: bool = False) -> None:
        """A client's own close is answered in kind, where Autobahn would always say 1000."""
        kind = self.remoteCloseCode if isReply and code == self.CLOSE_STATUS_CODE_NORMAL else code
        super().sendCloseFrame(kind, reasonUtf8, isReply)

    def dropConnection(self, abort: bool = False) -> None:
        super().dropConnection(abort and not self.polite)

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:
        if self not in self.factory.server_class.connections:  # refused before it was anybody's
            return
        if hasattr(self, "application_queue"):
            # A consumer that said goodbye is muted, and must still hear that it is over.
            self.muted = False
        super().onClose(wasClean, code, reason)

    def maybe_resume(self) -> None:
        """Reads on when enough has been answered."""
        if self.paused_at is not None and self._waiting() <= WAITING_RESUME:
            self.paused_at = None
            if self.state == self.STATE_OPEN:
                self.transport.resumeProducing()

    def _waiting(self) -> int:
        return self.application_queue.qsize() + self.wire.waiting

    def _flood(self) -> None:
        self.flooded = True
        self.application_queue.put_nowait({"type": "peerchat.flood"})

    # What goes out

    def serverSend(self, content: str, binary: bool = False) -> None:
        if self.state == self.STATE_OPEN:
            super().serverSend(content, binary)

    def serverClose(self, code: int | None = None) -> None:
        """`sendClose` would refuse 1012 and 1009."""
        self.muted = True
        if self.state == self.STATE_OPEN:
            if self.paused_at is not None:  # else the client's answer to the close is never read
                self.transport.resumeProducing()
            self.sendCloseFrame(code=code or int(ByeCode.RESTART))

    def handle_exception(self, exception: BaseException) -> None:
        """An application that failed before it could say so itself."""
        if hasattr(self, "handshake_deferred"):
            super().handle_exception(exception)
        else:
            self.serverClose(int(ByeCode.RESTART))

    # Time

    def check_timeouts(self) -> None:
        if hasattr(self, "handshake_deferred"):  # rejected twice it would fail, and the watch over all with it
            if self.duration() > self.server.websocket_connect_timeout:
                self.serverReject()
        elif self.state == self.STATE_OPEN:
            self._look_for_life(time.monotonic())
        else:
            self.closing_at = self.closing_at or time.monotonic()
            if time.monotonic() - self.closing_at > GONE_WITHIN:
                self.transport.abortConnection()

    def _look_for_life(self, now: float) -> None:
        if self.paused_at is not None and now - self.paused_at > WAITING_FOR and not self.flooded:
            self._flood()
        elif now - self.alive_at > DEAD_AFTER:
            self.dropConnection(abort=True)
        elif now - self.pinged_at >= PING_EVERY:
            self.pinged_at = now
            self.sendPing(b"")


def _denied(status: int, reason: str) -> Exception:
    return ConnectionDeny(status, reason)  # type: ignore[no-untyped-call]  # Autobahn's


class PeerServer(Server):
    """One process: pages, sockets and what `ready` starts. `drain` runs before the end."""

    def __init__(
        self,
        *args: Any,
        origins: frozenset[str],
        ready: Callable[[], None],
        drain: Callable[[], Awaitable[None]],
        **options: Any,
    ) -> None:
        super().__init__(
            *args,
            ready_callable=self._ready,
            websocket_timeout=-1,
            websocket_connect_timeout=5,
            # The server names nothing of itself, and addresses of clients are never read from headers.
            server_name="",
            verbosity=0,
            **options,
        )
        self.origins = origins
        self._start = ready
        self._drain = drain

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if not isinstance(protocol, RoomSocketProtocol):
            return super().create_application(protocol, scope)
        protocol.wire = Wire(protocol)
        scope["extensions"] = {"peerchat.wire": protocol.wire}
        queue = WaitingFrames()
        queue.taken = lambda: protocol.maybe_resume()
        scope.setdefault("asgi", {"version": "3.0"})
        application = self.application(scope, queue.get, lambda message: self.handle_reply(protocol, message))
        self.connections[protocol]["application_instance"] = asyncio.ensure_future(application)
        return queue

    def kill_all_applications(self) -> Any:
        """Daphne would cancel every consumer without a word."""
        ended = defer.Deferred.fromFuture(asyncio.ensure_future(self._end()))
        return ended.addCallback(lambda _: super(PeerServer, self).kill_all_applications())

    def _ready(self) -> None:
        self.ws_factory.protocol = RoomSocketProtocol
        self.ws_factory.setProtocolOptions(failByDrop=False, closeHandshakeTimeout=2, allowNullOrigin=True)
        self._start()

    async def _end(self) -> None:
        for listener in self.listeners:
            listener.addCallback(lambda port: port.stopListening())
        try:
            await asyncio.wait_for(self._drain(), LEAVE_WITHIN)
        except TimeoutError:
            return
        await self._flushed()

    async def _flushed(self) -> None:
        """Gives the last frames, and requests under way, a moment to leave."""
        for _ in range(30):
            if not self.connections:
                return
            await asyncio.sleep(0.05)
