"""The form in which a line is kept (docs/protocol.md, "Text")."""

import re
import unicodedata

import regex

MOST_MARKS = 4
"""Combining marks in a row: more would climb over the lines above."""

_MARKS = regex.compile(rf"(\p{{M}}{{{MOST_MARKS}}})\p{{M}}+")
_SEEN = re.compile("[!-~]")
_UNSEEN = regex.compile(r"[\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]*")
_BIDI = regex.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_EMBEDDINGS, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"


def has_control(text: str) -> bool:
    """Whether `text` holds a control character other than newline, carriage return and tab."""
    return _CONTROL.search(text) is not None


def normal(text: str) -> str:
    """`text` with one kind of newline, paired bidi controls, NFC, at most four marks in a row, trimmed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = "\n".join(_paired(part) for part in text.split("\n")) if _BIDI.search(text) else text
        text = _MARKS.sub(r"\1", unicodedata.normalize("NFC", text))
    return text.strip()


def is_empty(text: str) -> bool:
    """Whether nothing of `text` can be seen: only spaces, invisible or combining characters."""
    return _SEEN.search(text) is None and _UNSEEN.fullmatch(text) is not None


def _paired(paragraph: str) -> str:
    """The paragraph without bidi controls that nothing closes or that close nothing (UAX #9, BD9 and X6a–X7)."""
    kept, opened = list(paragraph), []
    for place, character in enumerate(paragraph):
        if character in _EMBEDDINGS or character in _ISOLATES:
            opened.append((place, character in _ISOLATES))
        elif character == _POP_EMBEDDING:
            if opened and not opened[-1][1]:
                opened.pop()
            else:
                kept[place] = ""
        elif character == _POP_ISOLATE:
            _close_isolate(kept, opened, place)
    for place, _ in opened:
        kept[place] = ""
    return "".join(kept)


def _close_isolate(kept: list[str], opened: list[tuple[int, bool]], place: int) -> None:
    """An isolate's end also ends the embeddings inside it, which nothing else has closed."""
    if not any(isolate for _, isolate in opened):
        kept[place] = ""
        return
    while not opened[-1][1]:
        kept[opened.pop()[0]] = ""
    opened.pop()
