"""Which words of a language can be names."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from moderation.checks.language import Language
from moderation.checks.tokens import Tokens, bits, together

_VAN: Final = frozenset(("van",))


class Naming:
    """Tells which tokens can be names, first names or small words inside a surname."""

    def __init__(self, spoken: Language) -> None:
        self.first = spoken.words("people", "first_names")
        beside = spoken.words("people", "first_names_beside")
        self.firsts_only = (self.first - spoken.words("people", "first_names_too")) | beside
        """First names that may stand without a capital beside a profession."""
        self.known = self.firsts_only | spoken.words("people", "surnames")
        self.never = frozenset().union(
            *(spoken.words("people", name) for name in ("not_named", "months", "sectors")),
            spoken.words("places", "not_towns"),
            spoken.words("places", "towns"),
        )
        self.links = spoken.words("people", "links") - _VAN
        self.told = frozenset(word for word in self.known if len(word) > 1) | self.links
        """Those that are such words wherever they stand."""

    def names(self, tokens: Tokens, told: Mapping[str, int]) -> int:
        """The tokens that can be names, as bits; `told` has those of each word of the text that is told."""
        known = together(told[word] for word in self.known.intersection(told) if len(word) > 1)
        if tokens.given.is_upper:
            return known
        words, never = tokens.words, self.never
        return known | bits(at for at in tokens.capitals if len(words[at]) > 1 and words[at] not in never)

    def firsts(self, tokens: Tokens, told: Mapping[str, int]) -> int:
        """The known first names, as bits."""
        known = together(told[word] for word in self.firsts_only.intersection(told) if len(word) > 1)
        return known | _capitals(tokens, self.first)

    def small(self, tokens: Tokens, told: Mapping[str, int]) -> int:
        """The small words inside a surname, as bits; van is one when it has a capital."""
        return together(told[word] for word in self.links.intersection(told)) | _capitals(tokens, _VAN)


def _capitals(tokens: Tokens, words: AbstractSet[str]) -> int:
    said = tokens.words
    return bits(at for at in tokens.capitals if said[at] in words)


@cache
def naming(spoken: Language) -> Naming:
    return Naming(spoken)
