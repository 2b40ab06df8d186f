"""What should be looked at before a line is heard: the identity guard and the theme shields.

Pure functions over word lists and patterns, which are data (moderation/checks/data); docs/checks.md says what each
kind means.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from moderation.checks.closing import closed_up
from moderation.checks.contact import contacts
from moderation.checks.finding import HARD, LANGUAGES, MOST, SHIELDS, SOFT, Finding, apart
from moderation.checks.folding import Folded, folded
from moderation.checks.known_as import known_as
from moderation.checks.language import Language, language
from moderation.checks.numbers import numbers
from moderation.checks.own import OwnWords
from moderation.checks.people import people
from moderation.checks.phrases import phrases
from moderation.checks.places import places

_ENOUGH_HARD: Final = 6
"""Hard findings of a text that is looked at no further."""

__all__ = ["HARD", "LANGUAGES", "SHIELDS", "SOFT", "Finding", "OwnWords", "find"]


def find(
    text: str,
    *,
    language: str,
    shields: Collection[str] = (),
    names: Iterable[str] = (),
    own: OwnWords | None = None,
) -> list[Finding]:
    """What the guard and the chosen shields find in a text, in its order.

    `language` is one of LANGUAGES, `shields` are some of SHIELDS, `names` are pseudonyms that may be said, and `own`
    are words of the organisation, which count when their kind is asked for. Raises KeyError for another language.
    """
    spoken, given = _language(language), Folded(text)
    known = _known(tuple(names))
    found = [*_enough(_guarded(given, spoken, known))]
    if len(found) < MOST and _hard(found) < _ENOUGH_HARD:
        found += islice(_shielded(given, spoken, shields, known), MOST)
        found += islice(_own(own, given, shields), MOST) if own else ()
        found = [*_apart(given, spoken, known), *(_as_given(each, given) for each in found)]
        return apart(found)
    return apart([_as_given(each, given) for each in found])


def _enough(found: Iterator[Finding]) -> Iterator[Finding]:
    """Until nothing more needs to be known: a text with so much that is hard will not be sent as it is."""
    hard = 0
    for each in islice(found, MOST):
        yield each
        hard += each.hard
        if hard == _ENOUGH_HARD:
            return


def _hard(found: Iterable[Finding]) -> int:
    return sum(each.hard for each in found)


def _as_given(found: Finding, given: Folded) -> Finding:
    return Finding(found.kind, *given.span(found.start, found.end))


def _apart(given: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    """What the guard finds in a text of which letters stand apart: K e r k s t r a a t 1 2."""
    closed = closed_up(given)
    if closed:
        tied, places = Folded(closed[0], given), closed[1]
        for each in _enough(_guarded(tied, spoken, names)):
            start, end = tied.span(each.start, each.end)
            yield Finding(each.kind, places[start], places[end - 1] + 1)


_language = language


@lru_cache(256)
def _known(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded(name) for name in names)


def _own(own: OwnWords, given: Folded, shields: Collection[str]) -> Iterator[Finding]:
    asked = {*SOFT, *(f"shield:{shield}" for shield in shields)}
    return (found for found in own.findings(given) if found.kind in asked)


def _guarded(given: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    yield from numbers(given, spoken)
    yield from contacts(given, spoken, names)
    yield from known_as(given, spoken)
    yield from places(given, spoken)
    yield from people(given, spoken, names)


def _shielded(given: Folded, spoken: Language, shields: Collection[str], names: Collection[str]) -> Iterator[Finding]:
    return phrases(given, spoken, shields, names) if shields else iter(())
