"""Wherever a path to go on to can be given, it leads nowhere but here."""

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.test import Client

from tests.factories import PASSPHRASE, Person, a_person

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HERE = "http://testserver/inloggen/"
EVIL = "evil.example"
TRICKS = (
    "//evil.example",
    "///evil.example",
    "////evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example/",
    "http:///evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "\x08//evil.example",
    "//evil.example@testserver/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "http://testserver:80@evil.example/",
    "//[::1",
    "//[evil.example]/",
    "/groepen/\r\nLocation: https://evil.example/",
    "/groepen/%0d%0aSet-Cookie:%20a=b",
    "/groepen/\u2028//evil.example",
    "\uff0f\uff0fevil.example",
    "/%5cevil.example",
    "/%2fevil.example",
    "/.//evil.example",
    "/groepen/..//evil.example",
    "/;@evil.example",
    "?next=//evil.example",
    "#//evil.example",
    ".evil.example",
    "/" + "a" * 5000,
)


def leads_out(location: str) -> bool:
    """Whether a browser would leave the site: it takes a backslash for a slash, and skips tabs and line ends."""
    read = re.sub(r"[\t\r\n]", "", location).replace("\\", "/").strip("\x00 ")
    try:
        place = urlsplit(urljoin(HERE, read))
    except ValueError:
        return True
    return read.startswith("//") or place.netloc != "testserver" or place.scheme != "http"


def one_header(answer: object) -> bool:
    """Whether no line end made two headers of one."""
    headers, cookies = getattr(answer, "headers", {}), getattr(answer, "cookies", {})
    return "a" not in cookies and not any(re.search(r"[\r\n]", value) for value in headers.values())


@pytest.fixture
def person(db: None) -> Person:
    return a_person(signed_in=False)


def test_the_probe_knows_a_way_out_when_it_sees_one() -> None:
    assert all(leads_out(trick) for trick in TRICKS[:10])
    assert not leads_out("/groepen/")


@pytest.mark.parametrize("trick", TRICKS)
def test_logging_in_leads_here(trick: str, person: Person) -> None:
    fields = {"login": person.login_name, "password": PASSPHRASE}
    answers = [
        Client().post("/inloggen/", {**fields, "next": trick}),
        Client().post(f"/inloggen/?next={quote(trick)}", fields),
    ]
    for answer in answers:
        assert answer.status_code == 302
        assert not leads_out(answer["Location"]), answer["Location"]
        assert one_header(answer)


@pytest.mark.parametrize("trick", TRICKS)
def test_signing_up_leads_here_also_two_pages_on(trick: str, visitor: Client) -> None:
    offer = visitor.get("/aanmelden/").context["form"].offer
    visitor.post("/aanmelden/", {"offer": offer.token(), "take_proposal": "on", "next": trick})
    answer = visitor.post("/bewaren/")
    assert answer.status_code == 302
    assert not leads_out(answer["Location"]), answer["Location"]
    assert one_header(answer)


@pytest.mark.parametrize("trick", TRICKS)
def test_changing_the_language_leads_here(trick: str, visitor: Client) -> None:
    for answer in (
        visitor.post("/taal/", {"language": "en", "next": trick}),
        visitor.get(f"/taal/?next={quote(trick)}"),
        visitor.post("/taal/", {"language": "en"}, headers={"referer": trick.replace("\r", "").replace("\n", "")}),
    ):
        assert answer.status_code == 302
        assert not leads_out(answer["Location"]), answer["Location"]
        assert one_header(answer)


@pytest.mark.parametrize("trick", TRICKS)
def test_a_page_that_carries_the_path_on_does_not_link_elsewhere(trick: str, visitor: Client, cleo: Person) -> None:
    for path in ("/inloggen/", "/aanmelden/"):
        page = visitor.get(f"{path}?next={quote(trick)}")
        assert page.status_code == 200
        links = re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())
        assert links
        assert [link for link in links if leads_out(link)] == []
        signed_in = cleo.client.get(f"{path}?next={quote(trick)}")
        assert not leads_out(signed_in["Location"])
