"""The open rooms of one process when things go wrong half-way: nobody is left deaf, and nobody stays as a ghost."""

import asyncio
import json
import threading
import uuid
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as site
from django.db import connections
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Session
from accounts.vault import token_digest
from groups.actions.memberships import end
from groups.models import Membership
from groups.roles import State
from rooms import consumer as consumers
from rooms.actions import posting
from rooms.live import arrival, batch, core, hub, log, pool, reading, seen
from rooms.live.codes import ByeCode
from rooms.live.hub import Hub
from rooms.live.presence import VISIT_LASTS, Presence
from rooms.live.protocol import SUBPROTOCOL
from rooms.live.reading import Cursor
from rooms.live.speaking import Outcome
from rooms.live.writer import Answer, store
from rooms.models import HeldLine, Meeting, MeetingKey, ReadPointer, Room
from rooms.queries import Seat, heads, seat
from tests.rooms.circle import NOW, Circle, make_circle, opened, says
from tests.rooms.live.test_pieces import Clock
from tests.rooms.live.writing import a_session

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "k" * 32


class Ear:
    """A socket that remembers what it was told."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.cursor, self.live = 0, False
        self.told: set[str] = set()
        self.frames: list[dict[str, Any]] = []
        self.bye: ByeCode | None = None
        self.held: set[str] = set()
        self.settled: dict[str, Outcome] = {}
        self.muted_until: datetime | None = None
        self.called_at: datetime | None = None

    async def settle(self, request_id: str, outcome: Outcome) -> None:
        self.held.discard(request_id)
        self.settled[request_id] = outcome

    async def call(self, at: datetime | None) -> None:
        self.called_at = at

    async def mute(self, until: datetime | None) -> None:
        self.muted_until = until

    async def send_text(self, text: str) -> None:
        self.frames.append(json.loads(text))

    async def farewell(self, code: ByeCode) -> None:
        self.bye = code

    def heard(self) -> list[int]:
        return [frame["seq"] for frame in self.frames if frame["type"] == "event"]


@pytest.fixture(autouse=True)
def _threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Threads of the test's own, whose connections end with it."""
    with ThreadPoolExecutor(1) as threads:
        monkeypatch.setattr(pool, "_readers", threads)
        monkeypatch.setattr(core._Only, "core", None)
        yield
        threads.submit(connections.close_all).result()


@pytest.fixture(autouse=True)
async def _no_connection_left() -> AsyncIterator[None]:
    """What a test asks beside the hub runs in a thread that outlives it."""
    yield
    await sync_to_async(connections.close_all)()


def seated(circle: Circle, who: Membership) -> Seat:
    found = seat(a_session(who), circle.talk.public_id)
    assert found
    return found


@pytest.fixture
def ear(talk: Circle) -> Ear:
    """Ben's."""
    return Ear(seated(talk, talk.ben))


async def came_in(rooms: Hub, ear: Ear) -> None:
    await rooms.join(ear, Cursor(None, None))


async def settled(rooms: Hub) -> None:
    """Whatever was started is done."""
    while running := tuple(rooms._running):
        await asyncio.gather(*running)


@pytest.fixture
async def rooms() -> AsyncIterator[Hub]:
    """A process without a room yet."""
    found = Hub()
    yield found
    for socket in found.sockets():
        found.leave(socket)
    await settled(found)


class Failing:
    """Work that fails for one room."""

    def __init__(self, work: Callable[..., Any], room_id: uuid.UUID) -> None:
        self.work, self.room_id = work, room_id

    def __call__(self, room_id: uuid.UUID, **how: Any) -> Any:
        if room_id == self.room_id:
            raise KeyError("the text of a line")
        return self.work(room_id, **how)


async def test_a_room_that_cannot_be_read_keeps_nobody_elses_rights_alive(
    rooms: Hub, talk: Circle, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns red when one room's fault ends the tick for all of them."""
    other = await sync_to_async(lambda: opened(make_circle()))()
    stranger = Ear(await sync_to_async(seated)(other, other.ben))
    await came_in(rooms, ear)
    await came_in(rooms, stranger)
    await settled(rooms)
    await sync_to_async(says)(talk.ada, "hoi")
    await sync_to_async(says)(other.ada, "hoi")
    await sync_to_async(end)(other.ben, State.REMOVED, NOW)
    monkeypatch.setattr(log, "read", Failing(log.read, ear.seat.room_id))
    await rooms.tick()
    await settled(rooms)
    assert stranger.bye == ByeCode.NO_LONGER_A_MEMBER
    assert ear.bye is None


async def test_however_often_the_bell_rings_the_database_is_asked_only_once_more(
    rooms: Hub, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns red when every ring is a task of its own that waits for its turn."""
    asked: list[object] = []
    rung = threading.Event()
    await came_in(rooms, ear)
    await settled(rooms)

    def counted(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
        asked.append(ids)
        rung.wait(5)
        return heads(ids)

    monkeypatch.setattr(hub, "heads", counted)
    for _ in range(100):
        rooms.heard("other", ear.seat.tag, "head", [])
        await asyncio.sleep(0)
    rung.set()
    await settled(rooms)
    assert 1 <= len(asked) <= 2


async def test_a_look_that_is_cancelled_while_it_waits_leaves_the_room_hearing(
    rooms: Hub, talk: Circle, ear: Ear
) -> None:
    """Turns red when the room goes on believing that somebody will look."""
    await came_in(rooms, ear)
    await settled(rooms)
    room = rooms.rooms[ear.seat.room_id]
    await sync_to_async(says)(talk.ada, "hoi")
    async with room.lock:
        looking = asyncio.create_task(rooms.catch_up(room))
        await asyncio.sleep(0)
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
    await rooms.catch_up(room)
    assert len(ear.heard()) == 1


async def test_lines_that_come_while_one_looks_are_heard_too(rooms: Hub, talk: Circle, ear: Ear) -> None:
    await came_in(rooms, ear)
    await settled(rooms)
    head = (await Room.objects.aget(pk=ear.seat.room_id)).head
    for number in range(3):
        await sync_to_async(says)(talk.ada, f"regel {number}")
        rooms.heard("other", ear.seat.tag, "head", [])
    await settled(rooms)
    assert ear.heard() == [head + 1, head + 2, head + 3]


async def test_a_line_whose_key_cannot_be_opened_is_a_line_that_is_gone(rooms: Hub, talk: Circle, ear: Ear) -> None:
    """The room goes on without it."""
    await sync_to_async(says)(talk.ada, "onder een sleutel die kwijt is")
    await MeetingKey.objects.aupdate(wrapped=b"not a key")
    await came_in(rooms, ear)
    assert ear.frames[0]["type"] == "welcome"
    assert ear.frames[0]["events"][-1]["gone"] == "hidden"


# Read pointers


async def test_a_pointer_of_who_is_gone_is_not_written_and_keeps_no_other_back(talk: Circle) -> None:
    """Turns red when a membership that was erased meanwhile fails everybody's pointers, again and again."""
    pointers, room = seen.Seen(), await sync_to_async(lambda: talk.talk)()
    gone = await sync_to_async(lambda: make_circle().ben)()
    pointers.note(room.id, gone.id, 1)
    pointers.note(room.id, uuid.uuid4(), 1)
    pointers.note(room.id, talk.ben.id, 1)
    await pointers.save()
    assert [row.membership_id async for row in ReadPointer.objects.all()] == [talk.ben.id]
    await sync_to_async(end)(talk.ben, State.REMOVED, NOW)
    pointers.note(room.id, talk.ben.id, room.head + 1)
    await pointers.save()
    assert (await ReadPointer.objects.aget()).seq == 1


async def test_what_was_read_of_an_erased_talk_is_not_written_any_more(talk: Circle) -> None:
    """Turns red when a pointer that was gathered before the erasure is saved after it."""
    pointers, room = seen.Seen(), await sync_to_async(lambda: talk.talk)()
    pointers.note(room.id, talk.ben.id, room.head)
    await Room.objects.filter(pk=room.id).aupdate(floor=room.head)
    await pointers.save()
    assert not await ReadPointer.objects.aexists()


# A consumer that fails or is cancelled half-way


class Line:
    """The server's end of one socket, as Daphne has it."""

    def __init__(self, room: str) -> None:
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.sent: list[dict[str, Any]] = []
        self.over, self.stir = asyncio.Event(), asyncio.Event()
        headers = [(b"cookie", f"{site.SESSION_COOKIE_NAME}={KEY}".encode())]
        self.wire = SimpleNamespace(waiting=0, too_large="", answered=lambda: None)
        scope: dict[str, Any] = {"type": "websocket", "headers": headers, "query_string": b""}
        scope |= {"subprotocols": [SUBPROTOCOL], "extensions": {"peerchat.wire": self.wire}}
        scope["url_route"] = {"kwargs": {"room_id": room}}
        self.inbox.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(consumers.RoomConsumer()(scope, self.inbox.get, self.send))

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)
        self.stir.set()
        if message["type"] == "websocket.close":
            self.over.set()

    def frames(self) -> list[dict[str, Any]]:
        return [json.loads(message["text"]) for message in self.sent if message["type"] == "websocket.send"]

    async def told(self, kind: str) -> None:
        """Waits for a frame of this type."""
        async with asyncio.timeout(5):
            while kind not in {frame["type"] for frame in self.frames()}:
                self.stir.clear()
                await self.stir.wait()

    async def closed(self) -> dict[str, Any]:
        """The last frame before the close."""
        async with asyncio.timeout(5):
            await self.over.wait()
        return self.frames()[-1]


@pytest.fixture
async def line(talk: Circle) -> AsyncIterator[Callable[[], Line]]:
    """Opens sockets of Ben's."""
    session = await sync_to_async(a_session)(talk.ben)
    await Session.objects.filter(pk=session.pk).aupdate(key_hash=token_digest(KEY))
    opened_lines: list[Line] = []
    public_id = (await sync_to_async(lambda: talk.talk)()).public_id

    def open_one() -> Line:
        opened_lines.append(Line(public_id))
        return opened_lines[-1]

    yield open_one
    for one in opened_lines:
        one.task.cancel()
        await asyncio.gather(one.task, return_exceptions=True)
    await settled(core.core().hub)


async def test_a_socket_that_is_cancelled_while_it_comes_in_leaves_no_ghost(
    line: Callable[[], Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Daphne cancels what has not ended 10 s after its client went, as when the database is stalled."""
    stuck = asyncio.Event()

    async def forever(*_: object) -> None:
        stuck.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(arrival, "welcome", forever)
    one = line()
    await stuck.wait()
    one.task.cancel()
    await asyncio.gather(one.task, return_exceptions=True)
    assert (core.core().hub.rooms, core.core().hub.presence.tags()) == ({}, set())


@pytest.mark.parametrize("where", [(reading, "opening"), (arrival, "follow")])
async def test_a_socket_that_cannot_be_let_in_is_told_so(
    where: tuple[Any, str], line: Callable[[], Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns red when it stays open and hears nothing."""

    def broken(*_: object) -> None:
        raise KeyError("the text of a line")

    monkeypatch.setattr(*where, broken)
    one = line()
    bye = await one.closed()
    assert (bye["type"], bye["code"]) == ("bye", 1012)
    assert core.core().hub.rooms == {}


async def test_a_line_that_needs_a_look_does_not_count_as_waiting(line: Callable[[], Line], settings: Settings) -> None:
    """Turns red when after some of them the socket is taken for a flood."""
    settings.ROOM_CHECKS = ["tests.rooms.live.test_checks.shouts"]
    one = line()
    one.inbox.put_nowait({"type": "websocket.receive", "text": '{"type":"post","id":"c1","text":"HOI"}'})
    one.inbox.put_nowait({"type": "websocket.receive", "text": '{"type":"ping","t":"1"}'})
    await one.told("pong")
    assert [frame["code"] for frame in one.frames() if frame["type"] == "error"] == ["check"]
    assert one.wire.waiting == 0


def says_frame(one: Line, **fields: Any) -> None:
    one.inbox.put_nowait({"type": "websocket.receive", "text": json.dumps(fields)})


async def answers(one: Line) -> list[tuple[str, str]]:
    """What was answered so far, as (type, code or why)."""
    says_frame(one, type="ping", t="1")
    await one.told("pong")
    await settled(core.core().hub)
    found = [frame for frame in one.frames() if frame["type"] in ("error", "held")]
    return [(frame["type"], frame.get("code") or frame["why"]) for frame in found]


async def test_an_edit_that_was_asked_about_goes_when_it_is_sent_again(
    line: Callable[[], Line], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A soft finding only, and only for the same line: an edit has no `confirm`."""
    settings.ROOM_CHECKS = ["tests.rooms.live.test_checks.shouts"]
    went: list[str] = []
    monkeypatch.setattr(posting, "hand_in", lambda *, frame, **_: went.append(frame.id))
    one = line()
    for id_, seq, text in (("a", 1, "Hoi"), ("b", 2, "Hoi"), ("c", 2, "Hoi"), ("d", 2, "HOI"), ("e", 2, "HOI")):
        says_frame(one, type="edit", id=id_, seq=seq, text=text)
    assert await answers(one) == [("error", "check")] * 4
    assert went == ["c"]


async def test_a_line_that_should_wait_is_held_and_answered_once_it_is_decided(
    line: Callable[[], Line], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def keep(asked: batch.Line, answer: Answer) -> None:
        answer((await pool.db(store, [asked])).outcomes[0])

    def submit(asked: batch.Line, answer: Answer, until: float) -> None:
        running.hub.start(keep(asked, answer))

    settings.ROOM_CHECKS = ["tests.rooms.live.test_checks.holds"]
    running = core.core()
    monkeypatch.setattr(running.writer, "submit", submit)
    one = line()
    says_frame(one, type="post", id="a", text="gauw wacht")
    says_frame(one, type="post", id="b", text="wacht")
    await one.told("held")
    assert await answers(one) == [("error", "slow-mode"), ("held", "shield")]
    await core.core().hub.tick()
    assert len(await answers(one)) == 2, "it waits still"
    await HeldLine.objects.all().adelete()
    await core.core().hub.tick()
    await core.core().hub.tick()
    assert (await answers(one))[2:] == [("error", "no-such-event")]


async def test_a_check_may_read_first_what_it_needs(line: Callable[[], Line], settings: Settings) -> None:
    """Turns red when a query is made on the loop that serves everybody, or when the line is lost by it."""
    settings.ROOM_CHECKS = ["tests.rooms.live.test_checks.reads"]
    one = line()
    says_frame(one, type="post", id="a", text="hoi")
    assert await answers(one) == [("error", "slow-mode")]


async def test_who_comes_in_during_the_drain_is_told_to_come_back(
    line: Callable[[], Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    came, go_on, real = asyncio.Event(), asyncio.Event(), pool.db

    async def slow(work: Any, *given: Any, **how: Any) -> Any:
        found = await real(work, *given, **how)
        came.set()
        await go_on.wait()
        return found

    monkeypatch.setattr(hub, "db", slow)
    one = line()
    await came.wait()
    await core.core().drain()
    go_on.set()
    assert (await one.closed())["code"] == 1012


async def test_a_drain_ends_though_the_database_does_not_answer(monkeypatch: pytest.MonkeyPatch, talk: Circle) -> None:
    """Everybody is told to come back; what was not answered is unknown."""
    monkeypatch.setattr(core, "COMMITS_WITHIN", 0.1)
    running = core.core()
    ear = Ear(await sync_to_async(seated)(talk, talk.ben))
    await came_in(running.hub, ear)
    running.writer._idle.clear()
    async with asyncio.timeout(2):
        await running.drain()
    assert ear.bye == ByeCode.RESTART


async def test_a_facilitator_with_an_open_page_is_seen_and_a_member_is_not(rooms: Hub, talk: Circle, ear: Ear) -> None:
    async def seen_at() -> Any:
        return await Meeting.objects.values_list("facilitator_seen_at", flat=True).aget()

    await came_in(rooms, ear)
    await rooms.see_facilitators()
    assert await seen_at() == NOW
    await came_in(rooms, Ear(await sync_to_async(seated)(talk, talk.ada)))
    await rooms.see_facilitators()
    assert await seen_at() > NOW


async def kept_until(ear: Ear) -> datetime:
    return (await Session.objects.aget(pk=ear.seat.session_id)).expires_at


async def test_who_sits_in_an_open_talk_stays_signed_in_however_quiet(
    rooms: Hub, talk: Circle, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the twelve hours are over: then the socket goes."""
    soon = timezone.now() + timedelta(minutes=2)
    sessions = Session.objects.filter(pk=ear.seat.session_id)
    await sessions.aupdate(expires_at=soon)
    await came_in(rooms, ear)
    monkeypatch.setattr(hub, "SITTING_NOTED_EVERY", 0.01)
    with suppress(TimeoutError):
        async with asyncio.timeout(0.5):
            await asyncio.gather(*rooms.tasks())
    assert await kept_until(ear) > soon + timedelta(minutes=25)
    await sessions.aupdate(expires_at=soon, ends_at=soon)
    await rooms.see_who_sits()
    assert await kept_until(ear) == soon
    await sessions.aupdate(expires_at=NOW, ends_at=NOW)
    await rooms.see_who_sits()
    await rooms.tick()
    assert ear.bye == ByeCode.NOT_SIGNED_IN


async def test_who_sits_where_no_talk_is_gives_no_sign_of_life(rooms: Hub) -> None:
    circle = await sync_to_async(make_circle)()
    ear = Ear(await sync_to_async(seated)(circle, circle.ben))
    soon = timezone.now() + timedelta(minutes=2)
    await Session.objects.filter(pk=ear.seat.session_id).aupdate(expires_at=soon)
    await came_in(rooms, ear)
    await rooms.see_who_sits()
    assert await kept_until(ear) == soon


async def test_a_mute_and_its_end_are_told_without_waiting_for_a_line(talk: Circle, ear: Ear) -> None:
    rooms = Hub()
    await came_in(rooms, ear)
    until = NOW + timedelta(days=9_000)
    for told in (until, None):
        await sync_to_async(Membership.objects.filter(pk=talk.ben.pk).update)(muted_until=told)
        await rooms.check_rights(rooms.by_tag)
        assert ear.muted_until == told


# Readers without a socket


def here(ear: Ear) -> list[str]:
    """Who is here, as this socket was told last."""
    told = [frame["here"] for frame in ear.frames if "here" in frame]
    return sorted(told[-1])


async def told_of_people(rooms: Hub, ear: Ear) -> None:
    """The frame about people goes out now, and not within the second."""
    await rooms._send_people(rooms.rooms[ear.seat.room_id])


@pytest.fixture
async def adas(talk: Circle) -> Seat:
    """The seat from which Ada reads without a socket."""
    return await sync_to_async(seated)(talk, talk.ada)


async def test_who_came_by_without_a_socket_is_told_as_here_and_then_as_gone(
    rooms: Hub, talk: Circle, ear: Ear, adas: Seat
) -> None:
    clock = Clock()
    rooms.presence = Presence(clock)
    await came_in(rooms, ear)
    assert rooms.visit(adas) == {talk.ada.ordinal, talk.ben.ordinal}
    await told_of_people(rooms, ear)
    assert here(ear) == sorted([talk.ada.public_id, talk.ben.public_id])
    clock.now += VISIT_LASTS - 1
    await rooms.tick()
    assert rooms.presence.here(ear.seat.tag) == {talk.ada.ordinal, talk.ben.ordinal}
    clock.now += 1
    await rooms.tick()
    await told_of_people(rooms, ear)
    assert here(ear) == [talk.ben.public_id]


async def test_names_are_told_once(rooms: Hub, talk: Circle, ear: Ear, adas: Seat) -> None:
    """Turns red when one new name brings those along that the socket knows."""
    await came_in(rooms, ear)
    await told_of_people(rooms, ear)
    rooms.visit(adas)
    await told_of_people(rooms, ear)
    await told_of_people(rooms, ear)
    told = [name for frame in ear.frames for name in frame.get("names", ())]
    assert sorted(told) == sorted([talk.ben.public_id, talk.ada.public_id])


async def leaves(talk: Circle, seat: Seat) -> None:
    await sync_to_async(end)(talk.ada, State.LEFT, NOW)


async def signs_out(talk: Circle, seat: Seat) -> None:
    await Session.objects.filter(pk=seat.session_id).adelete()


@pytest.mark.parametrize("deed", [leaves, signs_out])
@pytest.mark.parametrize("by_the_tick", [False, True])
async def test_a_visit_ends_with_the_right_to_it(
    deed: Callable[..., Any], by_the_tick: bool, rooms: Hub, talk: Circle, adas: Seat
) -> None:
    """Turns red when only sockets are looked at, or only those rooms where there is one."""
    rooms.visit(adas)
    await rooms.tick()
    assert rooms.presence.own(adas.tag) == [talk.ada.ordinal]
    await deed(talk, adas)
    if by_the_tick:
        await rooms.tick()
    else:
        rooms.heard("other", adas.tag, "rights", [])
        await settled(rooms)
    assert rooms.presence.tags() == set()


async def test_a_process_that_holds_visits_only_answers_who_is_here(
    rooms: Hub, talk: Circle, adas: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[tuple[Any, ...]] = []
    monkeypatch.setattr(rooms.bell, "ring", lambda *ring: rung.append(ring))
    rooms.heard("other", adas.tag, "who", [])
    rooms.visit(adas)
    rooms.heard("other", adas.tag, "who", [])
    assert rung == [(adas.tag, "people", [talk.ada.ordinal])] * 2


async def test_a_facilitator_who_came_by_is_seen_for_as_long_as_she_is_here(
    rooms: Hub, talk: Circle, adas: Seat
) -> None:
    rooms.visit(adas)
    await rooms.see_facilitators()
    meeting = await Meeting.objects.aget()
    assert meeting.facilitator_seen_at
    assert meeting.facilitator_seen_at > NOW
