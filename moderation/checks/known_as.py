"""Full names under which somebody can be found on another service: zoek me op onder Martine Zonneschijn."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from moderation.checks.finding import Finding
from moderation.checks.folding import MOST_PLACES, Folded
from moderation.checks.language import Language

_UNDER: Final = re.compile(
    r"(?P<under>onder|under|sous|als|as|comme|naar|is|heet|for|to|c'est|est)"
    r"(?: (?:de|mijn|mn|the|my|le|mon) (?:naam|name|nom))?:? [\"'(]?"
    r"(?P<first>[a-z]{2,20})(?: (?:van|de|der|den|le|la|du|el)){0,2} (?P<last>[a-z]{2,20})(?![a-z@])"
)


_BEGIN: Final = frozenset("onder under sous als as comme naar is heet for to c est".split())
"""The first words of these."""


def known_as(folded: Folded, spoken: Language) -> Iterator[Finding]:
    """Names of two words and more with capitals, where another service or a search is spoken of."""
    platform = not folded.words.isdisjoint(spoken.words("contact", "platforms"))
    under = spoken.words("contact", "under") | (spoken.words("contact", "under_platform") if platform else frozenset())
    if folded.is_upper or not (platform or folded.words & under):
        return
    if not platform and folded.words.isdisjoint(spoken.words("contact", "cues")):
        return
    given = spoken.words("people", "first_names")
    for found in islice(_told(folded), MOST_PLACES):
        named = folded.capital(found.start("first")) and folded.capital(found.start("last"))
        sure = found["under"] in under or (platform and found["first"] in given)
        if named and sure:
            yield Finding("handle", found.start("first"), found.end("last"))


def _told(folded: Folded) -> Iterator[re.Match[str]]:
    for _, start, _ in folded.pieces.of(_BEGIN):
        found = _UNDER.match(folded.plain, start)
        if found:
            yield found
