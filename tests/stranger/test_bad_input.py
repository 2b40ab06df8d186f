"""Whatever is typed into whichever form: no failure, nothing half done, and the page back with what was typed."""

import html
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from groups.queries import current_wordings
from tests.factories import a_group
from tests.limits import no_limits_left_over
from tests.stranger.client import HereSite, state, statements, undone, writes
from tests.stranger.forms import FORMS, NASTY, TAKEN, WEIRD_BODIES, encoded, good, send
from tests.stranger.village import Village, path_of

FINE = {200, 302, 400}
RENEWED = {"version", "seen", "rules", "consent"}
"""What stands for the text that the page showed: it shows the one that holds now."""
SECRETS = {"passphrase", "password", "old", "credential"}


def tried(before: object, site: HereSite, *sent: Any) -> tuple[list[str], bool]:
    """Sends a form, and takes back what it does: what no answer may be, and whether anything was done."""
    with undone():
        with statements() as asked:
            answer = send(site, *sent)
        changed = any(writes(sql) for sql in asked) and state() != before
    found = {
        f"answered {answer.status_code}": answer.status_code not in FINE,
        "came back, and something was done": answer.status_code != 302 and changed,
        "shows HTML as it was typed": b"<script>alert" in answer.content or b"<img src=x" in answer.content,
    }
    return [fault for fault, true in found.items() if true], changed


@pytest.mark.postgresql_only
@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_no_field_of_any_form_breaks_on_what_is_typed(name: str, site: HereSite) -> None:
    """Each field meets everything, while the others are as bad in another way; what is often taken also alone."""
    form, found, before = FORMS[name], {}, state()
    values = [*NASTY.values()]
    bad: dict[object, dict[str, str | bytes]] = {
        label: {field: values[(turn + place) % len(values)] for place, field in enumerate(form.fields)}
        for turn, label in enumerate(NASTY)
    }
    bad |= {(field, label): {field: NASTY[label]} for field in form.fields for label in TAKEN}
    for label, typed in bad.items():
        no_limits_left_over()
        fields = {**good(form, site), **typed}
        if faults := tried(before, site, form, encoded([*fields.items()]))[0]:
            found[label] = faults
    assert found == {}


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_fields_that_are_missing_double_or_lists_break_nothing(name: str, site: HereSite) -> None:
    form, found, before = FORMS[name], {}, state()
    for field in form.fields:
        fields = good(form, site)
        value, rest = str(fields.pop(field, "x")), [*fields.items()]
        for label, sent in {
            "missing": [],
            "double": [(field, value), (field, "iets anders")],
            "a list": [(f"{field}[]", value), (f"{field}[0]", value)],
            "a hundred": [(field, value)] * 90,
        }.items():
            if faults := tried(before, site, form, encoded([*rest, *sent]))[0]:
                found[field, label] = faults
    assert found == {}


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.method == "POST"])
def test_a_body_that_is_no_form_breaks_nothing_and_does_nothing(name: str, site: HereSite) -> None:
    form, found, before = FORMS[name], {}, state()
    for label, (kind, body) in WEIRD_BODIES.items():
        no_limits_left_over()
        faults, changed = tried(before, site, form, body, kind)
        if faults or changed:
            found[label] = faults or ["did something"]
    assert found == {}


@pytest.mark.once
def test_a_body_that_is_no_form_breaks_nothing_where_tokens_are_looked_at_either(village: Village) -> None:
    """Turns red when the page that says no reads the body again, which failed a moment ago."""
    browser = HereSite(village, checks_tokens=True).browser("visitor")
    for path in ("/inloggen/", "/nergens/"):
        for label, (kind, body) in WEIRD_BODIES.items():
            answer = browser.generic("POST", path, body, content_type=kind)
            assert answer.status_code in {400, 403, 404}, label
            assert b"<h1>" in answer.content


ELSEWHERE = "the wording of another group"
MISTAKES: list[tuple[str, dict[str, str], str]] = [
    ("log in", {"login": ""}, "login"),
    ("log in", {"login": "x" * 121}, "login"),
    ("log in", {"login": "eik\0water"}, "login"),
    ("log in", {"password": ""}, "password"),
    ("log in", {"password": "x" * 201}, "password"),
    ("log in", {"login": "geen naam", "password": "geen zin die past"}, "__all__"),
    ("sign up", {"passphrase": ""}, "passphrase"),
    ("sign up", {"passphrase": "zeven-dwergen"}, "passphrase"),
    ("sign up", {"passphrase": "1" * 20}, "passphrase"),
    ("sign up", {"passphrase": "x" * 201}, "passphrase"),
    ("sign up", {"passphrase": "een zin met \0 erin, lang"}, "passphrase"),
    ("sign up", {"offer": "niet van hier"}, "__all__"),
    ("join", {"own_name": ""}, "own_name"),
    ("join", {"own_name": "x" * 25}, "own_name"),
    ("join", {"own_name": "x" * 20_000}, "own_name"),
    ("join", {"own_name": "a\0b"}, "own_name"),
    ("join", {"own_name": "<b>Ben</b>"}, "own_name"),
    ("join", {"own_name": "Bеn"}, "own_name"),
    ("join", {"own_name": "begeleider"}, "own_name"),
    ("join", {"choice": "een naam die niet is voorgesteld"}, "choice"),
    ("join", {"line": "x" * 201}, "line"),
    ("join", {"line": "a\0b"}, "line"),
    ("join", {"rules": ""}, "rules"),
    ("join", {"consent": ELSEWHERE}, "consent"),
    ("take a post", {"own_name": "12345"}, "own_name"),
    ("take a post", {"rules": ELSEWHERE}, "rules"),
    ("decline", {"words": ""}, "words"),
    ("decline", {"words": "x" * 501}, "words"),
    ("decline", {"words": "a\0b"}, "words"),
    ("hide", {"rule": "geen afspraak"}, "rule"),
    ("hide", {"words": "  "}, "words"),
    ("hide", {"words": "a\0b"}, "words"),
    ("report a line", {"rule": "geen afspraak"}, "rule"),
    ("report a line", {"words": "x" * 501}, "words"),
    ("report a person", {"words": "a\0b"}, "words"),
    ("answer a member's report", {"outcome": "gewist"}, "outcome"),
    ("answer a member's report", {"words": "  "}, "words"),
    ("remove", {"rule": ""}, "rule"),
    ("remove", {"words": "x" * 501}, "words"),
    ("mute", {"minutes": ""}, "minutes"),
    ("mute", {"minutes": "0"}, "minutes"),
    ("mute", {"minutes": "-1"}, "minutes"),
    ("mute", {"minutes": "5256000"}, "minutes"),
    ("mute", {"minutes": "1.5"}, "minutes"),
    ("mute", {"minutes": "tien"}, "minutes"),
    ("mute", {"rule": "<script>"}, "rule"),
    ("accept an invitation", {"own_name": "begeleider"}, "own_name"),
    ("accept an invitation", {"consent": ELSEWHERE}, "consent"),
    ("invite", {"days": "365"}, "days"),
    ("invite", {"uses": "0"}, "uses"),
    ("invite", {"uses": "21"}, "uses"),
    ("invite", {"uses": "veel"}, "uses"),
    ("texts", {"summary": "x" * 301}, "summary"),
    ("texts", {"evening": "a\x07b"}, "evening"),
    ("texts", {"meets": "op de maan"}, "meets"),
    ("texts", {"weekdays": "8"}, "weekdays"),
    ("rules", {"text": ""}, "text"),
    ("rules", {"text": "x" * 301}, "text"),
    ("rules", {"text": "\n".join(["regel"] * 31)}, "text"),
    ("rules", {"version": "2"}, "__all__"),
    ("handover", {"note": "x" * 4001}, "note"),
    ("handover", {"seen": "iets anders"}, "__all__"),
    ("own language", {"language": "tlh"}, "language"),
    ("own language", {"country": "FR"}, "country"),
    ("comfort", {"face": "krullen"}, "face"),
    ("comfort", {"arrival_seconds": "3"}, "arrival_seconds"),
    ("confirm", {"old": "een zin die niet past"}, "old"),
    ("confirm", {"old": ""}, "old"),
    ("log in with a code", {"code": ""}, "code"),
    ("log in with a code", {"code": "x" * 121}, "code"),
    ("log in with a code", {"code": "0000-0000"}, "code"),
    ("log in with a code", {"code": "a\0b"}, "code"),
    ("app", {"code": "12"}, "code"),
    ("app", {"code": "١٢٣٤٥٦"}, "code"),
    ("sign up with a passkey", {"label": "x" * 41}, "label"),
    ("sign up with a passkey", {"credential": "[1]"}, "__all__"),
    ("log in with a passkey", {"credential": "geen JSON"}, "__all__"),
    ("add a passkey", {"credential": "null"}, "__all__"),
    ("passphrase", {"old": "een zin die niet past"}, "old"),
    ("passphrase", {"passphrase": "te kort"}, "passphrase"),
    *[
        (form, wrong, field)
        for form in ("plan", "change a meeting")
        for wrong, field in (
            ({"day": ""}, "day"),
            ({"day": "2026-02-30"}, "day"),
            ({"day": "2020-01-01"}, "day"),
            ({"day": "9999-12-31"}, "day"),
            ({"day": "0001-01-01"}, "day"),
            ({"day": "a\0b"}, "day"),
            ({"start": ""}, "start"),
            ({"start": "25:00"}, "start"),
            ({"minutes": "-75"}, "minutes"),
            ({"minutes": "100000"}, "minutes"),
            ({"zone": "Europe/../etc"}, "zone"),
            ({"zone": "America/New_York"}, "zone"),
            ({"places": "2"}, "places"),
            ({"places": "13"}, "places"),
            ({"places": "acht"}, "places"),
        )
    ],
    ("words that must not leak", {"words": ""}, "words"),
    ("words that must not leak", {"words": "Bea\nx"}, "words"),
    ("words that must not leak", {"words": "Bea van den Zonnelaan"}, "words"),
    ("words that must not leak", {"words": "x" * 61}, "words"),
    ("words that must not leak", {"words": "a\0b"}, "words"),
    ("words that must not leak", {"words": "\u200b"}, "words"),
    ("words that must not leak", {"words": "\n".join(f"Bea{n}" for n in range(21))}, "words"),
    ("say", {"text": ""}, "text"),
    ("say", {"text": "\u200b"}, "text"),
    ("say", {"text": "x" * 4001}, "text"),
    ("say", {"text": "a\0b"}, "text"),
    ("say", {"text": "a\x07b"}, "text"),
    ("say", {"note": "x" * 81}, "note"),
    ("say otherwise", {"text": " "}, "text"),
    ("say otherwise", {"text": "x" * 4001}, "text"),
    ("cancel a meeting", {"words": " "}, "words"),
    ("cancel a meeting", {"words": "x" * 301}, "words"),
    ("cancel a meeting", {"words": "a\0b"}, "words"),
    ("report", {"where": ""}, "where"),
    ("report", {"where": "x" * 501}, "where"),
    ("report", {"why": " "}, "why"),
    ("report", {"why": "x" * 4001}, "why"),
    ("report", {"why": "a\0b"}, "why"),
    ("report", {"contact": "x" * 201}, "contact"),
    ("report", {"organisation": "1"}, "organisation"),
    ("look up a report", {"code": ""}, "code"),
    ("look up a report", {"code": "AAAA-BBBB"}, "code"),
    ("look up a report", {"code": "a\0b"}, "code"),
    ("answer a report", {"outcome": "shot"}, "outcome"),
    ("answer a report", {"words": ""}, "words"),
    ("answer a report", {"words": "x" * 4001}, "words"),
    ("host page", {"nl": "x" * 20_001}, "nl"),
    ("host page", {"en": "a\0b"}, "en"),
    ("open a group", {"name": "x" * 81}, "name"),
    ("open a group", {"theme": "voetbal"}, "theme"),
    ("open a group", {"links": "4"}, "links"),
    ("open a group", {"first_on": "2020-02-30", "first_at": "20:00"}, "first_on"),
    ("open a group", {"first_at": "20:00"}, "first_on"),
    ("change the texts", {"name": " "}, "name"),
    ("change the texts", {"rhythm": "x" * 81}, "rhythm"),
    ("pause", {"words": ""}, "words"),
    ("pause", {"words": "x" * 1001}, "words"),
    ("end a lead", {"words": ""}, "words"),
    ("end a lead", {"words": "x" * 1001}, "words"),
    ("search", {"q": "x" * 61}, "q"),
    ("search", {"q": "a\0b"}, "q"),
]
"""Form, what is wrong in it, and the field at which that is said (__all__: at the top only)."""


@pytest.mark.once
@pytest.mark.parametrize("name", sorted({name for name, _, _ in MISTAKES}))
def test_a_mistake_is_said_once_at_its_field_and_the_rest_stays(name: str, site: HereSite) -> None:
    form, other = FORMS[name], str(current_wordings(a_group()).consent.pk)
    for wrong, at in [(wrong, at) for whose, wrong, at in MISTAKES if whose == name]:
        with undone():
            before = state()
            changed = {key: other if value == ELSEWHERE else value for key, value in wrong.items()}
            typed = {**good(form, site), **changed}
            answer = send(site, form, encoded([*typed.items()]))
            shown = _form_of(answer)
            assert answer.status_code == 200, wrong
            assert [(field, len(sentences)) for field, sentences in shown.errors.items()] == [(at, 1)], wrong
            _says(answer.content.decode(), shown, at)
            _keeps(answer.content.decode(), shown, typed)
            assert state() == before, wrong


def _form_of(answer: Any) -> Any:
    """The form of a page that has something wrong with it."""
    found = [layer["form"] for layer in answer.context if "form" in layer and layer["form"].errors]
    assert found, "no form with an error on the page"
    return found[0]


def _says(page: str, form: Any, at: str) -> None:
    """In the summary at the top, and once more beside the field; a search has one field and no summary."""
    sentence = html.escape(str(form.errors[at][0]), quote=True)
    assert page.count(sentence) >= (1 if at in ("__all__", "q") else 2), sentence
    assert at == "q" or 'id="form-errors"' in page


def _keeps(page: str, form: Any, typed: dict[str, str]) -> None:
    for name, value in typed.items():
        if name in SECRETS:
            assert not value or value not in page
        elif name in form.fields and name not in RENEWED and not hasattr(form.fields[name], "choices"):
            assert str(form[name].value()) == value
            assert html.escape(value) in page.replace("\r\n", "\n")


def test_the_words_of_another_group_do_not_make_a_place_here(site: HereSite) -> None:
    other = current_wordings(a_group())
    form, before = FORMS["join"], state()
    fields = {**good(form, site), "rules": str(other.rules.pk), "consent": str(other.consent.pk)}
    assert sorted(_form_of(send(site, form, encoded([*fields.items()]))).errors) == ["consent", "rules"]
    assert state() == before


TWICE = {
    "groups:join": "stranger",
    "groups:appointment": "stranger",
    "groups:decline": "facilitator",
    "groups:revoke_invitation": "facilitator",
    "groups:rules": "facilitator",
    "rooms:invitation": "stranger",
    "rooms:appoint_facilitator": "facilitator",
    "rooms:admit": "facilitator",
    "rooms:leave": "member",
    "rooms:pause": "facilitator",
    "rooms:plain": "member",
    "rooms:plain_line": "member",
    "rooms:plain_take_back": "member",
    "rooms:plain_acknowledge": "listener",
    "rooms:cancel": "facilitator",
    "rooms:confirm": "member",
    "rooms:give_back": "member",
    "rooms:close": "facilitator",
    "moderation:hide": "facilitator",
    "moderation:release_held": "facilitator",
    "moderation:return_held": "facilitator",
    "moderation:drop_held": "facilitator",
    "rooms:put_away": "member",
    "moderation:remove": "facilitator",
    "moderation:ban": "facilitator",
    "moderation:lift": "facilitator",
    "moderation:statement": "member",
    "moderation:decide_appeal": "coordinator",
    "moderation:coordinated_ban": "coordinator",
    "moderation:coordinated_lift": "coordinator",
    "moderation:decide_notice": "coordinator",
    "groups:edit_host_page": "coordinator",
    "moderation:own_words": "coordinator",
    "moderation:leak_words": "member",
    "account_logout": "member",
    "erase": "member",
    "rooms:coordination_open": "coordinator",
    "rooms:coordinated_texts": "coordinator",
    "rooms:coordinated_confirm": "coordinator",
    "rooms:coordinated_appoint": "coordinator",
    "rooms:coordinated_withdraw": "coordinator",
    "moderation:coordinated_end_lead": "coordinator",
    "rooms:coordinated_pause": "coordinator",
    "rooms:coordinated_close": "coordinator",
}


@pytest.mark.parametrize("title", TWICE)
def test_sent_twice_is_done_once_and_leads_on_both_times(title: str, site: HereSite) -> None:
    path, fields = path_of(title, site.village), site.village.fields(title)
    browser = site.browser(TWICE[title])
    first = browser.post(path, fields)
    after = state()
    second = browser.post(path, fields)
    assert (first.status_code, second.status_code) == (302, 302)
    assert state() == after
    assert browser.get(second["Location"], follow=True).status_code == 200


def test_two_tabs_that_decide_differently_do_the_first_and_show_how_it_is(site: HereSite) -> None:
    browser = site.browser("facilitator")
    browser.post(path_of("rooms:admit", site.village))
    after = state()
    answer = browser.post(path_of("groups:decline", site.village), {"words": "De groep is vol."})
    assert answer.status_code == 302
    assert state() == after


def test_a_talk_that_was_closed_in_another_tab_says_so_to_the_old_page(site: HereSite) -> None:
    browser = site.browser("facilitator")
    browser.post(path_of("rooms:close", site.village))
    after = state()
    page = browser.post(path_of("rooms:pause", site.village), follow=True)
    assert page.status_code == 200
    assert len(list(page.context["messages"])) == 1
    assert state() == after


def test_back_and_again_after_signing_out_finds_nothing_and_does_nothing(site: HereSite) -> None:
    browser, before = site.browser("facilitator"), state()
    browser.post(path_of("account_logout", site.village))
    assert browser.post(path_of("rooms:close", site.village)).status_code == 404
    assert browser.get(path_of("rooms:room", site.village)).status_code == 302
    assert {**state(), "audit": 0} == {**before, "audit": 0}


def test_other_people_s_ids_in_a_form_change_nothing(site: HereSite) -> None:
    """A form says what to do, the path and the session say to whom and by whom."""
    foreign = {"member_id": site.village.here["member"], "account": "1", "group": "1", "role": "facilitator"}
    form = FORMS["join"]
    send(site, form, encoded([*{**good(form, site), **foreign}.items()]))
    newest = [row for row in state()["members"] if row[4] == "Zachte Regen"]
    assert [(row[1], row[2]) for row in newest] == [("requested", "member")]


COOKIES = {"NUL": "\x00", "ten kilobytes": "a" * 10_000, "HTML": "<script>", "a path": "../../x", "nothing": ""}


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "SILENT_COOKIE_NAME"]
)
@pytest.mark.parametrize("label", COOKIES)
def test_a_cookie_that_is_none_of_ours_is_that_of_a_visitor(name: str, label: str, visitor: Client) -> None:
    visitor.cookies[getattr(settings, name)] = COOKIES[label]
    assert visitor.get("/").status_code == 200
    assert visitor.get("/mijn-plek/").status_code == 302


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "x" * 8000, "nl;q=9999", "*", "zh-Hans-CN-x-private," * 200, "\x00", "../nl"])
def test_a_language_that_is_none_is_one_of_ours(value: str, visitor: Client) -> None:
    page = visitor.get("/", headers={"accept-language": value})
    assert page.status_code == 200
    assert re.search(r'<html lang="(nl|fr|en)"', page.content.decode())
