"""Numbers that lead to a person: telephone, account, rijksregisternummer and burgerservicenummer."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Final

from moderation.checks.checksums import IBAN_LENGTHS, is_bsn, is_iban, is_national_number
from moderation.checks.figures import Run, runs
from moderation.checks.finding import Finding
from moderation.checks.folding import Folded, Pieces
from moderation.checks.language import Language, language
from moderation.helplines import DIRECTORY

_ABROAD: Final = re.compile(r"00(?:3[0-9]|4[0-9]|1|2\d\d?|5\d|6\d|7|8\d|9\d)\d{7,10}|3(?:2\(?0?4[5-9]|16)\d{7}(?!\d)")
_NATIONAL_START: Final = re.compile(r"0[1-9]\d{5}")
"""Belgian mobile and Dutch numbers have ten digits, other Belgian ones nine; services may have fewer."""
_WITHOUT_ZERO: Final = re.compile(r"4[5-9]\d{7}|6[1-58]\d{7}")
_NOBODYS: Final = re.compile(r"0(?:800|900|90[1-9]|70|78|1212|84)")
"""Free, paid and shared numbers: they belong to services."""
_NINE_DIGITS: Final = ("070", "078")
"""Shared Belgian numbers: with a tenth digit it is a French mobile one."""
_BARE: Final = re.compile(r"(?:0032|0031|32|31)0?(?=\d{7,9})")
_LONGEST_ACCOUNT: Final = 48
_MOST_TRIED: Final = 400
"""Words with which an account number may begin; 4,000 letters of English talk have 150."""
_FEWEST_OF_ACCOUNT: Final = 6
"""Digits of an account number of which some are told in letters."""
_IBAN: Final = re.compile(
    r"(?<![a-z0-9])(?=[a-z][ .-]?[a-z][ .:/-]{0,3}[\doil])(?:"
    + "|".join(f"{code[0]}[ .-]?{code[1]}" for code in IBAN_LENGTHS)
    + r")(?:[ .:/-]{0,3}[\doil]){2}(?:[ .:/-]{0,3}[a-z0-9]){11,30}"
)
_BEGINS: Final = re.compile(r"[a-z][ .-]?[a-z][ .:/-]{0,3}[\doil][ .:/-]{0,3}[\doil]")
_DIGITS: Final = "0123456789"
_FOR_DIGITS: Final = ("o", "i", "l", *(first + last for first in "oil" for last in "oil"))
_ACCOUNT_STARTS: Final = frozenset(IBAN_LENGTHS) | {code[0] for code in IBAN_LENGTHS}
_COUNTRIES_ALONE: Final = _ACCOUNT_STARTS.union(f"{code}{ends}" for code in IBAN_LENGTHS for ends in _FOR_DIGITS)
_DAY: Final = re.compile(r"(?:[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)")
_BSN_GROUPS: Final = ((9,), (8,), (3, 3, 3), (2, 3, 3), (4, 2, 3), (4, 2, 2), (2, 3, 4), (4, 3, 2), (3, 2, 4))
_MOST_GROUPS: Final = 5
_BSN_CUES: Final = ("bsn", "burgerservice", "sofi")
_MIXED: Final = re.compile(r"[0-9][a-hjkmnp-z]|[a-hjkmnp-z][0-9]")
_TIED_BEFORE: Final = re.compile(r"[a-z0-9][-_]?$")
_TIED: Final = re.compile(r"[-_]?[a-z0-9]")
_WITHOUT_SIGNS: Final = str.maketrans("", "", " .:/-")
_ACCOUNT_DIGITS: Final = frozenset(("", *"0123456789oil"))
_ACCOUNT_LETTERS: Final = str.maketrans("oil", "011")


def numbers(folded: Folded, spoken: Language) -> Iterator[Finding]:
    """What of all this stands in a text; places are those of the folded text."""
    if folded.digits >= _FEWEST_OF_ACCOUNT:
        yield from _accounts(folded)
    found = runs(folded, spoken)
    first = next(found, None)
    if not first:
        return
    cue = not folded.words.isdisjoint(spoken.words("numbers", "phone_cues")) or "06" in folded.plain
    coded = not any(word in folded.plain for word in _BSN_CUES)
    for run in chain((first,), found):
        yield from _of_run(run, folded.plain, cue, coded)


def _of_run(run: Run, plain: str, cue: bool, coded: bool) -> Iterator[Finding]:
    """The numbers in a run, each from the first figure at which one begins; `coded`: nobody speaks of a bsn."""
    done = 0
    for start in run.starts:
        if start < done:
            continue
        for kind, length in _candidates(run, start, cue):
            figures = run.figures_of(start, length)
            if figures and (not kind or run.alone(start, length, plain)):
                if kind == "bsn" and coded and _in_token(plain, figures[0].start, figures[-1].end):
                    done = start + length
                    break
                if kind:
                    yield Finding(kind, figures[0].start, figures[-1].end)
                done = start + length
                break
    if not done and _told_in_words(run):
        yield Finding("phone", run.figures[0].start, run.figures[-1].end)


def _in_token(plain: str, start: int, end: int) -> bool:
    """Whether these digits are of a code with letters: a8156f0b-284d, 8b9b4242."""
    return bool(
        _MIXED.search(plain, start, end)
        or _TIED_BEFORE.search(plain[max(start - 2, 0) : start])
        or _TIED.match(plain, end)
    )


def _told_in_words(run: Run) -> bool:
    """Whether a number with tens in it is told aloud: how many digits it has is then a matter of hearing."""
    words = [figure for figure in run.figures if figure.in_words]
    return len(words) >= 4 and len(words) == len(run.figures) and run.digits[0] == "0" and 8 <= len(run.digits) <= 14


def _candidates(run: Run, start: int, cue: bool) -> Iterator[tuple[str, int]]:
    """Kinds and lengths that the digits from here on may have, the surest first; no kind: nobody's number."""
    digits, first = run.digits, run.digits[start]
    # Of many digits that all stand alone the grouping tells nothing.
    in_groups = len(digits) <= 11 or len(run.figures[run.starts[start]].digits) > 1
    if in_groups and _groups(run, start, 11) and is_national_number(digits[start : start + 11]):
        yield "national_number", 11
    if first in "03" and (found := _ABROAD.match(digits, start)):
        yield from (("", length) for length in _open_lengths(digits[start : start + 14]))
        yield from (("phone", length) for length in range(found.end() - start, 9, -1))
    elif first == "0" and _NATIONAL_START.match(digits, start):
        yield from (("", length) for length in _open_lengths(digits[start : start + 14]))
        yield from (("phone", length) for length in (10, 9))
    elif digits.startswith("116", start):
        yield from (("", length) for length in _open_lengths(digits[start : start + 14]))
    for length in (9, 8) if in_groups else ():
        if _groups(run, start, length) in _BSN_GROUPS and _may_be_bsn(digits[start : start + length]):
            yield "bsn", length
    if cue and (found := _WITHOUT_ZERO.match(digits, start)):
        yield "phone", found.end() - start


def _groups(run: Run, start: int, length: int) -> tuple[int, ...]:
    """How these digits stand in groups, when they are few whole figures; one group when they are all of the run."""
    if len(run.digits) == length:
        return (length,)
    first, last = run.starts[start], run.ends.get(start + length)
    if last is None or last - first > _MOST_GROUPS:
        return ()
    return tuple(len(figure.digits) for figure in run.figures[first : last + 1])


def _may_be_bsn(digits: str) -> bool:
    return is_bsn(digits) and not _DAY.fullmatch(digits)


@cache
def _open_numbers() -> frozenset[str]:
    return frozenset(line.dialled for line in DIRECTORY.lines if line.number) | language("nl").words(
        "contact", "open_numbers"
    )


def _open_lengths(digits: str) -> Iterator[int]:
    """How many of these digits are a number that everybody may call."""
    abroad = _BARE.match(digits)
    inland, ahead = ("0" + digits[abroad.end() :], abroad.end() - 1) if abroad else (digits, 0)
    for length in range(12, 5, -1):
        if inland[:length] in _open_numbers():
            yield length + ahead
    if inland.startswith(_NINE_DIGITS):
        yield 9 + ahead
    elif _NOBODYS.match(inland):
        yield from (length + ahead for length in (11, 10, 9, 8, 7))


def _accounts(folded: Folded) -> Iterator[Finding]:
    plain, pieces = folded.plain, folded.pieces
    seen, words = set[str](), [*pieces.said, ""]
    for place in pieces.places_of(_that_may_begin_account(pieces))[:_MOST_TRIED]:
        if len(words[place]) == 2 and words[place + 1][:1] not in _ACCOUNT_DIGITS:
            continue
        start = pieces.starts[place]
        if not _BEGINS.match(plain, start):
            continue
        said = plain[start : start + _LONGEST_ACCOUNT]
        if said in seen or sum(map(said.count, _DIGITS)) < _FEWEST_OF_ACCOUNT:
            continue
        seen.add(said)
        found = _IBAN.match(plain, start)
        if not found:
            continue
        signs = found[0].translate(_WITHOUT_SIGNS)
        length = IBAN_LENGTHS[signs[:2]]
        if _is_account(signs[:length]):
            places = [place for place in range(found.start(), found.end()) if plain[place].isalnum()]
            yield Finding("iban", places[0], places[length - 1] + 1)


def _that_may_begin_account(pieces: Pieces) -> set[str]:
    """Those that are a country, or part of one, with nothing behind it or a digit or what stands for one."""
    with_digits = {word for word in pieces.figured if word[2:3] in _ACCOUNT_DIGITS and word[:2] in _ACCOUNT_STARTS}
    return with_digits | (pieces.words & _COUNTRIES_ALONE)


def _is_account(signs: str) -> bool:
    # One in 97 rows of words and hours has a sum that is right; of every account two thirds are digits.
    if 3 * sum(map(signs.count, "0123456789oil")) < 2 * len(signs):
        return False
    if is_iban(signs):
        return True
    # Of Belgian and most other numbers all is digits behind the country, so that letters stand for digits.
    bank = 8 if signs[:2] in ("nl", "gb", "ie") else 4
    return is_iban(
        signs[:2] + signs[2:4].translate(_ACCOUNT_LETTERS) + signs[4:bank] + signs[bank:].translate(_ACCOUNT_LETTERS)
    )
