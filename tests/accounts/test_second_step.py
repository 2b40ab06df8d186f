"""The second step: an app that shows codes, and what is closed to who has a task until it was shown."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts import totp
from accounts.actions.code_app import WrongCode, use_app
from accounts.factors import RESTS_FOR
from accounts.models import Account, CodeApp
from accounts.vault import token_digest
from groups.models import Group
from groups.roles import Role
from rooms.queries import rights, seat
from tests.accounts.device import Device, asked_to_make, asked_to_show
from tests.at_once import at_once
from tests.factories import PASSPHRASE, Person, a_member, confirmed, the_talk

pytestmark = pytest.mark.django_db

LOG_IN, STEP, CONFIRM = "/inloggen/", "/inloggen/tweede-stap/", "/mijn-account/bevestigen/"
APP, WHY = "/mijn-account/app/", "/mijn-account/tweede-stap/"
OWN = "/mijn-account/toegangssleutels/"
A_STEP = timedelta(seconds=totp.STEP)


@pytest.fixture
def clock(time_machine: TimeMachineFixture) -> "Clock":
    """Time stands still until it is moved."""
    return Clock(time_machine)


class Clock:
    """One moment after another."""

    def __init__(self, machine: TimeMachineFixture) -> None:
        self._machine, self.now = machine, timezone.now()
        machine.move_to(self.now, tick=False)

    def on(self, much: timedelta) -> datetime:
        self.now += much
        self._machine.move_to(self.now, tick=False)
        return self.now


def with_app(person: Person) -> CodeApp:
    """Sets up an app by its pages, as somebody does."""
    secret = confirmed(person).client.get(APP).context["secret"].replace(" ", "")
    code = totp.code_at(secret, timezone.now())
    assert person.client.post(APP, {"code": code}).status_code == 302
    return CodeApp.objects.get(account=person.account)


def types_passphrase(person: Person) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.post(LOG_IN, {"login": person.login_name, "password": PASSPHRASE})
    return browser


def types_code(browser: Client, code: str) -> int:
    return browser.post(STEP, {"way": "app", "code": code}).status_code


def desk_of(group: Group) -> str:
    return f"/groepen/{group.public_id}/bureau/"


def is_in(browser: Client) -> bool:
    return browser.get("/mijn-plek/").status_code == 200


@pytest.fixture
def new_leader(group: Group) -> Person:
    """Leads the group, and has shown no second factor."""
    person = a_member(group, "Nieuw", role=Role.FACILITATOR)
    person.account.sessions.update(second_factor=False)
    person.account.proved = False
    return person


# The app


def test_after_the_passphrase_a_code_of_the_app_lets_in_and_nothing_else_does(cleo: Person, clock: Clock) -> None:
    app = with_app(cleo)
    browser = types_passphrase(cleo)
    assert not is_in(browser)
    assert types_code(browser, "000000") == 200
    assert not is_in(browser)
    assert types_code(browser, totp.code_at(app.secret, clock.on(A_STEP))) == 302
    assert is_in(browser)


def test_a_code_works_once_and_an_older_one_not_after_it(cleo: Person, clock: Clock) -> None:
    app = with_app(cleo)
    first, second = (totp.code_at(app.secret, clock.on(A_STEP)) for _ in range(2))
    assert types_code(types_passphrase(cleo), second) == 302
    for replayed in (second, first):
        browser = types_passphrase(cleo)
        assert types_code(browser, replayed) == 200
        assert not is_in(browser)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_code_at_once_one_gets_in(cleo: Person, clock: Clock) -> None:
    app = with_app(cleo)
    code = totp.code_at(app.secret, clock.on(A_STEP))
    ends = at_once([partial(use_app, account=cleo.account, code=code, now=clock.now)] * 2, WrongCode)
    assert ends.count("WrongCode") == 1


def test_a_clock_may_be_half_a_minute_off_and_no_more(clock: Clock) -> None:
    secret, now = totp.new_secret(), clock.now
    found = [totp.step_of(secret, totp.code_at(secret, now + off * A_STEP), now) is not None for off in range(-2, 3)]
    assert found == [False, True, True, True, False]


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, cut to six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    moments = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    for seconds, code in moments.items():
        assert totp.code_at(secret, datetime.fromtimestamp(seconds, timezone.get_current_timezone())) == code


def test_codes_cannot_be_guessed_for_one_account_however_many_browsers_try(cleo: Person, clock: Clock) -> None:
    app = with_app(cleo)
    for _ in range(5):
        types_code(types_passphrase(cleo), "000000")
    browser = types_passphrase(cleo)
    answer = browser.post(STEP, {"way": "app", "code": totp.code_at(app.secret, clock.on(A_STEP))})
    assert "Too many tries" in answer.content.decode()
    assert not is_in(browser)


def test_the_secret_is_shown_once_in_a_picture_and_in_blocks_and_stored_sealed(cleo: Person) -> None:
    page = confirmed(cleo).client.get(APP)
    secret = page.context["secret"].replace(" ", "")
    assert page.context["secret"] in page.content.decode()
    assert "<svg" in page.content.decode()
    app = with_app(cleo)
    assert app.secret == secret
    assert secret.encode() not in bytes(app.secret_sealed or b"")
    assert secret not in cleo.client.get(APP).content.decode()


def test_the_second_step_waits_ten_minutes_and_only_in_its_own_browser(cleo: Person, clock: Clock) -> None:
    app = with_app(cleo)
    browser = types_passphrase(cleo)
    code = totp.code_at(app.secret, clock.on(timedelta(minutes=11)))
    for each in (browser, Client()):
        assert each.post(STEP, {"way": "app", "code": code})["Location"].startswith(LOG_IN)
        assert not is_in(each)


def test_the_key_of_the_session_changes_at_every_step(cleo: Person, clock: Clock) -> None:
    app, keys = with_app(cleo), set()
    browser = Client()
    browser.post("/toegangssleutel/tonen/")
    keys.add(browser.cookies[settings.SESSION_COOKIE_NAME].value)
    browser.post(LOG_IN, {"login": cleo.login_name, "password": PASSPHRASE})
    keys.add(browser.cookies[settings.SESSION_COOKIE_NAME].value)
    types_code(browser, totp.code_at(app.secret, clock.on(A_STEP)))
    keys.add(browser.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(keys) == 3


def test_the_app_is_removed_only_by_who_proves_it_once_more(cleo: Person, clock: Clock) -> None:
    app = with_app(cleo)
    clock.on(timedelta(minutes=11))
    assert cleo.client.post(f"{APP}weghalen/")["Location"].startswith(CONFIRM)
    assert CONFIRM in cleo.client.get(APP)["Location"]
    wrong = cleo.client.post(CONFIRM, {"way": "passphrase", "old": PASSPHRASE})
    assert wrong.status_code == 200, "the passphrase is not enough where there is an app"
    cleo.client.post(CONFIRM, {"way": "app", "code": totp.code_at(app.secret, clock.now)})
    other = types_passphrase(cleo)
    types_code(other, totp.code_at(app.secret, clock.on(A_STEP)))
    assert is_in(other)
    assert cleo.client.post(f"{APP}weghalen/")["Location"] == "/mijn-account/"
    assert not CodeApp.objects.exists()
    assert not is_in(other)
    assert is_in(types_passphrase(cleo))


# Tasks


def test_who_leads_without_a_second_factor_is_led_to_it_and_told_why(new_leader: Person, group: Group) -> None:
    desk = desk_of(group)
    assert WHY in new_leader.client.get("/mijn-plek/").content.decode()
    answer = new_leader.client.get(desk, follow=True)
    assert answer.redirect_chain == [(f"{WHY}?next={desk}", 302)]
    assert "a passphrase alone is not enough" in answer.content.decode()


def test_until_then_deeds_are_not_there_and_the_talk_is_as_for_a_member(new_leader: Person, group: Group) -> None:
    talk = the_talk(group)
    for deed in ("openen", "sluiten", "pauzeren", "klaarzetten"):
        assert new_leader.client.post(f"/kamer/{talk.public_id}/{deed}/").status_code == 404
    page = new_leader.client.get(f"/kamer/{talk.public_id}/")
    assert page.context["is_facilitator"] is False
    assert page.context["seat"]["role"] == Role.MEMBER
    session = new_leader.account.sessions.get()
    found = seat(session, talk.public_id)
    assert found
    assert found.role == Role.MEMBER
    assert seat(session, talk.children.get().public_id) is None, "backstage is for who leads"
    standing = rights([found.membership_id], [session.id], timezone.now())
    assert standing[found.membership_id, session.id].role == Role.MEMBER


def test_an_app_opens_the_desk_in_the_session_that_set_it_up(new_leader: Person, group: Group) -> None:
    before = new_leader.client.cookies[settings.SESSION_COOKIE_NAME].value
    with_app(new_leader)
    assert new_leader.client.get(desk_of(group)).status_code == 200
    assert new_leader.client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_a_passkey_opens_the_desk_wherever_it_is_shown_and_the_passphrase_beside_it_does_not(
    new_leader: Person, group: Group
) -> None:
    device, mine = Device(), confirmed(new_leader).client
    mine.post(OWN, {"credential": device.make(asked_to_make(mine))})
    assert mine.get(desk_of(group)).status_code == 200
    elsewhere = types_passphrase(new_leader)
    assert is_in(elsewhere)
    assert elsewhere.get(desk_of(group))["Location"].startswith(WHY)
    assert elsewhere.get(OWN)["Location"].startswith(CONFIRM), "whoever has the passphrase adds no passkey"
    proof = {"way": "passkey", "credential": device.show(asked_to_show(elsewhere))}
    assert elsewhere.post(CONFIRM, {**proof, "next": desk_of(group)})["Location"] == desk_of(group)
    assert elsewhere.get(desk_of(group)).status_code == 200


def test_somebody_elses_passkey_proves_nothing_about_me(new_leader: Person, cleo: Person, group: Group) -> None:
    for person, device in ((new_leader, Device()), (cleo, Device())):
        mine = confirmed(person).client
        mine.post(OWN, {"credential": device.make(asked_to_make(mine))})
    elsewhere = types_passphrase(new_leader)
    answer = elsewhere.post(CONFIRM, {"way": "passkey", "credential": device.show(asked_to_show(elsewhere))})
    assert answer.status_code == 200
    assert elsewhere.get(desk_of(group)).status_code == 302


def test_when_the_last_second_factor_goes_the_desk_closes_again(new_leader: Person, group: Group) -> None:
    with_app(new_leader)
    new_leader.client.post(f"{APP}weghalen/")
    assert new_leader.client.get(desk_of(group))["Location"].startswith(WHY)


def test_a_coordinator_is_led_to_it_too(els: Person) -> None:
    assert els.client.get("/coordinatie/").status_code == 200
    els.account.sessions.update(second_factor=False)
    assert els.client.get("/coordinatie/")["Location"].startswith(WHY)
    assert els.client.post("/coordinatie/openen/").status_code == 404


def test_who_has_no_task_is_never_led_there(ben: Person, group: Group) -> None:
    assert ben.client.get(desk_of(group)).status_code == 404
    assert ben.client.get("/groepen/g_AAAAAAAAAAAAAAAAAAAAAA/bureau/").status_code == 404


def test_where_the_way_leads_hangs_on_who_asks_and_not_on_what_is_there(new_leader: Person, group: Group) -> None:
    answers = [
        new_leader.client.get(desk_of(group)),
        new_leader.client.get("/groepen/g_AAAAAAAAAAAAAAAAAAAAAA/bureau/"),
    ]
    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"].partition("?")[0] for answer in answers} == {WHY}


def test_a_place_to_try_things_may_do_without(new_leader: Person, group: Group, settings: Any) -> None:
    settings.SECOND_FACTOR = False
    assert new_leader.client.get(desk_of(group)).status_code == 200
    found = seat(new_leader.account.sessions.get(), the_talk(group).public_id)
    assert found
    assert found.role == Role.FACILITATOR


def test_a_factor_added_after_a_recovery_opens_tasks_after_three_days(
    new_leader: Person, group: Group, clock: Clock
) -> None:
    lost, new = Device(), Device()
    mine = confirmed(new_leader).client
    mine.post(OWN, {"credential": lost.make(asked_to_make(mine))})
    mine.post("/mijn-account/codes/")
    first, second = mine.get("/bewaren/").context["codes"][:2]
    found = Client(headers={"accept-language": "en"})
    found.post("/inloggen/code/", {"code": first})
    found.post(OWN, {"credential": new.make(asked_to_make(found))})
    assert found.get(desk_of(group))["Location"].startswith(WHY)
    assert found.get(WHY).context["resting"] == clock.now + RESTS_FOR
    Client().post("/inloggen/code/", {"code": second})
    for browser, device, opens in ((Client(), new, False), (Client(), lost, True)):
        browser.post("/inloggen/toegangssleutel/", {"credential": device.show(asked_to_show(browser))})
        assert is_in(browser)
        assert (browser.get(desk_of(group)).status_code == 200) is opens
    clock.on(RESTS_FOR + timedelta(minutes=1))
    later = Client()
    later.post("/inloggen/toegangssleutel/", {"credential": new.show(asked_to_show(later))})
    assert later.get(desk_of(group)).status_code == 200


def test_removing_all_after_a_recovery_does_not_make_the_wait_shorter(
    new_leader: Person, group: Group, clock: Clock
) -> None:
    lost, new = Device(), Device()
    mine = confirmed(new_leader).client
    mine.post(OWN, {"credential": lost.make(asked_to_make(mine))})
    mine.post("/mijn-account/codes/")
    thief = Client()
    thief.post("/inloggen/code/", {"code": mine.get("/bewaren/").context["codes"][0]})
    thief.post(f"{OWN}weghalen/", {"passkey": new_leader.account.passkeys.get().pk})
    thief.post("/mijn-account/nieuwe-wachtzin/", {"passphrase": "een zin van de dief zelf"})
    again = Client()
    again.post(LOG_IN, {"login": new_leader.login_name, "password": "een zin van de dief zelf"})
    again.post(OWN, {"credential": new.make(asked_to_make(again))})
    assert new_leader.account.passkeys.exists()
    assert again.get(desk_of(group))["Location"].startswith(WHY)


def test_another_passphrase_leaves_the_session_as_good_as_it_was(ada: Person, group: Group) -> None:
    fields = {"old": PASSPHRASE, "passphrase": "een heel andere stille zin"}
    ada.client.post("/mijn-account/wachtzin/", fields)
    assert ada.client.get(desk_of(group)).status_code == 200
    key = ada.client.cookies[settings.SESSION_COOKIE_NAME].value
    assert Account.objects.get(sessions__key_hash=token_digest(key)) == ada.account
