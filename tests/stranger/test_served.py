"""The same matrix where it counts: a real server, which adds headers of its own, and its sockets."""

import pytest

from rooms.live.protocol import SHAPES
from tests.live.wire import Wire, handshake
from tests.stack import Stack
from tests.stranger.frames import frame_answer, read_frames
from tests.stranger.matrix import flaws, malformed_flaws
from tests.stranger.served import ServedSite, cookie_of, settled, socket_answer
from tests.stranger.table import ACTORS, read
from tests.stranger.village import NOWHERE, OBJECTS, Village, path_of

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]

ROWS = read()
SOME = ("visitor", "stranger", "member", "facilitator")
PRIVATE = [row for row in ROWS if row.title in OBJECTS and row.name not in ("groups:show", "groups:join")]


@pytest.fixture(scope="module", params=["stack", "embedded"])
def server(request: pytest.FixtureRequest) -> Stack:
    found: Stack = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def village(server: Stack) -> Village:
    return settled(server)


@pytest.mark.parametrize("server", ["stack"], indirect=True, scope="module")
def test_everybody_gets_what_the_table_says_from_the_server(server: Stack, village: Village) -> None:
    """Of several processes. Deeds are passed over: here they would last. Who else there is asks in test_matrix.py."""
    site = ServedSite(server.base_urls[0], village)
    assert flaws(village, site, PRIVATE, methods=["GET", "POST"], actors=SOME, passing_over=("acts", "reads")) == []


def test_the_server_finds_nothing_by_an_id_that_cannot_be_one(server: Stack, village: Village) -> None:
    site = ServedSite(server.base_urls[0], village)
    assert malformed_flaws(village, site, [row for row in PRIVATE if row.name in ("rooms:room", "groups:desk")]) == []


async def test_sockets_welcome_whom_the_table_says_and_tell_the_others_the_same(
    server: Stack, village: Village
) -> None:
    found: list[str] = []
    for row in (row for row in ROWS if "SOCKET" in row.answers):
        for actor in ACTORS:
            word, said = await socket_answer(server.base_urls[0], village, actor, path_of(row.title, village))
            if word != row.expected(actor, "SOCKET"):
                found.append(f"{row.title} by {actor}: {word}")
            nowhere = path_of(row.title, village).replace(village.here[OBJECTS[row.title][1]], NOWHERE["room_id"])
            if word != "welcome" and (await socket_answer(server.base_urls[0], village, actor, nowhere))[1] != said:
                found.append(f"{row.title} by {actor}: tells that there is something")
    assert found == []


LAST = ("retract", "facilitator")


@pytest.mark.once
def test_every_frame_that_a_client_can_send_has_its_row() -> None:
    assert set(read_frames()) == set(SHAPES)


async def test_who_is_let_in_may_say_what_the_table_of_frames_says(server: Stack, village: Village) -> None:
    """Whoever is not let in says nothing: that socket is closed before it is read, as the test above shows."""
    base, table, found, line = server.base_urls[0], read_frames(), {}, 0
    path = path_of("ws/rooms/<room_id>/", village)
    # The line is taken back last, since nobody can do anything about it after that.
    turns = [(actor, [name for name in table if (name, actor) != LAST]) for actor in table["post"]]
    for actor, names in [*turns, (LAST[1], [LAST[0]])]:
        headers = handshake(base.removeprefix("http://"), cookie_of(village, actor), base)
        async with await Wire.open(base, path, headers) as wire:
            await wire.expect("welcome")
            for name in names:
                found[name, actor], seq = await frame_answer(wire, name, line)
                line = line or seq
    assert found == {(name, actor): word for name, row in table.items() for actor, word in row.items()}


FORGED = {
    "another Host": {"Host": "evil.example"},
    "a Host with a path": {"Host": "evil.example/kamer"},
    "a Host with an @": {"Host": "127.0.0.1@evil.example"},
    "an empty Host": {"Host": ""},
    "a Host that is no name": {"Host": "a b"},
    "a Host beyond ASCII": {"Host": "\xe9vil.example"},
}


@pytest.mark.parametrize("label", FORGED)
def test_a_forged_host_is_refused_whoever_asks_and_whatever_for(server: Stack, village: Village, label: str) -> None:
    site, talk = ServedSite(server.base_urls[0], village), path_of("rooms:room", village)
    answers = {
        site.ask("GET", path, {"Cookie": cookie_of(village, actor), **FORGED[label]})
        for actor in ("visitor", "stranger", "member")
        for path in (talk, talk.replace(village.here["talk"], NOWHERE["room_id"]))
    }
    assert len(answers) == 1, [a.__dict__ for a in answers]
    (only,) = answers
    assert only.status == 400
    assert b"evil" not in only.body


def test_forwarded_headers_lead_nowhere(server: Stack, village: Village) -> None:
    site = ServedSite(server.base_urls[0], village)
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Port": "1",
        "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
        "X-Original-URL": "/groepen/",
        "X-Rewrite-URL": "/groepen/",
        "X-HTTP-Method-Override": "POST",
        "X-Script-Name": "/evil",
    }
    for actor, path in (("member", path_of("rooms:room", village)), ("visitor", "/mijn-plek/")):
        honest = site.ask("GET", path, {"Cookie": cookie_of(village, actor)})
        deceived = site.ask("GET", path, {"Cookie": cookie_of(village, actor), **forged})
        assert deceived.status == honest.status
        assert deceived.header("location") == honest.header("location")
        assert b"evil" not in deceived.body
