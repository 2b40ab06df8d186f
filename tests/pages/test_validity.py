"""The reader of HTML itself: each kind of fault, planted in a page that has none otherwise, is found."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tests.pages.validity import faults

GOOD = """<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>Een pagina</title><link rel="stylesheet" href="a.css"></head>
<body>
  <header><a href="#main">Naar de inhoud</a></header>
  <main id="main" tabindex="-1">
    <h1>Een pagina</h1>
    <ul role="list"><li><p>Iets</p></li></ul>
    <dl><dt>Wat</dt><dd>Dit</dd></dl>
    <form method="post" action="/ergens/">
      <input type="hidden" name="csrfmiddlewaretoken" value="abc">
      <fieldset aria-describedby="help"><legend>Kies</legend><p id="help">Eén.</p>
        <label><input type="radio" name="a" value="1" required> Eén</label></fieldset>
      <label for="naam">Naam</label> <input type="text" id="naam" name="naam" maxlength="24">
      <button type="submit">Verstuur</button>
    </form>
    <details><summary>Meer</summary><p>Nog iets.</p></details>
    <!-- hier -->
  </main>
</body>
</html>"""

PLANTED = {
    "<p><div>Twee</div></p>": "parse: ",
    "<p>Open": None,
    "</section>": "parse: ",
    "<p class=a class=b>Twee keer</p>": "parse: duplicate-attribute",
    "<p>Jij &nogwat; ik</p>": "parse: expected-named-entity",
    "<table><p>Ernaast</p></table>": "parse: ",
    "<a href=a.html>Een <a href=b.html>twee</a></a>": "parse: ",
    "<ul><p>Iets</p></ul>": "place: main[main] > ul > p",
    "<ul>Iets</ul>": "place: text in ",
    "<li>Los</li>": "place: ",
    "<span><p>Te groot</p></span>": "place: ",
    "<button><h2>Kop</h2></button>": "place: ",
    "<dl><dt>Wat</dt></dl>": "parts: ",
    "<dl><dd>Dit</dd><dt>Wat</dt></dl>": "parts: ",
    "<details><p>Zonder</p></details>": "parts: ",
    "<fieldset><p>Eerst</p><legend>Te laat</legend></fieldset>": "parts: ",
    "<a href=a.html><button type=button>In</button></a>": "nested: ",
    "<button type=button><span tabindex=0>In</span></button>": "nested: ",
    "<center>Oud</center>": "element: center",
    "<p align=center>Oud</p>": "attribute: align",
    "<p style='color: red'>Eigen stijl</p>": "attribute: style",
    "<p onclick='weg()'>Eigen script</p>": "attribute: onclick",
    "<input type=hidden name=a value=1 required>": "attribute: required",
    "<img src=a.png>": "attribute: alt is missing",
    "<a href=''>Nergens</a>": "attribute: href says nothing",
    "<form action=''><p>Hier</p></form>": "attribute: action says nothing",
    "<p tabindex=3>Eerst</p>": "attribute: tabindex",
    "<a href='een twee.html'>Gat</a>": "attribute: href with a space",
    "<div role=kop>Kop</div>": "role: kop",
    "<p id=naam>Nog een</p>": "id: 'naam'",
    "<p id='een twee'>Gat</p>": "id: 'een twee'",
    "<p aria-describedby=weg>Wees</p>": "pointer: aria-describedby to weg",
    "<label for=weg>Wees</label>": "pointer: for to weg",
    "<label for=main>Geen veld</label>": "pointer: label for main",
    "<a href=#weg>Wees</a>": "pointer: link to #weg",
    "<p aria-label=Zo>Dit</p>": "name: ",
    "<textarea name=b></textarea>": "name: ",
    "<button type=button></button>": "name: ",
    "<h2></h2>": "empty: ",
    "<h4>Te diep</h4>": "headings: ",
    "<h1>Nog een</h1>": "whole: 2 h1",
    "<p autofocus>A</p><p autofocus>B</p>": "whole: two things",
}
"""What is planted, and how what is found begins; None: the standard lets it stand."""


def test_a_good_page_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize("planted", PLANTED)
def test_each_kind_of_fault_is_found(planted: str) -> None:
    found, expected = faults(GOOD.replace("<!-- hier -->", planted)), PLANTED[planted]
    assert (found == []) if expected is None else any(each.startswith(expected) for each in found), found


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ("<!doctype html>\n", "parse: expected-doctype"),
        (' lang="nl"', "attribute: lang is missing"),
        ("<title>Een pagina</title>", "whole: 0 title"),
        ("<h1>Een pagina</h1>", "whole: 0 h1"),
        ('<label for="naam">Naam</label>', "name: "),
        ("<summary>Meer</summary>", "parts: summary"),
    ],
)
def test_what_a_page_must_have_is_missed(taken: str, found: str) -> None:
    assert any(each.startswith(found) for each in faults(GOOD.replace(taken, "")))


def test_what_a_script_says_later_may_be_empty_as_long_as_nobody_meets_it() -> None:
    hidden = "<div hidden><button type=button></button></div><dialog><h2></h2></dialog>"
    assert faults(GOOD.replace("<!-- hier -->", hidden)) == []


def a_bad_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(GOOD.replace("<!-- hier -->", "<p id=naam>Nog een</p>"))


urlpatterns = [path("slecht/", a_bad_page)]


@override_settings(ROOT_URLCONF=__name__)
def test_every_page_that_a_test_gets_is_held_against_the_rules() -> None:
    with pytest.raises(AssertionError, match="id: 'naam' stands there 2 times"):
        Client().get("/slecht/")
