"""Rights end at once: from the commit of a deed nothing of that member is stored, and soon nothing is delivered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass

import pytest

from tests.factories import PASSPHRASE
from tests.live.client import Client, Refused, Seat, read_log
from tests.live.deeds import Deeds
from tests.live.history import check, told
from tests.live.house import House
from tests.live.records import Revoked
from tests.stack import Stack

SENDERS = 20
SPEED = ("I14", "I15")
"""How fast lines are answered and told: twenty who begin at once on a busy machine may wait."""

pytestmark = [pytest.mark.stack, pytest.mark.calm]


@dataclass
class Talk:
    """A room in which Ben talks on both processes, Dora on one, and Ada facilitates; the bell's bound in seconds."""

    house: House
    bound: float

    def __post_init__(self) -> None:
        self.deeds = Deeds(self.house.server.base_urls[-1], self.house.ada)
        self.dora = self.house.seats[2]
        self.clients: list[Client] = []

    async def enter(self, seat: Seat, process: int = 0) -> Client:
        client = self.house.client(seat, process % len(self.house.server.base_urls))
        await client.connect()
        self.clients.append(client)
        return client

    async def close(self) -> None:
        for client in self.clients:
            await client.close()

    async def assert_sound(self, deed: Revoked, besides: Collection[str] = ()) -> None:
        """All that was written down holds, the deed too; `besides` names what another test measures."""
        await self.close()
        log = await read_log(self.house.server.base_urls, self.house.ada)
        histories = [client.history for client in self.clients]
        violations = [flaw for flaw in check(histories, [log], deeds=[deed]) if flaw.invariant not in besides]
        assert not violations, told(violations)


@pytest.fixture(params=["stack", "silent_stack", "embedded"])
async def talk(request: pytest.FixtureRequest) -> AsyncIterator[Talk]:
    """Within 1 s where the bell rings, within 3 s where every ring is dropped."""
    server: Stack = request.getfixturevalue(request.param)
    talk = Talk(House(server, 4), 3.0 if request.param == "silent_stack" else 1.0)
    yield talk
    await talk.close()


async def chatter(client: Client, pause: float = 0.03) -> None:
    """Talks on until the socket is gone."""
    number = 0
    while client.open:
        await client.post(f"regel {number} van {client.history.member} op {id(client)}")
        number += 1
        await asyncio.sleep(pause)


async def stopped(*tasks: asyncio.Task[None]) -> None:
    """Python 3.11's wait_for may swallow a cancellation that comes with its answer: then once more."""
    while running := [task for task in tasks if not task.done()]:
        for task in running:
            task.cancel()
        await asyncio.wait(running, timeout=0.2)


async def test_a_removed_member_is_out_on_every_process_and_hears_nothing_more(talk: Talk) -> None:
    """Turns red when the writer does not look again at the author's right, or the hub keeps the socket."""
    bens = [await talk.enter(talk.house.ben, process) for process in (0, 1)]
    dora = await talk.enter(talk.dora)
    chats = [asyncio.create_task(chatter(client)) for client in (*bens, dora)]
    await asyncio.sleep(0.5)
    removed_at = await talk.deeds.remove(talk.house.ben["member"])
    closes = [await ben.gone(talk.bound + 1) for ben in bens]
    assert [(closed.code, closed.bye) for closed in closes] == [(4403, 4403)] * 2
    assert all(closed.at - removed_at <= talk.bound for closed in closes)
    await asyncio.sleep(0.5)
    await stopped(*chats)
    await assert_stranger(talk, talk.house.ben)
    await talk.assert_sound(Revoked(talk.house.ben["member"], talk.house.ada["room"], removed_at, talk.bound))


@pytest.fixture(params=["stack", "silent_stack"])
async def flood(request: pytest.FixtureRequest) -> AsyncIterator[Talk]:
    """The same with SENDERS members, on two processes, with the bell up and with every ring dropped."""
    server: Stack = request.getfixturevalue(request.param)
    talk = Talk(House(server, SENDERS + 1), 3.0 if request.param == "silent_stack" else 1.0)
    yield talk
    await talk.close()


@pytest.mark.parametrize("deed", ["ban", "suspend"])
async def test_in_a_flood_who_is_banned_or_suspended_is_out_from_the_commit_on(flood: Talk, deed: str) -> None:
    """Turns red when a line that was under way passes the deed, or one process goes on telling."""
    bens = [await flood.enter(flood.house.ben, process) for process in (0, 1)]
    others = [await flood.enter(seat, number) for number, seat in enumerate(flood.house.seats[2 : SENDERS + 1])]
    await flood.deeds.look_at_measures(flood.house.ben["member"])  # what a process does once is done before the flood
    chats = [asyncio.create_task(chatter(client, 0.2)) for client in (*bens, *others)]
    await asyncio.sleep(1)
    out_at = await getattr(flood.deeds, deed)(flood.house.ben["member"])
    closes = [await ben.gone(flood.bound + 2) for ben in bens]
    assert [(closed.code, closed.bye) for closed in closes] == [(4403, 4403)] * 2
    assert all(closed.at - out_at <= flood.bound for closed in closes)
    await asyncio.sleep(0.5)
    await stopped(*chats)
    assert len(others) == SENDERS - 1
    await assert_stranger(flood, flood.house.ben)
    deed_done = Revoked(flood.house.ben["member"], flood.house.ada["room"], out_at, flood.bound)
    await flood.assert_sound(deed_done, besides=SPEED)


async def assert_stranger(talk: Talk, seat: Seat) -> None:
    """Who was removed finds the room as if it had never been."""
    client = talk.house.client(seat)
    with pytest.raises(Refused) as refused:
        await client.connect()
    assert refused.value.bye["code"] == 4404
    await client.close()


async def test_a_muted_member_says_nothing_more_but_reads_and_retracts(talk: Talk) -> None:
    """Turns red when a line that was under way passes the mute."""
    bens = [await talk.enter(talk.house.ben, process) for process in (0, 1)]
    dora = await talk.enter(talk.dora, 1)
    regret = (await bens[0].post("daar krijg ik spijt van")).seq or 0
    chats = [asyncio.create_task(chatter(client)) for client in (*bens, dora)]
    await asyncio.sleep(0.5)
    muted_at = await talk.deeds.mute(talk.house.ben["member"], minutes=10)
    for ben in bens:
        await assert_muted(ben)
    assert (await bens[1].retract(regret)).kind == "ack"
    line = (await dora.post("hoor je mij nog?")).seq or 0
    for ben in bens:
        assert (await ben.heard(line, talk.bound)).text == "hoor je mij nog?"
    await stopped(*chats)
    member, room = talk.house.ben["member"], talk.house.ada["room"]
    await talk.assert_sound(Revoked(member, room, muted_at, silence=True))


async def assert_muted(ben: Client) -> None:
    outcome = await ben.post("mag ik nog iets zeggen?")
    assert outcome.code == "muted"
    assert outcome.frame is not None
    assert 0 < outcome.frame["retry_after"] <= 600


async def test_after_signing_out_the_sockets_of_that_session_are_closed(talk: Talk) -> None:
    """Turns red when sockets do not know their session."""
    bens = [await talk.enter(talk.house.ben, process) for process in (0, 1)]
    dora = await talk.enter(talk.dora)
    chats = [asyncio.create_task(chatter(client)) for client in (*bens, dora)]
    await asyncio.sleep(0.5)
    out_at = await talk.deeds.sign_out(talk.house.ben)
    closes = [await ben.gone(talk.bound + 1) for ben in bens]
    assert [(closed.code, closed.bye) for closed in closes] == [(4401, 4401)] * 2
    assert all(closed.at - out_at <= talk.bound for closed in closes)
    assert dora.open
    await stopped(*chats)
    client = talk.house.client(talk.house.ben)
    with pytest.raises(Refused, match="4401"):
        await client.connect()
    await client.close()
    await talk.assert_sound(Revoked(talk.house.ben["member"], talk.house.ada["room"], out_at, talk.bound))


async def test_a_device_that_is_ended_by_its_button_is_out_on_every_process_and_the_other_one_talks_on(
    talk: Talk,
) -> None:
    """Turns red when the button ends the session and its sockets are not told."""
    lost = [await talk.enter(talk.house.ben, process) for process in (0, 1)]
    here = await asyncio.to_thread(with_passphrase, talk.house.server, talk.house.ben)
    kept = [await talk.enter(here, process) for process in (0, 1)]
    chats = [asyncio.create_task(chatter(client)) for client in lost]
    await asyncio.sleep(0.5)
    ended_at = await talk.deeds.end_device(here)
    closes = [await client.gone(talk.bound + 1) for client in lost]
    assert [(closed.code, closed.bye) for closed in closes] == [(4401, 4401)] * 2
    assert all(closed.at - ended_at <= talk.bound for closed in closes)
    await stopped(*chats)
    client = talk.house.client(talk.house.ben)
    with pytest.raises(Refused, match="4401"):
        await client.connect()
    await client.close()
    assert [(await client.post("ik ben er nog")).kind for client in kept] == ["ack"] * 2


async def test_an_erased_account_is_out_on_every_process_and_its_lines_are_nobodys(talk: Talk) -> None:
    """Turns red when the sockets are not told, and when a line that was under way passes the erasure."""
    bens = [await talk.enter(talk.house.ben, process) for process in (0, 1)]
    dora = await talk.enter(talk.dora, 1)
    line = (await bens[0].post("dit was van mij")).seq or 0
    theirs = (await dora.post("en dit blijft")).seq or 0
    signed_in = await asyncio.to_thread(with_passphrase, talk.house.server, talk.house.ben)
    chats = [asyncio.create_task(chatter(client)) for client in (*bens, dora)]
    await asyncio.sleep(0.5)
    erased_at = await talk.deeds.erase_account(signed_in, PASSPHRASE)
    closes = [await ben.gone(talk.bound + 1) for ben in bens]
    assert [(closed.code, closed.bye) for closed in closes] == [(4401, 4401)] * 2
    assert all(closed.at - erased_at <= talk.bound for closed in closes)
    told = await dora.frame(lambda frame: frame["type"] == "event" and frame.get("refers_to") == line, talk.bound)
    assert (told["kind"], told.get("by")) == ("retracted", None)
    await stopped(*chats)
    await talk.close()
    kept = await read_log(talk.house.server.base_urls, talk.dora)
    assert [found.text for found in kept.lines if found.seq in (line, theirs)] == [None, "en dit blijft"]
    assert talk.house.ben["member"] not in {found.by for found in kept.lines}


LOG_IN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
from accounts.sessions import SessionStore
from groups.models import Membership
account = Membership.objects.get(public_id={member!r}).account
account.set_password({passphrase!r})
account.save()
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session.save()
print(session.session_key)
"""


def with_passphrase(server: Stack, seat: Seat) -> Seat:
    """The same person in one more browser; seats that are made for load have no passphrase."""
    code = LOG_IN.format(member=seat["member"], passphrase=PASSPHRASE)
    key = server.manage("shell", "--no-imports", "--command", code).strip()
    return {**seat, "cookie": f"{seat['cookie'].partition('=')[0]}={key}"}


async def test_nobody_posts_in_a_pause_after_closing_or_before_opening(talk: Talk) -> None:
    ben, dora = await talk.enter(talk.house.ben), await talk.enter(talk.dora, 1)
    line = (await ben.post("voor de pauze")).seq or 0
    for deed, phase in (
        *((talk.deeds.pause, "paused"), (talk.deeds.open, "open"), (talk.deeds.close, "closed")),
        *((talk.deeds.prepare, "waiting"), (talk.deeds.open, "open")),
    ):
        await deed()
        for client in (ben, dora):
            outcome = await client.post(f"in de fase {phase}")
            assert (outcome.code or "open") == phase
            await phase_told(client, phase, talk.bound)
    assert (await ben.retract(line)).kind == "ack"


async def phase_told(client: Client, phase: str, within: float) -> None:
    """The log says that the phase changed, and a newcomer's welcome says how it stands."""

    def there() -> bool:
        events = [frame for frame in client.frames if frame["type"] == "event" and frame["kind"] in ("phase", "closed")]
        return bool(events) and events[-1].get("name", "closed") == phase

    await client.until(there, within, f"the phase {phase}")
    newcomer = Client(client.url, client.cookie, client.origin, client.history.member)
    assert (await newcomer.connect())["phase"]["name"] == phase
    await newcomer.close()


async def test_a_hidden_line_is_a_tombstone_with_its_reason(talk: Talk) -> None:
    ben, dora = await talk.enter(talk.house.ben), await talk.enter(talk.dora, 1)
    line = (await ben.post("iets dat niet kan")).seq or 0
    await talk.deeds.hide(line)
    for client in (ben, dora):
        told = await client.frame(lambda frame: frame["type"] == "event" and frame["kind"] == "hidden", talk.bound)
        assert told["refers_to"] == line
        assert told["rule"]
        assert told["words"]
    kept = (await read_log(talk.house.server.base_urls, talk.dora)).lines
    assert [(found.text, found.gone) for found in kept if found.seq == line] == [(None, "hidden")]
    assert (await ben.retract(line)).code == "no-such-event"
    assert (await dora.post("daarop antwoord ik", reply_to=line)).kind == "ack"


async def test_typing_reaches_the_others_and_not_the_typist(stack: Stack) -> None:
    house = House(stack, 3)
    async with house.client(house.ada, 1) as ada, house.client(house.ben) as ben:
        await ada.until(lambda: house.ben["member"] in ada.here)
        await ben.typing()
        await ben.typing()
        await ada.until(lambda: bool(ada.typists), 2, "who types")
        await asyncio.sleep(0.5)
        assert [member for _, member in ada.typists] == [house.ben["member"]]
        assert ben.typists == []
