"""The words that log-in names and passphrases are made of, by language."""

from typing import Final

from accounts.word_lists import dutch, english, french

WORDS: Final[dict[str, tuple[str, ...]]] = {"nl": dutch.WORDS, "fr": french.WORDS, "en": english.WORDS}
"""A log-in name may be typed in any language: all of them are kept in the same form."""
