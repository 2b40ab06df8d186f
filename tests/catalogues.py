"""The words of the code and of the catalogues, for the tests that hold them against each other."""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("peerchat", "moderation", "rooms", "groups", "accounts", "audit")
LANGUAGES = [code for code, _ in settings.LANGUAGES]
TRANSLATED = [code for code in LANGUAGES if code != "en"]
"""English is what the code says: it has no catalogue."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")

ONE = {"gettext", "gettext_lazy", "gettext_noop"}
MANY = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
TEMPLATE_CALL = re.compile(r"""\b(n?p?gettext|_)\(\s*((?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|[\s,])+)""")

Words = str | tuple[str, ...]

BORROWED: set[Words] = {
    "This field is required.",
    "Enter a whole number.",
    "Enter a list of values.",
    "Null characters are not allowed.",
    "Ensure this value is less than or equal to %(limit_value)s.",
    "Ensure this value is greater than or equal to %(limit_value)s.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Select a valid choice. That choice is not one of the available choices.",
    "“%(value)s” is not a valid UUID.",
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
}
"""Django's own sentences that a form here can show: our catalogues say them in our voice."""


def in_python(source: str) -> Iterator[Words]:
    """The words that a module marks for translation."""
    tree = ast.parse(source)
    called = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            yield from marked(called.get(name, name), texts)


def in_template(source: str) -> Iterator[Words]:
    """The words that a template marks for translation."""
    for call in TEMPLATE_CALL.finditer(templatize(source)):
        texts = ast.literal_eval(f"[{call[2].strip().rstrip(',')}]")
        yield from marked("gettext" if call[1] == "_" else call[1], texts)


def marked(function: str, texts: Sequence[str]) -> Iterator[Words]:
    assert function not in WITH_CONTEXT, "say it in other words: the catalogue keeps no contexts"
    if function in ONE and texts:
        yield texts[0]
    if function in MANY and texts:
        yield (texts[0], texts[1])


def words_of_the_code() -> set[Words]:
    """All that a catalogue must hold."""
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
    return {
        *BORROWED,
        *(words for path in modules for words in in_python(path.read_text())),
        *(words for path in templates for words in in_template(path.read_text())),
    }


def source_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


@cache
def catalogue(language: str) -> list[Message]:
    """The entries of a language, without the one that is its head."""
    with source_of(language).open("rb") as lines:
        return [message for message in read_po(lines, locale=language) if message.id]


def pairs(message: Message) -> list[tuple[str, str]]:
    """(English, translation) of each form."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    said = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return list(zip(english, said, strict=True))


@cache
def all_pairs(language: str) -> list[tuple[str, str]]:
    return [pair for message in catalogue(language) for pair in pairs(message)]
