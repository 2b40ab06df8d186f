"""The commands that open, appoint, clear up, fill and show."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Account, Session
from groups.models import Coordinator, Group, Membership, Organisation
from groups.roles import Role, State
from peerchat.demo import load_demo
from rooms.actions.meetings import close
from rooms.live import log
from rooms.models import Meeting, Room
from rooms.phases import RoomKind
from rooms.queries import talk_of
from tests.factories import Person, a_group, an_organisation
from tests.pages.visits import own_time

NAME = "Nuchtere Dinsdag"
GROUP = {"organisation": "Steunpunt", "name": NAME, "theme": "verslaving", "position": "zelf"}


def told(*words: str, **options: Any) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def organisation(db: None) -> Organisation:
    """Where the commands open groups."""
    return an_organisation("Steunpunt")


def test_an_organisation_is_made_once(db: None) -> None:
    told("create_organisation", "Steunpunt")
    with pytest.raises(CommandError, match="already"):
        told("create_organisation", "Steunpunt")
    assert Organisation.objects.get().name == "Steunpunt"


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_an_organisation_needs_a_name_that_fits(db: None, name: str) -> None:
    with pytest.raises(CommandError, match="characters"):
        told("create_organisation", name)


def test_a_group_is_opened_with_its_rooms(organisation: Organisation) -> None:
    told("open_group", **GROUP, kept_for=0, region="Gent", rhythm="elke dinsdag", summary="Samen.")
    group = organisation.groups.get()
    assert (group.name, group.region, group.rhythm, group.kept_for_hours) == (NAME, "Gent", "elke dinsdag", 0)
    assert group.rooms.count() == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"organisation": "Elders"}, "no organisation"),
        ({"name": " "}, "needs a name"),
        ({"name": "x" * 81}, "at most 80"),
        ({"summary": "x" * 301}, "at most 300"),
    ],
)
def test_a_group_that_cannot_be_is_refused_plainly(
    organisation: Organisation, changed: dict[str, str], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        told("open_group", **{**GROUP, **changed})
    assert not Group.objects.exists()


@pytest.mark.parametrize("word", ["--theme=x", "--position=x", "--kept-for=1", "--language=xx"])
def test_a_choice_that_does_not_exist_is_refused(organisation: Organisation, word: str) -> None:
    words = [f"--{name}={value}" for name, value in GROUP.items()]
    with pytest.raises(CommandError, match="invalid choice"):
        told("open_group", *words, word)


def test_two_groups_of_one_organisation_do_not_share_a_name(organisation: Organisation) -> None:
    told("open_group", **GROUP)
    with pytest.raises(CommandError, match="already"):
        told("open_group", **GROUP)


def test_the_link_that_appoint_prints_makes_a_coordinator(
    organisation: Organisation, cleo: Person, settings: Settings
) -> None:
    settings.SITE_ORIGINS = ["https://praat.example"]
    link = told("appoint", organisation="Steunpunt", coordinator=True).strip()
    assert link.startswith("https://praat.example/aanstelling/")
    path = link.removeprefix("https://praat.example")
    assert cleo.client.get(path).status_code == 200
    cleo.client.post(path, follow=True)
    assert Coordinator.objects.get().account == cleo.account


def test_appoint_prints_a_link_for_a_facilitator_too(organisation: Organisation) -> None:
    a_group(organisation, NAME)
    assert "/aanstelling/" in told("appoint", organisation="Steunpunt", group=NAME)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"organisation": "Elders", "coordinator": True}, "no organisation"),
        ({"organisation": "Steunpunt", "group": "Elders"}, "no group"),
        ({"organisation": "Steunpunt", "coordinator": True, "days": 0}, "--days"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused_plainly(
    organisation: Organisation, options: dict[str, object], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        told("appoint", **options)


def test_an_appointment_is_for_one_post(organisation: Organisation) -> None:
    for posts in ([], ["--coordinator", "--group=x"]):
        with pytest.raises(CommandError):
            told("appoint", "--organisation=Steunpunt", *posts)


def test_housekeeping_moves_time_and_says_what_went(db: None) -> None:
    seats = seeded(1, 2)
    room = Room.objects.get(public_id=seats[0]["room"])
    leader = Membership.objects.get(public_id=seats[0]["member"])
    close(by=leader, room=room, now=timezone.now())
    assert "talks: 0" in told("housekeeping")
    assert Session.objects.count() == 2
    later = timezone.now() + timedelta(hours=25)
    assert told("housekeeping", now=later.isoformat()).splitlines()[:3] == ["talks: 1", "names: 0", "sessions: 2"]


@pytest.mark.parametrize("now", ["tomorrow", "2026-02-30T12:00", "12:00"])
def test_housekeeping_refuses_what_is_no_moment(db: None, now: str) -> None:
    with pytest.raises(CommandError, match="moment"):
        told("housekeeping", now=now)


def test_a_real_site_does_not_move_time(db: None, settings: Settings) -> None:
    settings.TIME_TRAVEL = False
    with pytest.raises(CommandError, match="real site"):
        told("housekeeping", now="2100-01-01T00:00")
    assert "talks: 0" in told("housekeeping")


def seeded(rooms: int, members: int) -> list[dict[str, str]]:
    """The seats that seed_load prints."""
    return [json.loads(line) for line in told("seed_load", rooms=rooms, members=members).splitlines()]


def test_seed_load_prints_a_seat_a_line_and_the_first_of_each_room_leads_it(db: None) -> None:
    seats = seeded(2, 3)
    assert [seat["role"] for seat in seats] == ["facilitator", "member", "member"] * 2
    assert [set(seat) for seat in seats] == [{"room", "member", "role", "cookie", "ws"}] * 6
    assert [seat["room"] for seat in seats] == [seats[0]["room"]] * 3 + [seats[3]["room"]] * 3
    assert all(seat["ws"] == f"/ws/rooms/{seat['room']}/" for seat in seats)
    assert {meeting.phase for meeting in Meeting.objects.all()} == {"open"}


def test_seed_load_fills_a_talk_with_lines_of_everybody_by_the_door_of_the_sockets(db: None) -> None:
    told("seed_load", rooms=1, members=3, lines=450)
    room = Room.objects.get(kind=RoomKind.TALK, group__organisation__name="Load")
    said = [event for event in log.read(room.id, after=0, upto=room.head) if event["kind"] == "message"]
    assert len(said) == 450
    assert said[-1]["text"].startswith("450. ")
    assert len({line["by"] for line in said}) == 3


def test_the_cookie_of_a_seat_opens_its_room_and_no_other(db: None) -> None:
    seats = seeded(2, 2)
    for seat, other in ((seats[0], seats[2]), (seats[1], seats[3])):
        browser = Client()
        browser.cookies.load(seat["cookie"])
        assert browser.get(f"/kamer/{seat['room']}/").status_code == 200
        assert browser.get(f"/kamer/{other['room']}/").status_code == 404
        group = Room.objects.get(public_id=seat["room"]).group
        assert browser.get(f"/groepen/{group.public_id}/").status_code == 200
    assert Membership.objects.get(public_id=seats[0]["member"]).role == Role.FACILITATOR


def test_seed_load_can_be_called_again_and_is_quick(db: None) -> None:
    began = own_time()
    rooms = {seat["room"] for _ in range(2) for seat in seeded(15, 10)}
    assert len(rooms) == 30
    assert own_time() - began < 10


def test_seed_load_writes_no_row_by_row(db: None, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(60):
        seeded(1, 200)


@pytest.mark.parametrize("wrong", [{"rooms": 0}, {"members": 0}, {"lines": -1}, {"lines": 100_001}])
def test_seed_load_refuses_nothing_and_too_much(db: None, wrong: dict[str, int]) -> None:
    options = {"rooms": 1, "members": 1, **wrong}
    with pytest.raises(CommandError, match=r"is [01] to"):
        told("seed_load", **options)


def test_a_real_site_is_not_filled_with_people_who_do_not_exist(db: None, settings: Settings) -> None:
    settings.TIME_TRAVEL = False
    with pytest.raises(CommandError, match="PEERCHAT_ALLOW_LOAD"):
        told("seed_load", rooms=1, members=1)
    assert not Account.objects.exists()
    settings.ALLOW_LOAD = True
    assert len(seeded(1, 1)) == 1


def test_the_demo_has_people_in_every_role_and_a_talk_that_is_going_on(db: None) -> None:
    text = told("demo")
    assert [line.split()[0] for line in text.splitlines()] == ["member", "facilitator", "coordinator"]
    group = Group.objects.get(name=NAME)
    room = Room.objects.select_related("meeting").get(group=group, kind=RoomKind.TALK)
    assert room.meeting
    assert room.meeting.phase == "open"
    said = log.read(room.id, after=0, upto=room.head)
    assert [line["kind"] for line in said] == ["phase"] + ["message"] * 6
    assert group.memberships.filter(state=State.REQUESTED).count() == 1


@pytest.mark.parametrize(("who", "sees"), [(0, "/kamer/"), (1, "/bureau/"), (2, "/uitloggen/")])
def test_the_log_ins_of_the_demo_work(db: None, who: int, sees: str) -> None:
    log_in, browser = load_demo()[who], Client()
    page = browser.post("/inloggen/", {"login": log_in.login_name, "password": log_in.passphrase}, follow=True)
    assert page.status_code == 200
    assert sees in page.content.decode()


def test_loading_the_demo_again_adds_nothing(db: None) -> None:
    load_demo()
    before = (Account.objects.count(), Membership.objects.count(), Room.objects.count(), Meeting.objects.count())
    load_demo()
    after = (Account.objects.count(), Membership.objects.count(), Room.objects.count(), Meeting.objects.count())
    assert before == after


def test_a_demo_whose_talk_was_closed_talks_again(db: None) -> None:
    load_demo()
    leader = Membership.objects.get(group__name=NAME, role=Role.FACILITATOR)
    close(by=leader, room=talk_of(leader), now=timezone.now())
    load_demo()
    assert Meeting.objects.filter(phase="open").count() == 1


def test_the_demo_is_not_for_a_real_site(db: None, settings: Settings) -> None:
    settings.TIME_TRAVEL = False
    with pytest.raises(CommandError, match="public"):
        told("demo")
    assert not Account.objects.exists()
