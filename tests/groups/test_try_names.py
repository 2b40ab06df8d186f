"""manage.py try_names: the answer of the join form to names, one line each, without a database."""

import io
import json
from itertools import chain, count
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Account
from groups import names
from groups.forms import PlaceForm
from groups.models import Wording
from groups.queries import Wordings
from tests.groups.test_names import BAD, GOOD

ACCEPTED = {"accept": True, "reason": None}


def refused(reason: str) -> dict[str, Any]:
    return {"accept": False, "reason": reason}


def tried(*lines: bytes) -> list[Any]:
    """What is answered to these lines."""
    out = io.StringIO()
    call_command("try_names", source=io.BytesIO(b"".join(line + b"\n" for line in lines)), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def asked(text: str, *existing: str, **more: Any) -> bytes:
    return json.dumps({"text": text, "existing": existing, **more}).encode()


def test_every_line_has_its_answer_in_its_place() -> None:
    lines = [asked("Stille Merel"), asked("moderator"), asked("Zon"), asked("zon", "Zon"), asked("12")]
    answers = [ACCEPTED, refused("reserved"), ACCEPTED, refused("taken"), refused("digits")]
    assert tried(*lines) == answers


@pytest.mark.parametrize(
    ("text", "existing"),
    [
        ("stille merel", "Stille Merel"), ("StiIIe Merel", "Stille Merel"), ("Sti1le Merel", "Stille Merel"),
        ("Stille-Merel", "Stille Merel"), ("Ｓｔｉｌｌｅ Ｍｅｒｅｌ", "Stille Merel"), ("lngrid", "Ingrid"),
        ("rnona", "Mona"), ("N00r", "Noor"), ("Zoë", "Zoe\u0308"), ("Сахар", "Caxap"), ("Ben.", "Ben"), ("BEN", "Ben"),
    ],
)  # fmt: skip
def test_what_looks_like_a_name_of_the_group_is_taken(text: str, existing: str) -> None:
    assert tried(asked(text, "Ada", existing)) == [refused("taken")]


@pytest.mark.parametrize(
    ("text", "existing"), [("Ben 2", "Ben"), ("Bea", "Ben"), ("Anna", "Anne"), ("Stille Reiger", "Stille Merel")]
)
def test_what_looks_different_is_free(text: str, existing: str) -> None:
    assert tried(asked(text, "Ada", existing)) == [ACCEPTED]


@pytest.mark.parametrize(
    "line",
    [
        b"", b"Ben", b"null", b"[]", b'"Ben"', b"{}", b'{"text": 1}', b'{"text": null}', b'{"text": ["Ben"]}',
        b'{"text": "Ben", "existing": null}', b'{"text": "Ben", "existing": "Ada"}',
        b'{"text": "Ben", "existing": [1]}',
        b'{"text": "Ben", "existing": [], "x": NaN}', b'{"text": "B\\ud800n"}',
        b'{"text": "Ben", "existing": ["\\udc00"]}',
        b'{"text": "Ben", "text": "Ada"}', b'{"text": "B\xffn"}', b"\xef\xbb\xbf{}", b"[" * 50_000, b"9" * 5_000,
        b'{"text": "' + b"x" * 1_048_576 + b'"}', b'{"text": "' + b"x" * (64 * 1024 - 12) + b'"}',
    ],
    ids=map(str, count()),
)  # fmt: skip
def test_a_line_that_is_no_question_is_malformed_and_the_next_has_its_answer(line: bytes) -> None:
    assert tried(line, asked("Ben")) == [refused("malformed"), ACCEPTED]


def test_other_fields_and_no_existing_names_are_no_fault() -> None:
    assert tried(asked("Ben", label="x"), b'{"text": "Ben"}', b'{"text": "a\\u0000b"}') == [
        ACCEPTED,
        ACCEPTED,
        refused("characters"),
    ]


@given(st.binary(max_size=80))
@settings(max_examples=100, deadline=None)
def test_no_line_is_without_its_one_answer(line: bytes) -> None:
    line = line.replace(b"\n", b"")
    assert [set(answer) for answer in tried(line)] == [{"accept", "reason"}]


@pytest.mark.once
@pytest.mark.django_db
def test_the_form_of_a_group_says_the_same_of_every_name() -> None:
    """Red when the form or the command has a rule of its own."""
    words = Wordings(rules=Wording(), consent=Wording())
    texts = [
        text for text in (*GOOD, *chain.from_iterable(BAD.values())) if "\ud800" not in text and text == text.strip()
    ]
    for text, answer in zip(texts, tried(*map(asked, texts)), strict=True):
        form = PlaceForm({"choice": "own", "own_name": text}, by=Account(), offered=[], wordings=words)
        sentences = list(map(str, form.errors.get("own_name", [])))
        assert answer["accept"] is not bool(sentences), ascii(text)
        assert answer["accept"] or _same(sentences, answer["reason"]), ascii(text)


def _same(sentences: list[str], reason: str) -> bool:
    # A field counts to its limit and refuses NUL before a rule of names is asked.
    return names.refusal_sentence(reason) in sentences or reason in (names.LENGTH, names.CHARACTERS)
