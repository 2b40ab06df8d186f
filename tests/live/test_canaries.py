"""No trace: marked words, names, keys and addresses go in by every door, good and bad, and come out nowhere."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import psycopg
import pytest

from tests.disguises import found
from tests.live.bad_frames import TABLES
from tests.live.client import Client, read_log
from tests.live.glass import (
    CROWD,
    FORMED,
    HOME,
    LOGIN_NAME,
    NAMED,
    PASSPHRASE,
    PROBED,
    SAID,
    STOPPED,
    TOKEN,
    Glass,
    house_of_glass,
)
from tests.live.history import check, told
from tests.live.house import House
from tests.live.outages import killed
from tests.live.test_handshakes import REFUSED
from tests.live.wire import Wire, handshake
from tests.services import quiet_words
from tests.stranger.forms import WEIRD_BODIES
from tests.stranger.table import Row, read
from tests.stranger.village import path_of
from tests.test_production_settings import a_key

pytestmark = [pytest.mark.stack, pytest.mark.calm, pytest.mark.timeout(300)]

OLD, NEW = a_key(0), a_key(120)
ADDRESS = f"{SAID}@{SAID}.example"
MARKED = {
    "words": FORMED,
    "line": SAID,
    "own_name": NAMED,
    "note": SAID,
    "text": SAID,
    "why": SAID,
    "where": SAID,
    "contact": SAID,
    "summary": FORMED,
    "rhythm": FORMED,
    "name": NAMED,
    "nl": FORMED,
    "en": FORMED,
    "word": SAID,
    "login": SAID,
    "password": SAID,
    "address": ADDRESS,
    "code": PROBED,
    "passphrase": SAID,
    "offer": PROBED,
    "receipt": PROBED,
    "land": PROBED,
}
"""What is typed where."""
WANTED = {"address": ADDRESS}
PUBLIC = ("groups:rules",)
"""Pages whose text everybody may read."""


@pytest.fixture(scope="module")
def glass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glass]:
    """Its processes know the new data key already, and still seal under the old one."""
    with house_of_glass(tmp_path_factory.mktemp("glass"), PEERCHAT_DATA_KEYS=f"{OLD},{NEW}") as running:
        yield running


# Everybody talks, and meanwhile the data key changes.


async def test_the_data_key_is_changed_while_everybody_talks_and_the_old_one_is_not_needed(glass: Glass) -> None:
    stack, house = glass.stack, House(glass.stack, seats=glass.seats)
    clients = [house.client(seat, number % 2) for number, seat in enumerate(house.seats)]
    for client in clients:
        client.resume = True
        await client.connect()
    over = asyncio.Event()
    chats = [asyncio.create_task(chat(client, over)) for client in clients]
    stack.env["PEERCHAT_DATA_KEYS"] = f"{NEW},{OLD}"
    for process in (0, 1):
        await asyncio.to_thread(stack.restart, process)
    rotated = await asyncio.to_thread(stack.manage, "rotate_keys")
    stack.env["PEERCHAT_DATA_KEYS"] = NEW
    await asyncio.to_thread(stack.restart, 0)
    over.set()
    assert min([await talk for talk in chats]) > 3, "everybody talked all the while"
    for client in clients:
        await client.close()
    log = await read_log(stack.base_urls, house.ada)
    violations = check([client.history for client in clients], [log])
    assert not violations, told(violations)
    assert "rooms_meetingkey.wrapped: 2\n" in rotated
    assert "accounts_session.data_sealed: " in rotated
    for actor in ("member", "facilitator", "coordinator"):
        assert glass.ask("GET", "/mijn-plek/", actor=actor) == 200, "who was logged in still is"
    assert glass.ask("GET", path_of("rooms:plain", glass.village), actor="member") == 200


async def chat(client: Client, over: asyncio.Event) -> int:
    """Says one marked line after the other, each until it is kept; how many."""
    number = 0
    while not over.is_set():
        outcome = await client.surely(lambda key, text=f"{SAID} {number}": client.post(text, None, key))  # type: ignore[misc]  # bound by its default
        assert outcome.kind == "ack"
        number += 1
        await asyncio.sleep(0.2)
    return number


def post(key: str, text: str) -> str:
    return json.dumps({"type": "post", "id": key, "text": text})


# What fails.

REFUSE = "ALTER TABLE {} ADD CONSTRAINT canary CHECK (false) NOT VALID"
NOT_EVERYTHING = ("groups_membership", "moderation_notice", "rooms_event", "accounts_session", "groups_news")


async def test_marked_words_go_in_while_the_database_refuses_them_and_while_it_is_gone(glass: Glass) -> None:
    """A refusal quotes the row: PostgreSQL says so to its log and to the program that asked."""
    stack, house = glass.stack, House(glass.stack, seats=glass.seats)
    glass.answers.clear()
    for table in NOT_EVERYTHING:
        stack.sql(REFUSE.format(table))
    async with await house.wire(house.ben) as wire:
        await wire.say(post(PROBED, SAID))
        await wire.expect("error", code="unavailable")
        await asyncio.to_thread(everybody_writes, glass)
        for table in NOT_EVERYTHING:
            stack.sql(f"ALTER TABLE {table} DROP CONSTRAINT canary")
        assert 500 in glass.statuses, "the database refused"
        fault = asyncio.create_task(killed(glass.services.postgres, 1.5))
        await asyncio.sleep(0.3)
        await wire.say(post(f"{PROBED}-2", SAID))
        await asyncio.to_thread(everybody_writes, glass)
        await fault
    assert glass.ask("GET", "/mijn-plek/", actor="member") in (200, 500)


TAKES_REQUESTS = "from groups.models import Group; Group.objects.update(admission_paused_at=None)"
WRITERS = {"groups:join": "stranger", "moderation:notice": "visitor", "moderation:hide": "facilitator"}


def everybody_writes(glass: Glass) -> None:
    glass.ask("POST", "/inloggen/", fields={"login": LOGIN_NAME, "password": PASSPHRASE})
    for title, actor in WRITERS.items():
        glass.ask("POST", path_of(title, glass.village), actor=actor, fields=marked(glass, title))


# The sweep: every path, every frame, every handshake.


def test_marked_words_go_in_by_every_page(glass: Glass) -> None:
    glass.answers.clear()
    for row in read():
        if "SOCKET" not in row.answers:
            visit(glass, row)
    odd_requests(glass)
    log_ins(glass)
    assert len(glass.answers) > 250
    assert [asked for status, asked in glass.answers if status >= 500] == []
    assert {200, 302, 400, 403, 404, 405} <= glass.statuses


WELCOME = ("acts", "page", "talk", "group")


def visit(glass: Glass, row: Row) -> None:
    """By somebody who may and by a stranger: as it should be, and with marks in the path, the query and the body."""
    path = path_of(row.title, glass.village)
    fields = marked(glass, row.name)
    for method in ("GET", "POST"):
        welcome = [actor for actor, answer in row.answers[method].items() if answer in WELCOME]
        for actor in dict.fromkeys([*welcome[-1:], "visitor"]):
            sent = {**fields, "odd": PROBED} if method == "POST" else None
            glass.ask(
                method, f"{path}?q={PROBED}&next=/{PROBED}/", actor=actor, fields=sent, headers={"Referer": PROBED}
            )
    glass.ask("GET", f"{path}{PROBED}/", actor="member")


def marked(glass: Glass, page: str) -> dict[str, str]:
    """What a right form of a page sends, with something marked where a person types; what is chosen stays."""
    marks = MARKED | dict.fromkeys(["text"] if page in PUBLIC else [], FORMED)
    return {
        name: f"{marks[name]} {len(value)}" if name in marks else value
        for name, value in glass.village.fields(page).items()
    }


def odd_requests(glass: Glass) -> None:
    """What no browser would send."""
    where = "/melding/"
    for kind, body in WEIRD_BODIES.values():
        glass.ask(
            "POST",
            where,
            body=body.replace(b"x", PROBED.encode()),
            headers={"Content-Type": kind, "X-CSRFToken": TOKEN},
        )
    for headers in (
        {"Host": f"{PROBED}.example"},
        {"Cookie": f"__Host-s={PROBED}{'s' * 22}; __Host-l={PROBED}; {PROBED}"},
        {"X-CSRFToken": f"{PROBED}-another"},
        {"Origin": f"https://{PROBED}.example"},
        {"X-Odd": PROBED * 8_000},
        {"Accept-Language": PROBED, "If-Modified-Since": PROBED, "Range": PROBED},
        {"Content-Length": PROBED},
        {"Transfer-Encoding": PROBED},
    ):
        glass.ask("POST", where, body=b"a=1", headers=headers)
        glass.ask("GET", f"/groepen/?q={PROBED}&{PROBED}={PROBED}", actor="member", headers=headers)
    for method in ("PUT", "DELETE", "HEAD", "OPTIONS", PROBED.upper()):
        glass.ask(method, f"/{PROBED}/", actor="member")
    for path in ("static/{}.js", "{}%00%ff", "{}" + "a" * 9_000, "/{}.example/", "..;/{}"):
        glass.ask("GET", "/" + path.format(PROBED))


def log_ins(glass: Glass) -> None:
    """Wrong and right."""
    for name, passphrase in ((SAID, SAID), (LOGIN_NAME, SAID), (LOGIN_NAME, ""), (f"{LOGIN_NAME}\x00", SAID)):
        glass.ask("POST", "/inloggen/", fields={"login": name, "password": passphrase})
    assert glass.ask("POST", "/inloggen/", fields={"login": LOGIN_NAME, "password": PASSPHRASE}) == 302


async def test_marked_words_go_in_by_every_frame_and_every_handshake(glass: Glass) -> None:
    base, path = glass.stack.base_urls[0], path_of("ws/rooms/<room_id>/", glass.village)
    host = base.removeprefix("http://")
    for refusal in REFUSED.values():
        changed = {name: value and value.replace("$HOST", host) for name, value in refusal.changed.items()}
        headers = handshake(host, glass.cookie("member"), base, X_Forwarded_For=CROWD, X_Mark=PROBED, **changed)
        async with await Wire.open(base, f"{path}?after={PROBED}", headers, refusal.method, HOME):
            pass
    for actor in ("visitor", "stranger", "removed", "member"):
        headers = handshake(host, glass.cookie(actor), base, X_Forwarded_For=CROWD)
        async with await Wire.open(base, f"/ws/rooms/{PROBED}/", headers, source=HOME) as wire:
            await wire.ending()
    frames = cycle([raw for table in TABLES.values() for raw, _ in table.values()])
    for number in range(6):
        headers = handshake(host, glass.cookie("member"), base, X_Forwarded_For=CROWD)
        async with await Wire.open(base, path, headers, source=HOME) as wire:
            await wire.expect("welcome")
            for name, raw in enumerate(next(frames) for _ in range(20)):
                await wire.say(post(f"{PROBED}-{number}-{name}", f"{SAID} {name}"))
                await wire.say(raw.replace("hallo", SAID).replace('"a"', f'"{SAID}"').replace("shout", PROBED))
                await wire.say(f'{{"type":"{PROBED}","{PROBED}":"{SAID}"')
                await wire.next("error", "bye")
            await wire.say(post("x", SAID * 9_000))
            await wire.next("bye")


async def test_a_marked_address_is_written_to_and_the_mail_server_refuses_and_quotes_it(glass: Glass) -> None:
    """`serve` does it by itself, when its housekeeping comes round."""
    assert glass.ask("POST", path_of("accounts:mail_address", glass.village), actor="member", fields=WANTED) == 302
    for _ in range(300):
        if any(ADDRESS in said for said in glass.post.said):
            break
        await asyncio.sleep(0.1)
    assert any(said.startswith("rcpt TO:") and ADDRESS in said for said in glass.post.said)


def test_a_marked_account_takes_its_data_along_and_erases_itself(glass: Glass) -> None:
    """It has a name in a group, an address, a word for its device, and a line in the talk goes with it."""
    glass.log_in("goes", LOGIN_NAME, PASSPHRASE)
    # So many marked requests came before that they were taken for a wave; and the mark is a word of an organisation.
    glass.stack.manage("shell", "-v0", "-c", TAKES_REQUESTS)
    place = {**glass.village.fields("groups:join"), "own_name": f"{NAMED} weg", "line": f"{SAID}je"}
    assert glass.ask("POST", path_of("groups:join", glass.village), actor="goes", fields=place) == 302
    assert glass.ask("POST", path_of("accounts:mail_address", glass.village), actor="goes", fields=WANTED) == 302
    assert glass.ask("POST", path_of("export", glass.village), actor="goes", fields={"old": PASSPHRASE}) == 302
    link = glass.led_to
    glass.village.here["own data link"] = link.rstrip("/").rpartition("/")[2]
    for kind in ("json", "html"):
        assert glass.ask("POST", link, actor="goes", fields={"file": kind}) == 200
    assert glass.ask("POST", path_of("erase", glass.village), actor="goes", fields={"old": PASSPHRASE}) == 302
    assert glass.led_to == "/gewist/"
    assert glass.ask("GET", "/mijn-plek/", actor="goes") == 302
    assert glass.stack.sql(f"SELECT count(*) FROM groups_membership WHERE pseudonym = '{NAMED} weg'") == [(0,)]


async def test_a_refused_line_reaches_nobody(glass: Glass) -> None:
    """By post, edit, note and early warning; turns red when a refused text is told to another, or kept.

    The positive control is a line of the same author between the same two moments.
    """
    house = House(glass.stack, seats=glass.seats)
    async with await house.wire(house.ada) as other, await house.wire(house.ben) as author:
        await author.say(post("kept", f"{SAID} voor het weigeren"))
        seq = (await author.expect("ack", id="kept"))["seq"]
        for number, text in enumerate(
            (f"{STOPPED} bel me op 0470 12 34 56", f"{STOPPED}@voorbeeld.be", f"mijn insta is @{STOPPED}")
        ):
            for frame in (
                {"type": "post", "text": text},
                {"type": "post", "text": "hallo", "note": text[:80]},
                {"type": "edit", "seq": seq, "text": text},
            ):
                await author.say(json.dumps({**frame, "id": f"no-{number}-{len(frame)}-{frame['type']}"}))
                error = await author.expect("error", code="check")
                assert any(found["hard"] for found in error["findings"])
        fields = {"text": f"{STOPPED} bel me op 0470 12 34 56", "note": f"{STOPPED} 0470 12 34 56"}
        look = path_of("moderation:look", glass.village)
        assert await asyncio.to_thread(glass.ask, "POST", look, actor="member", fields=fields) == 200
        await author.say(post("after", f"{SAID} na het weigeren"))
        last = (await author.expect("ack", id="after"))["seq"]
        assert last == seq + 1, "nothing was added in between"
        told = [frame for frame in await heard_until(other, last) if frame["type"] != "welcome"]
    assert SAID in json.dumps(told)
    assert STOPPED not in json.dumps(told)
    assert STOPPED not in repr(await read_log(glass.stack.base_urls, house.ben))


async def heard_until(wire: Wire, seq: int) -> list[Any]:
    """Every frame up to the event of this number."""
    frames: list[Any] = []
    while not frames or frames[-1].get("seq") != seq or frames[-1]["type"] != "event":
        frames.append(await wire.frame())
    return frames


# What came out.


def test_no_mark_is_in_any_log_message_or_file_and_one_line_too_many_is_found(glass: Glass) -> None:
    """Turns red when anything is written down; the positive control is a server that writes one line more."""
    rung = glass.ear.stop()
    assert rung.count(b"PUBLISH") > 10
    written = glass.written()
    assert b"PeerChat: http" in written["serve-0.log"]
    assert b"DatabaseError" in written["serve-0.log"] or b"IntegrityError" in written["serve-0.log"], "it was told"
    assert b"a letter was not taken: SMTPRecipientsRefused" in written["serve-0.log"] + written["serve-1.log"]
    assert b"database system is ready" in written["log of PostgreSQL"]
    assert glass.hits({**written, "Redis": rung}) == {}
    glass.stack.kill(1)
    glass.stack.start(1, entry="tests.live.talkative")
    assert glass.ask("GET", f"/{PROBED}/", process=1) == 404
    assert glass.hits(glass.written()) == {"serve-1.log": [PROBED, HOME]}


def test_no_mark_is_in_an_address_or_on_a_page_that_says_no(glass: Glass) -> None:
    private = [SAID, NAMED, HOME, CROWD, LOGIN_NAME, *glass.sessions, *glass.codes]
    assert len(glass.places) > 100
    assert found(private, b"\n".join(glass.places)) == []
    assert len(glass.refusals) > 3
    assert found([SAID, NAMED, FORMED, HOME, CROWD, *glass.sessions], b"\n".join(glass.refusals)) == []


def test_postgresql_is_told_to_be_silent_whoever_of_us_asks(glass: Glass) -> None:
    """For the whole server, and for each role by itself, since a server may be somebody else's."""
    query = "SELECT setting, source FROM pg_settings WHERE name = %s"
    quiet = [word.removeprefix("-c").partition("=")[::2] for word in quiet_words()]
    assert len(quiet) > 10
    for url in (glass.stack.database_url, glass.stack.owner_url):
        with psycopg.connect(url) as link:
            found_set = {name: link.execute(query, [name]).fetchone() for name, _ in quiet}
        for name, value in quiet:
            role_says = not name.startswith(("log_connections", "log_disconnections", "log_hostname"))
            assert found_set[name] == (value, "user" if role_says else "command line"), name


def test_a_dump_of_the_database_shows_names_and_public_texts_only(glass: Glass) -> None:
    loot = glass.dumped()
    assert found([NAMED, FORMED], loot) == [NAMED, FORMED]
    assert found([mark for mark in glass.marks if mark not in (NAMED, FORMED)], loot) == []
