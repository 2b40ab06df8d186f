"""A language in which every sentence is marked: what is not marked on a page did not go through the catalogue.

It is made for the test out of the words of the code. No letter of a marked sentence is one of A to Z, so that any such
letter on a page is a name, something that somebody typed, or a word that forgot its translation.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.catalogues import PLACEHOLDER, words_of_the_code

MARKED: Final = "eo"
"""Esperanto: a language that Django knows and we do not have. Django's own sentences stay unmarked in it."""
PLAIN: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STRANGE: Final = str.maketrans(PLAIN, "ÄβÇÐÉƑĞĤĪĴĶĹṀŃÖÞǪŔŞŤÛṼŴẊÝŽäƀçđéƒğĥïĵķĺɱńöþǫŕşťüṽŵẋýž")
READ_ALOUD: Final = {"title", "aria-label", "aria-description", "placeholder", "alt", "label", "summary"}
UNREAD: Final = {"script", "style"}
PLAIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")


def marked(words: str) -> str:
    """The same sentence in strange letters and between brackets; what is filled in later stays."""
    parts = zip([*PLACEHOLDER.split(words)], [*PLACEHOLDER.findall(words), ""], strict=True)
    return "⟦" + "".join(f"{text.translate(STRANGE)}{placeholder}" for text, placeholder in parts) + "⟧"


def write_catalogue(folder: Path) -> Path:
    """Makes the marked catalogue in `folder`, which is then a locale path."""
    catalogue = Catalog(locale=MARKED)
    for words in words_of_the_code():
        said = marked(words) if isinstance(words, str) else tuple(map(marked, words))
        catalogue.add(words, said)
    target = folder / MARKED / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return folder


class Read(HTMLParser):
    """What a person sees or hears of a page, piece by piece, and the sentences that it hands to its script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._inside: list[str] = []
        self._in_json = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.pieces += [value for name, value in attrs if value and name in READ_ALOUD]
        if tag == "input" and found.get("type") in ("submit", "button", "reset"):
            self.pieces.append(found.get("value") or "")
        if tag == "meta" and found.get("name") == "description":
            self.pieces.append(found.get("content") or "")
        if tag in UNREAD:
            self._inside.append(tag)
            self._in_json = found.get("type") == "application/json"

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()
            self._in_json = False

    def handle_data(self, data: str) -> None:
        if self._in_json:
            self.pieces += _sentences(json.loads(data))
        elif not self._inside:
            self.pieces.append(" ".join(data.split()))


def _sentences(found: object) -> Iterator[str]:
    """The texts in what a page hands to its script; placeholders are filled in there."""
    if isinstance(found, dict):
        for value in found.values():
            yield from _sentences(value)
    elif isinstance(found, str):
        yield PLACEHOLDER.sub("", found)


def unmarked(page: str, allowed: Iterable[str] = ()) -> set[str]:
    """Each piece of a page in which something is left in plain letters, once what is allowed is taken out."""
    # The longest first: a name may stand inside another one.
    names = sorted({name for name in allowed if name}, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, names)) or r"(?!)")
    return {piece for piece in Read(page).pieces if PLAIN_WORD.search(known.sub("", piece))}
