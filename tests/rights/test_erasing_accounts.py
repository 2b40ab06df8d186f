"""Erasing an account: of the person nothing is left in any table, and what others said stays whole."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.actions.mail_address import give_address
from accounts.models import Account, Session
from accounts.queries import unused_accounts, unused_before
from accounts.sessions import SessionStore
from audit.models import SITE, Entry
from audit.queries import first_fault
from groups.actions.names import NameTaken
from groups.models import Coordinator, Membership, NameClaim
from groups.roles import State
from moderation.actions.hiding import hide
from moderation.models import HiddenOriginal, Measure
from peerchat import housekeeping
from peerchat.actions import erasing
from peerchat.actions.erasing import AlreadyErased, Receipt, erase_account
from rooms.models import Event, MeetingSeat, Reaction, ReadPointer
from tests import factories
from tests.at_once import at_once
from tests.factories import PASSPHRASE, Person
from tests.rooms.circle import NOW, Circle, leads, make_circle, opened, says, signed_in
from tests.rooms.fixtures import Rings
from tests.rooms.test_erasing import everything

ERASE, ERASED = "/mijn-account/wissen/", "/gewist/"
BENS, ADAS = "Mijn broer heet Balthazar en woont in Aalst", "Fijn dat je dat vertelt"


def lived(circle: Circle) -> None:
    """Ben leaves his traces everywhere that there are any."""
    ben = circle.ben
    line = says(ben, BENS)
    other = says(circle.ada, ADAS)
    Event.objects.filter(pk=line.pk).update(client_id="bens-own-id")
    for model in (ReadPointer, Reaction):
        kind: dict[str, Any] = {"kind": "warmth"} if model is Reaction else {}
        model._default_manager.create(room=circle.talk, seq=other.seq, membership=ben, **kind)
    MeetingSeat.objects.create(meeting=circle.talk.meetings.get(), membership=ben, state="confirmed", changed_at=NOW)
    hidden = says(ben, f"{BENS}, ook dit")
    hide(by=circle.ada, room=circle.talk, seq=hidden.seq, rule="be-kind", words="Dit kan niet.", now=NOW)
    ben.account.recovery_codes.create(code_hash=b"bens code")
    give_address(account=ben.account, address="ben@post.example", written=True, now=NOW)
    signed_in(ben)


def marks(member: Membership) -> list[bytes]:
    """All that stands for a person in the database."""
    account = member.account
    ids = [account.pk, member.pk]
    plain = [account.login_hash, member.pseudonym, member.public_id, "bens-own-id"]
    return [mark.encode() for mark in [*plain, *map(str, ids), *(found.hex for found in ids)]]


def erase(member: Membership, now: datetime = NOW) -> Receipt:
    return erase_account(account_id=member.account_id, now=now)


def test_of_who_was_erased_nothing_is_left_in_any_table_and_the_talk_of_others_is_whole(talk: Circle) -> None:
    lived(talk)
    sealed = [bytes(event.ciphertext or b"-") for event in talk.talk.events.filter(author=talk.ben, kind="message")]
    sealed += [bytes(row.ciphertext) for row in HiddenOriginal.objects.all()]
    gone, before = [*marks(talk.ben), *(text for text in sealed if text != b"-")], everything()
    assert sum(mark in before for mark in gone) == len(gone) - 2, "the search finds all; of two ids in one form"
    receipt = erase(talk.ben)
    assert receipt == Receipt(groups=1, lines=1, words=1, sessions=1, news=1, posts=0)
    after = everything()
    assert [mark for mark in gone if mark in after] == []
    assert BENS not in str(talk.lines())
    assert [line["text"] for line in talk.lines() if line["kind"] == "message"] == [None, ADAS, None]
    assert [line["gone"] for line in talk.lines() if line.get("gone")] == ["retracted", "hidden"]
    assert talk.lines()[-1] | {"at": ""} == {"seq": talk.talk.head, "kind": "retracted", "refers_to": 2, "at": ""}


def test_numbers_stay_without_a_gap_and_nobody_is_the_author_of_what_is_left(talk: Circle) -> None:
    for number in range(3):
        says(talk.ben, f"{BENS} {number}")
    erase(talk.ben)
    assert [line["seq"] for line in talk.lines()] == list(range(1, talk.talk.head + 1))
    assert {line.get("by") for line in talk.lines()[1:]} == {None}


def test_a_line_that_was_edited_goes_with_all_its_texts(talk: Circle) -> None:
    line = says(talk.ben, BENS)
    Event.objects.create(
        room=talk.talk, seq=line.seq + 1, kind="edited", author=talk.ben, refers_to=line.seq, at=NOW,
        meeting=line.meeting, key_id=line.key_id, ciphertext=bytes(line.ciphertext or b""),
    )  # fmt: skip
    room = talk.talk
    room.head += 1
    room.save()
    erase(talk.ben)
    assert not Event.objects.filter(room=room, seq__gt=1, ciphertext__isnull=False).exists()


def test_lines_in_a_group_that_was_left_before_go_too(talk: Circle) -> None:
    says(talk.ben, BENS)
    Membership.objects.filter(pk=talk.ben.pk).update(state=State.LEFT)
    assert erase(talk.ben).lines == 1
    assert BENS not in str(talk.lines())


def test_everybody_who_is_there_hears_of_it_at_once(
    talk: Circle, rings: Rings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    lived(talk)
    with django_capture_on_commit_callbacks(execute=True):
        erase(talk.ben)
    heard = rings.heard()
    assert {(talk.talk.tag, what) for what in ("head", "rights", "counts")} <= heard
    assert (talk.backstage.tag, "rights") in heard


def test_the_name_rests_and_is_nobodys(talk: Circle) -> None:
    for state in (State.ACTIVE, State.BANNED):
        gone = factories.a_membership(factories.an_account(), talk.group, f"Zachte Regen {state}", state=state)
        claim = NameClaim.objects.get(membership=gone)
        erase(gone)
        claim.refresh_from_db()
        assert claim.membership is None
        assert claim.free_at is not None, "also that of who was banned is free one day"
        with pytest.raises(NameTaken):
            factories.a_request(factories.an_account(), talk.group, f"Zachte Regen {state}")


def test_the_receipt_is_in_the_audit_and_leads_to_nobody(talk: Circle) -> None:
    lived(talk)
    audit_id = talk.ben.account.audit_id
    receipt = erase(talk.ben)
    entry = Entry.objects.get(verb="erase_account")
    assert (entry.actor, entry.object_id, entry.figures) == (audit_id, audit_id, vars(receipt))
    assert not Account.objects.filter(audit_id=audit_id).exists()
    assert first_fault(SITE) is None


def test_erased_twice_the_second_finds_nobody(talk: Circle) -> None:
    erase(talk.ben)
    with pytest.raises(AlreadyErased):
        erase(talk.ben)
    assert Entry.objects.filter(verb="erase_account").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_erasures_at_once_one_is_done_and_the_other_finds_nobody() -> None:
    """Each on a connection of its own."""
    circle = opened(make_circle())
    lived(circle)
    ends = at_once([partial(erase, circle.ben)] * 2, AlreadyErased)
    assert ends.count("AlreadyErased") == 1
    assert Entry.objects.filter(verb="erase_account").count() == 1
    assert first_fault(SITE) is None


def test_what_others_keep_of_it_stays_without_a_name(talk: Circle) -> None:
    says(talk.ben, "iets onaardigs")
    fay = leads(talk.group)
    hide(by=fay, room=talk.talk, seq=talk.talk.head, rule="be-kind", words="Dit kwetst.", now=NOW)
    erase(fay)
    measure = Measure.objects.get(membership=talk.ben)
    assert (measure.taken_by, measure.words) == (None, "Dit kwetst.")
    assert talk.lines()[-1]["words"] == "Dit kwetst."
    assert "by" not in talk.lines()[-1]


# What hangs on one person alone


def test_the_talk_of_who_led_it_alone_ends_and_the_coordinators_are_told(talk: Circle) -> None:
    els = factories.a_coordinator(talk.group.organisation)
    page = signed_in(talk.ada).get(ERASE).content.decode()
    assert page.count(talk.group.name) == 2, "it is said before"
    erase(talk.ada)
    assert talk.phase == "closed"
    assert [news.code for news in els.account.news.all()] == ["nobody-leads"]


def test_with_another_facilitator_the_talk_goes_on(talk: Circle) -> None:
    leads(talk.group)
    els = factories.a_coordinator(talk.group.organisation)
    assert talk.group.name not in signed_in(talk.ada).get(ERASE).content.decode()
    erase(talk.ada)
    assert talk.phase == "open"
    assert not els.account.news.exists()


def test_the_last_coordinator_may_go_and_who_facilitates_is_told(circle: Circle) -> None:
    els = factories.a_coordinator(circle.group.organisation)
    assert circle.group.organisation.name in els.client.get(ERASE).content.decode()
    erase_account(account_id=els.account.pk, now=NOW)
    assert not Coordinator.objects.exists()
    assert [news.code for news in circle.ada.account.news.all()] == ["no-coordinator"]


def test_with_another_coordinator_nobody_is_told(circle: Circle) -> None:
    els = factories.a_coordinator(circle.group.organisation)
    factories.a_coordinator(circle.group.organisation)
    erase_account(account_id=els.account.pk, now=NOW)
    assert not circle.ada.account.news.exists()


def test_who_came_into_another_group_meanwhile_goes_from_there_too(
    talk: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns red when the groups are looked up once, before the account is locked."""
    other, look, looked = make_circle(), erasing._lock_rooms, []
    factories.a_membership(talk.ben.account, other.group)

    def too_early(account_id: Any) -> Any:
        looked.append(look(account_id))
        seen_first = {talk.group.pk: looked[0][talk.group.pk]}
        return seen_first if len(looked) == 1 else looked[-1]

    monkeypatch.setattr(erasing, "_lock_rooms", too_early)
    assert erase(talk.ben).groups == 2
    assert len(looked) == 2
    assert not Membership.objects.filter(group=other.group).exclude(pk__in=[other.ada.pk, other.ben.pk]).exists()


# The page


def test_the_page_asks_for_the_passphrase_and_shows_the_receipt_once(talk: Circle) -> None:
    lived(talk)
    browser = signed_in(talk.ben)
    wrong = browser.post(ERASE, {"old": "een zin die niet past"})
    assert wrong.context["form"].errors["old"]
    assert "een zin die niet past" not in wrong.content.decode()
    assert Account.objects.filter(pk=talk.ben.account_id).exists()
    done = browser.post(ERASE, {"old": PASSPHRASE})
    assert (done["Location"], done["Clear-Site-Data"]) == (ERASED, '"cache", "storage"')
    assert browser.get(ERASED).context["receipt"]["lines"] == 1
    assert browser.get(ERASED).context["receipt"] is None
    assert browser.get("/mijn-plek/").status_code == 302
    assert not Session.objects.filter(account__isnull=False).exists()


def test_the_button_pressed_twice_leads_to_the_same_page(talk: Circle, visitor: Client) -> None:
    assert visitor.post(ERASE, {"old": PASSPHRASE})["Location"] == ERASED
    assert visitor.get(ERASED).status_code == 200


def test_who_was_signed_in_elsewhere_meanwhile_is_told_the_same(talk: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    """The account goes between the look at the session and the deed."""
    browser, deed = signed_in(talk.ben), erase_account

    def second(**given: Any) -> Receipt:
        deed(**given)
        return deed(**given)

    monkeypatch.setattr("peerchat.views_rights.erase_account", second)
    assert browser.post(ERASE, {"old": PASSPHRASE})["Location"] == ERASED
    assert browser.get(ERASED).context["receipt"] is None


def test_the_passphrase_is_not_to_be_guessed_here(cleo: Person) -> None:
    for _ in range(10):
        cleo.client.post(ERASE, {"old": "een zin die niet past"})
    assert cleo.client.post(ERASE, {"old": PASSPHRASE}).context["form"].non_field_errors()
    assert Account.objects.filter(pk=cleo.account.pk).exists()


# Accounts that nobody uses


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 12, 31), date(2025, 12, 1)),
        (date(2027, 1, 1), date(2026, 1, 1)),
        (date(2027, 3, 1), date(2026, 3, 1)),
    ],
)
def test_twelve_months_are_counted_in_full(today: date, before: date) -> None:
    assert unused_before(today) == before


def test_an_unused_account_goes_after_twelve_months_and_one_that_is_used_stays(talk: Circle) -> None:
    says(talk.ben, BENS)
    for member, seen_in in ((talk.ben, date(2025, 2, 1)), (talk.ada, date(2025, 3, 1))):
        Account.objects.filter(pk=member.account_id).update(seen_in=seen_in)
    last_day = datetime.fromisoformat("2026-02-28T23:00:00+01:00")
    assert housekeeping.PARTS["unused accounts"](last_day) == 0
    assert housekeeping.PARTS["unused accounts"](last_day + timedelta(hours=2)) == 1
    assert [account.pk for account in Account.objects.all()] == [talk.ada.account_id]
    assert Entry.objects.get(verb="erase_account").actor is None, "nobody did it"
    assert BENS not in str(talk.lines())


def test_who_logs_in_at_the_last_moment_stays(talk: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns red when the month is not looked at again behind the lock."""
    Account.objects.filter(pk=talk.ben.account_id).update(seen_in=date(2020, 1, 1))
    look = erasing._lock_rooms

    def logs_in(account_id: Any) -> Any:
        signed_in(talk.ben)
        return look(account_id)

    monkeypatch.setattr(erasing, "_lock_rooms", logs_in)
    assert housekeeping.PARTS["unused accounts"](NOW) == 0
    assert Account.objects.filter(pk=talk.ben.account_id).exists()


def test_only_the_month_of_the_last_log_in_is_kept(cleo: Person, visitor: Client) -> None:
    Account.objects.filter(pk=cleo.account.pk).update(seen_in=date(2020, 1, 1))
    visitor.post("/inloggen/", {"login": cleo.login_name, "password": PASSPHRASE})
    cleo.account.refresh_from_db()
    assert cleo.account.seen_in == date.today().replace(day=1)
    assert isinstance(visitor.session, SessionStore)


def test_it_is_told_before_at_the_log_in_and_in_the_account(cleo: Person, visitor: Client) -> None:
    assert "a year" in visitor.get("/inloggen/").content.decode()
    assert "12 months" in cleo.client.get("/mijn-account/").content.decode()
    assert unused_accounts(date.today()).count() == 0
