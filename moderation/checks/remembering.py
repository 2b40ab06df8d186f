"""What was worked out of a word, remembered in memory until there is much of it."""

from collections.abc import Callable
from typing import Final, TypeVar

Value = TypeVar("Value")

_MOST_WORDS: Final = 20_000
"""After which all are forgotten."""
_MOST_LETTERS: Final = 40
"""Of a word that is remembered."""


class Remembered(dict[str, Value]):
    """For a word what `work_out` makes of it, which is asked when the word is first met."""

    def __init__(self, work_out: Callable[[str], Value]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> Value:
        found = self._work_out(word)
        if len(self) >= _MOST_WORDS:
            self.clear()
        if len(word) <= _MOST_LETTERS:
            self[word] = found
        return found
