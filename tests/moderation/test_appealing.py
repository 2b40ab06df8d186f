"""Appeals: once, in time, answered by a coordinator without a part in it; what was wrong is undone with the answer."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from audit.models import Entry
from groups.actions.appointing import appoint, take_up
from groups.models import Coordinator, Membership, News
from groups.roles import Role, State
from moderation.actions.appealing import AlreadyAppealed, AlreadyDecided, HadAPart, TooLate, appeal, decide_appeal
from moderation.actions.coordinated import suspend_leader
from moderation.actions.deciding import decide_report
from moderation.actions.lifting import AlreadyLifted, lift
from moderation.actions.reporting import report_line
from moderation.models import Appeal, Measure, Report
from moderation.queries import APPEAL_WITHIN, appeals_before, deciders
from moderation.statements import statement_of
from tests import factories
from tests.at_once import at_once
from tests.factories import Person, an_account, sign_in
from tests.moderation.test_ladder import TAKES, take
from tests.rooms.circle import AN_HOUR, NOW, Circle, leads, make_circle, says, signed_in

ANSWER = "Dit was te streng."
OVERTURNED, UPHELD = Appeal.Outcome.OVERTURNED, Appeal.Outcome.UPHELD


def a_post(circle: Circle, person: Membership | Person | None = None) -> Coordinator:
    """Makes somebody a coordinator of the group's organisation, who has shown a second factor."""
    account = person.account if person else an_account()
    token = appoint(organisation=circle.group.organisation, expires_for=timedelta(days=1))
    post = take_up(account=account, token=token, now=NOW)
    assert isinstance(post, Coordinator)
    account.proved = True
    return post


def objects(measure: Measure, words: str = "Zo was het niet.") -> Appeal:
    return appeal(measure=measure, words=words, now=NOW + AN_HOUR)


def decides(by: Coordinator, made: Appeal, outcome: Appeal.Outcome = OVERTURNED) -> Appeal:
    return decide_appeal(by=by, appeal=made, outcome=outcome, words=ANSWER, now=NOW + 2 * AN_HOUR)


def news(codes: Iterable[str]) -> list[str]:
    return sorted(News.objects.filter(code__in=codes).values_list("code", flat=True))


def test_an_appeal_is_kept_sealed_with_its_date_and_the_coordinators_are_told(talk: Circle) -> None:
    a_post(talk)
    made = objects(take("ban", talk))
    assert (made.words, made.due_at) == ("Zo was het niet.", NOW + AN_HOUR + timedelta(days=14))
    assert b"niet" not in bytes(made.words_sealed or b"")
    assert news(["appeal-waits", "nobody-to-answer"]) == ["appeal-waits"]
    assert Entry.objects.get(verb="appeal").object_id == made.audit_id


@pytest.mark.parametrize("kind", TAKES)
def test_what_was_wrong_is_undone_with_the_answer_and_the_record_says_so(talk: Circle, kind: str) -> None:
    by, measure = a_post(talk), take(kind, talk)
    made = decides(by, objects(measure))
    talk.ben.refresh_from_db()
    measure.refresh_from_db()
    assert (talk.ben.state, talk.ben.muted_until, measure.lifted_at) == (State.ACTIVE, None, NOW + 2 * AN_HOUR)
    assert (made.outcome, made.answer, made.decided_by) == (OVERTURNED, ANSWER, by)
    assert News.objects.filter(account=talk.ben.account, code="appeal-answered").count() == 1
    assert Entry.objects.get(verb="overturn").actor == by.audit_id


def test_what_was_right_stays_and_is_answered(talk: Circle) -> None:
    made = decides(a_post(talk), objects(take("ban", talk)), UPHELD)
    talk.ben.refresh_from_db()
    assert (talk.ben.state, made.answer) == (State.BANNED, ANSWER)
    with pytest.raises(AlreadyDecided):
        decides(a_post(talk), made)
    with pytest.raises(AlreadyAppealed):
        objects(made.measure)


def test_an_appeal_comes_in_time_and_not_against_what_was_taken_back(talk: Circle) -> None:
    measure = take("ban", talk)
    with pytest.raises(TooLate):
        appeal(measure=measure, words="Toch niet.", now=NOW + APPEAL_WITHIN + AN_HOUR)
    lift(by=talk.ada, measure=measure, now=NOW)
    with pytest.raises(AlreadyLifted):
        objects(measure)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("part", ["taker", "member", "co-facilitator", "former facilitator", "taker as coordinator"])
def test_who_had_a_part_finds_no_appeal_and_decides_none(talk: Circle, part: str) -> None:
    """By account, although the two identities are apart. Red when only the taker's membership is compared."""
    measure = take("ban", talk)
    fay = leads(talk.group)
    who: dict[str, Membership | None] = {"taker": talk.ada, "member": talk.ben, "co-facilitator": fay}
    who["former facilitator"] = factories.a_membership(
        an_account(), talk.group, role=Role.FACILITATOR, state=State.LEFT
    )
    by = a_post(talk, who.get(part))
    if part == "taker as coordinator":
        Measure.objects.update(coordinator=by, taken_as=Measure.TakenAs.COORDINATOR, taken_by=None)
        measure.refresh_from_db()
    made = objects(measure)
    assert not appeals_before(by.account).exists()
    assert not deciders(measure).exists()
    with pytest.raises(HadAPart):
        decides(by, made)
    page = signed_in(by.account)
    answer = page.post(f"/coordinatie/bezwaren/{made.public_id}/", {"outcome": "upheld", "words": "Nee."})
    assert answer.status_code == 404
    made.refresh_from_db()
    assert (made.decided_at, news(["nobody-to-answer"])) == (None, ["nobody-to-answer"])
    assert statement_of(measure, NOW).nobody_can_decide


def test_who_decided_the_report_that_led_to_it_decides_no_objection_to_it(talk: Circle) -> None:
    """Turns red when only who took the measure counts as having had a part."""
    fay, by, other = leads(talk.group), a_post(talk), a_post(talk)
    line = says(fay, "Wat een onzin.")
    report = report_line(by=talk.ben, room=talk.talk, seq=line.seq, rule="", words="", now=NOW)
    measure = suspend_leader(by=other, membership=fay, days=3, rule="be-kind", words="Dit kan niet.", now=NOW)
    outcome = Report.Outcome.MEASURE
    decide_report(by=by, report=report, outcome=outcome, words="We deden iets.", measure=measure, now=NOW)
    report.refresh_from_db()
    made = objects(measure)
    assert report.coordinator == by
    assert not deciders(measure).exists()
    for part in (by, other):
        assert not appeals_before(part.account).exists()
        with pytest.raises(HadAPart):
            decides(part, made)
    third = a_post(talk)
    assert list(appeals_before(third.account)) == [made]
    assert decides(third, made).decided_by == third


def test_a_coordinator_elsewhere_decides_nothing_here(talk: Circle) -> None:
    made, elsewhere = objects(take("ban", talk)), a_post(make_circle())
    assert not appeals_before(elsewhere.account).exists()
    with pytest.raises(HadAPart):
        decides(elsewhere, made)


def test_what_is_due_first_stands_first_and_what_is_answered_last(talk: Circle) -> None:
    by = a_post(talk)
    made = [objects(take("word", talk)) for _ in range(3)]
    for days, one in zip((9, 2, 5), made, strict=True):
        Appeal.objects.filter(pk=one.pk).update(due_at=NOW + timedelta(days=days))
    decides(by, made[1])
    assert list(appeals_before(by.account)) == [made[2], made[0], made[1]]


def test_the_member_objects_on_the_page_of_the_decision_also_when_banned(talk: Circle) -> None:
    a_post(talk)
    measure = take("ban", talk, words="Dit <b>kwetst</b>.", now=timezone.now())
    browser = signed_in(talk.ben)
    path = f"/mijn-account/besluiten/{measure.public_id}/"
    assert measure.public_id in browser.get("/mijn-account/besluiten/").content.decode()
    page = browser.get(path, headers={"accept-language": "en"}).content.decode()
    for part in ("Disagree kindly", "Dit &lt;b&gt;kwetst&lt;/b&gt;.", talk.ada.pseudonym, "A person decided this"):
        assert part in page
    for level in ("success", "info"):
        told = browser.post(path, {"words": "Zo was het niet."}, follow=True)
        assert [message.level_tag for message in told.context["messages"]] == [level]
    assert Appeal.objects.count() == 1
    assert [*browser.post(path, {"words": " "}).context["form"].errors] == ["words"]
    for other in (talk.ada, make_circle().ben):
        assert signed_in(other).get(path).status_code == 404
        assert signed_in(other).post(path, {"words": "Ik ook."}).status_code == 404


def test_the_coordinator_reads_no_name_and_no_line_and_answers(talk: Circle) -> None:
    made, person = objects(take("ban", talk)), factories.a_person()
    a_post(talk, person)
    sign_in(person.client, person.account)
    path = f"/coordinatie/bezwaren/{made.public_id}/"
    assert made.public_id in person.client.get("/coordinatie/bezwaren/").content.decode()
    page = person.client.get(path).content.decode()
    assert "Zo was het niet." in page
    assert talk.ben.pseudonym not in page
    told = person.client.post(path, {"outcome": "overturned", "words": ANSWER}, follow=True)
    assert [message.level_tag for message in told.context["messages"]] == ["success"]
    told = person.client.post(path, {"outcome": "upheld", "words": ANSWER}, follow=True)
    assert [message.level_tag for message in told.context["messages"]] == ["info"]
    page = signed_in(talk.ben).get(f"/mijn-account/besluiten/{made.measure.public_id}/").content.decode()
    assert ANSWER in page


@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_who_answer_at_once_one_does() -> None:
    """Red on PostgreSQL when the appeal is not looked at under its lock."""
    with transaction.atomic():
        circle = make_circle()
        posts = [a_post(circle), a_post(circle)]
        made = objects(take("ban", circle))
    ends = at_once([partial(decides, by, made) for by in posts], AlreadyDecided)
    assert ends.count("AlreadyDecided") == 1
    assert News.objects.filter(code__in=["measure-lifted", "appeal-answered"]).count() == 2
