"""What the platform gives instead of an e-mail address: log-in names, passphrases and recovery codes."""

import random
import re
import secrets
import unicodedata
from typing import Final

from accounts.word_lists import WORDS

LOGIN_WORDS: Final = 3
PASSPHRASE_WORDS: Final = 6

# Crockford's base 32: no I, L, O or U.
CODE_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_GROUPS: Final = 7
CODE_GROUP_LENGTH: Final = 4
"""Seven groups of four characters of 5 bits: 140 bits."""


def login_name(language: str, choose: random.Random | None = None) -> str:
    """Three different words with hyphens, out of more than 2^30 names; whether it is free is for the caller to see."""
    return "-".join((choose or secrets.SystemRandom()).sample(_words_in(language), LOGIN_WORDS))


def normalised_login_name(text: str) -> str:
    """The log-in name that somebody means, whatever stands between the words and whatever the keyboard made of it."""
    return "-".join(_WORD.findall(_plain(text).casefold()))


def nobodys_login_hash() -> str:
    """Stands where the hash of a log-in name would, for an account that has none: no name has this hash."""
    return secrets.token_hex(32)


def passphrase(language: str, choose: random.Random | None = None) -> str:
    """Six words with spaces, each drawn on its own: at least 60 bits."""
    return " ".join((choose or secrets.SystemRandom()).choices(_words_in(language), k=PASSPHRASE_WORDS))


def recovery_code(choose: random.Random | None = None) -> str:
    """A code of 140 bits in groups with hyphens, in an alphabet without look-alikes."""
    return _grouped(
        "".join((choose or secrets.SystemRandom()).choices(CODE_ALPHABET, k=CODE_GROUPS * CODE_GROUP_LENGTH))
    )


def normalised_recovery_code(text: str) -> str:
    """The code that somebody means: any case and spacing, O for 0, I and L for 1; other text gives no valid code."""
    return _grouped("".join(_WORD.findall(_plain(text).upper())).translate(_READ_AS_DIGITS))


def _words_in(language: str) -> tuple[str, ...]:
    return WORDS.get(language, WORDS["nl"])


_WORD: Final = re.compile(r"[^\W_]+")
_READ_AS_DIGITS: Final = str.maketrans("OIL", "011")


def _plain(text: str) -> str:
    """Compatibility forms undone (NFKC), without accents and without anything invisible."""
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(char for char in apart if unicodedata.category(char) not in _UNSEEN))


_UNSEEN: Final = frozenset({"Mn", "Cf"})


def _grouped(code: str) -> str:
    return "-".join(code[start : start + CODE_GROUP_LENGTH] for start in range(0, len(code), CODE_GROUP_LENGTH))
