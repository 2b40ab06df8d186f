"""What tells who somebody is: a birth date, a school or an employer, a name."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice
from typing import Final

from moderation.checks.cues import cued
from moderation.checks.finding import Finding
from moderation.checks.folding import MOST_PLACES, Folded
from moderation.checks.language import Language, one_of

_WORD: Final = re.compile(r"[a-z]+(?:[-'][a-z]+)*|\d+|[.,;:!?\n(]")
_LINKS: Final = frozenset("van de der den ter ten el al ben le la du di da d von o mc vanden vander y".split())
"""Small words inside a surname."""
_MOST_BETWEEN: Final = 40
"""Letters between a birth cue and its date."""
_BORN_SIGN: Final = re.compile("°(?=\\s?[0-3]?\\d)")
_OFFICES: Final = ("stad ", "gemeente ", "politie ", "ville de ", "commune de ", "city of ")
_LONGEST_DATE: Final = 28
_SENTENCE_ENDS: Final = re.compile(r"[.!?;\n]\s")


def people(folded: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    """All of these in a text; `names` are folded pseudonyms, which are nobody's own."""
    yield from _birth_dates(folded, spoken)
    yield from _work(folded, spoken)
    yield from _names(folded, spoken, names)


def _birth_dates(folded: Folded, spoken: Language) -> Iterator[Finding]:
    plain = folded.plain
    if not folded.words.isdisjoint(spoken.words("people", "other_birthdays")):
        return
    for cue in (*cued(folded, spoken, "birth"), *islice(_BORN_SIGN.finditer(plain), MOST_PLACES)):
        date = _date_after(plain, cue.end(), spoken) or _date_before(plain, cue.start(), spoken)
        if date:
            yield Finding("birth_date", *date.span())


def _date_after(plain: str, start: int, spoken: Language) -> re.Match[str] | None:
    date = _date(spoken).search(plain, start, start + _MOST_BETWEEN + _LONGEST_DATE)
    return date if date and not _SENTENCE_ENDS.search(plain, start, date.start()) else None


def _date_before(plain: str, end: int, spoken: Language) -> re.Match[str] | None:
    dates = list(_date(spoken).finditer(plain, max(end - _LONGEST_DATE - 8, 0), end))
    return dates[-1] if dates and not _SENTENCE_ENDS.search(plain, dates[-1].end(), end) else None


@cache
def _date(spoken: Language) -> re.Pattern[str]:
    months = one_of(spoken.words("people", "months"))
    days = one_of(word for word, value in spoken.values.items() if 0 < value < 32)
    day = rf"(?:[0-3]?\d(?:st|nd|rd|th|ste|de|e|er)?|{days}(?![a-z]))"
    year = r"(?:,? ?(?:'?\d\d|(?:19|20)\d\d)(?!\d))?"
    return re.compile(
        rf"(?<![\d/.-])(?:[0-3]?\d ?[/. -] ?[01]?\d ?[/. -] ?(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-[01]\d-[0-3]\d"
        rf"|{day} ?(?:of )?[-/. ]?{months}\.?(?![a-z]){year}|{months}\.? (?:the )?{day}(?![\d]){year}"
        rf"|[0-3]?\d ?[/-] ?[01]?\d|{months} (?:van )?(?:'?\d\d|(?:19|20)\d\d))(?![\d])"
    )


def _work(folded: Folded, spoken: Language) -> Iterator[Finding]:
    for pattern in ("work", "school"):
        for found in cued(folded, spoken, pattern):
            end = _proper_end(folded, found.end(), spoken, pattern)
            if end:
                yield Finding("work_school", found.start(), end)


def _proper_end(folded: Folded, start: int, spoken: Language, kind: str) -> int:
    """Where a proper name ends that begins here, after at most three words of kind and size; 0 without one."""
    plain, end = folded.plain, 0
    for steps, found in enumerate(_WORD.finditer(plain, start, start + 80)):
        word = found[0]
        if not word[0].isalpha():
            break
        if _is_proper(folded, found.start(), word, spoken, kind) or (
            not end and word in spoken.words("places", "towns") and plain[start : found.start()].endswith(_OFFICES)
        ):
            end = found.end()
        elif end or steps > 4 or word not in spoken.words("people", "before_firms"):
            break
    return end


def _is_proper(folded: Folded, place: int, word: str, spoken: Language, kind: str) -> bool:
    if word in spoken.words("people", "firms"):
        return True
    if kind == "school" and word in spoken.words("places", "towns"):
        return True
    if word in spoken.words("people", "sectors") or word in spoken.words("people", "not_proper"):
        return False
    if word in spoken.words("places", "towns") or word in spoken.words("people", "first_names") or folded.is_upper:
        return False
    return len(word) > 1 and folded.capital(place)


def _names(folded: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    plain = folded.plain
    for found in cued(folded, spoken, "named"):
        end = _name_end(folded, found.end(), spoken, told=True)
        start = found.end() + len(plain[found.end() : end]) - len(plain[found.end() : end].lstrip(" :,-'\""))
        if end and _is_chosen(plain, found, start, spoken):
            continue
        if end and not _is_pet(plain[: found.start()], spoken) and not _is_pseudonym(plain[start:end], names):
            yield Finding("real_name", start, end)
    yield from _full_names(folded, spoken, names)


def _is_chosen(plain: str, found: re.Match[str], start: int, spoken: Language) -> bool:
    """Whether a pseudonym is told: what one wants to be called, or is called here, and no known first name."""
    name = _WORD.match(plain, start)
    if not name or name[0] in spoken.words("people", "first_names"):
        return False
    said = found[0].replace("-", " ").split()
    near = {*said, *plain[max(found.start() - 16, 0) : found.start()].split()}
    return said[0] in spoken.words("people", "callings") or bool(near & spoken.words("people", "only_here"))


def _is_pet(before: str, spoken: Language) -> bool:
    return bool(set(before[-40:].split()[-3:]) & spoken.words("people", "pets"))


def _is_pseudonym(name: str, names: Collection[str]) -> bool:
    return any(name == each or each.startswith(f"{name} ") or name.startswith(f"{each} ") for each in names)


def _name_end(folded: Folded, start: int, spoken: Language, *, told: bool) -> int:
    """Where a name ends that begins at `start`; 0 when there is none."""
    end, first = 0, True
    given, not_given = spoken.words("people", "first_names"), spoken.words("people", "not_named")
    for found in _WORD.finditer(folded.plain, start, start + 60):
        word = found[0]
        if not word[0].isalpha():
            if end or word not in ":,(":
                break
            continue
        capital = folded.capital(found.start()) and not folded.is_upper
        if first and word in _LINKS and capital:
            first = False
            continue
        if first and word in not_given:
            return 0
        small = first and told and word in given and word not in spoken.words("people", "first_names_too")
        if capital or small or (end and word in spoken.words("people", "surnames")):
            end = found.end()
        elif first or word not in _LINKS:
            break
        first = False
    return end


def _full_names(folded: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    """First name and surname, without anything that announces them."""
    if folded.is_upper:
        return
    plain, given = folded.plain, spoken.words("people", "first_names")
    for _, start, _ in folded.pieces.of(given):
        if plain[max(start - 1, 0)] in "'-":
            continue
        found = _PAIR.match(plain, start)
        if not found or not _is_full_name(found, folded, spoken) or _is_pseudonym(found[0], names):
            continue
        if not _is_known(plain, found, spoken):
            yield Finding("real_name", *found.span())


def _is_full_name(found: re.Match[str], folded: Folded, spoken: Language) -> bool:
    first, last = found["first"], found["last"]
    if folded.capital(found.start("first")) and folded.capital(found.start("last")):
        return last in spoken.words("people", "surnames") or last not in _never_surnames(spoken)
    told = _TELLS.search(folded.plain, max(found.start() - 12, 0), found.start())
    known = spoken.words("people", "surnames")
    if last in spoken.words("people", "surnames_too") and found[0].count(" ") < 2:
        return False
    return last in known and (bool(told) or first not in spoken.words("people", "first_names_too"))


@cache
def _never_surnames(spoken: Language) -> frozenset[str]:
    return frozenset().union(*(spoken.words("people", name) for name in ("first_names", "not_named", "months")))


_TELLS: Final = re.compile(r"(?:ik ben|kben|heet|naam is|suis|m'appelle|i am|i'm|name is) $")
_PAIR: Final = re.compile(
    r"(?P<first>[a-z-]+)[ ](?:(?:van|de|der|den|ter|ten|el|al|ben|le|la|du|di|da|von|vanden|vander)[ ]){0,3}(?:d')?"
    r"(?P<last>(?:[a-z]')?[a-z][a-z-]{2,20})(?![a-z'])"
)


def _is_known(plain: str, found: re.Match[str], spoken: Language) -> bool:
    """Whether a book, a song or the news is spoken of, or a name that everybody knows."""
    near = {*plain[: found.start()][-40:].split()[-4:], *plain[found.end() : found.end() + 40].split()[:5]}
    return bool(near & spoken.words("people", "works")) or found["last"] in spoken.words("people", "famous")
