"""The stranger matrix: every path, every actor, every method, and not one answer that tells too much."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path

from accounts.models import Account
from accounts.vault import token_digest
from groups.models import Appointment, Coordinator, Group, Invitation, Membership
from groups.roles import Role, State
from moderation.models import Appeal, Measure, Notice
from rooms.models import Room
from rooms.queries import membership_of
from tests.stranger.client import HereSite
from tests.stranger.matrix import FIRST, flaws, malformed_flaws
from tests.stranger.table import ACTORS, TABLE, read
from tests.stranger.urls import page_names, socket_names, unmatched
from tests.stranger.village import Village

pytestmark = [pytest.mark.once, pytest.mark.slow]  # on PostgreSQL, test_served.py asks the same of a real server

ROWS = read()


def a_view(request: HttpRequest) -> HttpResponse:
    """A view that somebody added and told nobody of."""
    return HttpResponse()


def test_every_path_has_a_row_and_every_row_a_path() -> None:
    assert unmatched([*page_names(), *socket_names()], ROWS) == []


@pytest.mark.parametrize(
    ("added", "flaw"),
    [
        (path("nieuw/", a_view, name="new"), "no row for new"),
        (path("nieuw/", a_view), "no row for unnamed nieuw/"),
        (path("diep/", include(([path("er/", a_view, name="in")], "app"))), "no row for app:in"),
    ],
)
def test_a_view_without_a_row_fails(added: Any, flaw: str) -> None:
    names = [*page_names(), *page_names([added]), *socket_names()]
    assert unmatched(names, ROWS) == [flaw]


def test_a_socket_without_a_row_and_a_row_without_a_path_fail() -> None:
    names = [*page_names(), *socket_names([re_path(r"^ws/nieuw/(?P<id>.+)/$", a_view)])]
    assert unmatched(names, ROWS) == ["no row for ws/nieuw/<id>/", "no path for ws/rooms/<room_id>/"]


def test_an_administrator_is_nobody_on_the_pages() -> None:
    """Who keeps the machine has commands and no account that may more: the matrix needs no column for one."""
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not {field.name for field in Account._meta.get_fields()} & {"is_staff", "is_superuser", "user_permissions"}


def test_the_table_knows_everybody_of_the_village(village: Village) -> None:
    assert set(ACTORS) == set(village.keys)
    assert len(ACTORS) == len(set(ACTORS))


@pytest.mark.timeout(900)
def test_everybody_gets_what_the_table_says_and_not_yours_is_not_there(village: Village, site: HereSite) -> None:
    assert flaws(village, site, ROWS) == []


@pytest.mark.timeout(900)
def test_an_id_that_cannot_be_one_is_not_there_for_anybody(village: Village, site: HereSite) -> None:
    assert malformed_flaws(village, site, ROWS) == []


def test_a_table_that_says_otherwise_is_noticed(village: Village, site: HereSite) -> None:
    wrong = read(
        TABLE.replace("groups:desk                     GET     log-in    not-here", "groups:desk  GET  log-in  page")
    )
    desk = [row for row in wrong if row.name == "groups:desk"]
    found = flaws(village, site, desk, methods=["GET"])
    assert "groups:desk GET by stranger: not-here, should be page" in found


def leader_of(public_id: str) -> Membership | None:
    leaders = Membership.objects.select_related("group__organisation").filter(role=Role.FACILITATOR, state=State.ACTIVE)
    return leaders.filter(group__public_id=public_id).first()


def bare_room(account: object, public_id: str) -> tuple[Room, Membership] | None:
    room = Room.objects.select_related("group", "meeting").filter(public_id=public_id).first()
    leader = leader_of(room.group.public_id) if room else None
    return (room, leader) if room and leader else None


def bare_led_room(account: object, public_id: str) -> tuple[Membership, Room] | None:
    found = bare_room(account, public_id)
    return (found[1], found[0]) if found else None


def bare_member(account: object, public_id: str) -> tuple[Membership, Membership] | None:
    member = Membership.objects.select_related("group__organisation").filter(public_id=public_id).first()
    leader = leader_of(member.group.public_id) if member else None
    return (leader, member) if leader and member else None


def bare_group(account: object, public_id: str) -> Membership | None:
    return leader_of(public_id)


def bare_appointment(token: str, now: object) -> Appointment | None:
    from groups.queries import _appointments

    return _appointments(token).first()


def bare_post(account: object, public_id: str) -> Coordinator | None:
    return Coordinator.objects.select_related("organisation").filter(organisation_id=public_id[2:]).first()


def bare_notice(account: object, public_id: str) -> tuple[Coordinator, Notice] | None:
    notice = Notice.objects.select_related("organisation").filter(pk=public_id[2:]).first()
    post = Coordinator.objects.filter(organisation=notice.organisation).first() if notice else None
    return (post, notice) if post and notice else None


def bare_appeal(account: object, public_id: str) -> tuple[Coordinator, Appeal] | None:
    appeal = Appeal.objects.select_related("measure__group__organisation").filter(pk=public_id[2:]).first()
    post = Coordinator.objects.filter(organisation__groups=appeal.measure.group).first() if appeal else None
    return (post, appeal) if post and appeal else None


def bare_measure(account: object, public_id: str) -> Measure | None:
    return Measure.objects.select_related("group__organisation").filter(pk=public_id[2:]).first()


def bare_measure_before(account: object, group: str, public_id: str) -> tuple[Membership, Measure] | None:
    leader, measure = leader_of(group), bare_measure(account, public_id)
    return (leader, measure) if leader and measure else None


def room_in_two_steps(account: Account, public_id: str) -> tuple[Room, Membership] | None:
    """Right, but one statement more when there is such a room."""
    return membership_of(account, public_id) if Room.objects.filter(public_id=public_id).exists() else None


def bare_coordination(account: object, public_id: str) -> tuple[Coordinator, Group] | None:
    group = Group.objects.select_related("organisation").filter(public_id=public_id).first()
    post = Coordinator.objects.select_related("organisation").filter(organisation__groups=group).first()
    return (post, group) if post and group else None


def bare_posts(account: object) -> list[Coordinator]:
    found = Coordinator.objects.select_related("organisation")
    return list({post.organisation_id: post for post in found}.values())


def bare_invitation(token: str, now: object) -> Invitation | None:
    return Invitation.objects.select_related("group__organisation").filter(token_hash=token_digest(token)).first()


SABOTAGES: dict[str, tuple[Callable[..., object], tuple[str, ...]]] = {
    "rooms.views.rights.membership_of": (
        bare_room,
        ("rooms:room", "rooms:room@backstage", "rooms:plain", "rooms:history"),
    ),
    "rooms.views.rights.led_room": (bare_led_room, ("rooms:open", "rooms:close", "moderation:hide")),
    "rooms.views.rights.facilitator_over": (bare_member, ("rooms:admit", "moderation:mute", "moderation:remove")),
    "rooms.views.rights.another_beside": (bare_member, ("rooms:conceal", "rooms:conceal@facilitator", "rooms:reveal")),
    "rooms.views.belonging.place_in": (bare_group, ("rooms:leave",)),
    "rooms.views.coordinated.coordination": (bare_coordination, ("rooms:coordinated", "rooms:coordinated_close")),
    "rooms.views.coordination.posts_of": (bare_posts, ("rooms:coordination", "rooms:coordination_open")),
    "groups.queries.facilitation": (bare_group, ("groups:desk",)),
    "groups.queries.facilitator_over": (bare_member, ("groups:decline",)),
    "groups.queries.coordinatorship": (bare_post, ("groups:edit_host_page", "deeds")),
    "moderation.queries.notice_before": (bare_notice, ("moderation:decide_notice",)),
    "moderation.views.appeals.appeal_before": (bare_appeal, ("moderation:decide_appeal",)),
    "moderation.views.statements.measure_towards": (bare_measure, ("moderation:statement",)),
    "moderation.views.taken.measure_before": (bare_measure_before, ("moderation:lift",)),
    "groups.queries.active_membership": (bare_group, ("groups:agree",)),
    "groups.queries.open_invitation": (bare_invitation, ("rooms:invitation@used", "rooms:invitation@revoked")),
    "groups.queries.open_appointment": (bare_appointment, ("groups:appointment@used", "groups:appointment@expired")),
}
"""Look-ups of a right, what looks only at the id in its place, and the rows that must then fail."""


@pytest.mark.parametrize("look_up", SABOTAGES)
def test_a_bare_get_in_place_of_a_look_up_turns_the_matrix_red(
    look_up: str, village: Village, site: HereSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare, titles = SABOTAGES[look_up]
    rows = [row for row in ROWS if row.title in titles]
    monkeypatch.setattr(look_up, bare)
    found = flaws(village, site, rows, methods=["GET", "POST"], actors=FIRST)
    assert {flaw.split()[0] for flaw in found} == set(titles)
    assert any("by stranger: " in flaw for flaw in found)


def test_a_look_up_that_asks_more_about_what_exists_turns_it_red_too(
    village: Village, site: HereSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rooms.views.rights.membership_of", room_in_two_steps)
    rooms = [row for row in ROWS if row.title == "rooms:room"]
    assert flaws(village, site, rows=rooms, methods=["GET"], actors=["visitor", "stranger", "member"]) == [
        "rooms:room GET by stranger: the statements tell that there is something"
    ]
