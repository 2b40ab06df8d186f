"""The thirteen ground rules, each under the code that a measure names."""

from typing import Final

from groups.wordings import RULES

RULE_CODES: Final = (
    "stays-here",
    "group-name",
    "speak-for-yourself",
    "advice-when-asked",
    "let-finish",
    "may-pass",
    "no-methods",
    "be-kind",
    "no-advertising",
    "sober",
    "not-coping",
    "facilitator-decides",
    "may-leave",
)
"""In the order of groups.wordings.RULES, which members agree to when they join; at most 24 characters each."""

RULE_WORDS: Final = dict(zip(RULE_CODES, RULES, strict=True))


def rule_choices() -> list[tuple[str, str]]:
    """Code and words of every rule, in the reader's language."""
    return [(code, str(words)) for code, words in RULE_WORDS.items()]
