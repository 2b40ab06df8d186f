"""The house: the commands, the files that a clone brings, and what must never stand in them."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from peerchat.translations import compile_all

ROOT = Path(__file__).resolve().parent.parent
TREE = "peerchat moderation rooms groups accounts audit templates static locale tests docs bin deploy requirements"
BINARY = {".png", ".ico", ".woff2", ".jpg", ".webp", ".gz"}

# Written apart, so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)", "index" + "-url ?="])
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:" + "work|root|home|Users|opt" + r")/[\w.]")
UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")


def tracked() -> list[Path]:
    """What a clone brings, and what is about to be added."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for line in listed.splitlines() if (path := ROOT / line).is_file() and path.suffix not in BINARY]


def findings(pattern: re.Pattern[str]) -> list[str]:
    texts = ((path, path.read_text(encoding="utf-8")) for path in tracked())
    return [f"{path.relative_to(ROOT)}: {hit.group()}" for path, text in texts for hit in pattern.finditer(text)]


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def program(name: str) -> str:
    """A program of the environment that runs the tests."""
    return str(Path(sys.executable).parent / name)


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", TREE.split())
def test_every_folder_of_the_house_is_there(name: str) -> None:
    assert any(path.is_relative_to(ROOT / name) for path in tracked())


@pytest.mark.parametrize(
    ("pattern", "planted"),
    [
        (REGISTRIES, "https://files.python" + "hosted.org/packages"),
        (MACHINE_PATHS, "see /ho" + "me/ada/notes"),
        (UNFINISHED, "# TO" + "DO later"),
    ],
    ids=["registry hosts", "machine paths", "unfinished work"],
)
def test_no_file_holds_what_does_not_belong_to_the_project(pattern: re.Pattern[str], planted: str) -> None:
    assert pattern.search(planted)
    assert findings(pattern) == []


def test_the_licence_is_told_by_its_spdx_id() -> None:
    assert pyproject()["project"]["license"] == "EUPL-1.2"
    assert re.search(r"^EUPL-1\.2$", (ROOT / "README.md").read_text(), re.MULTILINE)


def test_every_package_is_pinned_with_a_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", path.read_text(), flags=re.MULTILINE).strip())
        loose = [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
        assert entries, path.name
        assert loose == [], path.name


def test_the_scripts_are_clean_and_can_be_started() -> None:
    scripts = sorted((ROOT / "bin").iterdir())
    checked = run(program("shellcheck"), "-x", *map(str, scripts), ".ci/run")
    assert checked.returncode == 0, checked.stdout
    assert [path.name for path in scripts if not os.access(path, os.X_OK)] == ["_bootstrap.sh"]


def test_the_compose_files_follow_their_schema_and_a_misspelt_key_does_not(tmp_path: Path) -> None:
    original = ROOT / "docker-compose.yml"
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(original.read_text().replace("healthcheck:", "helthcheck:", 1))
    check = [program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec"]
    assert run(*check, str(original), str(ROOT / "deploy" / "mail.yml")).returncode == 0
    assert run(*check, str(broken)).returncode != 0


@pytest.fixture
def secrets_script(tmp_path: Path) -> Path:
    """A copy of bin/secrets, run once in a folder of its own."""
    script = tmp_path / "bin" / "secrets"
    script.parent.mkdir()
    script.write_bytes((ROOT / "bin" / "secrets").read_bytes())
    assert run("sh", str(script)).returncode == 0
    return script


def test_the_secrets_of_the_compose_file_are_those_that_the_script_makes(secrets_script: Path) -> None:
    folder = secrets_script.parent.parent / "secrets"
    made = {path.name for path in folder.iterdir()}
    assert made == set(re.findall(r"\./secrets/(\w+)", (ROOT / "docker-compose.yml").read_text()))
    assert folder.stat().st_mode & 0o077 == 0


def test_the_secrets_of_a_site_are_never_replaced(secrets_script: Path) -> None:
    key = secrets_script.parent.parent / "secrets" / "data_keys"
    before = key.read_text()
    assert run("sh", str(secrets_script)).returncode != 0
    assert key.read_text() == before


def test_production_starts_with_the_made_secrets_and_with_none_less(secrets_script: Path) -> None:
    folder = secrets_script.parent.parent / "secrets"
    names = {
        "DATABASE_URL": "database_url",
        "PEERCHAT_SECRET_KEY": "secret_key",
        "PEERCHAT_DATA_KEYS": "data_keys",
        "PEERCHAT_INDEX_KEY": "index_key",
        "PEERCHAT_AUDIT_KEY": "audit_key",
    }
    files = {f"{name}_FILE": str(folder / file) for name, file in names.items()}
    site = {
        "PEERCHAT_HOSTS": "praat.example",
        "PEERCHAT_ORIGINS": "https://praat.example",
        "REDIS_URL": "redis://redis:6379/0",
    }
    emptied = dict.fromkeys(names, "")
    command = [sys.executable, "-c", "import django; django.setup()"]
    production = {"DJANGO_SETTINGS_MODULE": "peerchat.settings.prod", **emptied, **site}
    started = run(*command, **production, **files)
    assert started.returncode == 0, started.stderr
    refused = run(*command, **production, **{**files, "PEERCHAT_AUDIT_KEY_FILE": ""})
    assert "PEERCHAT_AUDIT_KEY" in refused.stderr


def read_from_environment() -> Iterator[str]:
    """The names that the code reads from the environment, by `env.…("NAME")` or `os.environ`."""
    for path in tracked():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] not in {"tests", "tools"}:
            for node in ast.walk(ast.parse(path.read_text())):
                yield from _names_read_by(node)


def _names_read_by(node: ast.AST) -> Iterator[str]:
    reader = isinstance(node, ast.Call) and re.match(r"env\.\w+$|os\.environ\.get$|os\.getenv$", ast.unparse(node.func))
    if reader and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        yield str(node.args[0].value)
    if (
        isinstance(node, ast.Subscript)
        and ast.unparse(node.value) == "os.environ"
        and isinstance(node.slice, ast.Constant)
    ):
        yield str(node.slice.value)


def test_every_variable_that_is_read_is_documented() -> None:
    names = set(read_from_environment())
    assert {"DATABASE_URL", "PEERCHAT_SECRET_KEY"} <= names
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text()))
    assert names - documented - {"DJANGO_SETTINGS_MODULE"} == set()


def test_every_contract_on_imports_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    contracts = text.count("[[tool.importlinter.contracts]]")
    explained = len(re.findall(r"^# .+\.\n\[\[tool\.importlinter\.contracts\]\]", text, re.MULTILINE))
    assert contracts >= 2
    assert explained == contracts


def test_an_import_upwards_breaks_the_contracts(tmp_path: Path) -> None:
    for app in pyproject()["tool"]["importlinter"]["root_packages"]:
        (tmp_path / app).mkdir()
        (tmp_path / app / "__init__.py").touch()
    contracts = tmp_path / "pyproject.toml"
    contracts.write_text((ROOT / "pyproject.toml").read_text())
    check = [program("lint-imports"), "--no-cache", "--config", str(contracts)]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "rooms" / "__init__.py").write_text("import moderation\n")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode != 0


def test_every_translation_is_complete() -> None:
    catalogues = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    assert catalogues
    for path in catalogues:
        with path.open("rb") as lines:
            messages = [message for message in read_po(lines, locale=path.parent.parent.name) if message.id]
        assert messages, path.name
        assert [message.id for message in messages if message.fuzzy or not _is_filled(message.string)] == []


def _is_filled(text: object) -> bool:
    return all(text) if isinstance(text, tuple) else bool(text)


def test_only_translations_that_changed_are_compiled_again(tmp_path: Path) -> None:
    source = tmp_path / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Group"\nmsgstr "Groep"\n')
    assert compile_all(tmp_path) == 1
    assert b"Groep" in source.with_suffix(".mo").read_bytes()
    assert compile_all(tmp_path) == 0
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_all(tmp_path) == 1
