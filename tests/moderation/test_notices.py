"""Reporting something without an account (DSA art. 16), and what the coordinators make of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.words import recovery_code
from audit.models import Entry
from audit.queries import first_fault
from groups.models import Coordinator, Group
from moderation.actions.forgetting import forget_due
from moderation.actions.notices import AlreadyDecided, decide_notice, give_notice
from moderation.models import Notice
from tests.factories import Person, a_coordinator, a_group

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORDS = {"where": "De tweede zin.", "why": "Dat is mijn volledige naam.", "contact": "bel Ine"}
ANSWER = {"outcome": "changed", "words": "We hebben de naam weggehaald. Sorry."}
CODE = re.compile(r"<li>((?:[0-9A-Z]{4}-){6}[0-9A-Z]{4})</li>")


def sealed(page: str) -> str:
    found = re.search(r'name="receipt" value="([^"]+)"', page)
    assert found
    return found[1]


def reports(visitor: Client, group: Group, **other: str) -> str:
    """Reports something about a group; the code."""
    path = f"/melding/?groep={group.public_id}"
    form = {**WORDS, "receipt": sealed(visitor.get(path).content.decode()), **other}
    page = visitor.post(path, form, follow=True)
    assert page.redirect_chain == [("/melding/bewijs/", 302)]
    return str(CODE.findall(page.content.decode())[-1])


@pytest.fixture
def notice(group: Group) -> Notice:
    return give_notice(
        receipt=recovery_code(),
        organisation=group.organisation,
        group=group,
        where=WORDS["where"],
        why=WORDS["why"],
        contact=WORDS["contact"],
        now=timezone.now(),
    )


def own_post(els: Person) -> Coordinator:
    return Coordinator.objects.select_related("organisation").get(account=els.account)


def test_a_report_is_kept_sealed_for_the_organisation_and_has_a_code(visitor: Client, group: Group) -> None:
    code = reports(visitor, group)
    notice = Notice.objects.get()
    assert (notice.organisation, notice.group) == (group.organisation, group)
    assert {name: getattr(notice, name) for name in WORDS} == WORDS
    row = b"".join(bytes(value or b"") for value in (notice.where_sealed, notice.why_sealed, notice.receipt_hash))
    assert b"naam" not in row
    assert code.encode() not in row
    entry = Entry.objects.get(verb="give_notice")
    assert (entry.actor, entry.object_id) == (None, notice.audit_id)
    assert first_fault(str(group.organisation.audit_id)) is None


def test_the_group_is_filled_in_and_a_group_that_is_none_is_no_obstacle(visitor: Client, group: Group) -> None:
    assert "Nuchtere Dinsdag" in visitor.get("/melding/", {"groep": group.public_id}).content.decode()
    for other in ("g_" + "A" * 22, "x", "\0", "<script>"):
        page = visitor.get("/melding/", {"groep": other})
        assert (page.status_code, page.context["group"]) == (200, None)


def test_with_one_organisation_nobody_is_asked_which(visitor: Client, group: Group) -> None:
    assert 'name="organisation"' not in visitor.get("/melding/").content.decode()
    other = a_group()
    page = visitor.get("/melding/").content.decode()
    assert 'name="organisation"' in page
    form = {**WORDS, "receipt": sealed(page), "organisation": str(other.organisation.pk)}
    visitor.post("/melding/", form)
    assert Notice.objects.get().organisation == other.organisation


def test_without_an_organisation_the_page_says_so(visitor: Client) -> None:
    page = visitor.get("/melding/").content.decode()
    assert "nobody who could read a report" in page
    assert 'name="why"' not in page


def test_the_code_comes_until_it_is_kept_and_never_again(visitor: Client, group: Group) -> None:
    code = reports(visitor, group)
    assert code in visitor.get("/melding/bewijs/").content.decode()
    visitor.post("/melding/bewijs/", {"kept": "1"})
    assert code not in visitor.get("/melding/bewijs/").content.decode()


def test_the_same_form_twice_is_one_report_with_one_code(visitor: Client, group: Group) -> None:
    receipt = sealed(visitor.get("/melding/").content.decode())
    assert reports(visitor, group, receipt=receipt) == reports(visitor, group, receipt=receipt)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("receipt", ["", "x", "AAAA", "é"])
def test_a_form_that_lost_its_code_comes_back_with_what_was_typed_and_a_new_one(
    visitor: Client, group: Group, receipt: str
) -> None:
    page = visitor.post("/melding/", {**WORDS, "receipt": receipt}).content.decode()
    assert all(word in page for word in WORDS.values())
    assert visitor.post("/melding/", {**WORDS, "receipt": sealed(page)}).status_code == 302


def test_many_reports_from_one_address_wait_an_hour_and_lose_nothing(visitor: Client, group: Group) -> None:
    for _ in range(6):
        reports(visitor, group)
    form = {**WORDS, "receipt": sealed(visitor.get("/melding/").content.decode())}
    page = visitor.post("/melding/", form).content.decode()
    assert "Wait an hour" in page
    assert WORDS["why"] in page
    assert Notice.objects.count() == 6
    assert visitor.post("/melding/", form, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_the_code_finds_the_answer_however_it_is_typed(visitor: Client, els: Person, group: Group) -> None:
    code = reports(visitor, group)
    browser = Client(headers={"accept-language": "en"})
    typed = f" {code.lower().replace('-', ' ')} "
    waiting = browser.post("/melding/bewijs/", {"code": typed}).content.decode()
    assert "Nobody has answered it yet" in waiting
    decide_notice(
        by=own_post(els),
        notice=Notice.objects.get(),
        outcome=Notice.Outcome.CHANGED,
        words=ANSWER["words"],
        now=timezone.now(),
    )
    answered = browser.post("/melding/bewijs/", {"code": typed}).content.decode()
    assert all(word in answered for word in ("Decided: changed", ANSWER["words"], WORDS["where"]))
    assert WORDS["contact"] not in answered


def test_guessing_codes_ends_after_some_tries(visitor: Client, notice: Notice) -> None:
    pages = [visitor.post("/melding/bewijs/", {"code": "AAAA"}).content.decode() for _ in range(31)]
    assert "We know no report" in pages[29]
    assert "Wait an hour" in pages[30]


def test_a_coordinator_reads_and_answers_a_report(els: Person, notice: Notice) -> None:
    assert f"/coordinatie/meldingen/{notice.public_id}/" in els.client.get("/coordinatie/meldingen/").content.decode()
    page = els.client.get(f"/coordinatie/meldingen/{notice.public_id}/").content.decode()
    assert all(word in page for word in WORDS.values())
    answer = els.client.post(f"/coordinatie/meldingen/{notice.public_id}/", ANSWER, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]
    notice.refresh_from_db()
    assert (notice.outcome, notice.answer) == ("changed", ANSWER["words"])
    entry = Entry.objects.get(verb="decide_notice")
    assert (entry.actor, entry.rule) == (own_post(els).audit_id, "changed")


def test_of_two_coordinators_one_answer_counts_and_both_are_told(els: Person, notice: Notice, group: Group) -> None:
    other, path = a_coordinator(group.organisation), f"/coordinatie/meldingen/{notice.public_id}/"
    els.client.post(path, ANSWER)
    answer = other.client.post(path, {"outcome": "left", "words": "Dit mag."}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["info"]
    notice.refresh_from_db()
    assert notice.outcome == "changed"
    assert Entry.objects.filter(verb="decide_notice").count() == 1


def test_another_organisation_s_coordinator_cannot_answer(notice: Notice) -> None:
    stranger = a_coordinator(a_group().organisation)
    with pytest.raises(AlreadyDecided):
        decide_notice(by=own_post(stranger), notice=notice, outcome=Notice.Outcome.LEFT, words="x", now=timezone.now())
    assert notice.public_id not in stranger.client.get("/coordinatie/meldingen/").content.decode()
    assert stranger.client.get(f"/coordinatie/meldingen/{notice.public_id}/").status_code == 404


def test_an_answered_report_is_erased_after_half_a_year_and_one_that_waits_is_not(els: Person, notice: Notice) -> None:
    now = timezone.now()
    assert forget_due(now + timedelta(days=1000)) == 0
    decide_notice(by=own_post(els), notice=notice, outcome=Notice.Outcome.LEFT, words="Dit mag.", now=now)
    assert forget_due(now + timedelta(days=182)) == 0
    assert forget_due(now + timedelta(days=184)) == 1


def test_the_pages_ask_little_of_the_database(
    els: Person, visitor: Client, notice: Notice, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for browser, path in (
        (visitor, "/melding/"),
        (els.client, "/coordinatie/meldingen/"),
        (els.client, f"/coordinatie/meldingen/{notice.public_id}/"),
    ):
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200
