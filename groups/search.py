"""Finding a group by the words that people type: accents, capitals and hyphens do not matter."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Final

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from groups.models import Group
from groups.search_words import FILLERS, POSITION_WORDS, THEME_WORDS
from groups.themes import THEMES

WORDS = re.compile(r"\w+")
JOINERS: Final = dict.fromkeys(map(ord, "-‐‑'’"))
"""Signs within a word: "burn-out" is the word "burnout"."""
ITSELF: Final = 3
"""Letters of a word that is looked for only as it stands."""
HOLDS: Final = 5
"""Letters of a word that also counts inside another."""
MOST_REGIONS: Final = 100
ON_A_PAGE: Final = 30
"""Groups."""
NOT_SHOWN: Final = ("search_text", "evening", "in_person", "handover_sealed")
"""What a list need not read of each group."""
SAME: Final = ("theme", "position", "region", "language")
"""What a group must have just as it was chosen."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: typed words, and choices of which an empty one leaves everything open."""

    words: str = ""
    theme: str = ""
    position: str = ""
    region: str = ""
    language: str = ""
    meets: str = ""
    weekday: str = ""


@dataclass(frozen=True)
class Result:
    """One page of what was found."""

    groups: list[Group]
    count: int
    """How many there are on all pages."""
    page: int
    pages: int
    partly: bool = False
    """No group has all the words: these have some."""


def search(wanted: Wanted, page: int = 1) -> Result:
    """The groups that have all of it; when none has all the words, those that have some. Beyond the end: the last."""
    rows, partly = found(wanted), False
    count = rows.count()
    if not count and wanted.words:
        rows, partly = partly_found(wanted), True
        count = rows.count()
    pages = max(1, ceil(count / ON_A_PAGE))
    shown = min(page, pages)
    groups = list(rows[(shown - 1) * ON_A_PAGE : shown * ON_A_PAGE])
    return Result(groups, count, shown, pages, partly)


def found(wanted: Wanted) -> QuerySet[Group]:
    """The groups that have all of it, by name."""
    return _chosen(wanted).filter(*map(_says, telling_words(wanted.words))).order_by("name", "id")


def partly_found(wanted: Wanted) -> QuerySet[Group]:
    """The groups that fit the choices and say at least one of the words, those with the most first."""
    says = [_says(word) for word in telling_words(wanted.words)]
    if not says:
        return Group.objects.none()
    hits = [Case(When(each, then=Value(1)), default=Value(0), output_field=IntegerField()) for each in says]
    rows = _chosen(wanted).annotate(hits=sum(hits[1:], start=hits[0]))
    return rows.filter(hits__gt=0).order_by("-hits", "name", "id")


def regions() -> list[str]:
    """The regions that groups name: the most frequent ones, by name."""
    rows = listed().exclude(region="").values("region").annotate(groups=Count("id"))
    most = rows.order_by("-groups", "region").values_list("region", flat=True)[:MOST_REGIONS]
    return sorted(most, key=folded)


def listed() -> QuerySet[Group]:
    """The groups that stand in the list: a closed one does not."""
    return Group.objects.exclude(status=Group.Status.CLOSED)


def text_of(group: Group) -> str:
    """What a group's row keeps to be found by; whoever changes its texts writes this too."""
    told = (group.name, group.summary, group.region, group.rhythm, group.in_person, group.organisation.name)
    return f" {folded(' '.join(told))} "


def folded(text: str) -> str:
    """The words of a text, without accents, capitals, hyphens and signs."""
    letters = unicodedata.normalize("NFKD", text.translate(JOINERS).casefold())
    return " ".join(WORDS.findall("".join(sign for sign in letters if not unicodedata.combining(sign))))


def telling_words(text: str) -> list[str]:
    """The different words of what was typed that say something."""
    return [word for word in dict.fromkeys(folded(text).split()) if word not in FILLERS]


def themes_like(word: str) -> list[str]:
    """The slugs of the themes that a folded word stands for, in any language."""
    return [slug for slug in THEMES if _fits(word, {*_theme_words()[slug], *folded(str(THEMES[slug])).split()})]


def positions_like(word: str) -> list[str]:
    """The slugs of the positions that a folded word stands for."""
    return [slug for slug, words in _position_words().items() if _fits(word, words)]


def _chosen(wanted: Wanted) -> QuerySet[Group]:
    if wanted.words and not folded(wanted.words):
        return Group.objects.none()  # signs alone say nothing that a group could have
    same = {name: chosen for name in SAME if (chosen := getattr(wanted, name))}
    rows = listed().filter(**same)
    if wanted.meets:
        rows = rows.filter(meets__in=[wanted.meets, Group.Meets.BOTH])
    return rows.filter(weekdays__contains=wanted.weekday).defer(*NOT_SHOWN)


def _says(word: str) -> Q:
    sought = f" {word} " if len(word) <= ITSELF else word
    in_the_text = GreaterThan(StrIndex("search_text", Value(sought)), 0)
    return Q(in_the_text) | Q(theme__in=themes_like(word)) | Q(position__in=positions_like(word))


def _fits(word: str, known: Iterable[str]) -> bool:
    return any(word == each or _is_part(word, each) for each in known)


def _is_part(word: str, known: str) -> bool:
    """Whether one of the two is the beginning of the other, or `known` stands somewhere in the word."""
    if len(known) <= ITSELF or len(word) <= ITSELF:
        return False
    return word.startswith(known) or known.startswith(word) or (len(known) >= HOLDS and known in word)


@cache
def _theme_words() -> dict[str, frozenset[str]]:
    return _folded_table(THEME_WORDS)


@cache
def _position_words() -> dict[str, frozenset[str]]:
    return _folded_table(POSITION_WORDS)


def _folded_table(table: Mapping[str, Mapping[str, str]]) -> dict[str, frozenset[str]]:
    return {slug: frozenset(folded(" ".join(words.values())).split()) for slug, words in table.items()}
