"""Which words of a language can be names."""

from collections.abc import Collection
from functools import cache

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
        known = sum(bits for word, bits in tokens.places.items() if word in self.known and len(word) > 1)
        if tokens.given.is_upper:
            return known
        words, never, capitals = tokens.words, self.never, tokens.given.capitals
        for at, start in enumerate(tokens.starts) if capitals else ():
            if start in capitals and len(words[at]) > 1 and words[at] not in never:
                known |= 1 << at
        return known

    def firsts(self, tokens: Tokens) -> int:
        """The known first names, as bits."""
        return _capitals(tokens, self.first)

    def small(self, tokens: Tokens) -> int:
        """The small words inside a surname, as bits; van is one when it has a capital."""
        bits = sum(bits for word, bits in tokens.places.items() if word in self.links and word != "van")
        return bits | _capitals(tokens, frozenset(("van",)))


def _capitals(tokens: Tokens, words: Collection[str]) -> int:
    if not tokens.given.capitals or tokens.places.keys().isdisjoint(words):
        return 0
    return sum(1 << at for at, word in enumerate(tokens.words) if word in words and tokens.capital(at))


@cache
def naming(spoken: Language) -> Naming:
    return Naming(spoken)
