"""Ways to find somebody elsewhere: e-mail addresses, links, and names on other services."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice
from typing import Final

from moderation.checks.finding import Finding
from moderation.checks.folding import Folded
from moderation.checks.language import Language, spaced
from moderation.helplines import DIRECTORY

_HOUSE: Final = r"[a-z0-9][a-z0-9-]{1,30}\s{0,2}\.\s{0,2}[a-z]{2}"
_SPELLED: Final = tuple(
    (tuple(hints.split(",")), re.compile(pattern, re.VERBOSE), sign)
    for sign, hints, pattern in (
        (
            ".",
            "punt,dot,point",
            r"""[(\[{<]\s{0,2}(?:punt|dot|point)\s{0,2}[)\]}>] | ([_*-])(?:punt|dot|point)\1
            | [pd](?:(?<![a-z].)(?:unt|ot|oint))(?![a-z])""",
        ),
        (".", "(.,[., . ,<.", r"[(\[{<]\s?\.\s?[)\]}>] | \.(?<=[a-z0-9]\s.)(?=\s?[a-z0-9])"),
        ("/", "slash,schuine", r"(?<![a-z])(?:slash|schuine\ streep)(?![a-z])"),
        ("_", "underscore,streepje,tiret", r"(?<![a-z])(?:underscore|(?:laag|liggend)\ streepje|tiret\ bas)(?![a-z])"),
        ("-", "streepje,koppelteken,tiret", r"(?<![a-z])(?:streepje|koppelteken|tiret)(?![a-z])"),
        (
            "@",
            "(a,[a,{a,<a,( a,[ a,(@,[@,{@,<@,( @,staart,arobas,arrobas,-at-,_at_,*at*",
            r"""[(\[{<]\s{0,2}(?:a|at|ad|apenstaartje|apenstaart|arobase|@)\s{0,2}[)\]}>]
            | ap(?:en?|pe)-?staart(?:je)? | arr?obase?(?![a-z])
            | ([_*-])at\1(?<=[a-z0-9].at.)(?=[a-z0-9-]+\s?[.-])""",
        ),
        (" @ ", " at , ad , bij , chez ", rf"\ (?:at|ad|bij|chez)(?=\s{{1,2}}(?!www){_HOUSE})"),
    )
)
"""Signs, and the words that spell them, with what must be there; the last of all needs a dot that is one already."""
_SPELLING: Final = frozenset(
    "punt dot point slash schuine underscore streepje tiret koppelteken at ad a bij chez arobase arrobase".split()
)
_SIGNS_APART: Final = ("staart", " .", "(", "[", "{", "<")
_PART: Final = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_EMAIL: Final = re.compile(
    rf"(?<![a-z0-9._%+-])([a-z0-9][a-z0-9._%+-]{{0,63}})(\s{{0,2}}@\s{{0,2}})({_PART}(?:\.{_PART}){{0,4}})"
)
_MADE: Final = re.compile(r"[\d._-]")
_AT: Final = re.compile("@")
_LONGEST_NAME: Final = 66
_WEB: Final = re.compile(r"\bhttps?\s?:\s?/\s?/\s?\S{2,}|\bhxxps?:\S{3,}|\bwww\s?[.,]\s?[a-z0-9-]{2,}\S*")
_DOMAIN: Final = re.compile(rf"(?<![a-z0-9@.-])({_PART}(?:\.{_PART}){{1,5}})(/[^\s]*)?(?![a-z0-9@])")
_TIGHT: Final = re.compile(r"[a-z0-9]\.[a-z0-9]")
_MOST_TIGHT: Final = 256
_ANY_NAME: Final = r"(?:u/|live:)?[a-z0-9_](?:[a-z0-9_.#-]{0,38}[a-z0-9_#])?"
_TAGGED: Final = re.compile(r"@(?<![a-z0-9._%+@/-]@)([a-z0-9_](?:[a-z0-9_.-]{0,38}[a-z0-9_])?)")
_BEFORE_NAME: Final = 48
_AFTER_NAME: Final = 72
"""Letters round a cue in which a name on another service is looked for."""
_CLAUSE_ENDS: Final = re.compile(
    r"\s*(?:$|[.,;:!?()\n*-]|(?:en|dus|maar|als|of|et|mais|si|and|but|if|so|add|voeg|stuur|volg|zoek|op|sur|on)(?![a-z]))"
)
"""What may follow on a name of letters alone, that a sentence would go through."""
_JOINED: Final = re.compile(r"(?<![a-z0-9_@./-])[a-z0-9.]{2,30}_(?:[a-z0-9_.]{0,30}[a-z0-9_])(?![@a-z0-9])")
"""Words with a line between them, as nobody writes but in a name on another service."""
_COINED: Final = re.compile(
    r"(?<![a-z0-9_@./'-])(?:[a-z][a-z._]{2,24}\d{2,6}|[a-z]{2,20}\.[a-z.]{2,20}\d{0,4})(?![a-z0-9_@/'-])(?!\.[a-z])"
)
_NEAR: Final = 40
"""Letters round the name of another service in which a word with figures or dots is a name there."""
_HASHED: Final = re.compile(r"(?<![a-z0-9])([a-z0-9][a-z0-9_.]{1,31}#\d{4})(?!\d)")


def contacts(folded: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    """What of all this stands in a text; `names` are the folded pseudonyms that may stand behind an @."""
    plain, places = folded.plain, None
    if not folded.words.isdisjoint(_SPELLING) or any(hint in plain for hint in _SIGNS_APART):
        plain, places = _unspelled(plain)
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


def _unspelled(plain: str) -> tuple[str, list[int] | None]:
    """The text with signs for the words that spell them, and where each of its letters stood."""
    places = None
    for hints, pattern, sign in _SPELLED:
        if any(hint in plain for hint in hints):
            plain, places = _replaced(pattern, sign, plain, places)
    return plain, places


def _replaced(
    pattern: re.Pattern[str], sign: str, plain: str, places: list[int] | None
) -> tuple[str, list[int] | None]:
    found = [_with_blanks(each, plain) for each in pattern.finditer(plain)]
    if not found:
        return plain, places
    places = places or list(range(len(plain)))
    parts: list[str] = []
    kept: list[int] = []
    done = 0
    for start, end in found:
        parts += [plain[done:start], sign]
        kept += places[done:start]
        kept += [places[max(start, done)]] * len(sign)
        done = end
    return "".join([*parts, plain[done:]]), [*kept, *places[done:]]


def _with_blanks(found: re.Match[str], plain: str) -> tuple[int, int]:
    start, end = found.span()
    while start and plain[start - 1] == " ":
        start -= 1
    while end < len(plain) and plain[end] == " ":
        end += 1
    return start, end


def _emails(plain: str, spoken: Language) -> Iterator[Finding]:
    for found in _around_signs(plain):
        if _is_email(found[1], found[2], found[3].split("."), spoken):
            yield Finding("email", found.start(), found.end())


def _is_email(name: str, sign: str, parts: list[str], spoken: Language) -> bool:
    if parts[0] in spoken.words("contact", "mail_houses"):
        return True
    if sign == "@":
        return len(parts) > 1 or len(name) > 1
    # Behind a word such as at or bij also stands the address of a shop.
    made = " @ " not in sign or bool(_MADE.search(name))
    return len(parts) > 1 and parts[-1] in spoken.words("contact", "ends") and made


def _around_signs(plain: str) -> Iterator[re.Match[str]]:
    done = 0
    for sign in islice(_AT.finditer(plain), _MOST_TIGHT):
        found = _EMAIL.search(plain, max(sign.start() - _LONGEST_NAME, done), sign.end() + 2)
        found = found and _EMAIL.match(plain, found.start())
        done = sign.end()
        if found:
            yield found


def _links(plain: str, spoken: Language) -> Iterator[Finding]:
    for found in _WEB.finditer(plain) if "http" in plain or "www" in plain or "hxxp" in plain else ():
        if _site(found[0]) not in _open_sites(spoken):
            yield _link(found)
    for found in _domains(plain):
        if _leads_out(found, spoken):
            yield _link(found)


def _domains(plain: str) -> Iterator[re.Match[str]]:
    """What can be addresses: only words with a dot inside are looked at, each once."""
    done, seen = 0, set[str]()
    for tight in islice(_TIGHT.finditer(plain), _MOST_TIGHT):
        if tight.start() < done:
            continue
        start = max(plain.rfind(" ", 0, tight.start()), plain.rfind("\n", 0, tight.start())) + 1
        done = min(at for at in (plain.find(" ", tight.end()), plain.find("\n", tight.end()), len(plain)) if at >= 0)
        if plain[start:done] not in seen:
            seen.add(plain[start:done])
            yield from _DOMAIN.finditer(plain, start, done)


def _link(found: re.Match[str]) -> Finding:
    return Finding("link", found.start(), found.start() + len(found[0].rstrip(".,;:!?)\"'")))


def _leads_out(found: re.Match[str], spoken: Language) -> bool:
    parts = found[1].split(".")
    if found[2] and len(found[2]) > 3 and len(parts[0]) > 2 and parts[-1].isalpha() and 2 <= len(parts[-1]) <= 10:
        return found[1].removeprefix("www.") not in _open_sites(spoken)
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
    if not found[1].isalpha() or folded.words & _elsewhere(spoken) - spoken.words("contact", "verbs_too"):
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
    for found in _JOINED.finditer(plain) if "_" in plain else ():
        yield Finding("handle", found.start(), found.end())
    for start, end in folded.around(_platforms(spoken), _NEAR, _NEAR):
        if places is not None:
            start, end = bisect_left(places, start), bisect_left(places, end)
        yield from (
            Finding("handle", *found.span()) for found in _COINED.finditer(plain, start, end) if _is_coined(found[0])
        )
    platforms = not folded.words.isdisjoint(_platforms(spoken))
    for start, end in folded.around(_elsewhere(spoken), _BEFORE_NAME, _AFTER_NAME):
        if places is not None:
            start, end = bisect_left(places, start), bisect_left(places, end)
        yield from _handles(plain, start, end, spoken, platforms=platforms)


def _handles(plain: str, start: int, end: int, spoken: Language, *, platforms: bool) -> Iterator[Finding]:
    for pattern, bare, of_platform in _handle_patterns(spoken):
        for found in pattern.finditer(plain, start, end) if platforms or not of_platform else ():
            name = found["name"]
            if _is_handle(name, bare and bool(_CLAUSE_ENDS.match(plain, found.end("name"))), spoken):
                yield Finding("handle", found.start("name"), found.end("name"))


def _is_coined(name: str) -> bool:
    """Whether letters with figures or dots are a name that somebody made, and no amount, hour or vitamin."""
    return sum(map(str.isalpha, name)) > 3


def _is_handle(name: str, bare: bool, spoken: Language) -> bool:
    if len(name) < 3 or name in spoken.words("contact", "ends"):
        return False
    if name.startswith(("u/", "live:")):
        return True
    if any(not sign.isalpha() for sign in name):
        return any(sign.isalpha() for sign in name)
    return (
        bare and len(name) > 3 and name not in spoken.words("contact", "not_names") and name not in _platforms(spoken)
    )


@cache
def _handle_patterns(spoken: Language) -> tuple[tuple[re.Pattern[str], bool, bool], ...]:
    """The ways of a language to say one's name elsewhere.

    Whether a name of letters alone is believed, and whether the other service must be named, is told beside each.
    """
    found = []
    for line in spoken.patterns("contact", "handles"):
        bare = not line.startswith("? ")
        source = spaced(line.removeprefix("? "))
        source = source.replace("<platform>", "(?:" + "|".join(sorted(_platforms(spoken), key=len, reverse=True)) + ")")
        source = source.replace("<name>", rf"(?P<name>{_ANY_NAME})(?![a-z0-9_@])")
        of_platform = "<platform>" in line and not re.search(r"<platform>[^)]*\)\?", line)
        found.append((re.compile(rf"(?<![a-z0-9]){source}"), bare, of_platform))
    return tuple(found)
