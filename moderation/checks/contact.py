"""Ways to find somebody elsewhere: e-mail addresses, links, and names on other services."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from moderation.checks.finding import Finding
from moderation.checks.folding import Folded
from moderation.checks.language import Language, spaced
from moderation.helplines import DIRECTORY

_SPELLED: Final = tuple(
    (re.compile(pattern, re.VERBOSE), sign)
    for sign, pattern in (
        (
            "@",
            r"""\s* (?: [(\[{<]\s*(?:at|apenstaartje|arobase|@)\s*[)\]}>] | ap(?:en?|pe)-?staart(?:je)? | \barr?obase?\b
            | (?<=[a-z0-9])[_-]at[_-](?=[a-z0-9-]+\s*(?:\.|[_-]dot)) | (?<=[a-z0-9])\*at\*(?=[a-z]) ) \s*""",
        ),
        (
            ".",
            r"""\s*[(\[{<]\s*(?:punt|dot|point|\.)\s*[)\]}>]\s* | \s+(?:punt|dot|point)\s+
            | (?<=[a-z0-9])\s+\.\s*(?=[a-z0-9])""",
        ),
        ("/", r"\s+(?:slash|schuine\ streep)\s+"),
        ("_", r"\s+(?:underscore|laag\ streepje|liggend\ streepje|tiret\ bas)\s+"),
        ("-", r"\s+(?:streepje|koppelteken|tiret)\s+"),
        ("@", r"\s+(?:at|ad)\s+(?=[a-z0-9-]{2,30}\s*\.\s*[a-z]{2})"),
    )
)
"""Signs, and the words that spell them; the last of all needs a dot that is one already."""
_HINTS: Final = (
    *"@ (at [at {at <at *at* _at_ -at- staart arobas arrobas punt dot point slash schuine score streep tiret".split(),
    *(" at ", " ad ", " . "),
)
_PART: Final = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_EMAIL: Final = re.compile(
    rf"(?<![a-z0-9._%+-])([a-z0-9][a-z0-9._%+-]{{0,63}})(\s{{0,2}}@\s{{0,2}})({_PART}(?:\.{_PART}){{0,4}})"
)
_WEB: Final = re.compile(r"\bhttps?\s?:\s?/\s?/\s?\S{2,}|\bhxxps?:\S{3,}|\bwww\s?[.,]\s?[a-z0-9-]{2,}\S*")
_DOMAIN: Final = re.compile(rf"(?<![a-z0-9@.-])({_PART}(?:\.{_PART}){{1,5}})(/[^\s]*)?(?![a-z0-9@])")
_TIGHT: Final = re.compile(r"[a-z0-9]\.[a-z0-9]")
_ANY_NAME: Final = r"[a-z0-9](?:[a-z0-9_.#-]{0,38}[a-z0-9_#])?"
_TAGGED: Final = re.compile(r"(?<![a-z0-9._%+@/-])@([a-z0-9_](?:[a-z0-9_.-]{0,38}[a-z0-9_])?)")
_CLAUSE_ENDS: Final = re.compile(
    r"\s*(?:$|[.,;:!?()\n*-]|(?:en|dus|maar|als|of|et|mais|si|and|but|if|so|add|voeg|stuur|volg|zoek|op|sur|on)(?![a-z]))"
)
"""What may follow on a name of letters alone, that a sentence would go through."""
_HASHED: Final = re.compile(r"(?<![a-z0-9])([a-z0-9][a-z0-9_.]{1,31}#\d{4})(?!\d)")


def contacts(folded: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    """What of all this stands in a text; `names` are the folded pseudonyms that may stand behind an @."""
    plain = folded.plain
    if any(hint in plain for hint in _HINTS):
        plain, places = _unspelled(plain)
    else:
        places = None
    for found in _in(plain, folded, places, spoken, names):
        yield found if places is None else Finding(found.kind, places[found.start], places[found.end - 1] + 1)


def _in(
    plain: str, folded: Folded, places: list[int] | None, spoken: Language, names: Collection[str]
) -> Iterator[Finding]:
    if "@" in plain:
        yield from _emails(plain, spoken)
        yield from _tagged(plain, folded, places, spoken, names)
    if "." in plain or "http" in plain or "www" in plain:
        yield from _links(plain, spoken)
    yield from _named(plain, folded, places, spoken)


def _unspelled(plain: str) -> tuple[str, list[int]]:
    """The text with signs for the words that spell them, and where each of its letters stood."""
    places = list(range(len(plain)))
    for pattern, sign in _SPELLED:
        plain, places = _replaced(pattern, sign, plain, places)
    return plain, places


def _replaced(pattern: re.Pattern[str], sign: str, plain: str, places: list[int]) -> tuple[str, list[int]]:
    parts: list[str] = []
    kept: list[int] = []
    done = 0
    for found in pattern.finditer(plain):
        parts += [plain[done : found.start()], sign]
        kept += [*places[done : found.start()], places[found.start()]]
        done = found.end()
    return "".join([*parts, plain[done:]]), [*kept, *places[done:]]


def _emails(plain: str, spoken: Language) -> Iterator[Finding]:
    houses, ends = spoken.words("contact", "mail_houses"), spoken.words("contact", "ends")
    for found in _EMAIL.finditer(plain):
        parts = found[3].split(".")
        tied = found[2] == "@"
        if parts[0] in houses or (len(parts) > 1 and (parts[-1] in ends or tied)) or (tied and len(found[1]) > 1):
            yield Finding("email", found.start(), found.end())


def _links(plain: str, spoken: Language) -> Iterator[Finding]:
    for found in _WEB.finditer(plain) if "http" in plain or "www" in plain or "hxxp" in plain else ():
        if _site(found[0]) not in _open_sites(spoken):
            yield _link(found)
    for found in _DOMAIN.finditer(plain) if _TIGHT.search(plain) else ():
        if _leads_out(found, spoken):
            yield _link(found)


def _link(found: re.Match[str]) -> Finding:
    return Finding("link", found.start(), found.start() + len(found[0].rstrip(".,;:!?)\"'")))


def _leads_out(found: re.Match[str], spoken: Language) -> bool:
    parts = found[1].split(".")
    if parts[-1] not in spoken.words("contact", "ends") or parts[0] in spoken.words("contact", "not_names"):
        return False
    if found[1].removeprefix("www.") in _open_sites(spoken):
        return False
    return parts[-1] not in spoken.words("contact", "words_too") or bool(found[2]) or _looks_made(found[1])


def _site(address: str) -> str:
    return re.sub(r"^(?:https?\s?:\s?/\s?/\s?)?(?:www\s?[.,]\s?)?", "", address).split("/")[0].rstrip(".,;:!?)")


def _looks_made(domain: str) -> bool:
    """Whether what ends in a word is an address all the same, and not a sentence whose space was forgotten."""
    return domain.count(".") > 1 or any(sign.isdigit() or sign == "-" for sign in domain)


@cache
def _open_sites(spoken: Language) -> frozenset[str]:
    return frozenset(line.site for line in DIRECTORY.lines if line.site) | spoken.words("contact", "open_sites")


def _tagged(
    plain: str, folded: Folded, places: list[int] | None, spoken: Language, names: Collection[str]
) -> Iterator[Finding]:
    for found in _TAGGED.finditer(plain):
        name = found[1]
        if len(name) < 3 or name in spoken.words("contact", "to_all") or any(_begins(each, name) for each in names):
            continue
        if not _addresses(found, plain, folded, places, spoken):
            yield Finding("handle", found.start(), found.end())


def _begins(pseudonym: str, name: str) -> bool:
    return pseudonym.split(" ")[0] == name or pseudonym.replace(" ", "") == name


def _addresses(found: re.Match[str], plain: str, folded: Folded, places: list[int] | None, spoken: Language) -> bool:
    """Whether an @ turns to somebody in the talk: a name of letters at the start of a line, or one with a capital."""
    if not found[1].isalpha() or folded.words & _elsewhere(spoken):
        return False
    start = found.start(1)
    at = start if places is None else places[start]
    return folded.capital(at) or not plain[: found.start()].strip()


@cache
def _elsewhere(spoken: Language) -> frozenset[str]:
    """Words of which one must be there when a name on another service is told."""
    return _platforms(spoken) | spoken.words("contact", "cues")


@cache
def _platforms(spoken: Language) -> frozenset[str]:
    return spoken.words("contact", "platforms")


def _named(plain: str, folded: Folded, places: list[int] | None, spoken: Language) -> Iterator[Finding]:
    for found in _HASHED.finditer(plain) if "#" in plain else ():
        yield Finding("handle", found.start(1), found.end(1))
    if folded.words.isdisjoint(_elsewhere(spoken)):
        return
    for pattern, bare in _handle_patterns(spoken):
        for found in pattern.finditer(plain):
            name = found["name"]
            if _is_handle(name, bare and bool(_CLAUSE_ENDS.match(plain, found.end("name"))), spoken):
                yield Finding("handle", found.start("name"), found.end("name"))


def _is_handle(name: str, bare: bool, spoken: Language) -> bool:
    if len(name) < 3 or name in spoken.words("contact", "ends"):
        return False
    if any(not sign.isalpha() for sign in name):
        return any(sign.isalpha() for sign in name)
    return (
        bare and len(name) > 3 and name not in spoken.words("contact", "not_names") and name not in _platforms(spoken)
    )


@cache
def _handle_patterns(spoken: Language) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The ways of a language to say one's name elsewhere; `bare` when a name of letters alone is believed."""
    found = []
    for line in spoken.patterns("contact", "handles"):
        bare = not line.startswith("? ")
        source = spaced(line.removeprefix("? "))
        source = source.replace("<platform>", "(?:" + "|".join(sorted(_platforms(spoken), key=len, reverse=True)) + ")")
        source = source.replace("<name>", rf"(?P<name>{_ANY_NAME})(?![a-z0-9_@])")
        found.append((re.compile(rf"(?<![a-z0-9]){source}"), bare))
    return tuple(found)
