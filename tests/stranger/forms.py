"""Every form of the site, who fills it in, what may be typed where, and what people and machines type into forms."""

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from moderation.receipts import sealed_receipt
from tests.stranger.client import HereSite
from tests.stranger.village import path_of


@dataclass(frozen=True)
class Form:
    """A form by the row of its page, the actor who sends it, and its fields."""

    title: str
    actor: str
    fields: tuple[str, ...]
    method: str = "POST"


PLAN = ("day", "start", "which", "minutes", "zone", "places")

FORMS = {
    "sign up": Form("accounts:sign_up", "visitor", ("passphrase", "take_proposal", "offer", "next")),
    "log in": Form("account_login", "visitor", ("login", "password", "next")),
    "log out": Form("account_logout", "member", ("next",)),
    "join": Form("groups:join", "stranger", ("choice", "own_name", "line", "meant", "rules", "consent", "offered")),
    "take a post": Form("groups:appointment", "stranger", ("choice", "own_name", "rules", "consent", "offered")),
    "decline": Form("groups:decline", "facilitator", ("words",)),
    "hide": Form("moderation:hide", "facilitator", ("rule", "words")),
    "give a line back": Form("moderation:return_held", "facilitator", ("words",)),
    "do not let a line through": Form("moderation:drop_held", "facilitator", ("rule", "words")),
    "put a line away": Form("rooms:put_away", "member", ("id",)),
    "mute": Form("moderation:mute", "facilitator", ("rule", "words", "minutes", "this_talk", "line")),
    "remove": Form("moderation:remove", "facilitator", ("rule", "words", "line")),
    "suspend": Form("moderation:suspend", "facilitator", ("rule", "words", "days", "line")),
    "ban": Form("moderation:ban", "facilitator", ("rule", "words", "line")),
    "object": Form("moderation:statement", "member", ("words",)),
    "answer an objection": Form("moderation:decide_appeal", "coordinator", ("outcome", "words")),
    "suspend a facilitator": Form("moderation:coordinated_suspend", "coordinator", ("rule", "words", "days", "line")),
    "accept an invitation": Form("rooms:invitation", "stranger", ("choice", "own_name", "rules", "consent", "offered")),
    "invite": Form("groups:invitations", "facilitator", ("days", "uses")),
    "take a link back": Form("groups:revoke_invitation", "facilitator", ("invitation",)),
    "texts": Form(
        "groups:texts",
        "facilitator",
        ("summary", "rhythm", "weekdays", "meets", "evening", "strictness", "in_person"),
    ),
    "rules": Form("groups:rules", "facilitator", ("version", "text")),
    "handover": Form("groups:handover", "facilitator", ("seen", "note")),
    "guard": Form(
        "moderation:guard",
        "facilitator",
        ("seen", "numbers", "numbers_words", "methods", "methods_words", "holds_newcomers", "slow_seconds"),
    ),
    "look": Form("moderation:look", "member", ("text", "note")),
    "try a line": Form("moderation:try_line", "facilitator", ("line",)),
    "agree": Form("groups:agree", "member", ("rules",)),
    "own language": Form("accounts:language", "member", ("language", "country")),
    "comfort": Form("accounts:comfort", "member", ("spacing", "face", "arrival_seconds", "announced_every_seconds")),
    "sign up with a passkey": Form("accounts:sign_up_passkey", "visitor", ("credential", "label", "shared", "next")),
    "log in with a passkey": Form("accounts:log_in_passkey", "visitor", ("credential", "shared", "next")),
    "log in with a code": Form("accounts:log_in_code", "visitor", ("code", "shared", "next")),
    "ask to make": Form("accounts:ask_to_make", "member", ("label",)),
    "confirm": Form("accounts:confirm", "member", ("way", "old", "code", "credential", "next")),
    "app": Form("accounts:code_app", "member", ("code", "next")),
    "add a passkey": Form("accounts:passkeys", "member", ("credential", "label", "next")),
    "name a passkey": Form("accounts:name_passkey", "member", ("passkey", "label")),
    "remove a passkey": Form("remove_passkey", "member", ("passkey",)),
    "passphrase": Form("passphrase", "member", ("old", "take_proposal", "passphrase", "offer")),
    "ask for own data": Form("export", "member", ("old",)),
    "fetch own data": Form("export_files", "member", ("file",)),
    "words that must not leak": Form("moderation:leak_words", "member", ("words",)),
    "give an address": Form("accounts:mail_address", "member", ("address",)),
    "erase": Form("erase", "member", ("old",)),
    "name a device": Form("name_device", "member", ("device", "word")),
    "end a device": Form("end_device", "member", ("device",)),
    "say": Form(
        "rooms:plain", "member", ("id", "text", "note", "reply_to", "finding", "as_it_is", "refresh", "antwoord")
    ),
    "say otherwise": Form("rooms:plain_line", "member", ("id", "text")),
    "take back": Form("rooms:plain_take_back", "member", ("id",)),
    "a quiet word": Form("rooms:plain_acknowledge", "member", ("kind", "on")),
    "plan": Form("rooms:evenings", "facilitator", PLAN),
    "change a meeting": Form("rooms:evening", "facilitator", PLAN),
    "cancel a meeting": Form("rooms:cancel", "facilitator", ("words",)),
    "open a group": Form(
        "rooms:coordination_open",
        "coordinator",
        (
            "name",
            "theme",
            "position",
            "meets",
            "weekdays",
            "evening",
            "kept_for",
            "links",
            "first_on",
            "first_at",
            "group",
        ),
    ),
    "change the texts": Form(
        "rooms:coordinated_texts",
        "coordinator",
        ("name", "theme", "weekdays", "rhythm", "in_person", "asks_age", "seen"),
    ),
    "pause": Form("rooms:coordinated_pause", "coordinator", ("words",)),
    "end a lead": Form("moderation:coordinated_end_lead", "coordinator", ("rule", "words")),
    "language": Form("set_language", "visitor", ("language", "next")),
    "report": Form("moderation:notice", "visitor", ("where", "why", "contact", "organisation", "receipt")),
    "look up a report": Form("moderation:receipt", "visitor", ("code",)),
    "report a line": Form("moderation:report_line", "facilitator", ("rule", "words", "next")),
    "report a person": Form("moderation:report_person", "member", ("rule", "words", "next")),
    "answer a member's report": Form("moderation:report", "facilitator", ("outcome", "words", "measure")),
    "answer one as a coordinator": Form("moderation:coordinated_report", "coordinator", ("outcome", "words")),
    "answer a report": Form("moderation:decide_notice", "coordinator", ("outcome", "words")),
    "settle a worry": Form("moderation:care", "facilitator", ("member",)),
    "a step of care": Form("moderation:care_case", "facilitator", ("step", "not_done")),
    "who is on duty": Form("moderation:duty", "coordinator", ("words", "alert", "organisation")),
    "check a help line": Form("moderation:check_helpline", "coordinator", ("outcome", "source", "number", "hours")),
    "host page": Form("groups:edit_host_page", "coordinator", ("nl", "en", "version")),
    "own words": Form("moderation:own_words", "coordinator", ("pattern", "kind", "language")),
    "country": Form("moderation:choose_country", "member", ("land",)),
    "search": Form("groups:list", "visitor", ("q",), "GET"),
}

NASTY: dict[str, str | bytes] = {
    "nothing": "",
    "spaces": "   ",
    "too much": "x" * 20_000,
    "one letter": "x",
    "a bell": "na\x07am",
    "NUL": "na\x00am",
    "lines": "een\r\ntwee\rdrie\n",
    "Cyrillic": "Привет, мир",
    "Chinese and Arabic": "你好 مرحبا",
    "an emoji of a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "letters turned round": "\u202eabc\u2066def",
    "nothing to see": "\u200b\u2060\ufeff",
    "a tower of accents": "a" + "\u0301" * 200,
    "HTML": '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "a template": "{{ form }}{% debug %}${7*7}",
    "SQL": "' OR 1=1; DROP TABLE accounts_account; --",
    "a format": "%s%n%(name)s{0}",
    "a great number": "9" * 6_000,
    "a number below nothing": "-1",
    "no number": "NaN",
    "a lone surrogate": b"%ED%A0%80",
    "no UTF-8": b"%FF%FE%C3%28",
    "half an escape": b"%4%%zz",
    "a path": "../../../../etc/passwd",
    "JSON": '{"a": [1, 2]}',
}
"""What is typed; bytes are sent as they are, without being encoded."""
TAKEN = ("one letter", "lines", "Cyrillic", "an emoji of a family", "a tower of accents", "HTML", "SQL", "a format")
"""What many fields take, so that it goes on to where it is kept."""

WEIRD_BODIES: dict[str, tuple[str, bytes]] = {
    "JSON": ("application/json", b'{"words": "x"}'),
    "XML": ("text/xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    "no type": ("", b"words=x"),
    "a type that is none": ("/;;=", b"words=x"),
    "another encoding": ("application/x-www-form-urlencoded; charset=utf-16", b"words=x"),
    "an encoding that is none": ("application/x-www-form-urlencoded; charset=klingon", b"x=1"),
    "parts without a border": ("multipart/form-data", b"words=x"),
    "parts with another border": ("multipart/form-data; boundary=a", b"--b\r\n\r\nx\r\n--b--"),
    "a part cut short": ("multipart/form-data; boundary=a", b'--a\r\nContent-Disposition: form-data; name="wo'),
    "a file for a text": (
        "multipart/form-data; boundary=a",
        b'--a\r\nContent-Disposition: form-data; name="words"; filename="a.png"\r\n\r\n\x89PNG\r\n--a--\r\n',
    ),
    "a part in base64 that is none": (
        "multipart/form-data; boundary=a",
        b'--a\r\nContent-Disposition: form-data; name="words"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--a--',
    ),
    "a thousand fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(1000))),
    "more than a page may send": ("application/x-www-form-urlencoded", b"words=" + b"x" * 300_000),
    "only signs": ("application/x-www-form-urlencoded", b"&&==&=;;&%00=%00&[]=&__proto__=1"),
}

Sent = list[tuple[str, str | bytes]]


def encoded(sent: Sent) -> bytes:
    """A form as a browser sends it, but with bytes left as they are."""
    return b"&".join(quote_plus(name, safe="[]").encode() + b"=" + _value(value) for name, value in sent)


def _value(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else quote_plus(value).encode()


def good(form: Form, site: HereSite) -> dict[str, Any]:
    """What a right form of this kind holds."""
    fields = dict(site.village.fields(form.title))
    if form.title == "moderation:notice":
        organisation = uuid.UUID(site.village.here["organisation"].removeprefix("o_"))
        return {**fields, "organisation": str(organisation), "receipt": sealed_receipt()}
    if form.title != "accounts:sign_up":
        return fields
    page = site.browser("visitor").get(path_of(form.title, site.village))
    return {"offer": page.context["form"].offer.token(), "passphrase": "een stille zin voor elke dag"}


def send(site: HereSite, form: Form, body: bytes, kind: str = "application/x-www-form-urlencoded") -> Any:
    """Sends the body (or for a GET the query) as the form's own actor."""
    path, browser = path_of(form.title, site.village), site.browser(form.actor)
    if form.method == "GET":
        return browser.get(f"{path}?{body.decode('latin-1')}")
    return browser.generic("POST", path, body, content_type=kind)
