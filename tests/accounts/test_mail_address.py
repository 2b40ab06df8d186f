"""An address for neutral letters: given, confirmed, written to through a real mail server, and taken away."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.actions.letters import AT_ONCE, MOST_TRIES, have_it_written, write_due
from accounts.actions.mail_address import LinkGone, confirm_address, forget_unconfirmed, give_address
from accounts.models import Account, MailAddress
from audit.models import Entry
from groups.actions.news import tell
from groups.models import Group
from tests.accounts.test_signing_up import everything_stored
from tests.at_once import at_once
from tests.factories import Person, an_account
from tests.postman import Post, post_office

pytestmark = pytest.mark.django_db
PAGE, REMOVE = "/mijn-account/bericht/", "/mijn-account/bericht/weghalen/"
BEAS = "bea.verhulst@post.example"
TELLING = re.compile("groep|zelfhulp|self-help|praat|nuchter|verslav|steun|beuk|ben |ada ", re.IGNORECASE)
DAY = timedelta(days=1)


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    with post_office() as open_post:
        settings.EMAIL_BACKEND = "accounts.mail.Mailer"
        settings.EMAIL_PORT = open_post.port
        settings.SITE_ORIGINS = ["https://praat.example"]
        yield open_post


def gives(person: Person, address: str = BEAS) -> MailAddress:
    assert person.client.post(PAGE, {"address": address})["Location"] == PAGE
    return MailAddress.objects.get(account=person.account)


def letters_at(moment: timedelta = timedelta()) -> int:
    return write_due(timezone.now() + moment)


def text_of(letter: Message) -> str:
    payload = letter.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def link_in(post: Post) -> str:
    found = re.search(r"https://praat\.example(/\S+)", text_of(post.letters[-1]))
    assert found
    return found[1]


@pytest.fixture
def confirmed(ben: Person, post: Post) -> Person:
    gives(ben)
    assert letters_at() == 1
    assert ben.client.post(link_in(post))["Location"] == PAGE
    post.letters.clear()
    return ben


def news_for(*people: Person, group: Group | None, now: timedelta = timedelta()) -> None:
    tell(accounts=[each.account for each in people], group=group, code="group-paused", now=timezone.now() + now)


# Giving and confirming


def test_an_address_is_confirmed_by_the_button_behind_the_link_and_the_link_works_once(ben: Person, post: Post) -> None:
    gives(ben)
    assert letters_at() == 1
    path = link_in(post)
    for _ in range(3):
        assert ben.client.get(path).status_code == 200
        assert ben.client.head(path).status_code == 200
    assert MailAddress.objects.get().expires_at, "looking at it, as mail scanners do, confirms nothing"
    assert ben.client.post(path)["Location"] == PAGE
    assert MailAddress.objects.get().expires_at is None
    for answer in (ben.client.post(path), ben.client.get(path)):
        assert answer.status_code == 404
        assert b"This link no longer works" in answer.content
    verbs = Entry.objects.filter(actor=ben.account.audit_id).values_list("verb", flat=True)
    assert {"give_address", "confirm_address"} <= {*verbs}


def test_the_letter_with_the_link_comes_once_and_its_secret_is_kept_nowhere(ben: Person, post: Post) -> None:
    gives(ben)
    assert [letters_at(), letters_at(DAY / 2)] == [1, 0]
    token = link_in(post).rstrip("/").rpartition("/")[2]
    assert len(token) == 43
    assert token not in everything_stored()


def test_somebody_elses_link_is_no_link(ben: Person, cleo: Person, visitor: Client, post: Post) -> None:
    gives(ben)
    letters_at()
    path, nobodys = link_in(post), f"{PAGE}{'A' * 43}/"
    theirs, none = cleo.client.post(path), cleo.client.post(nobodys)
    assert (theirs.status_code, theirs.content) == (none.status_code, none.content)
    assert visitor.post(path).status_code == 404
    assert visitor.get(path)["Location"].startswith("/inloggen/")
    assert MailAddress.objects.get().expires_at


def test_a_link_runs_out_and_the_address_with_it(ben: Person, post: Post) -> None:
    given = gives(ben)
    letters_at()
    MailAddress.objects.update(expires_at=timezone.now())
    assert ben.client.post(link_in(post)).status_code == 404
    assert forget_unconfirmed(timezone.now()) == 1
    assert not MailAddress.objects.filter(pk=given.pk).exists()


def test_a_confirmed_address_is_not_forgotten_by_the_clock(confirmed: Person) -> None:
    assert forget_unconfirmed(timezone.now() + 400 * DAY) == 0
    assert MailAddress.objects.filter(account=confirmed.account).exists()


def test_an_address_of_another_account_is_taken_like_any_other(confirmed: Person, cleo: Person, post: Post) -> None:
    """Nothing tells that somebody gave it before: not the page, not the number of questions to the database."""
    answers = [cleo.client.post(PAGE, {"address": address}) for address in (BEAS, "niemand@post.example")]
    assert [answer.status_code for answer in answers] == [302, 302]
    pages = [cleo.client.get(PAGE).content.decode() for _ in answers]
    assert "b…@…" not in pages[0]
    assert "n…@…" in pages[0]
    gives(cleo, BEAS)
    assert letters_at() == 1
    assert post.letters[-1]["To"] == BEAS
    assert MailAddress.objects.count() == 2


def test_the_page_never_shows_it_in_full_and_no_table_has_it_in_the_clear(confirmed: Person) -> None:
    page = confirmed.client.get(PAGE).content.decode()
    assert "b…@…" in page
    assert "verhulst" not in page
    assert "verhulst" not in everything_stored()
    assert MailAddress.objects.get().address == BEAS


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "   ",
        "bea",
        "bea@",
        "bea@post",
        f"{'b' * 250}@post.example",
        "a@b.example, c@d.example",
        "a@b.example\nBcc: c@d.example",
    ],
)
def test_what_is_no_address_is_said_kindly(ben: Person, bad: str) -> None:
    answer = ben.client.post(PAGE, {"address": bad})
    assert answer.status_code == 200
    assert answer.context["form"].errors["address"]
    assert not MailAddress.objects.exists()


def test_the_page_takes_a_few_addresses_a_day(ben: Person, post: Post) -> None:
    for number in range(5):
        gives(ben, f"bea{number}@post.example")
    answer = ben.client.post(PAGE, {"address": BEAS})
    assert "Wait until tomorrow" in answer.content.decode()
    assert MailAddress.objects.get().address == "bea4@post.example"


def test_nobody_is_written_to_often_whoever_asks_and_that_is_not_said(ben: Person, cleo: Person, post: Post) -> None:
    for _ in range(3):
        gives(ben)
        letters_at()
    assert gives(cleo).due_at is None
    assert "b…@…" in cleo.client.get(PAGE).content.decode()
    assert letters_at() == 0
    assert len(post.letters) == 3


# What is written


def test_news_is_told_by_a_letter_that_tells_nothing_else(confirmed: Person, post: Post, group: Group) -> None:
    news_for(confirmed, group=group)
    assert letters_at() == 0, "not at the minute in which it happens, to all of a group at once"
    assert letters_at(timedelta(minutes=31)) == 1
    (letter,) = post.letters
    body = text_of(letter)
    assert letter["Subject"] == "Er is nieuws voor je"
    assert body.splitlines()[0] == "Er is nieuws voor je. Log in om het te lezen."
    assert not TELLING.search(f"{letter['Subject']}\n{body}")
    assert "http" not in body


def test_its_headers_say_no_more_than_they_must(confirmed: Person, post: Post, group: Group) -> None:
    news_for(confirmed, group=group)
    letters_at(timedelta(minutes=31))
    (letter,) = post.letters
    assert {*letter} == {
        *("Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date"),
        *("Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
    }
    assert letter["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f]{32}@praat\.example>", letter["Message-ID"])
    assert (letter["From"], letter["To"]) == ("post@praat.example", BEAS)
    greetings = {said for said in post.said if said[:4].upper() in ("EHLO", "HELO")}
    assert greetings == {"ehlo praat.example"}, "not the name of the machine"


def test_after_a_letter_there_is_none_until_the_member_was_here(confirmed: Person, post: Post, group: Group) -> None:
    news_for(confirmed, group=group)
    assert letters_at(timedelta(hours=1)) == 1
    news_for(confirmed, group=group, now=3 * DAY)
    assert letters_at(5 * DAY) == 0
    confirmed.client.get("/mijn-plek/")
    news_for(confirmed, group=group, now=6 * DAY)
    assert letters_at(7 * DAY) == 1


def test_there_is_one_letter_a_day_at_most(confirmed: Person, group: Group) -> None:
    news_for(confirmed, group=group)
    assert letters_at(timedelta(minutes=31)) == 1
    confirmed.client.get("/mijn-plek/")
    news_for(confirmed, group=group)
    due = MailAddress.objects.get().due_at
    assert due
    tomorrow = timezone.localtime(due)
    assert (tomorrow.date(), tomorrow.hour) == (timezone.localdate() + DAY, 8)
    assert letters_at(2 * DAY) == 1


def test_who_was_here_meanwhile_gets_no_letter(confirmed: Person, group: Group) -> None:
    news_for(confirmed, group=group)
    confirmed.client.get("/mijn-plek/")
    assert letters_at(DAY) == 0


def test_only_who_confirmed_an_address_is_written_to(ben: Person, cleo: Person, post: Post, group: Group) -> None:
    gives(ben)
    letters_at()
    news_for(ben, cleo, group=group)
    assert letters_at(timedelta(hours=1)) == 0


def test_nothing_is_written_once_the_address_is_taken_away(confirmed: Person, post: Post, group: Group) -> None:
    news_for(confirmed, group=group)
    assert confirmed.client.post(REMOVE)["Location"] == "/mijn-account/"
    assert not MailAddress.objects.exists()
    assert letters_at(DAY) == 0
    assert confirmed.client.post(REMOVE)["Location"] == "/mijn-account/", "pressed twice"


# When the mail server does not want


@pytest.mark.parametrize("how", ["refuses", "hangs_up"])
def test_what_is_not_taken_is_tried_again_a_few_times_and_no_log_names_the_address(
    confirmed: Person, post: Post, group: Group, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    setattr(post, how, True)
    news_for(confirmed, group=group)
    assert [letters_at(number * DAY) for number in range(1, 10)] == [0] * 9
    assert MailAddress.objects.get().tries == MOST_TRIES
    assert len(caplog.records) == MOST_TRIES
    assert "verhulst" not in caplog.text
    assert "Our letter did not arrive" in confirmed.client.get(PAGE).content.decode()
    setattr(post, how, False)
    confirmed.client.get("/mijn-plek/")
    news_for(confirmed, group=group, now=10 * DAY)
    assert letters_at(11 * DAY) == 1


def test_a_server_that_comes_back_gets_what_waited(confirmed: Person, post: Post, group: Group) -> None:
    post.hangs_up = True
    news_for(confirmed, group=group)
    assert letters_at(timedelta(minutes=31)) == 0
    post.hangs_up = False
    assert [letters_at(timedelta(minutes=minutes)) for minutes in (32, 37, 38)] == [0, 1, 0]


def test_one_address_that_is_refused_holds_nobody_up(post: Post, settings: Settings) -> None:
    now = timezone.now()
    for number in range(AT_ONCE + 2):
        give_address(account=an_account(), address=f"a{number}@post.example", written=True, now=now)
    MailAddress.objects.filter(pk=MailAddress.objects.order_by("due_at", "pk")[0].pk).update(tries=MOST_TRIES - 1)
    assert [write_due(now), write_due(now)] == [AT_ONCE, 2]


def test_without_a_mail_server_nobody_is_asked_and_who_gave_one_can_take_it_away(
    ben: Person, cleo: Person, settings: Settings, group: Group
) -> None:
    gives(ben)
    MailAddress.objects.update(expires_at=None, due_at=None)
    settings.MAIL_FROM = ""
    assert cleo.client.get(PAGE).status_code == 404
    assert PAGE not in cleo.client.get("/mijn-account/").content.decode()
    assert PAGE in ben.client.get("/mijn-account/").content.decode()
    page = ben.client.get(PAGE).content.decode()
    assert 'name="address"' not in page
    assert ben.client.post(PAGE, {"address": "c@post.example"}).status_code == 200
    assert MailAddress.objects.get().address == BEAS
    have_it_written(accounts=[ben.account], now=timezone.now())
    assert letters_at(DAY) == 0
    assert ben.client.post(REMOVE).status_code == 302
    assert not MailAddress.objects.exists()


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_one_writes_the_letter(post: Post) -> None:
    now = timezone.now()
    give_address(account=an_account(), address=BEAS, written=True, now=now)
    assert sorted(at_once([partial(write_due, now)] * 2)) == [0, 1]
    assert len(post.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_two_addresses_at_once_are_one_and_two_confirmations_are_one(post: Post) -> None:
    account, now = an_account(), timezone.now()
    give = partial(give_address, account=account, written=True, now=now)
    at_once([partial(give, address="a@post.example"), partial(give, address="b@post.example")])
    assert MailAddress.objects.count() == 1
    write_due(now)
    token = link_in(post).rstrip("/").rpartition("/")[2]
    confirm = partial(confirm_address, account=Account.objects.get(), token=token, now=now)
    assert sorted(map(str, at_once([confirm, confirm], LinkGone))) == ["LinkGone", "None"]
