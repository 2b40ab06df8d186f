"""The papers on security and privacy held against the code, and what they say of the code as a whole."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.test import Client
from pytest_django import Settings

from accounts.lifetimes import AT_MOST_FOR, IDLE_FOR
from accounts.queries import UNUSED_MONTHS
from accounts.vault import Sealed
from groups.actions import names, news
from groups.models import Group
from moderation.actions.forgetting import NOTICE_KEPT_FOR
from peerchat.housekeeping import PARTS
from peerchat.settings import base
from tests.asvs import numbers
from tests.factories import PASSPHRASE
from tests.test_docs import APPS, ROOT, section, text, words_in_code

SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
SOURCES = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
ROW = re.compile(r"^\| (V[\d.]+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py|test_\w+)`")


# The list of the standard


def test_every_requirement_of_level_2_has_one_row_in_its_order() -> None:
    """253 of the standard's 345: 70 of level 1 and 183 of level 2."""
    wanted = list(numbers())
    assert len(wanted) == 253
    assert [number for number, _, _ in ROW.findall(text("security.md"))] == wanted


def test_every_row_names_a_proof_or_says_why_not() -> None:
    assert [number for number, _, where in ROW.findall(text("security.md")) if not is_answer(where)] == []


def test_every_test_that_a_row_names_is_in_its_file() -> None:
    rows = ROW.findall(text("security.md"))
    assert sum(len(named_tests(where)) for _, _, where in rows) > 100
    assert [
        (number, *missing) for number, _, where in rows for missing in named_tests(where) if not there(missing)
    ] == []


def test_a_row_without_an_answer_and_a_test_that_is_nowhere_are_seen() -> None:
    assert not is_answer("it is done")
    assert is_answer("does not apply, because there is none")
    (missing,) = named_tests("`tests/test_security.py`: `test_that_is_nowhere`")
    assert not there(missing)
    assert there(("tests/test_security.py", "test_every_row_names_a_proof_or_says_why_not"))


def test_what_is_done_otherwise_is_told_before_the_list() -> None:
    page = text("security.md")
    told = re.findall(r"\((V[^)]+)\)", section(page, "OWASP ASVS 5.0.0, level 2"))
    told = [number for group in told for number in group.split(", ")]
    assert sorted(told) == sorted(number for number, _, where in ROW.findall(page) if where.startswith("*otherwise*"))


def is_answer(where: str) -> bool:
    """Whether it names something in the code or the docs, or gives a reason."""
    return bool(re.search(r"`[\w./*-]+`|\]\(|because|^the same|^above|^as V", where)) or where.startswith(
        "there are no"
    )


def named_tests(where: str) -> list[tuple[str, str]]:
    """Each test with the file that was named before it."""
    found, file = [], ""
    for word in TEST.findall(where):
        if word.startswith("tests/"):
            file = word
        elif file:
            found.append((file, word))
    return found


def there(test: tuple[str, str]) -> bool:
    """Whether the file has this test."""
    path, name = ROOT / test[0], test[1]
    return path.exists() and re.search(rf"^(async )?def {name}\(", path.read_text(), re.MULTILINE) is not None


# What holds for the code as a whole


PROGRAMS = re.compile(r"(subprocess|pickle|marshal|shelve|yaml|os\.(system|popen|spawn\w*|exec\w*))\b")
OTHERS = re.compile(r"(urllib\.request|http\.client|requests|httpx|aiohttp|smtplib|ftplib|socket)\b|django\.core\.mail")
CODE_OF_TEXT = re.compile(r"(eval|exec|compile|__import__|os\.(system|popen|spawn\w*|exec\w*))$")


def imported(tree: ast.AST) -> Iterator[str]:
    """What a file imports, by its full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def called(tree: ast.AST) -> Iterator[str]:
    """What it calls, as it is written."""
    yield from (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


@cache
def trees() -> list[tuple[str, ast.AST]]:
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in SOURCES]


def test_no_app_starts_a_program_or_runs_text_as_code() -> None:
    found = [(path, name) for path, tree in trees() for name in imported(tree) if PROGRAMS.match(name)]
    assert found + [(path, name) for path, tree in trees() for name in called(tree) if CODE_OF_TEXT.match(name)] == []


def test_no_app_calls_another_server() -> None:
    """The database and the bell have drivers of their own; letters go through one door, to a mail server."""
    found = {path for path, tree in trees() for name in imported(tree) if OTHERS.match(name)}
    assert found == {"accounts/mail.py"}


def test_what_must_not_be_imported_or_called_is_seen() -> None:
    bad = ast.parse("import subprocess\nfrom urllib.request import urlopen\nfrom django.core import mail\neval('1')")
    assert [bool(PROGRAMS.match(name)) for name in imported(bad)] == [True, False, False]
    assert [bool(OTHERS.match(name)) for name in imported(bad)] == [False, True, True]
    assert [bool(CODE_OF_TEXT.match(name)) for name in called(bad)] == [True]


MARKUP = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
    r"|postMessage|window\.onmessage|window\.addEventListener\(.message"
)
STORES = r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker"


def in_scripts(pattern: str) -> list[str]:
    assert SCRIPTS
    return [f"{path.name}: {found}" for path in SCRIPTS for found in re.findall(pattern, path.read_text())]


def test_no_script_makes_markup_or_code_of_text() -> None:
    assert in_scripts(MARKUP) == []
    assert re.search(MARKUP, "line.innerHTML = text")


def test_no_script_stores_anything() -> None:
    assert in_scripts(STORES) == []
    assert re.search(STORES, "localStorage.setItem('draft', text)")


@pytest.mark.django_db
@pytest.mark.once
def test_trace_is_answered_with_nothing_of_the_request(visitor: Client) -> None:
    answer = visitor.generic("TRACE", "/", headers={"x-marked": "geheim"})
    assert answer.status_code == 405
    assert b"geheim" not in answer.content


def test_a_passphrase_is_kept_as_argon2id(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    assert make_password(PASSPHRASE).startswith("argon2$argon2id$")
    assert len(base.PASSWORD_HASHERS) == 1


# The register of kinds of data


def kinds() -> dict[str, bool]:
    """Every table of ours, and whether something in it is sealed."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: any(isinstance(each, Sealed) for each in vars(model).values()) for model in models}


def test_every_kind_of_data_stands_in_the_register() -> None:
    """A new table needs a row there: what it holds, how it is kept, until when, and what takes it away."""
    told = words_in_code(section(text("register.md"), "What is kept, where, and until when"))
    assert set(kinds()) - told == set()


def test_what_is_sealed_is_told_as_sealed() -> None:
    rows = section(text("register.md"), "What is kept, where, and until when").splitlines()
    for kind, is_sealed in kinds().items():
        row = next(row for row in rows if f"`{kind}`" in row)
        assert not is_sealed or "sealed" in row, kind


def test_every_job_that_takes_something_away_stands_in_the_register() -> None:
    page = text("register.md")
    assert [job for job in PARTS if f"*{job}*" not in page] == []


def test_what_people_are_told_of_periods_is_what_the_code_does() -> None:
    """In both languages of the page, in the words of each."""
    page = text("privacy.md")
    dutch, english = section(page, "Wat we bewaren, en hoe lang"), section(page, "What we keep, and for how long")
    for days in (NOTICE_KEPT_FOR.days, names.RESTS_FOR.days, news.KEPT_FOR.days):
        assert f"{days} dagen" in dutch
        assert f"{days} days" in english
    hours = [str(kept) for kept in Group.KeptFor.values]
    assert f"{', '.join(hours[:-1])} of {hours[-1]} uur" in dutch
    assert f"{', '.join(hours[:-1])} or {hours[-1]} hours" in english
    assert (12, timedelta(minutes=30), timedelta(hours=12)) == (UNUSED_MONTHS, IDLE_FOR, AT_MOST_FOR)
    assert [words for words in ("twaalf maanden", "half uur", "twaalf uur") if words not in dutch] == []
    assert [words for words in ("twelve months", "half an hour", "twelve hours") if words not in english] == []
