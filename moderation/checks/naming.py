"""Which words of a language can be names."""

from collections.abc import Set as AbstractSet
from functools import cache, reduce
from operator import or_

from moderation.checks.language import Language
from moderation.checks.tokens import Tokens


class Naming:
    """Tells which tokens can be names, first names or small words inside a surname."""

    def __init__(self, spoken: Language) -> None:
        self.first = spoken.words("people", "first_names")
        self.known = (self.first - spoken.words("people", "first_names_too")) | spoken.words("people", "surnames")
        self.never = frozenset().union(
            *(spoken.words("people", name) for name in ("not_named", "months", "sectors")),
            spoken.words("places", "not_towns"),
            spoken.words("places", "towns"),
        )
        self.links = spoken.words("people", "links")

    def names(self, tokens: Tokens) -> int:
        """The tokens that can be names, as bits."""
        places = tokens.places
        known = reduce(or_, [places[word] for word in tokens.vocabulary & self.known if len(word) > 1], 0)
        if tokens.given.is_upper:
            return known
        words, never = tokens.words, self.never
        for at in tokens.capitals:
            if len(words[at]) > 1 and words[at] not in never:
                known |= 1 << at
        return known

    def firsts(self, tokens: Tokens) -> int:
        """The known first names, as bits."""
        return _capitals(tokens, self.first)

    def small(self, tokens: Tokens) -> int:
        """The small words inside a surname, as bits; van is one when it has a capital."""
        bits = reduce(or_, [tokens.places[word] for word in tokens.vocabulary & self.links if word != "van"], 0)
        return bits | _capitals(tokens, frozenset(("van",)))


def _capitals(tokens: Tokens, words: AbstractSet[str]) -> int:
    said = tokens.words
    return sum([1 << at for at in tokens.capitals if said[at] in words])


@cache
def naming(spoken: Language) -> Naming:
    return Naming(spoken)
