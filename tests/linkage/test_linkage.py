"""Nobody can tell that a name here and a name there are one person."""

import pytest

from groups.models import Membership
from tests.linkage.evening import spent
from tests.linkage.looks import taken_along
from tests.linkage.recording import NOT_LOOKED_AT, Record, pages
from tests.linkage.report import Report
from tests.linkage.tokens import links, shared_words, tokens, too_exact
from tests.stack import Stack


@pytest.mark.stack
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_links_the_two_names_of_one_person(embedded: Stack) -> None:
    """Red when a page or a frame carries anything that hangs on the account, or when what is planted is not found."""
    report = Report.of(spent(embedded))
    assert report.faults == []
    assert report.items > 500


@pytest.mark.once
def test_what_one_person_has_in_common_is_a_link_and_what_two_have_is_none() -> None:
    record = Record()
    for letter, owner in {"A": "b3n-4cc0unt", "B": "b3n-4cc0unt", "C": "0ther-one", "D": "0ther-two"}.items():
        record.add(letter, "a page", f'<p data-owner="{owner}" data-at="2026-03-03T20:04:00Z" class="hue-21">Welkom')
        record.add(letter, "a header", f"etag: W/{owner[:4]}")
    assert links(record) == {"b3n-4cc0unt"}


@pytest.mark.once
@pytest.mark.parametrize(
    "where",
    ["/leden/q7f3k9/", "set-cookie: seen=q7f3k9", '{"by": "q7f3k9"}', "?x=%71%37%66%33%6b%39", "&#113;7f3k9", "Q7F3K9"],
)
def test_a_token_is_found_wherever_and_however_it_is_written(where: str) -> None:
    assert "q7f3k9" in tokens([where])


@pytest.mark.once
def test_the_readers_own_clock_and_passphrase_tell_of_nobody() -> None:
    own = [
        'data-now="2026-03-03T20:04:07Z"',
        '"ends_at": "2026-03-03T20:34:07.120Z"',
        'data-left="1788" data-most="43188"',
        '{"left": 1788, "most": 43188}',
    ]
    assert tokens([*own, "?nu=1772568247123"]) == set()
    assert tokens(['<p class="code-words" id="proposal">scallop unrest ember</p>']) == {"class", "code-words"}


@pytest.mark.once
def test_times_are_told_to_the_minute_or_found() -> None:
    exact = ["2026-03-03T20:04:07Z", "2026-03-03T20:04:00.5Z", "20:04:07.25", '"at": 1772568247', '"at": 1772568247123']
    assert len(too_exact(exact)) == len(exact)
    assert too_exact(["2026-03-03T20:04:00Z", "2026-03-03T20:04:00+01:00", "20:04", 'data-now="20:04:07.5"']) == set()


@pytest.mark.once
def test_looks_that_go_along_with_everybody_are_found() -> None:
    def page(*people: tuple[str, int, int]) -> str:
        look = '<svg class="shape hue-{}" aria-hidden="true"><use href="/shapes.svg#shape-{}"/></svg> <bdi>{}</bdi>'
        return "".join(look.format(hue, shape, name) for name, hue, shape in people)

    names = {"one": ("Maan", "Zon"), "two": ("Zee", "Beek")}
    here = page(("Maan", 1, 2), ("Zee", 3, 4))
    assert taken_along(here, page(("Zon", 1, 2), ("Beek", 3, 4)), names) == ["colour", "shape", "order"]
    assert taken_along(here, page(("Beek", 7, 4), ("Zon", 1, 2)), names) == ["shape"]
    assert taken_along(here, page(("Beek", 7, 5), ("Zon", 1, 2)), names) == []


@pytest.mark.once
def test_the_colours_of_an_account_are_drawn_anew_in_each_group() -> None:
    """Typically none or one in a hundred is alike; red when a colour is made of anything that is always the same."""
    pairs = [(Membership().hue, Membership().hue) for _ in range(100)]
    assert sum(one == other for one, other in pairs) < 10


@pytest.mark.once
def test_the_lists_that_excuse_something_are_short_and_still_needed() -> None:
    assert len(shared_words()) <= 10
    assert set(NOT_LOOKED_AT) <= {name for name, _ in pages()}
