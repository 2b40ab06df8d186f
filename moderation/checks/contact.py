"""Ways to find somebody elsewhere: e-mail addresses, links, and names on other services."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice
from typing import Final

from moderation.checks.finding import Finding
from moderation.checks.folding import Folded
from moderation.checks.handles import elsewhere, handles
from moderation.checks.language import Language
from moderation.checks.spelling import Unspelled
from moderation.helplines import DIRECTORY

_PART: Final = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_EMAIL: Final = re.compile(
    rf"(?<![a-z0-9._%+-])([a-z0-9][a-z0-9._%+-]{{0,63}})(\s{{0,2}}@\s{{0,2}})({_PART}(?:\.{_PART}){{0,4}})"
)
_MADE: Final = re.compile(r"[\d._-]")
_AT: Final = re.compile("@")
_LONGEST_NAME: Final = 66
_WEB: Final = re.compile(r"\bhttps?\s?:\s?/\s?/\s?\S{2,}|\bhxxps?:\S{3,}|\bwww\s?[.,]\s?[a-z0-9-]{2,}\S*")
_DOMAIN: Final = re.compile(rf"(?<![a-z0-9@.-])({_PART}(?:\.{_PART}){{1,5}})(/[^\s]*)?(?![a-z0-9@])")
_TIGHT: Final = re.compile(r"\.(?<=[a-z0-9].)[a-z0-9]")
_MOST_TIGHT: Final = 256
_TAGGED: Final = re.compile(r"@(?<![a-z0-9._%+@/-]@)([a-z0-9_](?:[a-z0-9_.-]{0,38}[a-z0-9_])?)")


def contacts(folded: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    """What of all this stands in a text; `names` are the folded pseudonyms that may stand behind an @."""
    text = Unspelled(folded)
    for found in _in(text, folded, spoken, names):
        yield Finding(found.kind, *text.span(found.start, found.end))


def _in(text: Unspelled, folded: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    plain = text.plain
    if "@" in plain:
        yield from _emails(plain, spoken)
        yield from _tagged(text, folded, spoken, names)
    if "." in plain or "http" in plain or "www" in plain:
        yield from _links(plain, spoken)
    yield from handles(text, folded, spoken)


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
    for found in islice(_domains(plain), _MOST_TIGHT):
        if not found[1][-1].isdigit() and _leads_out(found, spoken):
            yield _link(found)


def _domains(plain: str) -> Iterator[re.Match[str]]:
    """What can be addresses: only words with a dot inside are looked at, each once."""
    done, seen, blank = 0, set[str](), plain.replace("\n", " ")
    for tight in islice(_TIGHT.finditer(plain), _MOST_TIGHT):
        if tight.start() < done:
            continue
        start = blank.rfind(" ", 0, tight.start()) + 1
        done = blank.find(" ", tight.end())
        if done < 0:
            done = len(plain)
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


def _tagged(text: Unspelled, folded: Folded, spoken: Language, names: Collection[str]) -> Iterator[Finding]:
    for found in _TAGGED.finditer(text.plain):
        name = found[1]
        if len(name) < 3 or name in spoken.words("contact", "to_all") or any(_begins(each, name) for each in names):
            continue
        if not _addresses(found, text, folded, spoken):
            yield Finding("handle", found.start(), found.end())


def _begins(pseudonym: str, name: str) -> bool:
    return pseudonym.split(" ")[0] == name or pseudonym.replace(" ", "") == name


def _addresses(found: re.Match[str], text: Unspelled, folded: Folded, spoken: Language) -> bool:
    """Whether an @ turns to somebody in the talk: a name of letters at the start of a line, or one with a capital."""
    if not found[1].isalpha() or folded.words & elsewhere(spoken) - spoken.words("contact", "verbs_too"):
        return False
    return folded.capital(text.old(found.start(1))) or not text.plain[: found.start()].strip()
