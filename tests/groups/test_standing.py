from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit.models import Entry
from groups.actions.appointing import appoint
from groups.actions.joining import NotTaking, ask_to_join
from groups.actions.organising import ChangedMeanwhile, GroupNameTaken, UnknownTheme, edit_group, fingerprint
from groups.actions.standing import StandsSoAlready, confirm, turn
from groups.coordinating import coordination, groups_of, is_fresh, posts_of, standings, told
from groups.models import Coordinator, Group, Membership, News
from groups.queries import current_wordings
from groups.roles import Role, State
from groups.search import Wanted, found
from tests.factories import Person, a_coordinator, a_group, a_member, a_membership, an_account, an_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = date(2026, 7, 1)


def post(person: Person) -> Coordinator:
    return Coordinator.objects.select_related("organisation").get(account=person.account)


def joins(group: Group) -> Membership:
    return ask_to_join(
        account=an_account(),
        group=group,
        pseudonym="Zachte Regen",
        agreed=current_wordings(group).ids(),
        line="",
        now=NOW,
    )


@pytest.mark.parametrize(
    ("checked_on", "fresh"),
    [(None, False), (TODAY, True), (TODAY - timedelta(days=183), True), (TODAY - timedelta(days=184), False)],
)
def test_what_nobody_checked_for_half_a_year_is_not_fresh(checked_on: date | None, fresh: bool) -> None:
    assert is_fresh(checked_on, TODAY) is fresh


@pytest.mark.parametrize(("number", "seen"), [(0, None), (9, None), (10, 10), (57, 57)])
def test_a_small_number_of_persons_is_not_told(number: int, seen: int | None) -> None:
    assert told(number) == seen


def test_saying_that_all_is_true_is_written_down_once_a_day(els: Person, group: Group) -> None:
    for _ in range(2):
        confirm(by=post(els), group=group, now=NOW)
    group.refresh_from_db()
    assert group.checked_on == timezone.localdate(NOW)
    assert [entry.actor for entry in Entry.objects.filter(verb="confirm_group")] == [post(els).audit_id]


def test_changing_the_texts_says_that_they_are_true_and_is_written_down(els: Person, group: Group) -> None:
    edit_group(by=post(els), group=group, changes={"summary": "Nieuw.", "weekdays": "24"}, now=NOW)
    group.refresh_from_db()
    assert (group.summary, group.weekdays, group.name) == ("Nieuw.", "24", "Nuchtere Dinsdag")
    assert group.checked_on == timezone.localdate(NOW)
    assert Entry.objects.filter(verb="edit_group", object_id=group.audit_id).count() == 1


def test_how_long_a_talk_is_kept_and_in_which_language_cannot_be_changed(els: Person, group: Group) -> None:
    edit_group(by=post(els), group=group, changes={"kept_for_hours": "72", "language": "en"}, now=NOW)
    group.refresh_from_db()
    assert (group.kept_for_hours, group.language) == (24, "nl")


def test_of_two_who_change_the_texts_at_once_the_second_is_told(els: Person, group: Group) -> None:
    read = fingerprint(group)
    edit_group(by=post(els), group=group, changes={"summary": "Van Els."}, seen=read, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        edit_group(by=post(els), group=group, changes={"summary": "Van Jan."}, seen=read, now=NOW)
    group.refresh_from_db()
    assert group.summary == "Van Els."


def test_a_group_cannot_take_the_name_of_another_nor_an_unknown_theme(els: Person, group: Group) -> None:
    other = a_group(group.organisation)
    with pytest.raises(GroupNameTaken):
        edit_group(by=post(els), group=group, changes={"name": other.name}, now=NOW)
    with pytest.raises(UnknownTheme):
        edit_group(by=post(els), group=group, changes={"theme": "voetbal"}, now=NOW)


def test_nobody_changes_or_confirms_the_group_of_another_organisation(group: Group) -> None:
    elsewhere = post(a_coordinator(an_organisation()))
    with pytest.raises(Group.DoesNotExist):
        edit_group(by=elsewhere, group=group, changes={"summary": "Gekaapt."}, now=NOW)
    with pytest.raises(Group.DoesNotExist):
        confirm(by=elsewhere, group=group, now=NOW)


@pytest.mark.parametrize("status", [Group.Status.PAUSED, Group.Status.CLOSED])
def test_a_group_that_rests_takes_no_requests_and_does_again_when_it_goes_on(
    group: Group, status: Group.Status
) -> None:
    turn(group=group, status=status, words="Even pauze.", now=NOW)
    with pytest.raises(NotTaking):
        joins(group)
    assert not Membership.objects.exists()
    turn(group=group, status=Group.Status.OPEN, words="We gaan door.", now=NOW)
    assert joins(group).state == State.REQUESTED


def test_everybody_of_the_group_is_told_once_and_nobody_else(group: Group) -> None:
    for state in State:
        a_member(group, state=state)
    a_member(a_group())
    turn(group=group, status=Group.Status.PAUSED, words="Tot in maart.", now=NOW)
    states = Membership.objects.filter(group=group, account__news__isnull=False).values_list("state", flat=True)
    assert sorted(states) == [State.ACTIVE, State.REQUESTED, State.SUSPENDED]
    assert {(news.code, news.words) for news in News.objects.all()} == {("group-paused", "Tot in maart.")}
    assert b"maart" not in bytes(News.objects.all()[0].words_sealed or b"")


def test_a_group_that_stands_so_already_is_told_nothing_twice(group: Group, ben: Person) -> None:
    turn(group=group, status=Group.Status.PAUSED, words="Pauze.", now=NOW)
    with pytest.raises(StandsSoAlready):
        turn(group=group, status=Group.Status.PAUSED, words="Pauze.", now=NOW)
    assert News.objects.count() == 1


def test_a_closed_group_is_in_no_list_and_a_paused_one_is(group: Group) -> None:
    turn(group=group, status=Group.Status.PAUSED, words="Pauze.", now=NOW)
    assert list(found(Wanted("nuchter"))) == [group]
    turn(group=group, status=Group.Status.CLOSED, words="Gedaan.", now=NOW)
    assert list(found(Wanted("nuchter"))) == []


def test_organisations_never_see_each_other(els: Person, group: Group) -> None:
    other = a_group()
    assert groups_of(posts_of(els.account)) == [group]
    assert coordination(els.account, group.public_id) == (post(els), group)
    assert coordination(els.account, other.public_id) is None


def test_a_desk_names_who_leads_now_and_counts_the_rest(els: Person, group: Group, ada: Person) -> None:
    for state in (State.LEFT, State.REMOVED):
        a_member(group, role=Role.FACILITATOR, state=state)
    for _ in range(8):
        a_membership(an_account(), group)
    appoint(organisation=group.organisation, group=group, expires_for=timedelta(days=1))
    appoint(organisation=group.organisation, group=group, expires_for=timedelta(days=-1))
    appoint(organisation=group.organisation, expires_for=timedelta(days=1))
    [found] = standings([group], NOW)
    assert ([leader.pseudonym for leader in found.facilitators], found.members, found.links) == (["Ada"], None, 1)
    a_membership(an_account(), group)
    assert standings([group], NOW)[0].members == 10
