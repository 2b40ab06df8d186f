"""Frames that nobody should send, each under a readable name with the error codes that the contract allows for it.

`$MINE`, `$OTHERS`, `$GONE`, `$HEAD` and `$BEYOND` stand for numbers of the room's log.
"""

from __future__ import annotations

import json
from typing import Any

Cases = dict[str, tuple[str, tuple[str, ...]]]

MALFORMED = ("malformed",)
UNKNOWN = ("unknown-type",)
EMPTY = ("empty",)
TOO_LONG = ("too-long",)
NO_SUCH = ("no-such-event",)
MALFORMED_OR_NO_SUCH = ("malformed", "no-such-event")


def post(**fields: Any) -> str:
    """A good post as JSON text, but for the fields given."""
    return json.dumps({"type": "post", "id": "x1", "text": "hallo", **fields}, ensure_ascii=False)


def request(name: str, **fields: Any) -> str:
    return json.dumps({"type": name, **fields}, ensure_ascii=False)


NOT_ONE_OBJECT: Cases = {
    "plain words": ("hallo", MALFORMED),
    "an empty frame": ("", MALFORMED),
    "only spaces": ("  \n ", MALFORMED),
    "an array": ('[{"type":"ping","t":"a"}]', MALFORMED),
    "a string": ('"ping"', MALFORMED),
    "a number": ("42", MALFORMED),
    "null": ("null", MALFORMED),
    "true": ("true", MALFORMED),
    "an empty object": ("{}", MALFORMED),
    "two documents": ('{"type":"typing"}{"type":"typing"}', MALFORMED),
    "two documents on two lines": ('{"type":"typing"}\n{"type":"typing"}', MALFORMED),
    "words after the object": ('{"type":"typing"} x', MALFORMED),
    "an object cut short": ('{"type":"typing"', MALFORMED),
    "a comma too many": ('{"type":"typing",}', MALFORMED),
    "single quotes": ("{'type':'typing'}", MALFORMED),
    "a comment": ('{"type":"typing"/* */}', MALFORMED),
    "a byte order mark": ('\ufeff{"type":"typing"}', MALFORMED),
    "sixty thousand open brackets": ("[" * 60_000, MALFORMED),
    "ten thousand nested objects": ('{"type":' * 5_000 + "1" + "}" * 5_000, MALFORMED),
    "deep nesting in a field": ('{"type":"ping","t":' + "[" * 9_000 + "]" * 9_000 + "}", MALFORMED),
}

BAD_JSON_VALUES: Cases = {
    "NaN": ('{"type":"seen","seq":NaN}', MALFORMED),
    "Infinity": ('{"type":"seen","seq":Infinity}', MALFORMED),
    "minus Infinity": ('{"type":"seen","seq":-Infinity}', MALFORMED),
    "a number beyond floats": ('{"type":"seen","seq":1e999}', MALFORMED),
    "a number of five thousand digits": ('{"type":"seen","seq":' + "9" * 5_000 + "}", MALFORMED),
    "a leading zero": ('{"type":"seen","seq":01}', MALFORMED),
    "a plus sign": ('{"type":"seen","seq":+1}', MALFORMED),
    "a hexadecimal number": ('{"type":"seen","seq":0x1}', MALFORMED),
    "a duplicate key": ('{"type":"post","id":"x1","text":"a","text":"b"}', MALFORMED),
    "a duplicate type": ('{"type":"typing","type":"typing"}', MALFORMED),
    "a duplicate key written otherwise": ('{"type":"post","id":"x1","text":"a","te\\u0078t":"b"}', MALFORMED),
    "a duplicate key further in": ('{"type":"post","id":"x1","text":"a","confirm":[{"a":1,"a":2}]}', MALFORMED),
    "a lone high surrogate": ('{"type":"post","id":"x1","text":"a\\ud83d"}', MALFORMED),
    "a lone low surrogate": ('{"type":"post","id":"x1","text":"\\ude00a"}', MALFORMED),
    "surrogates the wrong way round": ('{"type":"post","id":"x1","text":"\\ude00\\ud83d"}', MALFORMED),
    "a lone surrogate in a key": ('{"type":"typing","\\ud800":1}', MALFORMED),
    "a lone surrogate in a ping": ('{"type":"ping","t":"\\ud800"}', MALFORMED),
    "NUL in the text": ('{"type":"post","id":"x1","text":"a\\u0000b"}', MALFORMED),
    "NUL in the id": ('{"type":"post","id":"x\\u0000","text":"a"}', MALFORMED),
    "NUL as itself": ('{"type":"post","id":"x1","text":"a\x00b"}', MALFORMED),
    "a bare newline in a string": ('{"type":"post","id":"x1","text":"a\nb"}', MALFORMED),
    "escape in the text": ('{"type":"post","id":"x1","text":"a\\u001b[31m"}', MALFORMED),
    "a bell in the text": ('{"type":"post","id":"x1","text":"a\\u0007"}', MALFORMED),
    "a vertical tab in the text": ('{"type":"post","id":"x1","text":"a\\u000bb"}', MALFORMED),
    "delete in the text": ('{"type":"post","id":"x1","text":"a\\u007fb"}', MALFORMED),
    "a C1 control in the text": ('{"type":"post","id":"x1","text":"a\\u0085b"}', MALFORMED),
    "a bad escape": ('{"type":"post","id":"x1","text":"a\\x41"}', MALFORMED),
}

BAD_TYPES: Cases = {
    "no type": ('{"id":"x1","text":"a"}', MALFORMED),
    "a type that is a number": ('{"type":5}', MALFORMED),
    "a type that is null": ('{"type":null}', MALFORMED),
    "a type that is a list": ('{"type":["post"]}', MALFORMED),
    "a type that is an object": ('{"type":{}}', MALFORMED),
    "a type that nobody knows": ('{"type":"shout"}', UNKNOWN),
    "an empty type": ('{"type":""}', UNKNOWN),
    "a type in capitals": ('{"type":"POST","id":"x1","text":"a"}', UNKNOWN),
    "a type of the server": ('{"type":"welcome"}', UNKNOWN),
    "a bye from the client": ('{"type":"bye","code":4400}', UNKNOWN),
    "a handler of the framework": ('{"type":"websocket.disconnect","code":1000}', UNKNOWN),
    "a message of the layer": ('{"type":"chat.message","text":"a"}', UNKNOWN),
    "an attribute of Python": ('{"type":"__class__"}', UNKNOWN),
    "hand, which comes later": (request("hand", id="x1", up=True), UNKNOWN),
    "turn, which comes later": (request("turn", id="x1", do="pass"), UNKNOWN),
    "whisper, which comes later": (request("whisper", id="x1", text="a"), UNKNOWN),
}

BAD_FIELDS: Cases = {
    "a post with an author": (post(by="m_aaaaaaaaaaaaaaaaaaaaaa"), MALFORMED),
    "a post with a role": (post(role="facilitator"), MALFORMED),
    "a post with its own number": (post(seq=1), MALFORMED),
    "a post with its own time": (post(at="2020-01-01T00:00:00Z"), MALFORMED),
    "a post with a field of Python": (post(__proto__={}), MALFORMED),
    "an edit without a number": (request("edit", id="x1", text="a"), MALFORMED),
    "an edit of nothing": (request("edit", id="x1", seq=0, text="a"), NO_SUCH),
    "an edit to nothing": (request("edit", id="x1", seq=1, text=" "), EMPTY),
    "an edit with a note": (request("edit", id="x1", seq=1, text="a", note="b"), MALFORMED),
    "an acknowledgement of no known kind": (
        request("react", id="x1", seq=1, kind="love", on=True),
        MALFORMED,
    ),
    "an acknowledgement that is perhaps": (request("react", id="x1", seq=1, kind="warmth", on=1), MALFORMED),
    "an acknowledgement of nothing": (request("react", id="x1", seq=9999, kind="warmth", on=True), NO_SUCH),
    "an acknowledgement of an opening": (request("react", id="x1", seq=1, kind="warmth", on=True), NO_SUCH),
    "a post without an id": ('{"type":"post","text":"a"}', MALFORMED),
    "a post without a text": ('{"type":"post","id":"x1"}', MALFORMED),
    "a typing with a field": (request("typing", on=True), MALFORMED),
    "a ping with a field": (request("ping", t="a", id="x1"), MALFORMED),
    "a ping without its word": (request("ping"), MALFORMED),
    "a ping with 33 characters": (request("ping", t="a" * 33), MALFORMED),
    "a ping beyond ASCII": (request("ping", t="é"), MALFORMED),
    "a ping with a number": (request("ping", t=1), MALFORMED),
    "a ping with a control character": (request("ping", t="a\x1b"), MALFORMED),
    "a seen without a seq": (request("seen"), MALFORMED),
    "a seen below zero": (request("seen", seq=-1), MALFORMED),
    "a seen with a float": (request("seen", seq=1.0), MALFORMED),
    "a seen with a half": (request("seen", seq=1.5), MALFORMED),
    "a seen with words": (request("seen", seq="1"), MALFORMED),
    "a seen with true": (request("seen", seq=True), MALFORMED),
    "a seen with null": (request("seen", seq=None), MALFORMED),
    "a seen with a list": (request("seen", seq=[1]), MALFORMED),
    "a retract without a seq": (request("retract", id="x1"), MALFORMED),
    "a retract without an id": (request("retract", seq=1), MALFORMED),
    "a retract with a float": ('{"type":"retract","id":"x1","seq":1.0}', MALFORMED),
    "a retract with an exponent": ('{"type":"retract","id":"x1","seq":1e0}', MALFORMED),
    "a retract with true": (request("retract", id="x1", seq=True), MALFORMED),
    "a retract with a text": (request("retract", id="x1", seq=1, text="a"), MALFORMED),
    "an empty id": (post(id=""), MALFORMED),
    "an id with a space": (post(id="a b"), MALFORMED),
    "an id with a newline at its end": (post(id="a\n"), MALFORMED),
    "an id of 65 characters": (post(id="a" * 65), MALFORMED),
    "an id beyond ASCII": (post(id="é"), MALFORMED),
    "an id in wide digits": (post(id="１"), MALFORMED),
    "an id with delete": (post(id="a\x7f"), MALFORMED),
    "an id that is a number": (post(id=7), MALFORMED),
    "an id that is null": (post(id=None), MALFORMED),
    "an id of sixty thousand characters": (post(id="a" * 60_000), MALFORMED),
    "a text that is a number": (post(text=5), MALFORMED),
    "a text that is null": (post(text=None), MALFORMED),
    "a text that is a list": (post(text=["a"]), MALFORMED),
    "a text that is an object": (post(text={"a": 1}), MALFORMED),
    "a reply to words": (post(reply_to="1"), MALFORMED),
    "a reply to true": (post(reply_to=True), MALFORMED),
    "a reply to null": (post(reply_to=None), MALFORMED),
    "a reply to a float": (post(reply_to=1.0), MALFORMED),
    "a confirm that is a word": (post(confirm="f1"), MALFORMED),
    "a confirm with a number": (post(confirm=[1]), MALFORMED),
    "a confirm with null": (post(confirm=[None]), MALFORMED),
    "a confirm that is an object": (post(confirm={}), MALFORMED),
    "a confirm with a list": (post(confirm=[["f1"]]), MALFORMED),
    "a confirm that is null": (post(confirm=None), MALFORMED),
    "a note that is a number": (post(note=5), MALFORMED),
    "a note that is null": (post(note=None), MALFORMED),
    "a note of 81 characters": (post(note="a" * 81), ("malformed", "too-long")),
    "an empty note": (post(note=""), ("malformed", "empty")),
}

BAD_TEXTS: Cases = {
    "an empty text": (post(text=""), EMPTY),
    "a text of spaces": (post(text="   "), EMPTY),
    "a text of newlines and tabs": (post(text="\r\n\t\n"), EMPTY),
    "a text of wide spaces": (post(text="\u3000\u00a0\u2003"), EMPTY),
    "a text of zero-width spaces": (post(text="\u200b\u200b"), EMPTY),
    "a text of joiners": (post(text="\u200d\u200c"), EMPTY),
    "a text of combining characters": (post(text="\u0301\u0308"), EMPTY),
    "a text of soft hyphens": (post(text="\u00ad"), EMPTY),
    "a text of word joiners": (post(text="\u2060\ufeff"), EMPTY),
    "a text of blank braille": (post(text="\u2800\u2800"), EMPTY),
    "a text of Hangul fillers": (post(text="\u3164\u115f\u1160\uffa0"), EMPTY),
    "a text of bidi controls": (post(text="\u202e\u202c\u2067\u2069"), EMPTY),
    "a text of variation selectors": (post(text="\ufe0f\ufe0e"), EMPTY),
    "a text of tag characters": (post(text="\U000e0041\U000e007f"), EMPTY),
    "a text of everything unseen": (post(text=" \u200b\u2800\u3164\u0301\u00ad\n"), EMPTY),
    "a text of 4,001 characters": (post(text="a" * 4_001), TOO_LONG),
    "a text of 4,001 faces": (post(text="\U0001f642" * 4_001), TOO_LONG),
    "a text of 60,000 characters": (post(text="a" * 60_000), TOO_LONG),
}

BAD_NUMBERS: Cases = {
    "a reply to nothing": (post(reply_to=0), MALFORMED_OR_NO_SUCH),
    "a reply below zero": (post(reply_to=-1), MALFORMED_OR_NO_SUCH),
    "a reply to what is not yet": ('{"type":"post","id":"x1","text":"a","reply_to":$BEYOND}', NO_SUCH),
    "a reply to 2^53": (post(reply_to=2**53), MALFORMED_OR_NO_SUCH),
    "a reply to 2^63": (post(reply_to=2**63), MALFORMED_OR_NO_SUCH),
    "a reply to 2^200": (post(reply_to=2**200), MALFORMED_OR_NO_SUCH),
    "a retract of nothing": (request("retract", id="x1", seq=0), MALFORMED_OR_NO_SUCH),
    "a retract below zero": (request("retract", id="x1", seq=-5), MALFORMED_OR_NO_SUCH),
    "a retract of what is not yet": ('{"type":"retract","id":"x1","seq":$BEYOND}', NO_SUCH),
    "a retract of 2^63": (request("retract", id="x1", seq=2**63), MALFORMED_OR_NO_SUCH),
    "a retract of another's line": ('{"type":"retract","id":"x1","seq":$OTHERS}', ("not-yours",)),
    "a retract of a retracted line": ('{"type":"retract","id":"x1","seq":$GONE}', NO_SUCH),
}

TABLES: dict[str, Cases] = {
    "not one object": NOT_ONE_OBJECT,
    "bad values": BAD_JSON_VALUES,
    "bad types": BAD_TYPES,
    "bad fields": BAD_FIELDS,
    "bad texts": BAD_TEXTS,
    "bad numbers": BAD_NUMBERS,
}
