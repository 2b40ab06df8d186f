"""The coordinator's desk: what Els can do there, and all that she does not learn."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from audit.queries import first_fault
from groups.actions.appointing import AppointmentGone, appoint, take_up
from groups.models import Appointment, Coordinator, Group, Membership, News
from groups.queries import open_appointment
from groups.roles import Role, State
from moderation.actions.coordinated import NobodyElse, end_lead
from moderation.actions.measures import NoSuchMember
from moderation.models import Measure
from rooms.actions.meetings import open_talk
from rooms.actions.planning import GroupRests
from rooms.actions.standing import NotCoordinating, turn_group
from rooms.models import Meeting, Room
from rooms.phases import Phase
from tests.factories import (
    Person,
    a_coordinator,
    a_group,
    a_member,
    a_membership,
    a_person,
    an_account,
    an_organisation,
    the_talk,
)
from tests.rooms.fixtures import Rings

pytestmark = pytest.mark.django_db
DESK, OPEN = "/coordinatie/", "/coordinatie/openen/"
NEW = {
    "name": "Stille Dinsdag",
    "theme": "rouw-verlies",
    "position": "nabestaande",
    "meets": "online",
    "language": "nl",
    "kept_for": "24",
    "links": "2",
}


def at(group: Group, more: str = "") -> str:
    return f"/coordinatie/groepen/{group.public_id}/{more}"


def post_of(person: Person) -> Coordinator:
    return Coordinator.objects.select_related("organisation").get(account=person.account)


def new(**changes: str) -> dict[str, str]:
    return {**NEW, "group": "g_" + "n" * 22, **changes}


def sends(person: Person, path: str, fields: dict[str, Any] | None = None) -> Any:
    return person.client.post(path, fields or {})


def said(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def without_one_s_own(page: Any) -> str:
    """Without what every session has its own of: the token of a form, and for how many seconds it lasts."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|data-(left|most)="\d+"', "", page.content.decode())


def tokens_on(page: Any) -> list[str]:
    return re.findall(r'value="http://testserver/aanstelling/([\w-]+)/"', page.content.decode())


# Opening a group


def test_a_newcomer_finds_an_empty_desk_that_says_how_to_begin() -> None:
    els = a_coordinator(an_organisation())
    page = els.client.get(DESK).content.decode()
    assert "There is no group here yet." in page
    assert f'href="{OPEN}"' in page


def test_who_takes_the_post_of_coordinator_stands_at_the_desk_and_finds_it_in_the_menu(cleo: Person) -> None:
    assert f'href="{DESK}"' not in cleo.client.get("/mijn-plek/").content.decode()
    token = appoint(organisation=an_organisation(), expires_for=timedelta(days=1))
    assert sends(cleo, f"/aanstelling/{token}/")["Location"] == DESK
    assert f'href="{DESK}"' in cleo.client.get("/mijn-plek/").content.decode()


def test_one_form_makes_the_group_its_rooms_and_its_links() -> None:
    els = a_coordinator(an_organisation())
    answer = sends(els, OPEN, new(weekdays="2", rhythm="dinsdag 20 uur"))
    group = Group.objects.get()
    assert answer["Location"] == at(group, "links/")
    assert (group.name, group.weekdays, group.organisation) == ("Stille Dinsdag", "2", post_of(els).organisation)
    assert group.checked_on == timezone.localdate()
    assert sorted(group.rooms.values_list("kind", flat=True)) == ["backstage", "talk"]
    page = els.client.get(answer["Location"])
    assert len(set(tokens_on(page))) == 2
    assert all(open_appointment(token, timezone.now()) for token in tokens_on(page))
    chain = str(group.organisation.audit_id)
    assert {entry.actor for entry in Entry.objects.filter(chain=chain, verb__in=["open_rooms", "appoint"])} >= {
        post_of(els).audit_id
    }
    assert first_fault(chain) is None


def test_a_link_makes_a_facilitator_whom_the_desk_knows_by_name_only(cleo: Person) -> None:
    els = a_coordinator(an_organisation())
    page = els.client.get(sends(els, OPEN, new())["Location"])
    group = Group.objects.get()
    link = f"/aanstelling/{tokens_on(page)[0]}/"
    form = cleo.client.get(link).context["form"]
    agreed = {"rules": str(form.wordings.rules.pk), "consent": str(form.wordings.consent.pk)}
    sends(cleo, link, {"choice": "own", "own_name": "Zachte Regen", **agreed})
    desk = els.client.get(at(group)).content.decode()
    assert "Zachte Regen" in desk
    assert "1 link is on its way" in desk


def test_the_links_are_gone_once_they_were_given() -> None:
    els = a_coordinator(an_organisation())
    links = sends(els, OPEN, new())["Location"]
    assert els.client.get(links).context["links"] == els.client.get(links).context["links"] != []
    sends(els, links)
    assert tokens_on(els.client.get(links)) == []


def test_the_first_meeting_can_be_planned_in_the_same_form() -> None:
    els = a_coordinator(an_organisation())
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    links = sends(els, OPEN, new(first_on=day, first_at="20:00"))["Location"]
    meeting = Meeting.objects.get()
    local = timezone.localtime(meeting.starts_at)
    assert (local.date().isoformat(), local.hour, local.minute) == (day, 20, 0)
    assert (meeting.begun_at, meeting.kept_for_hours) == (None, 24)
    assert "The first meeting is planned for" in els.client.get(links).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "a\x07b"}, "name"),
        ({"name": "\u200b\u2060"}, "name"),
        ({"theme": ""}, "theme"),
        ({"theme": "voetbal"}, "theme"),
        ({"position": "buurman"}, "position"),
        ({"meets": "op de maan"}, "meets"),
        ({"weekdays": "8"}, "weekdays"),
        ({"summary": "x" * 301}, "summary"),
        ({"evening": "x" * 2001}, "evening"),
        ({"language": "xx"}, "language"),
        ({"kept_for": "48"}, "kept_for"),
        ({"links": "4"}, "links"),
        ({"links": "0"}, "links"),
        ({"first_on": "2020-01-01", "first_at": "20:00"}, "first_on"),
        ({"first_on": "2999-01-01", "first_at": "20:00"}, "first_on"),
        ({"first_on": "morgen"}, "first_on"),
        ({"first_at": "20:00"}, "first_on"),
        ({"first_on": timezone.localdate().isoformat(), "first_at": "00:00"}, "first_at"),
        ({"first_on": timezone.localdate().isoformat()}, "first_at"),
        ({"first_on": timezone.localdate().isoformat(), "first_at": "25:00"}, "first_at"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(wrong: dict[str, str], field: str) -> None:
    els = a_coordinator(an_organisation())
    page = sends(els, OPEN, new(rhythm="elke <dinsdag>", **wrong))
    assert {name: len(errors) for name, errors in page.context["form"].errors.items()} == {field: 1}
    assert "elke &lt;dinsdag&gt;" in page.content.decode()
    assert 'role="alert"' in page.content.decode()
    assert not Group.objects.exists()


def test_the_same_form_sent_twice_opens_one_group_and_shows_its_links() -> None:
    els = a_coordinator(an_organisation())
    places = [sends(els, OPEN, new())["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert (Group.objects.count(), Appointment.objects.filter(post="facilitator").count()) == (1, 2)
    assert len(tokens_on(els.client.get(places[1]))) == 2


def test_going_back_and_giving_another_name_opens_another_group() -> None:
    els = a_coordinator(an_organisation())
    places = {sends(els, OPEN, new(name=name))["Location"] for name in ("Een", "Twee")}
    assert len(places) == Group.objects.count() == 2


def test_of_two_coordinators_with_the_same_name_for_a_group_the_second_is_told(els: Person, group: Group) -> None:
    jan = a_coordinator(group.organisation)
    sends(els, OPEN, new())
    page = sends(jan, OPEN, new(group="g_" + "j" * 22))
    assert "Your organisation has a group of this name." in page.content.decode()
    assert Group.objects.filter(name="Stille Dinsdag").count() == 1


def test_the_id_of_somebody_else_s_group_gives_nothing_of_it(els: Person, group: Group) -> None:
    elsewhere = a_group(name="Stille Dinsdag")
    page = sends(els, OPEN, new(group=elsewhere.public_id))
    assert page.status_code == 200
    assert not group.organisation.groups.filter(name="Stille Dinsdag").exists()


def test_who_coordinates_for_two_says_for_which(els: Person, group: Group) -> None:
    other = an_organisation()
    take_up(account=els.account, token=appoint(organisation=other, expires_for=timedelta(1)), now=timezone.now())
    assert "organisation" in sends(els, OPEN, new()).context["form"].errors
    assert "organisation" in sends(els, OPEN, new(organisation=str(an_organisation().pk))).context["form"].errors
    sends(els, OPEN, new(organisation=str(other.pk)))
    assert other.groups.get().name == "Stille Dinsdag"


def test_an_evening_that_was_left_as_it_stood_goes_into_the_language_of_the_group() -> None:
    els = a_coordinator(an_organisation())
    standing = els.client.get(OPEN).context["form"].initial["evening"]
    sends(els, OPEN, new(evening=standing.replace("\n", "\r\n"), language="nl"))
    sends(els, OPEN, new(evening="Zoals het komt.", name="Eigen", group="g_" + "e" * 22))
    evenings = dict(Group.objects.values_list("name", "evening"))
    assert evenings["Stille Dinsdag"].startswith("Tien minuten voor we beginnen")
    assert evenings["Eigen"] == "Zoals het komt."


# The desk


def test_the_desk_tells_names_of_facilitators_dates_and_no_small_number(
    els: Person, ada: Person, ben: Person, group: Group
) -> None:
    talk = the_talk(group)
    open_talk(by=ada.member, room=talk, now=timezone.now() - timedelta(days=3))
    Meeting.objects.create(room=talk, starts_at=timezone.now() + timedelta(days=4), kept_for_hours=24)
    Meeting.objects.create(
        room=talk, starts_at=timezone.now() + timedelta(days=1), kept_for_hours=24, cancelled_at=timezone.now()
    )
    page = els.client.get(DESK)
    text = page.content.decode()
    assert all(word in text for word in ("Nuchtere Dinsdag", "Ada", "fewer than 10", "is everything still true?"))
    assert "Ben" not in text
    evenings = page.context["desks"][0].living[0].evenings
    assert (evenings.next_at - timezone.now()).days == 3
    assert timezone.localdate(evenings.last_at) == timezone.localdate() - timedelta(days=3)


def test_organisations_stand_apart_and_others_are_not_there(els: Person, group: Group) -> None:
    other = a_group(name="Andere Woensdag")
    assert "Andere Woensdag" not in els.client.get(DESK).content.decode()
    token = appoint(organisation=other.organisation, expires_for=timedelta(days=1))
    take_up(account=els.account, token=token, now=timezone.now())
    desks = els.client.get(DESK).context["desks"]
    assert [[row.standing.group for row in desk.living] for desk in desks] == [
        list(desk.organisation.groups.all()) for desk in desks
    ]


def test_forty_groups_cost_no_more_than_one(els: Person, group: Group, django_assert_max_num_queries: Any) -> None:
    for _ in range(40):
        a_membership(an_account(), a_group(group.organisation), role=Role.FACILITATOR)
    with django_assert_max_num_queries(12):
        els.client.get(DESK)
    with django_assert_max_num_queries(12):
        els.client.get(at(group))
    with django_assert_max_num_queries(12):
        els.client.get(OPEN)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.FACILITATOR])
def test_a_coordinator_who_is_in_the_group_sees_what_a_colleague_sees(els: Person, group: Group, role: Role) -> None:
    """Byte for byte: nothing tells that Els is in it, nor under which name."""
    jan = a_coordinator(group.organisation)
    a_membership(els.account, group, "Vroege Merel", role=role)
    for path in (DESK, at(group), at(group, "teksten/"), at(group, "sluiten/")):
        hers, his = els.client.get(path), jan.client.get(path)
        assert (hers.status_code, without_one_s_own(hers)) == (200, without_one_s_own(his))
        assert ("Vroege Merel" in without_one_s_own(hers)) == (role == Role.FACILITATOR and path in (DESK, at(group)))


def test_members_are_never_named_nor_given_an_id(els: Person, ada: Person, ben: Person, group: Group) -> None:
    pages = [els.client.get(path).content.decode() for path in (DESK, at(group), at(group, "links/"))]
    assert not any(ben.member.public_id in page or "Ben" in page for page in pages)


def test_a_coordinator_has_no_right_to_rooms(els: Person, group: Group) -> None:
    for room in Room.objects.filter(group=group):
        assert els.client.get(f"/kamer/{room.public_id}/").status_code == 404


@pytest.mark.parametrize("who", ["cleo", "ben", "ada", "other_facilitator", "elsewhere"])
def test_to_everybody_else_there_is_no_such_group(who: str, group: Group, request: pytest.FixtureRequest) -> None:
    person = a_coordinator(an_organisation()) if who == "elsewhere" else request.getfixturevalue(who)
    browser: Client = person.client
    nothing = at(group).replace(group.public_id, "g_" + "A" * 22)
    for more in ("", "teksten/", "links/", "pauzeren/", "sluiten/", "heropenen/", "klopt-nog/", "aanstellen/"):
        theirs, absent = browser.get(at(group, more)), browser.get(nothing + more)
        assert (theirs.status_code, theirs.content) == (404, absent.content)
        assert browser.post(at(group, more), {"words": "Weg ermee."}).status_code == 404
    group.refresh_from_db()
    assert (group.status, group.checked_on) == (Group.Status.OPEN, None)


# A group's texts


def texts_of(group: Group, **changes: Any) -> dict[str, Any]:
    kept = {"name": group.name, "theme": group.theme, "position": group.position, "meets": group.meets}
    return {**kept, "summary": group.summary, "region": "", "rhythm": "", **changes}


def test_the_texts_are_changed_and_read_by_everybody(els: Person, group: Group, visitor: Client) -> None:
    form = els.client.get(at(group, "teksten/")).context["form"]
    fields = texts_of(group, summary="Iedereen <welkom>.", weekdays=["4", "2"], seen=form.initial["seen"])
    assert sends(els, at(group, "teksten/"), fields)["Location"] == at(group)
    group.refresh_from_db()
    assert group.weekdays == "24"
    assert "Iedereen &lt;welkom&gt;." in visitor.get(f"/groepen/{group.public_id}/").content.decode()


def test_two_who_change_the_texts_at_once_both_learn_it(els: Person, group: Group) -> None:
    jan = a_coordinator(group.organisation)
    path = at(group, "teksten/")
    seen = els.client.get(path).context["form"].initial["seen"]
    sends(els, path, texts_of(group, summary="Van Els.", seen=seen))
    page = sends(jan, path, texts_of(group, summary="Van Jan.", weekdays=["1", "3"], seen=seen))
    assert "Somebody else changed these texts" in page.content.decode()
    assert "Van Jan." in page.content.decode()
    assert page.context["form"]["weekdays"].value() == ["1", "3"]
    again = page.context["form"]["seen"].value()
    assert sends(jan, path, texts_of(group, summary="Van Jan.", seen=again)).status_code == 302
    group.refresh_from_db()
    assert group.summary == "Van Jan."


def test_a_text_that_is_wrong_comes_back(els: Person, group: Group) -> None:
    a_group(group.organisation, name="Bezet")
    seen = els.client.get(at(group, "teksten/")).context["form"].initial["seen"]
    for wrong, field in (({"name": "Bezet"}, "name"), ({"summary": "x" * 301}, "summary"), ({"theme": ""}, "theme")):
        page = sends(els, at(group, "teksten/"), texts_of(group, seen=seen, **wrong))
        assert list(page.context["form"].errors) == [field]


def test_one_button_says_that_all_is_still_true(els: Person, group: Group) -> None:
    assert "Nobody said in the last six months" in els.client.get(at(group)).content.decode()
    page = els.client.post(at(group, "klopt-nog/"), follow=True)
    assert "Nobody said in the last six months" not in page.content.decode()
    assert "is everything still true?" not in els.client.get(DESK).content.decode()


# Who leads


def test_a_new_link_replaces_a_facilitator_who_vanished(els: Person, ada: Person, group: Group) -> None:
    refused = sends(els, at(group, f"begeleiders/{ada.member.public_id}/"), {"words": "Dank."})
    assert "Nobody else facilitates this group." in refused.content.decode()
    assert ada.member.role == Role.FACILITATOR
    page = els.client.post(at(group, "aanstellen/"), follow=True)
    assert len(tokens_on(page)) == 1
    done = sends(els, at(group, f"begeleiders/{ada.member.public_id}/"), {"words": "Dank voor alles."})
    assert done["Location"] == at(group)
    assert (ada.member.role, ada.member.state) == (Role.MEMBER, State.ACTIVE)
    news = News.objects.get(account=ada.account)
    measure = Measure.objects.get()
    assert (news.code, measure.words, measure.rule) == ("no-longer-leading", "Dank voor alles.", "")
    entry = Entry.objects.get(verb="end_lead")
    assert (entry.actor, entry.object_id) == (post_of(els).audit_id, measure.audit_id)


def test_who_loses_the_lead_finds_the_backstage_shut_and_its_sockets_are_told(
    els: Person, ada: Person, group: Group, rings: Rings, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    backstage = Room.objects.get(group=group, kind="backstage")
    a_member(group, "Piet", role=Role.FACILITATOR)
    assert ada.client.get(f"/kamer/{backstage.public_id}/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        end_lead(by=post_of(els), membership=ada.member, words="Dank.", now=timezone.now())
    assert (backstage.tag, "rights") in rings.heard()
    assert ada.client.get(f"/kamer/{backstage.public_id}/").status_code == 404
    assert ada.client.get(f"/kamer/{the_talk(group).public_id}/").status_code == 200


def test_ending_a_lead_twice_is_done_once_and_said(els: Person, ada: Person, group: Group) -> None:
    a_member(group, "Piet", role=Role.FACILITATOR)
    path = at(group, f"begeleiders/{ada.member.public_id}/")
    assert [sends(els, path, {"words": "Dank."}).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.filter(verb="end_lead").count() == News.objects.count() == 1


def test_two_coordinators_cannot_leave_a_group_without_anybody(els: Person, ada: Person, group: Group) -> None:
    piet = a_member(group, "Piet", role=Role.FACILITATOR)
    end_lead(by=post_of(els), membership=ada.member, words="Dank.", now=timezone.now())
    with pytest.raises(NobodyElse):
        end_lead(
            by=post_of(a_coordinator(group.organisation)), membership=piet.member, words="Dank.", now=timezone.now()
        )
    assert piet.member.role == Role.FACILITATOR


def test_a_member_and_nobody_at_all_get_the_same_answer(els: Person, ada: Person, ben: Person, group: Group) -> None:
    answers = [
        els.client.post(at(group, f"begeleiders/{member}/"), follow=True)
        for member in (ben.member.public_id, "m_" + "A" * 22)
    ]
    assert without_one_s_own(answers[0]) == without_one_s_own(answers[1])
    with pytest.raises(NoSuchMember):
        end_lead(by=post_of(els), membership=ben.member, words="Dank.", now=timezone.now())


def test_a_link_that_is_not_given_yet_is_shown_again_before_another_is_made(els: Person, group: Group) -> None:
    pages = [els.client.post(at(group, "aanstellen/"), follow=True) for _ in range(2)]
    assert tokens_on(pages[0]) == tokens_on(pages[1])
    sends(els, at(group, "links/"))
    els.client.post(at(group, "aanstellen/"))
    assert Appointment.objects.filter(group=group).count() == 2


def test_links_that_were_taken_back_work_no_more(els: Person, group: Group, cleo: Person) -> None:
    page = els.client.post(at(group, "aanstellen/"), follow=True)
    sends(els, at(group, "intrekken/"))
    assert tokens_on(els.client.get(at(group, "links/"))) == []
    with pytest.raises(AppointmentGone):
        take_up(account=cleo.account, token=tokens_on(page)[0], now=timezone.now())


# Pausing, closing, going on


@pytest.mark.parametrize(
    ("more", "code", "status"), [("pauzeren/", "group-paused", "paused"), ("sluiten/", "group-closed", "closed")]
)
def test_a_group_stops_with_words_to_its_people(
    els: Person, ada: Person, ben: Person, group: Group, more: str, code: str, status: str
) -> None:
    talk = the_talk(group)
    meeting = open_talk(by=ada.member, room=talk, now=timezone.now())
    planned = Meeting.objects.create(room=talk, starts_at=timezone.now() + timedelta(days=7), kept_for_hours=24)
    assert sends(els, at(group, more), {"words": "Ada is ziek."})["Location"] == at(group)
    for changed in (group, meeting, planned):
        changed.refresh_from_db()
    assert (group.status, meeting.phase) == (status, Phase.CLOSED)
    assert meeting.closed_at
    assert planned.cancelled_at == planned.closed_at is not None
    assert sorted((news.code, news.words) for news in News.objects.all()) == [(code, "Ada is ziek.")] * 2
    assert Membership.objects.filter(group=group, state=State.ACTIVE).count() == 2
    assert talk.events.order_by("-seq")[0].author is None
    assert first_fault(str(group.organisation.audit_id)) is None
    with pytest.raises(GroupRests):
        open_talk(by=ada.member, room=talk, now=timezone.now())


def test_a_facilitator_of_a_group_that_rests_is_told_why_no_talk_opens(els: Person, ada: Person, group: Group) -> None:
    sends(els, at(group, "pauzeren/"), {"words": "Even rust."})
    page = ada.client.post(f"/kamer/{the_talk(group).public_id}/openen/", follow=True)
    assert said(page) == ["This group is paused or closed. Your coordinator can let it go on."]
    sends(els, at(group, "heropenen/"), {"words": "We gaan weer door."})
    open_talk(by=ada.member, room=the_talk(group), now=timezone.now())
    assert News.objects.filter(account=ada.account, code="group-reopened").exists()


def test_nobody_asks_to_join_a_group_that_rests_and_its_pages_say_so(els: Person, cleo: Person, group: Group) -> None:
    form = cleo.client.get(f"/groepen/{group.public_id}/meedoen/").context["form"]
    place = {"choice": "own", "own_name": "Zachte Regen", "line": ""}
    agreed = {"rules": str(form.wordings.rules.pk), "consent": str(form.wordings.consent.pk)}
    sends(els, at(group, "pauzeren/"), {"words": "Even rust."})
    answer = sends(cleo, f"/groepen/{group.public_id}/meedoen/", {**place, **agreed})
    assert "This group is taking a break." in answer.content.decode()
    assert not Membership.objects.filter(account=cleo.account).exists()
    page = cleo.client.get(f"/groepen/{group.public_id}/").content.decode()
    assert "This group is taking a break." in page
    assert "meedoen" not in page
    sends(els, at(group, "sluiten/"), {"words": "We stoppen."})
    assert "This group has stopped." in cleo.client.get(f"/groepen/{group.public_id}/meedoen/").content.decode()


def test_a_page_of_before_the_pause_does_not_join_either(
    cleo: Person, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The group is paused between the look at it and the deed."""
    form = cleo.client.get(f"/groepen/{group.public_id}/meedoen/").context["form"]
    agreed = {"rules": str(form.wordings.rules.pk), "consent": str(form.wordings.consent.pk)}
    Group.objects.filter(pk=group.pk).update(status=Group.Status.PAUSED)
    monkeypatch.setattr("groups.views.places.queries.group_by_public_id", lambda public_id: group)
    sends(cleo, f"/groepen/{group.public_id}/meedoen/", {"choice": "own", "own_name": "Zachte Regen", **agreed})
    assert not Membership.objects.filter(account=cleo.account).exists()


def test_closing_ends_the_links_to_lead(els: Person, group: Group, cleo: Person) -> None:
    token = appoint(organisation=group.organisation, group=group, expires_for=timedelta(days=1))
    sends(els, at(group, "sluiten/"), {"words": "We stoppen."})
    assert open_appointment(token, timezone.now()) is None
    assert "1 closed group" in els.client.get(DESK).content.decode()


def test_a_paused_group_can_get_a_new_facilitator(els: Person, cleo: Person, group: Group) -> None:
    token = appoint(organisation=group.organisation, group=group, expires_for=timedelta(days=1))
    sends(els, at(group, "pauzeren/"), {"words": "We zoeken iemand."})
    assert cleo.client.get(f"/aanstelling/{token}/").status_code == 200


@pytest.mark.parametrize("words", ["", "  ", "x" * 1001, "a\x07b"])
def test_without_right_words_nothing_stops(els: Person, ada: Person, group: Group, words: str) -> None:
    open_talk(by=ada.member, room=the_talk(group), now=timezone.now())
    page = sends(els, at(group, "pauzeren/"), {"words": words})
    assert page.context["form"].errors["words"]
    group.refresh_from_db()
    assert group.status == Group.Status.OPEN
    assert not News.objects.exists()


def test_sent_twice_or_by_two_coordinators_it_is_done_once(els: Person, ben: Person, group: Group) -> None:
    jan = a_coordinator(group.organisation)
    for person in (els, els, jan):
        page = person.client.post(at(group, "pauzeren/"), {"words": "Even rust."}, follow=True)
    assert said(page) == ["It stood so already: this was sent twice, or a colleague was first."]
    assert (News.objects.count(), Entry.objects.filter(verb="pause_group").count()) == (1, 1)


def test_who_is_no_coordinator_any_more_turns_nothing_even_past_the_page(els: Person, group: Group) -> None:
    was = post_of(els)
    Coordinator.objects.filter(pk=was.pk).delete()
    with pytest.raises(NotCoordinating):
        turn_group(by=was, group=group, status=Group.Status.CLOSED, words="Weg.", now=timezone.now())
    assert els.client.get(DESK).status_code == 404


def test_a_stranger_s_desk_is_not_there_and_a_visitor_logs_in_first(visitor: Client, group: Group) -> None:
    assert a_person().client.get(DESK).status_code == a_person().client.get(OPEN).status_code == 404
    for path in (DESK, OPEN, at(group)):
        assert visitor.get(path)["Location"] == f"/inloggen/?next={path}"
        assert visitor.post(path).status_code == 404
