"""A real site: what it refuses to start with, what it must not do, and what its database role may not."""

import base64
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.services import free_port
from tests.stack import Stack
from tests.stack_fixtures import MakeStack

ROOT = Path(__file__).resolve().parent.parent
PROD, BASE = "peerchat.settings.prod", "peerchat.settings.base"
NEEDED = ("SECRET_KEY", "DATA_KEYS", "INDEX_KEY", "AUDIT_KEY", "HOSTS", "ORIGINS")


def a_key(start: int) -> str:
    """A key that is as good as random to whoever only looks at its bytes."""
    return base64.b64encode(bytes(range(start, start + 32))).decode()


def good(folder: Path) -> dict[str, str]:
    """The environment of a site that starts."""
    return {
        "DJANGO_SETTINGS_MODULE": PROD,
        "DATABASE_URL": f"sqlite://{folder}/site.sqlite3",
        "PEERCHAT_SECRET_KEY": "proef " + "".join(chr(letter) for letter in range(33, 90)),
        "PEERCHAT_DATA_KEYS": a_key(0),
        "PEERCHAT_INDEX_KEY": a_key(40),
        "PEERCHAT_AUDIT_KEY": a_key(80),
        "PEERCHAT_HOSTS": "praat.example",
        "PEERCHAT_ORIGINS": "https://praat.example",
    }


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., ModuleType]]:
    """Reads the production settings afresh, from the good environment but for what is changed (None: left out)."""
    kept = {name: sys.modules.pop(name, None) for name in (PROD, BASE)}
    package = importlib.import_module("peerchat.settings")

    def read(**changed: str | None) -> ModuleType:
        for name in [name for name in os.environ if name.startswith(("PEERCHAT_", "DATABASE_", "MIGRATE_", "REDIS_"))]:
            monkeypatch.delenv(name)
        for name, value in {**good(tmp_path), **changed}.items():
            if value is not None and name != "DJANGO_SETTINGS_MODULE":
                monkeypatch.setenv(name, value)
        for name in (PROD, BASE):
            sys.modules.pop(name, None)
        return importlib.import_module(PROD)

    yield read
    for name, module in kept.items():
        sys.modules.pop(name, None)
        if module:
            sys.modules[name] = module
            setattr(package, name.rpartition(".")[2], module)


Read = Callable[..., ModuleType]


def test_a_site_with_all_that_is_needed_starts(read: Read) -> None:
    settings = read()
    assert settings.DEBUG is False
    assert settings.TIME_TRAVEL is False
    assert settings.ALLOW_LOAD is False
    assert settings.STYLE_PAGE is False
    assert settings.SESSION_COOKIE_NAME.startswith("__Host-")


def test_every_cookie_of_a_real_site_is_its_own_and_for_https_only(read: Read) -> None:
    """The silent cookie has the flags of the session's; `__Host-` says: this host alone, every path, by TLS."""
    settings = read()
    names = [value for name, value in vars(settings).items() if name.endswith("_COOKIE_NAME")]
    assert len(names) == len(set(names)) == 4
    assert [name for name in names if not name.startswith("__Host-")] == []
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        flags = [getattr(settings, f"{kind}_COOKIE_{flag}") for flag in ("SECURE", "HTTPONLY", "SAMESITE")]
        assert flags == [True, True, "Lax"], kind
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert settings.CSRF_COOKIE_AGE is None
    assert "Cookie" not in settings.MESSAGE_STORAGE


def test_letters_go_through_the_mail_server_that_is_named_and_by_tls_unless_it_is_told_not_to(read: Read) -> None:
    """Without one nothing could be sent, whoever tries."""
    assert read().MAIL_FROM == ""
    assert read().EMAIL_BACKEND == "django.core.mail.backends.dummy.EmailBackend"
    ways = {"smtp://a:b%40c@post.example": (587, True, False), "smtps://a:b%40c@post.example:1465": (1465, False, True)}
    for url, way in {**ways, "smtp+plain://a:b%40c@post.example": (25, False, False)}.items():
        settings = read(PEERCHAT_MAIL_URL=url, PEERCHAT_MAIL_FROM="post@praat.example")
        assert way == (settings.EMAIL_PORT, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL)
        assert (settings.EMAIL_HOST, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD) == (
            "post.example",
            "a",
            "b@c",
        )
        assert (settings.EMAIL_BACKEND, settings.MAIL_FROM) == ("accounts.mail.Mailer", "post@praat.example")
    with pytest.raises(ImproperlyConfigured, match="PEERCHAT_MAIL_FROM"):
        read(PEERCHAT_MAIL_URL="smtp://post.example")


@pytest.mark.parametrize("name", NEEDED)
def test_without_one_of_its_keys_and_names_it_does_not_start(name: str, read: Read) -> None:
    for missing in (None, "", "  "):
        with pytest.raises(ImproperlyConfigured, match=f"PEERCHAT_{name}"):
            read(**{f"PEERCHAT_{name}": missing})


BAD: list[tuple[str, str, str]] = [
    ("PEERCHAT_SECRET_KEY", "kort", "at least 50 random"),
    ("PEERCHAT_SECRET_KEY", "a" * 80, "at least 50 random"),
    ("PEERCHAT_SECRET_KEY", "abc" * 30, "at least 50 random"),
    ("PEERCHAT_DATA_KEYS", a_key(40), "must differ"),
    ("PEERCHAT_DATA_KEYS", f"{a_key(0)},{a_key(0)}", "must differ"),
    ("PEERCHAT_DATA_KEYS", f"{a_key(0)},{a_key(80)}", "must differ"),
    ("PEERCHAT_DATA_KEYS", ",", "at least one key"),
    ("PEERCHAT_INDEX_KEY", a_key(80), "must differ"),
    ("PEERCHAT_INDEX_KEY", f"{a_key(40)},{a_key(120)}", "one key"),
    ("PEERCHAT_AUDIT_KEY", f"{a_key(80)},{a_key(120)}", "one key"),
    ("PEERCHAT_AUDIT_KEY", base64.b64encode(bytes(32)).decode(), "must be random"),
    ("PEERCHAT_DATA_KEYS", base64.b64encode(b"ab" * 16).decode(), "must be random"),
    ("PEERCHAT_DATA_KEYS", "geen base64!", "base64"),
    ("PEERCHAT_DATA_KEYS", "één sleutel", "base64"),
    ("PEERCHAT_INDEX_KEY", base64.b64encode(bytes(range(31))).decode(), "32 bytes"),
    ("PEERCHAT_AUDIT_KEY", base64.b64encode(bytes(range(33))).decode(), "32 bytes"),
    ("PEERCHAT_HOSTS", "*", "own hosts"),
    ("PEERCHAT_HOSTS", "praat.example,*", "own hosts"),
    ("PEERCHAT_HOSTS", ",", "own hosts"),
    ("PEERCHAT_ORIGINS", ",", "own hosts"),
    ("PEERCHAT_ORIGINS", "praat.example", "PEERCHAT_ORIGINS"),
    ("PEERCHAT_ORIGINS", "https://", "PEERCHAT_ORIGINS"),
    ("PEERCHAT_ORIGINS", "https://praat.example/", "PEERCHAT_ORIGINS"),
    ("PEERCHAT_ORIGINS", "https://praat.example?a", "PEERCHAT_ORIGINS"),
    ("PEERCHAT_ORIGINS", "https://praat.example#a", "PEERCHAT_ORIGINS"),
    ("PEERCHAT_ORIGINS", "https://ada@praat.example", "PEERCHAT_ORIGINS"),
    ("PEERCHAT_ORIGINS", "https://praat.example:poort", "PEERCHAT_ORIGINS"),
    ("PEERCHAT_ORIGINS", "ftp://praat.example", "PEERCHAT_ORIGINS"),
    ("PEERCHAT_ORIGINS", "*", "PEERCHAT_ORIGINS"),
    ("PEERCHAT_TLS", "misschien", "PEERCHAT_TLS"),
    ("PEERCHAT_EXIT_URL", "http://www.wikipedia.org/", "PEERCHAT_EXIT_URL"),
    ("PEERCHAT_EXIT_URL", "www.wikipedia.org", "PEERCHAT_EXIT_URL"),
    ("PEERCHAT_EXIT_URL", "https://[weer", "PEERCHAT_EXIT_URL"),
    ("PEERCHAT_MAIL_URL", "post.example", "PEERCHAT_MAIL_URL"),
    ("PEERCHAT_MAIL_URL", "http://post.example", "PEERCHAT_MAIL_URL"),
    ("PEERCHAT_MAIL_URL", "smtp://", "PEERCHAT_MAIL_URL"),
    ("PEERCHAT_MAIL_URL", "smtp://post.example:poort", "PEERCHAT_MAIL_URL"),
    ("PEERCHAT_MAIL_URL", "smtp://post.example/map", "PEERCHAT_MAIL_URL"),
    ("PEERCHAT_MAIL_FROM", "post", "PEERCHAT_MAIL_FROM"),
    ("PEERCHAT_MAIL_FROM", "Post <post@praat.example>", "PEERCHAT_MAIL_FROM"),
    ("PEERCHAT_MAIL_FROM", "post@praat.example\nBcc: a@b.example", "PEERCHAT_MAIL_FROM"),
    ("PEERCHAT_ALLOW_LOAD", "2", "PEERCHAT_ALLOW_LOAD"),
    ("PEERCHAT_SECOND_FACTOR", "0", "PEERCHAT_SECOND_FACTOR=0 is for development"),
    ("PEERCHAT_SECOND_FACTOR", "no idea", "PEERCHAT_SECOND_FACTOR"),
    ("PEERCHAT_POST_RATE", "-1", "PEERCHAT_POST_RATE"),
    ("PEERCHAT_POST_RATE", "60001", "PEERCHAT_POST_RATE"),
    ("PEERCHAT_POST_RATE", "tien", "PEERCHAT_POST_RATE"),
    ("PEERCHAT_POST_RATE", "1.5", "PEERCHAT_POST_RATE"),
    ("PEERCHAT_SIGN_UP_RATE", "-1", "PEERCHAT_SIGN_UP_RATE"),
    ("PEERCHAT_SIGN_UP_RATE", "1001", "PEERCHAT_SIGN_UP_RATE"),
    ("PEERCHAT_SIGN_UP_RATE", "veel", "PEERCHAT_SIGN_UP_RATE"),
    ("PEERCHAT_AUDIT_HEADS", "heads.jsonl", "PEERCHAT_AUDIT_HEADS"),
    ("PEERCHAT_AUDIT_HEADS", "/var/lib/peerchat/", "PEERCHAT_AUDIT_HEADS"),
    ("PEERCHAT_CRISIS_CARD", "hulp.html", "PEERCHAT_CRISIS_CARD"),
    ("DATABASE_URL", "mysql://a:b@c/d", "DATABASE_URL"),
    ("DATABASE_URL", "postgresql://a:b@c", "DATABASE_URL"),
    ("DATABASE_URL", "postgresql://a:b@c:poort/d", "DATABASE_URL"),
    ("DATABASE_URL", "postgresql://a:b@[c/d", "DATABASE_URL"),
    ("DATABASE_URL", "sqlite://", "DATABASE_URL"),
    ("DATABASE_URL", "ergens", "DATABASE_URL"),
    ("REDIS_URL", "ergens", "REDIS_URL"),
    ("REDIS_URL", "http://redis:6379", "REDIS_URL"),
    ("REDIS_URL", "redis://", "REDIS_URL"),
    ("REDIS_URL", "redis://redis:poort", "REDIS_URL"),
]


@pytest.mark.parametrize(("name", "value", "words"), BAD)
def test_a_bad_value_stops_the_start_with_a_plain_sentence(name: str, value: str, words: str, read: Read) -> None:
    more = {"PEERCHAT_MAIL_URL": "smtp://post.example"} if name == "PEERCHAT_MAIL_FROM" else {}
    with pytest.raises(ImproperlyConfigured, match=words) as refused:
        read(**{**more, name: value})
    assert str(refused.value).endswith(".")
    assert "KEY" not in name or value not in str(refused.value)


def test_every_variable_of_the_settings_has_its_bad_values(read: Read) -> None:
    known = {"MIGRATE_DATABASE_URL"} | {name for name, _, _ in BAD}
    source = "".join((ROOT / "peerchat" / "settings" / f"{name}.py").read_text() for name in ("base", "prod"))
    asked = {name for name in source.replace("(", '"').split('"') if name.startswith(("PEERCHAT_", "DATABASE_URL"))}
    assert {name for name in asked if name.isupper() and " " not in name} <= known


@pytest.mark.parametrize("name", [f"PEERCHAT_{name}" for name in NEEDED] + ["DATABASE_URL", "REDIS_URL"])
def test_a_secret_may_come_from_a_file(name: str, read: Read, tmp_path: Path) -> None:
    value = {**good(tmp_path), "REDIS_URL": "redis://redis:6379/0"}[name]
    file = tmp_path / "secret"
    file.write_text(f"{value}\n")
    read(**{name: None, f"{name}_FILE": str(file)})
    for bad in (str(tmp_path / "nowhere"), str(tmp_path)):
        with pytest.raises(ImproperlyConfigured, match=f"{name}_FILE"):
            read(**{name: None, f"{name}_FILE": bad})
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ImproperlyConfigured, match=f"{name}_FILE"):
        read(**{name: None, f"{name}_FILE": str(file)})


def test_the_value_itself_goes_before_its_file(read: Read, tmp_path: Path) -> None:
    (tmp_path / "hosts").write_text("elders.example")
    assert read(PEERCHAT_HOSTS_FILE=str(tmp_path / "hosts")).ALLOWED_HOSTS == ["praat.example"]


def manage(folder: Path, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Runs a command on the real site in `folder`, as it would be run there."""
    command = [sys.executable, "-W", "error", "manage.py", *words]
    environment = {"PATH": os.environ["PATH"], **good(folder), **changed}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_django_s_own_check_for_a_real_site_finds_nothing(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    careless = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", PEERCHAT_TLS="0")
    assert "security.W008" in careless.stderr


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a real site that has its tables."""
    folder: Path = tmp_path_factory.mktemp("real")
    assert manage(folder, "migrate", "-v0").returncode == 0
    return folder


def test_a_real_site_is_not_filled_and_its_time_is_not_moved(migrated: Path) -> None:
    seed = ("seed_load", "--rooms", "1", "--members", "2")
    refused = manage(migrated, *seed)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "PEERCHAT_ALLOW_LOAD=1" in refused.stderr
    moved = manage(migrated, "housekeeping", "--now", "2100-01-01T00:00")
    assert (moved.returncode, moved.stdout) == (1, "")
    assert "real site" in moved.stderr
    assert manage(migrated, "demo").returncode == 1
    allowed = manage(migrated, *seed, PEERCHAT_ALLOW_LOAD="1")
    assert allowed.returncode == 0, allowed.stderr
    seats = [json.loads(line) for line in allowed.stdout.splitlines()]
    assert [seat["cookie"].partition("=")[0] for seat in seats] == ["__Host-s"] * 2


def test_with_another_key_it_does_not_serve_and_says_which_in_one_sentence(migrated: Path) -> None:
    refused = manage(migrated, "serve", "--port", str(free_port()), PEERCHAT_AUDIT_KEY=a_key(120))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Not the keys of this database: PEERCHAT_AUDIT_KEY.")
    assert refused.stderr.count("\n") == 1


def test_a_start_without_a_key_says_which_and_shows_no_other(tmp_path: Path) -> None:
    done = manage(tmp_path, "serve", "--port", str(free_port()), PEERCHAT_AUDIT_KEY="")
    assert done.returncode != 0
    assert done.stderr.startswith("PEERCHAT_AUDIT_KEY is not set.")
    assert done.stderr.count("\n") == 1
    assert a_key(0) not in done.stderr


# Processes: how many may serve what.


def second(stack: Stack) -> subprocess.CompletedProcess[str]:
    """Tries to serve the same site once more."""
    command = [sys.executable, "manage.py", "serve", "--port", str(free_port())]
    return subprocess.run(
        command, cwd=ROOT, env=stack.environment(), capture_output=True, text=True, check=False, timeout=60
    )


def real(folder: Path) -> dict[str, str]:
    """What a stack needs to be a real site that is reached without a proxy."""
    names = {**good(folder), "PEERCHAT_TLS": "0", "PEERCHAT_HOSTS": "127.0.0.1"}
    return {name: value for name, value in names.items() if name.startswith("PEERCHAT_")}


@pytest.mark.stack
def test_sqlite_serves_one_process_and_the_next_one_when_that_is_gone(tmp_path: Path) -> None:
    url = good(tmp_path)["DATABASE_URL"]
    with Stack(tmp_path, database_url=url, settings=PROD, env=real(tmp_path)) as stack:
        refused = second(stack)
        assert refused.returncode != 0
        assert "SQLite serves one process only" in refused.stderr
        stack.kill(0)
        stack.start(0)


@pytest.mark.stack
def test_postgresql_without_redis_serves_one_process_and_the_next_one_when_that_is_gone(
    make_stack: MakeStack, tmp_path: Path
) -> None:
    lone = make_stack(processes=1, env=real(tmp_path))
    lone.settings = PROD
    with lone as stack:
        refused = second(stack)
        assert refused.returncode != 0
        assert "without Redis there may be one only" in refused.stderr
        stack.kill(0)
        stack.start(0)


# The audit, tried in SQL by the role that serves.

CHANGES = {
    "change": "UPDATE audit_entry SET verb = 'nothing'",
    "take away": "DELETE FROM audit_entry",
    "empty": "TRUNCATE audit_entry",
    "empty with all that hangs on it": "TRUNCATE audit_entry CASCADE",
    "write over": ("INSERT INTO audit_entry SELECT * FROM audit_entry ON CONFLICT (id) DO UPDATE SET verb = 'nothing'"),
    "lock": "LOCK TABLE audit_entry IN ACCESS EXCLUSIVE MODE",
    "choose": "SELECT 1 FROM audit_entry FOR UPDATE",
    "take away a head": "DELETE FROM audit_head",
    "empty the heads": "TRUNCATE audit_head",
}
ONLY_THE_OWNER = {
    "drop the trigger": "DROP TRIGGER audit_entry_no_update ON audit_entry",
    "silence the trigger": "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    "silence all triggers": "SET session_replication_role = replica",
    "replace what the trigger does": "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE sql AS ''",
    "drop the table": "DROP TABLE audit_entry",
    "take the right back": "GRANT UPDATE ON audit_entry TO peerchat_web; UPDATE audit_entry SET verb = 'nothing'",
    "become the owner": "SET ROLE peerchat_owner",
}


@pytest.fixture(scope="module")
def seeded(stack: Stack) -> Stack:
    """A site whose web role has written to the audit."""
    stack.manage("create_organisation", "Steunpunt")
    return stack


def entries(stack: Stack) -> list[tuple[object, ...]]:
    return stack.sql("SELECT * FROM audit_entry ORDER BY chain, number")


@pytest.mark.stack
@pytest.mark.parametrize("deed", [*CHANGES, *ONLY_THE_OWNER])
def test_the_role_that_serves_adds_to_the_audit_and_changes_nothing(deed: str, seeded: Stack) -> None:
    before = entries(seeded)
    assert before
    with psycopg.connect(seeded.database_url) as web:
        assert web.execute("SELECT count(*) FROM audit_entry").fetchone() == (len(before),)
        _refused(web, {**CHANGES, **ONLY_THE_OWNER}[deed], psycopg.errors.InsufficientPrivilege)
    assert entries(seeded) == before


@pytest.mark.stack
def test_the_role_that_serves_moves_a_head_on_and_never_back(seeded: Stack) -> None:
    with psycopg.connect(seeded.database_url) as web:
        _refused(web, "UPDATE audit_head SET number = number - 1", psycopg.errors.RaiseException)
    assert "The audit is whole" in seeded.manage("verify_audit")


@pytest.mark.stack
@pytest.mark.parametrize(
    "deed",
    [
        "change",
        "take away",
        "empty",
        "empty with all that hangs on it",
        "write over",
        "take away a head",
        "empty the heads",
    ],
)
def test_even_the_owner_of_the_tables_is_refused_by_the_trigger(deed: str, seeded: Stack) -> None:
    before = entries(seeded)
    with psycopg.connect(seeded.owner_url) as owner:
        _refused(owner, CHANGES[deed], psycopg.errors.RaiseException)
    assert entries(seeded) == before


def _refused(connection: psycopg.Connection, statement: str, why: type[Exception]) -> None:
    with pytest.raises(why):
        connection.execute(statement)
    connection.rollback()
